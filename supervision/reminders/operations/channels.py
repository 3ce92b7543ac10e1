"""What a person chooses of the ways notices come: letters, the calendar's address, sending again.

Does not belong here: planning or sending anything.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.core.errors import NotFound, Stale
from supervision.core.problems import refuse
from supervision.offices.models import UserAccount
from supervision.reminders.letter_rules import LetterState, choice_problems
from supervision.reminders.models import CalendarFeed, Letter, NoticeChoice
from supervision.reminders.rules import secret_hash


def choose_letters(
    session: Session, actor: Actor, *, email: str, by_mail: str, version: int
) -> NoticeChoice:
    """Keep the actor's address and how often letters come to it; `version` 0 is the first choice.

    Raises Refused for what is no address, Stale when the choice was changed meanwhile.
    """
    refuse(choice_problems(email, by_mail))
    user_id = _held_account(session, actor)
    choice = session.get(NoticeChoice, user_id)
    found = 0 if choice is None else choice.version
    if found != version:
        raise Stale(found, version)
    before = None if choice is None else {"by_mail": choice.by_mail}
    if choice is None:
        choice = NoticeChoice(user_id=user_id)
        session.add(choice)
    choice.email, choice.by_mail = email, by_mail
    session.flush()
    record(
        session,
        actor,
        action="reminders.choose_letters",
        subject=("user", user_id),
        before=before,
        after={"by_mail": by_mail},
    )
    return choice


def make_calendar_address(session: Session, actor: Actor, *, now: datetime) -> uuid.UUID:
    """A new secret for the actor's calendar; the one before stops working. Shown once, kept hashed."""
    secret = uuid.uuid4()
    feed = _feed(session, actor)
    feed.secret_hash, feed.made_at = secret_hash(secret), now
    session.flush()
    record(
        session,
        actor,
        action="reminders.make_calendar_address",
        subject=("user", actor.user_id),
    )
    return secret


def revoke_calendar_address(session: Session, actor: Actor) -> None:
    """Stop the actor's calendar address; the next request for it finds nothing."""
    feed = session.get(CalendarFeed, _held_account(session, actor))
    if feed is None or feed.secret_hash is None:
        return
    feed.secret_hash = None
    record(
        session,
        actor,
        action="reminders.revoke_calendar_address",
        subject=("user", actor.user_id),
    )


def send_again(session: Session, actor: Actor, letter_id: int, *, now: datetime) -> Letter:
    """Try a letter that failed once more, from the first attempt on, under the same Message-ID.

    Raises NotFound for a letter to somebody the actor does not see, Forbidden without the right.
    """
    actor.demand(Permission.DIVIDE_WORK)
    letter = session.get(Letter, letter_id, with_for_update=True)
    if letter is None:
        raise NotFound
    if letter.state != LetterState.FAILED.value:
        return letter
    letter.state, letter.attempts, letter.next_at = LetterState.PLANNED.value, 0, now
    record(
        session,
        actor,
        action="reminders.send_again",
        subject=("letter", letter.id),
        office_id=letter.office_id,
        before={"answer_code": letter.answer_code},
    )
    return letter


def _feed(session: Session, actor: Actor) -> CalendarFeed:
    user_id = _held_account(session, actor)
    feed = session.get(CalendarFeed, user_id)
    if feed is None:
        feed = CalendarFeed(user_id=user_id)
        session.add(feed)
    return feed


def _held_account(session: Session, actor: Actor) -> int:
    """The actor's account, held: a second click waits for the first and then finds its row."""
    if actor.user_id is None:
        raise NotFound  # the house itself reads no letters
    session.execute(
        select(UserAccount.id).where(UserAccount.id == actor.user_id).with_for_update()
    ).one()
    return actor.user_id
