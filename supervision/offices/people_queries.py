"""Reads for the pages of people and offices: lists with filters, the tree with its staff.

Belongs here: what a page shows at once. Does not belong here: questions other rooms ask
(`queries.py`). Row-level security narrows every list to the own office and those below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, func, or_, select
from sqlalchemy.orm import Session, aliased

from supervision.core.access import Level, Post
from supervision.core.errors import NotFound
from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.offices.models import Assignment, Office, UserAccount
from supervision.offices.rules import branch_post, is_open


@dataclass(frozen=True)
class PeopleFilter:
    """What the list of people is narrowed to; empty parts narrow nothing."""

    text: str = ""
    office_id: int | None = None
    post: str = ""
    closed: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is narrowed at all."""
        return bool(self.text or self.office_id or self.post or self.closed)


class PersonRow(NamedTuple):
    """A person as the list shows them; `key` is what the list is sorted by."""

    id: int
    full_name: str
    login: str
    post: str
    active: bool
    office_id: int
    office_name: str
    key: str


class OfficeLine(NamedTuple):
    """An office in the tree: how deep it stands, its active people, what its staff lacks."""

    office: Office
    depth: int
    people: int
    open: bool
    missing: Post | None


class HeldCharge(NamedTuple):
    """A topic or a region and who answers for it."""

    id: int
    user_id: int
    person: str
    topic: str | None
    region: Office | None
    from_on: date
    until_on: date | None


def _name(language: str) -> ColumnElement[Any]:
    return {"kk": Office.name_kk, "ru": Office.name_ru, "en": Office.name_en}[language].expression


def people_page(
    session: Session,
    wanted: PeopleFilter,
    *,
    office_ids: Sequence[int],
    language: str,
    sort: str,
    cursor: Cursor | None,
) -> Page[PersonRow]:
    """One page of people in Kazakh order of name, office or post; `sort` starts with - to turn it."""
    key: ColumnElement[Any] = {
        "office": func.kk_key(_name(language), type_=Text),
        "login": UserAccount.login.expression,
    }.get(sort.removeprefix("-"), func.kk_key(UserAccount.full_name, type_=Text))
    statement = (
        select(
            UserAccount.id,
            UserAccount.full_name,
            UserAccount.login,
            UserAccount.post,
            UserAccount.active,
            UserAccount.office_id,
            _name(language).label("office_name"),
            key.label("key"),
        )
        .join(Office, Office.id == UserAccount.office_id)
        .where(UserAccount.office_id.in_(office_ids), *_conditions(wanted))
    )
    narrowed = cut(
        statement,
        sort=key,
        row_id=UserAccount.id.expression,
        descending=sort.startswith("-"),
        cursor=cursor,
    )
    rows = [PersonRow(*row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.key, row.id), cursor=cursor)


def _conditions(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        # autoescape: a per cent sign or an underscore finds only itself
        conditions.append(
            or_(
                UserAccount.full_name.icontains(wanted.text, autoescape=True),
                UserAccount.login.icontains(wanted.text, autoescape=True),
            )
        )
    if wanted.office_id:
        conditions.append(Office.ancestors.contains([wanted.office_id]))
    if wanted.post:
        conditions.append(UserAccount.post == wanted.post)
    if not wanted.closed:
        conditions.append(UserAccount.active.is_(True))
    return conditions


def people_count(session: Session, wanted: PeopleFilter, office_ids: Sequence[int]) -> int:
    """How many people the filter leaves."""
    statement = (
        select(func.count())
        .select_from(UserAccount)
        .join(Office, Office.id == UserAccount.office_id)
        .where(UserAccount.office_id.in_(office_ids), *_conditions(wanted))
    )
    return session.scalar(statement) or 0


def person(session: Session, user_id: int) -> tuple[UserAccount, Office]:
    """One account with its office; NotFound outside the own office and those below."""
    found = session.execute(
        select(UserAccount, Office)
        .join(Office, Office.id == UserAccount.office_id)
        .where(UserAccount.id == user_id)
    ).first()
    if found is None:
        raise NotFound
    return found[0], found[1]


def office(session: Session, office_id: int, office_ids: Sequence[int]) -> Office:
    """One office among those the actor sees; NotFound otherwise."""
    found = session.get(Office, office_id) if office_id in office_ids else None
    if found is None:
        raise NotFound
    return found


def tree_with_staff(session: Session, office_ids: Sequence[int], today: date) -> list[OfficeLine]:
    """The offices as a tree, those above before those below, with their staff (`2002 ¶14`)."""
    offices = session.scalars(
        select(Office).where(Office.id.in_(office_ids)).order_by(Office.code)
    ).all()
    counted = session.execute(
        select(UserAccount.office_id, UserAccount.post, func.count())
        .where(UserAccount.office_id.in_(office_ids), UserAccount.active.is_(True))
        .group_by(UserAccount.office_id, UserAccount.post)
    ).all()
    staff: dict[int, dict[str, int]] = {}
    for office_id, post, number in counted:
        staff.setdefault(office_id, {})[post] = number
    by_id = {each.id: each for each in offices}
    top = min((len(each.ancestors) for each in offices), default=0)

    def place(each: Office) -> list[str]:
        return [by_id[step].code for step in each.ancestors if step in by_id]

    return [
        _line(each, len(each.ancestors) - top + 1, staff.get(each.id, {}), today)
        for each in sorted(offices, key=place)
    ]


def _line(each: Office, depth: int, staff: dict[str, int], today: date) -> OfficeLine:
    works = is_open(each.active_from, each.active_to, today)
    wanted = branch_post(Level(each.level)) if works else None
    missing = wanted if wanted is not None and not staff.get(wanted.value) else None
    return OfficeLine(each, depth, sum(staff.values()), works, missing)


def charges_of(session: Session, office_id: int, today: date) -> list[HeldCharge]:
    """The topics and regions given in an office and not yet over, in Kazakh order of the people."""
    region = aliased(Office)
    statement = (
        select(
            Assignment.id,
            Assignment.user_id,
            UserAccount.full_name,
            Assignment.topic,
            region,
            Assignment.from_on,
            Assignment.until_on,
        )
        .join(UserAccount, UserAccount.id == Assignment.user_id)
        .outerjoin(region, region.id == Assignment.region_id)
        .where(
            Assignment.office_id == office_id,
            Assignment.until_on.is_(None) | (Assignment.until_on > today),
        )
        .order_by(func.kk_key(UserAccount.full_name), Assignment.topic, region.code)
    )
    return [HeldCharge(*row) for row in session.execute(statement)]


def offices(session: Session, office_ids: Sequence[int]) -> list[Office]:
    """These offices in order of their code."""
    return list(
        session.scalars(select(Office).where(Office.id.in_(office_ids)).order_by(Office.code))
    )


def works(each: Office, today: date) -> bool:
    """Whether an office works on this day."""
    return is_open(each.active_from, each.active_to, today)
