"""The three tables out of the database: against a second computation, and for any sub-tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from supervision.core.db import Scope, set_scope
from supervision.form4.queries.asked import Asked
from supervision.form4.reading import filled_of, form_of
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Happening
from supervision.law.form4.editions import edition
from supervision.law.form4.filled import Filled
from supervision.law.form4.model import Severity, Span
from tests.factories.form4 import Paper, write
from tests.factories.offices import World
from tests.form4.naive import tables
from tests.form4.worlds import papers

EDITION = edition("2020")
SPAN = Span(date(2026, 1, 11), date(2026, 1, 26))
NEXT = Span(date(2026, 1, 26), date(2026, 2, 10))
ZONE = "Asia/Almaty"
# What may be true of lawful lives: documents without a claim, claims coded to the parent row, late sums.
MAY_WARN = {"X2", "X4", "R3", "M6", "M4"}


def asked(office_ids: tuple[int, ...], span: Span = SPAN, **answers: str) -> Asked:
    return Asked(EDITION, EDITION.answers(**answers), office_ids, span, ZONE)


def nonzero(filled: Filled) -> dict[Any, Any]:
    return {
        (table, int(row), int(column)): value
        for table, rows in filled.printed().items()
        for row, columns in rows.items()
        for column, value in columns.items()
        if value
    }


def every_office(world: World) -> Scope:
    ids = tuple(world.offices.values())
    return Scope(read=ids, write=ids, sync=ids)


def test_the_tables_are_those_of_a_second_computation_and_hold_every_control(
    session: Session, world: World
) -> None:
    """Random lawful lives in three offices: both computations agree in each cell, for one office and
    for the tree; no control fails; the period that follows opens as this one closed.
    """
    offices = tuple(sorted(world.offices.values()))[:3]
    set_scope(session, every_office(world))

    # A failing world is told as it was found: making it smaller would take minutes.
    @settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
    @given(st.lists(papers(offices), min_size=1, max_size=8))
    def agree(found: list[Paper]) -> None:
        session.rollback()
        write(session, found)
        for office_ids in (offices, offices[:1]):
            mine = [paper for paper in found if paper.office_id in office_ids]
            form = form_of(session, asked(office_ids))
            assert nonzero(form.filled) == tables(mine, SPAN.start, SPAN.end)
            assert {each.control for each in form.failures} <= MAY_WARN
            assert all(each.severity is Severity.WARNING for each in form.failures)
        following = form_of(
            session, asked(offices, NEXT), previous=filled_of(session, asked(offices))
        )
        assert {each.control for each in following.failures} <= MAY_WARN

    agree()


def test_a_sanction_on_documents_of_private_bailiffs_is_named(
    session: Session, world: World
) -> None:
    """Article 124 gives private bailiffs none: 50 of the 90 tenge of row 17 and of those above it."""
    set_scope(session, every_office(world))
    office = world.offices["10-01"]
    day, paid = date(2026, 1, 15), EventKind.SANCTION_PAID

    def paper(amount: int, filled_by: str = "state_bailiff") -> Paper:
        begun = Happening(EventKind.INITIATED, date(2026, 1, 12))
        events = (begun, Happening(paid, day, amount=Decimal(amount)))
        return Paper(
            office, 17, (*events, Happening(EventKind.FULFILLED, day)), filled_by=filled_by
        )

    write(session, [paper(40), paper(50, filled_by="private_bailiff")])
    found = [each for each in form_of(session, asked((office,))).failures if each.control == "X4"]
    told = {each.cell.row: (each.value, each.against) for each in found}
    assert told == dict.fromkeys((16, 17, 40), (90, 40))
    assert all(each.severity is Severity.WARNING for each in found)


def test_by_every_other_reading_the_tables_still_hold_every_control(
    session: Session, world: World
) -> None:
    """Each answer to each open question: no control fails as an error, the next period continues."""
    offices = tuple(sorted(world.offices.values()))[:2]
    set_scope(session, every_office(world))
    others = [
        {question.name: answer}
        for question in EDITION.questions.values()
        for answer in list(question.answers)[1:]
        # what only says which days are offered, or asks for claims that no life here has
        if question.name not in ("opening", "alimony_kinds")
    ]

    @settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
    @given(st.lists(papers(offices), min_size=3, max_size=10))
    def hold(found: list[Paper]) -> None:
        session.rollback()
        write(session, found)
        for answers in others:
            before = filled_of(session, asked(offices, **answers))
            form = form_of(session, asked(offices, NEXT, **answers), previous=before)
            errors = [each for each in form.failures if each.severity is Severity.ERROR]
            assert errors == [], answers

    hold()
