"""Handing letters to the mail server, one at a time, each proved by the server's own answer.

A letter is claimed in one transaction, sent, and its answer kept in the next. Killed in between, it
is claimed again when the attempt counts as lost, and goes out once more under the same Message-ID:
at least once, and a repeated one is known as such. Does not belong here: words, or SMTP.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.faults import Fault, FaultPoint, no_fault
from supervision.core.mail import Answer, Message, Verdict
from supervision.core.texts import written
from supervision.core.transaction import transaction
from supervision.reminders.letter_rules import (
    ATTEMPT_LASTS,
    LONGEST_ANSWER,
    RUN_LASTS,
    LetterKind,
    LetterState,
    next_attempt,
)
from supervision.reminders.models import Letter

WAITING = (LetterState.PLANNED.value, LetterState.SENT.value)


class Handing(Protocol):
    """Whatever takes a message and tells what came of it (`core.mail.Outbox`)."""

    def send(self, message: Message, *, now: datetime) -> Answer:
        """Hand one message over."""


@dataclass
class Mailed:
    """What one run did: letters accepted, to be tried again, failed for good, no longer owed."""

    accepted: int = 0
    put_off: int = 0
    failed: int = 0
    withdrawn: int = 0


def send_letters(
    session: Session,
    actor: Actor,
    *,
    compose: Callable[[Letter], Message | None],
    outbox: Handing,
    moment: Callable[[], datetime],
    kinds: Sequence[LetterKind] = tuple(LetterKind),
    fault: Fault = no_fault,
) -> Mailed:
    """Send the letters whose moment has come; commits by itself, twice a letter.

    Ends when none is left, when the server is away (the others would fare no better), or when the
    run has lasted long enough. `compose` gives None for a letter that is no longer owed; `moment`
    tells the time, asked anew for each letter. `session` must carry the house's scope.
    """
    mailed = Mailed()
    until = moment() + RUN_LASTS
    while (now := moment()) < until:
        with transaction(session):
            letter = _claim(session, kinds, now)
        if letter is None:
            break
        message = compose(letter)
        answer = None if message is None else outbox.send(message, now=moment())
        fault(FaultPoint.AFTER_SEND)
        with transaction(session):
            _keep_answer(letter, message, answer, mailed, now=moment())
        if answer is not None and answer.verdict is Verdict.UNREACHABLE:
            break
    if any(vars(mailed).values()):
        with transaction(session):
            record(
                session,
                actor,
                action="reminders.send_letters",
                subject=("letter", None),
                after=vars(mailed),
            )
    return mailed


def _keep_answer(
    letter: Letter,
    message: Message | None,
    answer: Answer | None,
    mailed: Mailed,
    *,
    now: datetime,
) -> None:
    """Keep what came of an attempt, and the moment of the next one where there is one.

    The row is the proof of one letter; the log of changes notes each run, as it does of sweeps.
    """
    if message is None or answer is None:
        letter.state = LetterState.WITHDRAWN.value
        mailed.withdrawn += 1
    else:
        letter.address, letter.answered_at = message.to, now
        letter.answer_code, letter.answer = answer.code, written(answer.text)[:LONGEST_ANSWER]
        _judge(letter, answer.verdict, mailed, now)


def _judge(letter: Letter, verdict: Verdict, mailed: Mailed, now: datetime) -> None:
    again = next_attempt(letter.attempts, now)
    if verdict is Verdict.ACCEPTED:
        letter.state = LetterState.ACCEPTED.value
        mailed.accepted += 1
    elif verdict is Verdict.REFUSED or again is None:
        letter.state = LetterState.FAILED.value
        mailed.failed += 1
    else:
        letter.state, letter.next_at = LetterState.PLANNED.value, again
        mailed.put_off += 1


def _claim(session: Session, kinds: Sequence[LetterKind], now: datetime) -> Letter | None:
    letter = session.scalars(
        select(Letter)
        .where(
            Letter.state.in_(WAITING),
            Letter.next_at <= now,
            Letter.kind.in_([kind.value for kind in kinds]),
        )
        .order_by(Letter.next_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()
    if letter is not None:
        letter.state, letter.sent_at = LetterState.SENT.value, now
        letter.attempts += 1
        letter.next_at = now + ATTEMPT_LASTS
    return letter
