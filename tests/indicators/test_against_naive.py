"""Figures against a second computation in plain loops, over random worlds and random histories."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import system_actor
from supervision.core.db import engine_for
from supervision.core.transaction import BEFORE_COMMIT, transaction
from supervision.indicators import operations
from supervision.indicators.models import IndicatorItem, IndicatorRun
from supervision.indicators.operations import freeze_due
from supervision.indicators.queries.figures import By, sums
from supervision.indicators.queries.listing import all_things
from supervision.indicators.queries.runs import frozen, moved_since
from supervision.indicators.rules import LATEST, Moment, RunKind, Side, Span
from supervision.law.figures import Counted as CountsAs
from supervision.law.figures import Tally
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house
from tests.factories.cases import COURTS, courts_by_code
from tests.factories.offices import World
from tests.indicators.naive import LINE, Counted, Paper
from tests.indicators.random_world import TODAY, RandomWorld

EVERY_OFFICE = list(LINE)
WHOLE = Span(date(2026, 1, 1), date(2026, 12, 31))
AUTUMN = Span(date(2026, 10, 1), date(2026, 12, 31), "2026-Q4")
SOME_DAYS = Span(date(2026, 9, 30), date(2026, 11, 19))
WORLDS = st.tuples(st.integers(1, 6), st.integers(0, 2**32))
Growing = Callable[[tuple[int, int]], RandomWorld]

SIDES: dict[Side, Callable[[Counted], bool]] = {
    Side.NUMERATOR: lambda each: each.method == "numerator",
    Side.DENOMINATOR: lambda each: each.method != "nothing",
    Side.MISSED: lambda each: each.method == "denominator",
    Side.STRICT_NUMERATOR: lambda each: each.strict == "numerator",
    Side.STRICT_DENOMINATOR: lambda each: each.strict != "nothing",
    Side.EXCLUDED: lambda each: each.mark == "excluded",
    Side.CORRECTED: lambda each: each.mark == "corrected",
    Side.APART: lambda each: each.mark == "apart",
    Side.NOTED: lambda each: each.mark == "noted",
    Side.ALL: lambda _: True,
}


@pytest.fixture
def growing(session: Session, world: World) -> Growing:
    """Grow a world out of its size and seed, with the people and a court of the small world."""
    with transaction(session):
        load_courts(session, COURTS)
    court = courts_by_code(session)["10-01-D"]
    people = [world.people[login] for login in ("abay1.assistant", "abay2.head", "turan1.head")]
    session.rollback()

    def grow(size_and_seed: tuple[int, int]) -> RandomWorld:
        size, seed = size_and_seed
        return RandomWorld(Random(seed), people, court).grow(size)

    return grow


def compute(session: Session, law: Lawbook, today: date = TODAY) -> IndicatorRun:
    """All figures, inside the transaction that is open."""
    actor = system_actor(enter_as_house(session))
    run = operations.compute(session, actor, law=law, today=today, kind=RunKind.NIGHTLY)
    assert run is not None
    return run


def forget(session: Session) -> None:
    """Take the world back: nothing of it was committed."""
    session.info.pop(BEFORE_COMMIT, None)
    session.rollback()


def added(things: Iterable[Counted]) -> Tally:
    """The numbers of these things, counted one by one."""
    listed = list(things)
    return Tally(*(sum(map(SIDES[Side(name)], listed)) for name in Tally.__dataclass_fields__))


def by_hand(
    things: Iterable[Counted], keys: Callable[[Counted], Iterable[Any]]
) -> dict[tuple[Any, str], Tally]:
    """Sums by key and figure; a thing adds to each of its keys."""
    groups: dict[tuple[Any, str], list[Counted]] = {}
    for thing in things:
        for key in keys(thing):
            groups.setdefault((key, thing.figure), []).append(thing)
    return {key: added(group) for key, group in groups.items()}


def asked(session: Session, span: Span, by: By, **more: Any) -> dict[tuple[Any, str], Tally]:
    """The same sums as the product gives them."""
    given = {"office_ids": EVERY_OFFICE, **more}
    return {
        (each.key, each.figure): each.tally for each in sums(session, span=span, by=by, **given)
    }


def within(things: Iterable[Counted], span: Span) -> list[Counted]:
    return [each for each in things if span.start <= each.day <= span.end]


def quarter_of(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def right_below(office: int) -> int:
    """The office right below the country under which an office stands; the country's own is itself."""
    line = LINE[office]
    return line[1] if len(line) > 1 else line[0]


def ledger(session: Session) -> list[tuple[object, ...]]:
    """What the product noted, as the paper notes it."""
    item = IndicatorItem
    rows = session.scalars(select(item).where(item.until_run.is_(None)))
    return [
        Counted(
            *(row.figure, (row.subject_kind, row.subject_id), row.office_id, row.on_day),
            *(row.prosecutor_id, tuple(row.categories), tuple(row.articles)),
            *(row.strict, row.method, row.mark, row.clause),
        ).shown
        for row in rows
    ]


@settings(max_examples=20)
@given(size_and_seed=WORLDS)
def test_every_thing_and_every_sum_is_that_of_the_naive_computation(
    session: Session, law: Lawbook, growing: Growing, size_and_seed: tuple[int, int]
) -> None:
    world = growing(size_and_seed)
    enter_as_house(session)
    world.plant(session)
    compute(session, law)
    things = Paper(world.rows).everything()
    try:
        assert sorted(map(repr, ledger(session))) == sorted(repr(each.shown) for each in things)
        for span in (WHOLE, AUTUMN, SOME_DAYS):
            seen = within(things, span)
            whole = by_hand(seen, lambda _: [None])
            assert asked(session, span, By.WHOLE) == whole
            by = asked(session, span, By.PROSECUTOR)
            assert by == by_hand(seen, lambda each: [each.prosecutor])
            assert _together(by) == whole, "the ledger and the sums by month agree"
            months = by_hand(seen, lambda each: [each.day.replace(day=1)])
            assert asked(session, span, By.MONTH) == months
            quarters = by_hand(seen, lambda each: [quarter_of(each.day)])
            assert asked(session, span, By.QUARTER) == quarters
            below = by_hand(seen, lambda each: [right_below(each.office)])
            assert asked(session, span, By.BELOW) == below
            categories = by_hand(seen, lambda each: each.categories)
            assert asked(session, span, By.CATEGORY) == categories
            assert asked(session, span, By.ARTICLE) == by_hand(seen, lambda each: each.articles)
        for office in EVERY_OFFICE:
            own = [each for each in things if each.office == office]
            alone = asked(session, WHOLE, By.WHOLE, office_ids=[office])
            assert alone == by_hand(own, lambda _: [None])
    finally:
        forget(session)


def _together(found: dict[tuple[Any, str], Tally]) -> dict[tuple[Any, str], Tally]:
    whole: dict[tuple[Any, str], Tally] = {}
    for (_, figure), tally in found.items():
        whole[(None, figure)] = whole.get((None, figure), Tally()).plus(tally)
    return whole


@settings(max_examples=4)
@given(size_and_seed=WORLDS)
def test_a_list_is_as_long_as_its_number(
    session: Session, law: Lawbook, growing: Growing, size_and_seed: tuple[int, int]
) -> None:
    world = growing(size_and_seed)
    enter_as_house(session)
    world.plant(session)
    compute(session, law)
    things = within(Paper(world.rows).everything(), SOME_DAYS)
    try:
        for figure in law.figures():
            for side, belongs in SIDES.items():
                rows = all_things(
                    session,
                    figure=figure.code,
                    side=side,
                    office_ids=EVERY_OFFICE,
                    span=SOME_DAYS,
                    language="en",
                    limit=10_000,
                )
                expected = [
                    each.subject for each in things if each.figure == figure.code and belongs(each)
                ]
                told = [(row.subject_kind, row.subject_id) for row in rows]
                assert Counter(told) == Counter(expected), (figure.code, side)
    finally:
        forget(session)


# -- history -------------------------------------------------------------------------------------


def state(session: Session, moment: Moment = LATEST) -> dict[str, Any]:
    """Everything the figures say at a computation, from the sums by month and from the ledger."""
    return {
        "months": asked(session, AUTUMN, By.MONTH, moment=moment),
        "days": asked(session, SOME_DAYS, By.BELOW, moment=moment),
        "people": asked(session, WHOLE, By.PROSECUTOR, moment=moment),
    }


@settings(max_examples=6)
@given(size_and_seed=WORLDS, steps=st.lists(st.integers(0, 6), min_size=1, max_size=4))
def test_what_figures_said_at_a_computation_they_say_for_ever(
    session: Session,
    law: Lawbook,
    growing: Growing,
    size_and_seed: tuple[int, int],
    steps: list[int],
) -> None:
    """After any changes and computations; what was judged then is judged the same from its facts."""
    world = growing(size_and_seed)
    enter_as_house(session)
    world.plant(session)
    try:
        runs = [compute(session, law)]
        said = [state(session)]
        papers = [Paper(world.rows).everything()]
        for changes in steps:
            for _ in range(changes):
                world.change(session)
            before = session.scalar(text("select count(*) from indicator_item"))
            runs.append(compute(session, law))
            said.append(state(session))
            papers.append(Paper(world.rows).everything())
            if changes == 0:
                after = session.scalar(text("select count(*) from indicator_item"))
                assert after == before, "a computation that changes nothing leaves no rows"
        for run, then, paper in zip(runs, said, papers, strict=True):
            assert state(session, Moment(run.id)) == then
            assert then["people"] == by_hand(paper, lambda each: [each.prosecutor])
            assert _moved(session, run) == _difference(paper, papers[-1])
        for row in session.scalars(select(IndicatorItem)):
            again = law.figure(row.figure).verdict(row.facts)
            kept = (row.strict, row.method, row.mark, row.clause)
            assert (again.strict, again.method, again.mark, again.clause) == kept
    finally:
        forget(session)


def _moved(session: Session, run: IndicatorRun) -> set[tuple[Any, ...]]:
    rows = moved_since(
        session, run, office_ids=EVERY_OFFICE, span=WHOLE, language="en", limit=10_000
    )
    told = [(row.figure, (row.subject_kind, row.subject_id)) for row in rows]
    assert len(told) == len(set(told)), "a thing is told once a figure"
    return {
        (*key, row.then_method, row.then_clause, row.now_method, row.now_clause)
        for key, row in zip(told, rows, strict=True)
    }


def _difference(then: list[Counted], now: list[Counted]) -> set[tuple[Any, ...]]:
    """What counts otherwise: where, when, as what; a change of the prosecutor alone moves no sum."""

    def known(things: list[Counted]) -> dict[tuple[Any, ...], Counted]:
        return {(each.figure, each.subject): each for each in within(things, WHOLE)}

    def told(each: Counted | None) -> tuple[Any, ...]:
        if each is None:
            return ()
        return (each.office, each.day, each.strict, each.method, each.mark, each.clause)

    old, new = known(then), known(now)
    found = set()
    for key in old.keys() | new.keys():
        was, is_now = old.get(key), new.get(key)
        if told(was) != told(is_now):
            found.add(
                (
                    *key,
                    was.method if was else None,
                    was.clause if was else "",
                    is_now.method if is_now else None,
                    is_now.clause if is_now else "",
                )
            )
    return found


def judged_again(
    session: Session, law: Lawbook, run: IndicatorRun, span: Span
) -> dict[str, tuple[int, int, int, int]]:
    """The halves of each figure of a computation by the method and strictly, from nothing but the
    facts kept with its things.
    """
    rows = session.scalars(
        select(IndicatorItem).where(
            IndicatorItem.from_run <= run.id,
            or_(IndicatorItem.until_run.is_(None), IndicatorItem.until_run > run.id),
            IndicatorItem.on_day.between(span.start, span.end),
        )
    )
    found: dict[str, Counter[int]] = {}
    for row in rows:
        verdict = law.figure(row.figure).verdict(row.facts)
        halves = found.setdefault(row.figure, Counter())
        for place, counted in enumerate((verdict.method, verdict.strict)):
            halves[2 * place] += counted is CountsAs.NUMERATOR
            halves[2 * place + 1] += counted is not CountsAs.NOTHING
    return {figure: (each[0], each[1], each[2], each[3]) for figure, each in found.items()}


def test_a_frozen_quarter_stays_what_it_was_and_tells_what_moved_it(
    session: Session, law: Lawbook, growing: Growing
) -> None:
    """The third quarter was due on 25 September 2026; it is frozen by the first computation."""
    world = growing((6, 20150311))
    enter_as_house(session)
    world.plant(session)
    run = compute(session, law)
    actor = system_actor(enter_as_house(session))
    assert [each.period for each in freeze_due(session, actor, run, law=law)] == ["2026-Q3"]
    summer = Span(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
    then = asked(session, summer, By.BELOW, moment=Moment(run.id))
    assert then, "the world has things in that quarter"
    for _ in range(60):
        world.change(session)
    latest = compute(session, law)
    assert freeze_due(session, actor, latest, law=law) == []
    found = frozen(session, "2026-Q3")
    assert found is not None and found[1].id == run.id
    again = asked(session, summer, By.BELOW, moment=Moment(found[1].id))
    assert again == then
    whole = asked(session, summer, By.WHOLE, moment=Moment(run.id))
    assert judged_again(session, law, run, summer) == {
        figure: (each.numerator, each.denominator, each.strict_numerator, each.strict_denominator)
        for (_whole, figure), each in whole.items()
    }
    assert asked(session, summer, By.BELOW) != then
    assert moved_since(session, run, office_ids=EVERY_OFFICE, span=summer, language="en")
    forget(session)


# -- at the same time ----------------------------------------------------------------------------


def test_two_computations_at_once_leave_one_result_and_others_go_on_recording(
    session: Session, law: Lawbook, growing: Growing, roles: Roles
) -> None:
    """The second one finds the first at work and leaves; meanwhile somebody records something, and
    the audit chain goes on from it.
    """
    world = growing((6, 7))
    enter_as_house(session)
    world.plant(session)
    session.commit()
    engine = engine_for(roles.app_url)
    results: list[IndicatorRun | None] = []

    def second() -> None:
        with Session(engine) as other:
            actor = system_actor(enter_as_house(other))
            with transaction(other):
                results.append(
                    operations.compute(other, actor, law=law, today=TODAY, kind=RunKind.ASKED)
                )
                operations.ask(other, actor)

    actor = system_actor(enter_as_house(session))
    with transaction(session):
        first = operations.compute(session, actor, law=law, today=TODAY, kind=RunKind.NIGHTLY)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(30)
        assert not thread.is_alive(), "nobody waits for a computation"
    assert first is not None
    assert results == [None]
    enter_as_house(session)
    assert session.scalars(select(IndicatorRun.id)).all() == [first.id]
    assert sorted(map(repr, ledger(session))) == sorted(
        repr(each.shown) for each in Paper(world.rows).everything()
    )
    assert operations.is_asked(session), "who asked meanwhile waits for the next one"
    with transaction(session):
        compute(session, law)
    enter_as_house(session)
    assert not operations.is_asked(session)
    doubled = text(
        "select count(*) from (select 1 from indicator_item where until_run is null "
        "group by figure, subject_kind, subject_id having count(*) > 1) as doubled"
    )
    assert session.scalar(doubled) == 0
    later = text("select count(*) from indicator_item where from_run > :first")
    assert session.scalar(later, {"first": first.id}) == 0
    engine.dispose()
