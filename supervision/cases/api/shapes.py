"""What the JSON API asks and answers of administrative cases and court acts.

Belongs here: pydantic models. Does not belong here: reading rows (`api.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from supervision.api.shapes import Id, Listed, RegisterQuery, Shape
from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.cases.rules.case import OpenedBy


class CaseQuery(RegisterQuery):
    """Which cases are wanted; the days are of receipt by the court."""

    ground: str | None = None
    """A ground of mandatory participation of 2015 ¶6, by code."""
    court: Id | None = None
    state: Literal["decided", "undecided", "unchecked"] | None = None
    """With an act, without one; or with the copy of an act that is not checked yet."""
    hearing: Literal["today", "week", "unassigned", "none"] | None = None
    """With a hearing today or in this week; ahead without a prosecutor; with none ahead."""
    competence: str | None = None
    """The kind of office it belongs to by 2015 ¶7, by code."""
    assignee: Id | None = None
    """Given to this prosecutor of the own office."""
    sort: Literal[
        "registered", "-registered", "number", "-number", "received_on", "-received_on"
    ] = "-registered"


class CaseItem(Shape):
    """One case as the register shows it."""

    id: int
    office_id: int
    office_name: str
    number: str
    court: str
    offender_kind: str
    offender_name: str
    complaint: str | None
    received_on: date
    categories: list[str]
    """The grounds of mandatory participation that stand, by code."""
    articles: list[str]
    next_hearing: datetime | None
    last_act: str | None
    assignee: str | None
    version: int


class CaseList(Listed[CaseItem]):
    """Cases in the order asked for."""


class Article(Shape):
    """An article of the Code under which the case goes."""

    article: str
    part: str


class CaseHearing(Shape):
    """A hearing of the case."""

    id: int
    instance: str
    court_id: int
    starts_at: datetime
    place: str
    prosecutor_id: int | None
    outcome: str | None
    took_part_name: str | None
    absence_cause: str | None
    note: str
    version: int


class CaseAct(Shape):
    """A court's act in the case; a protest names it by its id."""

    id: int
    instance: str
    court_id: int
    kind: ActKind
    made_on: date
    is_arrest: bool
    part: str
    reviews_id: int | None
    copy_on: date | None
    """The day the copy reached the office, from which the term of an appellate protest runs."""
    in_force_on: date | None
    check_result: CheckResult | None
    checked_on: date | None
    check_note: str
    version: int


class CaseWhole(Shape):
    """A case with its articles, hearings and acts."""

    id: int
    office_id: int
    registered_on: date
    number: str
    court_id: int
    court: str
    opened_by: OpenedBy
    opened_by_name: str
    offender_kind: str
    offender_name: str
    birth_on: date | None
    identity_number: str
    offence_on: date | None
    military_status: str | None
    sanctions: list[str]
    complaint: str | None
    received_by_court_on: date | None
    set_for_hearing_on: date | None
    decided_on: date | None
    copy_sent_on: date | None
    assignee_id: int | None
    articles: list[Article]
    hearings: list[CaseHearing]
    acts: list[CaseAct]
    version: int


class ActQuery(RegisterQuery):
    """Which court acts are wanted; the days are of the act."""

    court: Id | None = None
    instance: Literal["first", "appellate"] | None = None
    kind: ActKind | None = None
    ground: str | None = None
    """A ground of mandatory participation of 2015 ¶6, by code."""
    check: CheckResult | None = None
    conclusion: str | None = None
    """The state of the conclusion on it; `none` for no conclusion."""
    filed: Literal["yes", "no"] | None = None
    index: Annotated[str, Field(max_length=40)] | None = None
    """The index of the nomenclature file it stands in."""
    prosecutor: Id | None = None
    """Who took part in its hearing."""
    competence: str | None = None
    opener: OpenedBy | None = None
    force: Literal["yes", "no"] | None = None
    """Whether it is in force."""
    ruling: Literal["yes", "no"] | None = None
    """Whether a private ruling was made."""


class ActItem(Shape):
    """One court act as the register shows it."""

    id: int
    case_id: int
    office_id: int
    office_name: str
    number: str
    """The number of the case."""
    offender: str
    court: str
    instance: str
    kind: ActKind
    is_arrest: bool
    made_on: date
    in_force_on: date | None
    check_result: CheckResult | None
    conclusion: str | None
    approved_on: date | None
    prosecutors: list[str]
    file_index: str | None
    file_year: int | None
    volume: str | None
    sheets: str | None
    filed_on: date | None


class ActList(Listed[ActItem]):
    """Court acts, the latest first."""
