"""Days closed by a submitted form: what is entered later counts on the first open day (Q17)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.models import EnforcementDocument, EnforcementEvent
from supervision.enforcement.operations.ledger import add_event
from supervision.enforcement.rules.events import EventEntry
from supervision.form4.reading import filled_of, form_of
from supervision.law.enforcement.events import INITIATIONS, EventKind
from supervision.law.enforcement.life import Happening, Unlawful, replay
from supervision.law.form4.model import Span
from tests.conftest import TODAY, Web
from tests.factories.enforcement import entered, initiated, recorded
from tests.factories.form4 import Paper, write
from tests.factories.offices import World
from tests.factories.pages import read, text_of
from tests.form4.naive import tables
from tests.form4.test_tables import MAY_WARN, NEXT, SPAN, asked, every_office, nonzero
from tests.form4.worlds import papers

K = EventKind
AFTER = Span(NEXT.end, date(2026, 4, 1))
CLOSED_THROUGH = SPAN.end - timedelta(days=1)
LATER = date(2026, 3, 20)
Late = tuple[Paper, tuple[Happening, ...], bool]  # in time, late, and whether those are its last


@st.composite
def lives(draw: Any, office_ids: tuple[int, ...]) -> Late:
    """A lawful life of which some events are entered after the form was submitted: the last ones, or
    one out of the middle where both what is left and the whole are lawful.
    """
    whole = draw(papers(office_ids))
    events = whole.events
    middle = draw(st.integers(0, len(events) - 1))
    rest = (*events[:middle], *events[middle + 1 :])
    if rest and all(each.on <= CLOSED_THROUGH for each in rest) and _lawful(whole, rest):
        return replace(whole, events=rest), (events[middle],), False
    known = draw(st.integers(0, sum(each.on <= CLOSED_THROUGH for each in events)))
    return replace(whole, events=events[:known]), events[known:], True


def _lawful(paper: Paper, events: tuple[Happening, ...]) -> bool:
    try:
        replay(paper.law_claim, events)
    except Unlawful:
        return False
    return True


def enter(session: Session, actor: Actor, document_id: int, event: Happening) -> None:
    """One late entry by the room's own ledger."""
    document = session.get_one(EnforcementDocument, document_id)
    number = str(uuid.uuid4()) if event.kind in INITIATIONS else ""
    entry = EventEntry(
        event.kind,
        event.on,
        ground=event.ground,
        amount=event.amount,
        serial_number=number,
    )
    add_event(session, actor, document, entry, key=uuid.uuid4(), today=LATER)


def test_late_entries_leave_a_closed_period_and_go_to_the_first_open_day(
    session: Session, world: World, acting: Callable[[str], Actor]
) -> None:
    """Random lives, some events entered after the form was submitted: the closed period stays as it
    was, the next one opens as it closed and is that of the second computation, and in the end the
    balance is the same as if every event had counted on its own day.
    """
    offices = tuple(sorted(world.offices.values()))[:2]
    actor = acting("abay1.head")

    @settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
    @given(st.lists(lives(offices), min_size=1, max_size=6))
    def hold(found: list[Late]) -> None:
        session.rollback()
        set_scope(session, every_office(world))
        write(session, [paper for paper, _, _ in found])
        ids = session.scalars(select(EnforcementDocument.id).order_by(EnforcementDocument.id)).all()
        closed = filled_of(session, asked(offices))
        closing = {"through_on": CLOSED_THROUGH, "by_office_id": offices[0]}
        operations.close_accounts(session, actor, offices, **closing, year=2026, sequence=1)
        for document_id, (_, late, _) in zip(ids[-len(found) :], found, strict=True):
            for event in late:
                enter(session, actor, document_id, event)
        assert nonzero(filled_of(session, asked(offices))) == nonzero(closed)
        form = form_of(session, asked(offices, NEXT), previous=closed)
        assert {each.control for each in form.failures} <= MAY_WARN
        if all(in_order for _, _, in_order in found):
            assert nonzero(form.filled) == tables(
                [_as_accounted(*each) for each in found], NEXT.start, NEXT.end
            )
        at_last = filled_of(session, asked(offices, AFTER))
        own_days = filled_of(session, asked(offices, AFTER, late_entries="own_day"))
        assert _balances(at_last) == _balances(own_days)

    hold()


def test_a_mark_entered_late_stands_by_its_own_day_whether_or_not_the_sum_ever_changed(
    session: Session, world: World, acting: Callable[[str], Actor]
) -> None:
    """Suspended on the 5th and ended on the 10th, which was cancelled later: the suspension, entered
    after the days were closed, counts after the ending and yet was over with it.
    """
    office = world.offices["10-01"]
    set_scope(session, every_office(world))
    january = partial(date, 2026, 1)
    begun = Happening(K.INITIATED, january(2))
    changed = Happening(K.AMOUNT_CHANGED, january(3), amount=Decimal(700))
    rest = (
        Happening(K.FULFILLED, january(10)),
        Happening(K.ENDING_CANCELLED, january(15)),
        Happening(K.RESUMED_AFTER_CANCELLATION, january(20)),
    )
    plain = Paper(office, 17, (begun, *rest))
    write(session, [plain, replace(plain, events=(begun, changed, *rest))])
    actor = acting("abay1.head")
    closing = {"through_on": CLOSED_THROUGH, "by_office_id": office}
    operations.close_accounts(session, actor, (office,), **closing, year=2026, sequence=1)
    for document_id in session.scalars(select(EnforcementDocument.id)).all():
        enter(session, actor, document_id, Happening(K.SUSPENDED, january(5), ground="6"))
    found = nonzero(filled_of(session, asked((office,), NEXT)))
    assert (found["table1", 17, 19], found.get(("table1", 17, 22))) == (2, None)


def _as_accounted(paper: Paper, late: tuple[Happening, ...], _in_order: bool) -> Paper:
    moved = (replace(each, on=max(each.on, SPAN.end)) for each in late)
    return replace(paper, events=(*paper.events, *moved))


def _balances(filled: Any) -> dict[Any, Any]:
    """The closing columns of the three tables."""
    kept = {"table1": range(19, 25), "table2": range(19, 25), "table3": range(15, 18)}
    return {cell: value for cell, value in nonzero(filled).items() if cell[2] in kept[cell[0]]}


def test_a_late_event_tells_its_day_and_what_counted_is_not_put_right_by_hand(
    web: Web, session: Session, world: World, acting: Callable[[str], Actor]
) -> None:
    """Days up to 15 November are closed: a part recovered on the 13th counts on the 16th; the ground
    of a counted suspension stays, its remark may change; a sum changed back to the 17th renews the
    events after it and none of the closed days.
    """
    head = acting("abay1.head")

    def november(number: int) -> date:
        return date(2026, 11, number)

    def put_right(event: EnforcementEvent, **given: Any) -> EnforcementEvent:
        entry = EventEntry(K.SUSPENDED, event.effective_on, note="Қате", **given)
        return operations.correct_event(
            session, head, document.id, event.id, entry, idempotency_key=uuid.uuid4(), today=TODAY
        )

    with transaction(session):
        document = entered(session, head, today=TODAY, decided=initiated(november(11)))
        wrong = recorded(
            session, head, document, K.SUSPENDED, november(12), today=TODAY, ground="6"
        )
        operations.close_accounts(
            session,
            head,
            (document.office_id,),
            through_on=november(15),
            by_office_id=document.office_id,
            year=2026,
            sequence=4,
        )
    with transaction(session):
        resumed = recorded(session, head, document, K.RESUMED, november(13), today=TODAY)
        part = recorded(
            session,
            head,
            document,
            K.PARTLY_RECOVERED,
            november(19),
            today=TODAY,
            amount=Decimal(1000),
        )
        change = {"today": TODAY, "amount": Decimal(900_000)}
        recorded(session, head, document, K.AMOUNT_CHANGED, november(17), **change)
        remarked = put_right(wrong, ground="6")
    assert (resumed.accounted_on, part.accounted_on) == (november(16), november(19))
    assert (remarked.accounted_on, remarked.closing_id) == (november(12), None)
    assert (resumed.claim, part.claim) == (Decimal(1_000_000), Decimal(900_000))
    with pytest.raises(Refused) as refused:
        put_right(remarked, ground="2")
    assert [each.field for each in refused.value.problems] == ["kind"]
    session.rollback()
    page = text_of(read(web, "abay1.head", f"/enforcement/{document.id}"))
    told = "Counts in Form No. 4 on 16 Nov 2026: form No. 4/2026 of the days up to 15 Nov 2026"
    assert told in page
    cell = "from=01.11.2026&to=30.11.2026&table=table1&row=15&column=2"
    behind = text_of(read(web, "abay1.head", f"/form4/cell?{cell}"))
    assert "entered after form No. 4/2026 of the days up to 15 Nov 2026" in behind
