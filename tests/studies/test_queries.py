"""The register: order, pages, filters, and whose files one sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.studies import queries
from supervision.studies.queries import SORTS, FileRow, Filters
from supervision.studies.rules import PartyEntry
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.factories.studies import registered

Acting = Callable[[str], Actor]


def listed(
    session: Session, filters: Filters | None = None, sort: str = "registered", **options: Any
) -> list[FileRow]:
    """The first page of the register."""
    given: dict[str, Any] = {"descending": False, "cursor": None, "today": TODAY, "language": "en"}
    page = queries.register(session, filters or Filters(), sort=sort, **given | options)
    return list(page.rows)


def numbers(rows: list[FileRow]) -> list[str]:
    """The files' own numbers."""
    return [row.number for row in rows]


@pytest.fixture
def some(session: Session, acting: Acting, law: Lawbook) -> None:
    """Five files of two offices: waiting, waiting late, at hand, at hand late, declined by nobody."""
    for login, number, changes in (
        ("abay1.assistant", "A", {}),
        ("abay1.assistant", "B", {"supply_by": TODAY - timedelta(days=1)}),
        ("abay1.assistant", "C", {"received_on": TODAY, "branch": "administrative"}),
        (
            "abay1.head",
            "D",
            {
                "requested_on": TODAY - timedelta(days=9),
                "received_on": TODAY - timedelta(days=8),
                "supply_by": None,
            },
        ),
        ("abay2.assistant", "E", {"received_on": TODAY - timedelta(days=1)}),
    ):
        actor = acting(login)
        with transaction(session):
            registered(session, actor, law=law, today=TODAY, number=number, **changes)


@pytest.mark.usefixtures("some")
def test_an_office_sees_its_own_files_and_those_below(session: Session, acting: Acting) -> None:
    for login, seen in (
        ("abay1.assistant", ["A", "B", "C", "D"]),
        ("abay2.head", ["E"]),
        ("abay.auditor", ["A", "B", "C", "D", "E"]),
        ("gpo.department", ["A", "B", "C", "D", "E"]),
        ("turan.head", []),
        ("abay.administrator", []),
    ):
        acting(login)
        assert numbers(listed(session)) == seen, login


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(state="requested"), ["A", "B"]),
        (Filters(branch="administrative"), ["C"]),
        (Filters(deadline="overdue"), ["D"]),
        (Filters(deadline="due_soon"), ["C", "E"]),
        (Filters(deadline="supply_overdue"), ["B"]),
        (Filters(office_id=4), ["E"]),
        (Filters(office_id=3, deadline="due_soon"), ["C"]),
        (Filters(requested_to=TODAY - timedelta(days=9)), ["D"]),
        (Filters(requested_from=TODAY - timedelta(days=3), state="received"), ["C", "E"]),
    ],
)
def test_filters_narrow(
    session: Session, acting: Acting, filters: Filters, found: list[str]
) -> None:
    acting("abay.head")
    assert numbers(listed(session, filters)) == found


@pytest.mark.usefixtures("some")
def test_a_prosecutors_own_files(session: Session, acting: Acting, world: World) -> None:
    acting("abay1.head")
    assert numbers(listed(session, Filters(assignee_id=world.people["abay1.head"]))) == ["D"]


@pytest.mark.usefixtures("some")
def test_in_the_order_of_the_term_the_nearest_day_comes_first(
    session: Session, acting: Acting, law: Lawbook
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        registered(session, actor, law=law, today=TODAY, number="no day", supply_by=None)
    # D: study by 17 Nov; B: supply by 19; A: supply by 22; E: study by 24; C: study by 25
    acting("abay.head")
    assert numbers(listed(session, sort="due_on")) == ["D", "B", "A", "E", "C"]
    assert numbers(listed(session, sort="due_on", descending=True)) == ["C", "E", "A", "B", "D"]


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_one_another_without_loss_or_double_both_ways(
    session: Session, acting: Acting, law: Lawbook, sort: str, descending: bool
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        for place in range(120):
            registered(
                session,
                actor,
                law=law,
                today=TODAY,
                number=f"{place % 7}",
                requested_on=TODAY - timedelta(days=3 + place % 5),
                received_on=TODAY if place % 3 else None,
            )
    whole: list[int] = []
    cursor: Cursor | None = None
    pages = []
    while True:
        page = queries.register(
            session,
            Filters(),
            sort=sort,
            descending=descending,
            cursor=cursor,
            today=TODAY,
            language="kk",
        )
        pages.append([row.id for row in page.rows])
        whole += pages[-1]
        if page.after is None:
            break
        cursor = Cursor.parse(page.after)
    assert [len(each) for each in pages] == [50, 50, 20]
    assert len(set(whole)) == 120
    back = queries.register(
        session,
        Filters(),
        sort=sort,
        descending=descending,
        cursor=Cursor.parse(page.before),
        today=TODAY,
        language="kk",
    )
    assert [row.id for row in back.rows] == pages[1]


def test_grounds_follow_from_the_parties_and_the_contest(
    session: Session, acting: Acting, law: Lawbook
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        file = registered(
            session,
            actor,
            law=law,
            today=TODAY,
            contested_by=("third_party",),
            parties=(
                PartyEntry("debtor", "state", "Әкімдік"),
                PartyEntry("claimant", "person", "Асан", cannot_defend=("health",)),
                PartyEntry("third_party", "person", "Үсен", cannot_defend=("age",)),
            ),
        )
    grounds = queries.grounds_of(queries.parties_of(session, file.id), file.contested_by)
    assert [ground.code for ground in grounds] == [
        "cannot_defend_themselves",
        "state_party",
        "contested_actions",
    ]
    assert "Асан" in grounds[0].fact.kk
    assert "Әкімдік" in grounds[1].fact.kk


def test_the_present_state_has_its_day(session: Session, acting: Acting, law: Lawbook) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        registered(session, actor, law=law, today=TODAY, received_on=TODAY - timedelta(days=1))
    (row,) = listed(session)
    assert (row.state, row.since) == ("received", date(2026, 11, 19))
