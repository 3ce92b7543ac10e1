"""What is counted ahead by month: always what the events themselves say, whatever came in since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import engine_for, set_scope
from supervision.enforcement import operations as enforcement
from supervision.enforcement.models import EnforcementDocument
from supervision.form4 import operations
from supervision.form4.models import Form4Stale
from supervision.form4.queries.counted import Split, split_of
from supervision.form4.queries.groups import facts_of
from supervision.form4.reading import filled_of
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Happening
from supervision.law.form4.adding import build
from supervision.law.form4.model import Span
from supervision.local.provision import Roles
from supervision.offices.queries import below
from tests.factories.form4 import Paper, write
from tests.factories.offices import World
from tests.form4.naive import tables
from tests.form4.test_closed import CLOSED_THROUGH, LATER, Late, enter, lives
from tests.form4.test_tables import asked, every_office, nonzero

JANUARY = Span(date(2026, 1, 1), date(2026, 2, 1))
FEBRUARY = Span(date(2026, 2, 1), date(2026, 3, 1))
YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))
SPANS = (
    *(JANUARY, FEBRUARY, Span(date(2026, 2, 1), date(2026, 4, 1))),
    *(YEAR, Span(date(2026, 1, 1), date(2026, 1, 20))),
)


@st.composite
def over_months(draw: Any, office_ids: tuple[int, ...]) -> Late:
    """Lives as of closed accounts, most of which go on in February and March."""
    paper, late, in_order = draw(lives(office_ids))
    by = timedelta(days=draw(st.sampled_from([0, 15, 20, 25])))

    def moved(events: Iterable[Happening]) -> tuple[Happening, ...]:
        return tuple(replace(each, on=each.on + by) for each in events)

    return replace(paper, events=moved(paper.events)), moved(late), in_order


def counted(session: Session, offices: tuple[int, ...]) -> None:
    for office_id in offices:
        operations.count_account(session, office_id, today=LATER)


def same(session: Session, office_ids: tuple[int, ...]) -> None:
    """The form of these offices is that of their events, for whole months and parts of them."""
    for span in SPANS:
        question = asked(office_ids, span)
        live = facts_of(session, question, Split(office_ids))
        plain = build(question.edition, question.answers, live)
        assert nonzero(filled_of(session, question)) == nonzero(plain), span


def test_what_was_counted_ahead_is_what_the_events_say_also_after_late_entries(
    session: Session, world: World, acting: Callable[[str], Actor]
) -> None:
    """Random lives in three accounts of one tree, all counted; then days are closed, events come in
    late, some accounts are counted again and some not: the form of an account, of two and of the
    whole tree is each time that of the events, and at first that of the second computation.
    """
    actor = acting("abay1.head")
    set_scope(session, every_office(world))
    region = world.offices["10"]
    tree = below(session, region)
    accounts = (region, world.offices["10-01"], world.offices["10-02"])

    @settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
    @given(
        st.lists(over_months(accounts), min_size=4, max_size=9),
        st.sets(st.sampled_from(accounts)),
        st.sets(st.sampled_from(accounts)),
    )
    def hold(found: list[Late], at_once: set[int], later: set[int]) -> None:
        session.rollback()
        set_scope(session, every_office(world))
        counted(session, tuple(sorted(at_once)))
        write(session, [paper for paper, _, _ in found])
        counted(session, tree)
        asked_for = (accounts[:1], accounts[1:], tree)
        for offices in asked_for:
            assert split_of(session, asked(offices, YEAR)).live == ()
            mine = [paper for paper, _, _ in found if paper.office_id in offices]
            for span in (JANUARY, FEBRUARY):
                form = filled_of(session, asked(offices, span))
                assert nonzero(form) == tables(mine, span.start, span.end)
            same(session, offices)
        closing: dict[str, Any] = {"through_on": CLOSED_THROUGH, "by_office_id": region}
        enforcement.close_accounts(session, actor, accounts, **closing, year=2026, sequence=1)
        ids = session.scalars(select(EnforcementDocument.id).order_by(EnforcementDocument.id)).all()
        for document_id, (_, late, _) in zip(ids[-len(found) :], found, strict=True):
            for event in late:
                enter(session, actor, document_id, event)
        for offices in asked_for:
            same(session, offices)
        counted(session, tuple(sorted(later)))
        for offices in asked_for:
            same(session, offices)

    hold()


def test_only_what_changed_is_read_from_its_events_and_a_moved_account_is_added_up_elsewhere(
    session: Session, world: World
) -> None:
    """An event of 20 March leaves January counted and opens the year of one account; the claim of a
    card opens all its days; an account that goes to another region goes with its sums.
    """
    set_scope(session, every_office(world))
    region, one, two = (world.offices[code] for code in ("10", "10-01", "10-02"))
    tree = below(session, region)
    begun = Happening(EventKind.INITIATED, date(2026, 1, 5))
    write(
        session, [Paper(one, 17, (begun,)), Paper(two, 17, (begun,), filled_by="private_bailiff")]
    )
    counted(session, tree)
    whole = split_of(session, asked(tree, YEAR))
    assert (whole.node, whole.added, whole.taken, whole.live) == (region, (), (), ())
    write(session, [Paper(one, 17, (Happening(EventKind.INITIATED, date(2026, 3, 20)),))])
    assert split_of(session, asked((one,), JANUARY)).live == ()
    assert split_of(session, asked(tree, YEAR)).live == (one,)
    assert split_of(session, asked(tree, YEAR, total_row="exclusive")).live == tree
    assert operations.due(session, today=LATER, limit=50)[0] not in tree
    assert one in operations.due(session, today=LATER, limit=50)
    counted(session, (one,))
    assert session.scalar(select(func.count()).select_from(Form4Stale)) == 0
    session.execute(
        text("update enforcement_document set claim = 700 where filled_by like 'priv%'")
    )
    assert split_of(session, asked((two,), JANUARY)).live == (two,)
    counted(session, (two,))
    same(session, tree)
    root = world.offices["00"]
    session.execute(
        text("update office set parent_id = :root, ancestors = array[:root, :two] where id = :two"),
        {"root": root, "two": two},
    )
    smaller = below(session, region)
    assert two not in smaller
    assert split_of(session, asked(smaller, YEAR)).node is None
    same(session, smaller)
    counted(session, (two,))
    assert split_of(session, asked(smaller, YEAR)).node == region
    assert split_of(session, asked(below(session, root), JANUARY)).node == root
    for offices in (smaller, (two,), below(session, root)):
        same(session, offices)


def test_an_event_that_commits_after_its_account_was_counted_is_never_lost(
    roles: Roles, world: World
) -> None:
    """Somebody enters an event, the account is counted before they commit: their mark was not seen,
    so it stays, and the account is read from its events.
    """
    one = world.offices["10-01"]
    engine = engine_for(roles.app_url)
    with Session(engine) as entering, Session(engine) as counting:
        for each in (entering, counting):
            set_scope(each, every_office(world))
        counted(counting, (one,))
        counting.commit()
        write(entering, [Paper(one, 17, (Happening(EventKind.INITIATED, date(2026, 1, 6)),))])
        counted(counting, (one,))
        counting.commit()
        assert split_of(counting, asked((one,), YEAR)).live == ()
        entering.commit()
        assert split_of(counting, asked((one,), YEAR)).live == (one,)
        same(counting, (one,))
    engine.dispose()
