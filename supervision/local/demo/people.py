"""The people of the demo world: three oblasts and twelve of their districts, the GPO above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Post
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.local.demo.story import Storyteller
from supervision.offices import passwords
from supervision.offices.models import Office, UserAccount
from supervision.offices.operations import AccountData, create_first_administrator, create_user
from supervision.offices.queries import actor_of, see_everybody

PASSWORD = "qyran-dala-2026"  # noqa: S105 — printed on the screen of every demo
OBLASTS = ("35", "39", "61")
DISTRICTS_OF_OBLAST = 4
POSTS_OF_GPO = (Post.HEAD, Post.DEPARTMENT_PROSECUTOR, Post.AUDITOR)
POSTS_OF_OBLAST = (Post.HEAD, Post.DEPUTY, Post.SENIOR_ASSISTANT, Post.ADMINISTRATOR)
POSTS_OF_DISTRICT = (Post.HEAD, Post.ASSISTANT, Post.ASSISTANT)
POSTS_OF_SPECIALISED = (Post.HEAD, Post.ASSISTANT)
# A specialised office at the seat of a district one: there cases are notified and handed over.
SPECIALISED = ("39-N1",)


@dataclass(frozen=True)
class Team:
    """A district office as its stories need it: who records, the head, who stands above it.

    `above` is the oblast's head and `above_assistant` who writes for him; then the same in the GPO.
    """

    assistants: tuple[Actor, ...]
    head: Actor
    above: Actor
    above_assistant: Actor
    top: Actor
    top_assistant: Actor
    seat: str
    specialised: tuple[Actor, ...] = ()


def settle(session: Session, teller: Storyteller, today: date, now: datetime) -> list[Team]:
    """Open every account by the administrator's own verb; all get the demo password."""
    with transaction(session):
        made = create_first_administrator(
            session, "00", "administrator.00", teller.person(), today=today, now=now
        )
        office = session.get_one(Office, made.account.office_id)
        administrator = actor_of(session, made.account, office)
        set_scope(session, administrator.scope)
        places = _staffed(session)
        shared = passwords.hash_password(PASSWORD)
        for place, posts in places:
            for login, data in _people_of(place, posts, teller):
                create_user(
                    session,
                    administrator,
                    login,
                    data,
                    today=today,
                    now=now,
                    hashing=lambda _: shared,
                )
        session.flush()
        session.execute(
            update(UserAccount).values(
                password_hash=shared, must_change_password=False, password_expires_at=None
            )
        )
    return [_team(session, place) for place, posts in places if posts is POSTS_OF_DISTRICT]


def _staffed(session: Session) -> list[tuple[Office, Sequence[Post]]]:
    """The offices that get people, with the posts they get."""
    offices = {office.code: office for office in session.scalars(select(Office))}
    staffed: list[tuple[Office, Sequence[Post]]] = [(offices["00"], POSTS_OF_GPO)]
    for code in OBLASTS:
        staffed.append((offices[code], POSTS_OF_OBLAST))
        open_ones = [
            office
            for office in sorted(offices.values(), key=lambda office: office.code)
            if office.parent_id == offices[code].id and office.active_to is None
        ]
        staffed += [(office, POSTS_OF_DISTRICT) for office in open_ones[:DISTRICTS_OF_OBLAST]]
    staffed += [(offices[code], POSTS_OF_SPECIALISED) for code in SPECIALISED]
    return staffed


def _people_of(
    office: Office, posts: Sequence[Post], teller: Storyteller
) -> Iterator[tuple[str, AccountData]]:
    """Logins that say who somebody is, with the account to open for each."""
    for place, post in enumerate(posts):
        again = posts[:place].count(post)
        login = f"{post.value.replace('_', '-')}{again + 1 if again else ''}.{office.code.lower()}"
        language = "ru" if (office.id + place) % 3 == 0 else "kk"
        yield login, AccountData(teller.person(), office.id, post, language)


def _team(session: Session, office: Office) -> Team:
    """The people of an office as actors, with those above them and who is specialised here."""
    see_everybody(session)
    own = _actors(session, office)
    oblast = session.get_one(Office, office.parent_id)
    above = _actors(session, oblast)
    top = _actors(session, session.get_one(Office, oblast.parent_id))
    here = select(Office).where(Office.code.in_(SPECIALISED), Office.seat_kk == office.seat_kk)
    return Team(
        assistants=tuple(actor for actor in own if actor.post is Post.ASSISTANT),
        head=_holder(own, Post.HEAD),
        above=_holder(above, Post.HEAD),
        above_assistant=_holder(above, Post.SENIOR_ASSISTANT),
        top=_holder(top, Post.HEAD),
        top_assistant=_holder(top, Post.DEPARTMENT_PROSECUTOR),
        seat=office.seat_kk,
        specialised=tuple(
            _holder(_actors(session, each), Post.HEAD) for each in session.scalars(here)
        ),
    )


def _actors(session: Session, office: Office) -> list[Actor]:
    rows = session.scalars(
        select(UserAccount).where(UserAccount.office_id == office.id).order_by(UserAccount.id)
    )
    return [actor_of(session, account, office) for account in rows]


def _holder(actors: Sequence[Actor], post: Post) -> Actor:
    return next(actor for actor in actors if actor.post is post)
