"""The register, the rebuild from facts, and the lists of notices and hand-overs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.facts import SOURCE
from supervision.cases.queries.cases import (
    CaseRow,
    Filters,
    articles_of_cases,
    duties_of,
    get,
    register,
)
from supervision.cases.queries.notices import notices, transfers
from supervision.cases.queries.whole import wholes_of
from supervision.core.errors import NotFound
from supervision.core.transaction import transaction
from supervision.duties.operations import rebuild
from tests.cases.conftest import Acting
from tests.conftest import TODAY
from tests.factories.cases import TRANSPORT_OFFICE, Desk


def rows(session: Session, sort: str = "registered", **filters: Any) -> list[CaseRow]:
    page = register(
        session, Filters(**filters), sort=sort, descending=False, cursor=None, language="en"
    )
    return list(page.rows)


def test_a_row_of_the_register_shows_categories_next_hearing_and_last_act(desk: Desk) -> None:
    case = desk.register(sanctions=("confiscation", "arrest"))
    desk.hearing(case, date(2026, 11, 24), hour=15)
    soonest = desk.hearing(case, date(2026, 11, 23), hour=9)
    desk.act(case, date(2026, 11, 17))
    [row] = rows(desk.session)
    assert (row.id, row.number, row.court) == (case.id, case.number, "Auezov Court")
    assert row.office_name == "Auezov District Office"
    assert row.categories == ["arrest", "confiscation"]
    assert (row.next_hearing, row.last_act) == (soonest.starts_at, "penalty")
    assert row.received_on == date(2026, 11, 16)
    assert articles_of_cases(desk.session, [case.id]) == {case.id: ["440(1)"]}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["a", "b"]),
        ({"text": "АХМЕТ"}, ["a"]),
        ({"text": "бекова айша"}, ["b"]),
        ({"text": "%"}, []),
        ({"text": "850314"}, ["a"]),
        ({"category": "arrest"}, ["b"]),
        ({"category": "tax"}, []),
        ({"decided": True}, ["b"]),
        ({"decided": False}, ["a"]),
        ({"office_id": 4}, []),
        ({"received_from": date(2026, 11, 17)}, ["b"]),
        ({"received_to": date(2026, 11, 17)}, ["a"]),
    ],
)
def test_the_register_is_narrowed_by_each_filter(
    desk: Desk, filters: dict[str, Any], found: list[str]
) -> None:
    desk.register(number="a")
    decided = desk.register(
        number="b",
        offender_name="Бекова Айша",
        identity_number="",
        sanctions=("arrest",),
        received_by_court_on=date(2026, 11, 18),
    )
    desk.act(decided, date(2026, 11, 19))
    assert [row.number for row in rows(desk.session, **filters)] == found


@pytest.mark.parametrize("sort", ["registered", "number", "received_on"])
def test_the_register_is_sorted_as_asked(desk: Desk, sort: str) -> None:
    for number, day in (("b", 18), ("a", 17)):
        desk.register(number=number, received_by_court_on=date(2026, 11, day))
    order = [row.number for row in rows(desk.session, sort=sort)]
    assert order == (["b", "a"] if sort == "registered" else ["a", "b"])


def test_asking_the_law_again_changes_nothing(desk: Desk) -> None:
    case = desk.register(transport_field="rail", sanctions=("confiscation",))
    desk.hearing(case, TODAY)
    desk.notice(case)
    desk.act(case, TODAY, copy_on=TODAY)
    with transaction(desk.session):
        done = rebuild(desk.session, desk.actor, [SOURCE], law=desk.law, today=TODAY)
    assert done.lines == ()
    assert {row.subject_label for row in duties_of(desk.session, case.id, "en")} == {case.number}


def test_many_cases_are_read_in_as_many_statements_as_one(desk: Desk) -> None:
    ids = [desk.register(sanctions=("arrest",)).id for _ in range(4)]
    wholes_of(desk.session, ids)  # the transaction has begun
    counted: list[int] = []
    for asked in (ids[:1], ids):
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)  # noqa: B023 — read before the next round

        engine = desk.session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        assert len(wholes_of(desk.session, asked)) == len(asked)
        event.remove(engine, "before_cursor_execute", note)
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_the_register_of_notices_stays_with_the_office_that_gave_them(
    desk: Desk, acting: Acting
) -> None:
    case = desk.register(transport_field="rail", sanctions=("confiscation",))
    notice = desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    assert notices(desk.session, [3], TODAY, TODAY) == [notice]
    [trail] = transfers(desk.session, [3], TODAY, TODAY)
    assert (trail.case_number, trail.to_office_id) == (notice.case_number, TRANSPORT_OFFICE)
    acting("abay2.head")
    assert notices(desk.session, [3], TODAY, TODAY) == []


@pytest.mark.parametrize("case_id", [10**6, 2**63, 2**70])
def test_a_case_that_is_not_there_is_not_found(desk: Desk, case_id: int) -> None:
    with pytest.raises(NotFound):
        get(desk.session, case_id)
