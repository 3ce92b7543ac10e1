"""A decree laid over the frozen calendar: which days change, by what source, and counting by it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.calendar import CalendarGap, DayKind, load_calendar
from supervision.law.decrees import Decree, DecreedDay, idle_days, with_decrees
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.law.model import DayOff, Rule, RuleKind, TermKind, Unit
from supervision.law.recount import LONGEST_RUN, Counted, asks_calendar, recount
from supervision.law.terms import add
from supervision.law.wording import sentences

CALENDAR = load_calendar()
BOOK = Lawbook.load(extensions_of(("2002", "2015"), Lawbook.load()))
MONDAY = date(2026, 12, 7)
SATURDAY = date(2026, 12, 5)
MOVE = Decree(
    "123",
    date(2026, 11, 25),
    (DecreedDay(MONDAY, DayKind.OFF, SATURDAY), DecreedDay(SATURDAY, DayKind.WORKING, MONDAY)),
)


def test_a_move_takes_one_day_off_and_gives_another_each_with_its_source() -> None:
    laid = with_decrees(CALENDAR, [MOVE])
    assert not laid.works_on(MONDAY) and laid.works_on(SATURDAY)
    off, worked = laid.is_working(MONDAY), laid.is_working(SATURDAY)
    assert off.reason is not None and off.source is not None
    assert off.reason.en == "moved from 2026-12-05"
    assert off.source.ru == "постановление Правительства от 25.11.2026 № 123"
    assert off.source.kk == "Үкіметтің 25.11.2026 күнгі № 123 қаулысы"
    assert worked.reason is not None and worked.reason.ru == "день отдыха перенесён на 07.12.2026"
    assert CALENDAR.works_on(MONDAY), "the frozen calendar itself stays"


def test_the_steps_of_a_count_name_the_decree() -> None:
    laid = with_decrees(CALENDAR, [MOVE])
    told = sentences(add(laid, date(2026, 12, 2), 5, Unit.CALENDAR_DAY, DayOff.NEXT).steps, "en")
    assert told == [
        "counting starts 2026-12-03",
        "5th day 2026-12-07 is a day off: moved from 2026-12-05 "
        "(source Government decree No. 123 of 2026-11-25)",
        "next working day 2026-12-08",
    ]


def test_no_decree_is_the_calendar_itself_and_the_same_decrees_the_same_version() -> None:
    assert with_decrees(CALENDAR, []) is CALENDAR
    version = with_decrees(CALENDAR, [MOVE]).version
    assert version == with_decrees(CALENDAR, [MOVE]).version
    assert version.startswith(f"{CALENDAR.version}+")
    turned = Decree(MOVE.number, MOVE.dated, tuple(reversed(MOVE.days)))
    assert turned.fingerprint == MOVE.fingerprint
    other = Decree("124", MOVE.dated, MOVE.days)
    assert with_decrees(CALENDAR, [other]).version != version


def test_a_later_decree_is_laid_over_an_earlier_one() -> None:
    back = Decree("200", date(2026, 11, 30), (DecreedDay(MONDAY, DayKind.WORKING),))
    laid = with_decrees(CALENDAR, [MOVE, back])
    found = laid.is_working(MONDAY)
    assert found.working and found.source is not None and "No. 200" in found.source.en
    assert laid.works_on(SATURDAY), "what the later one does not speak of stays"


def test_a_decreed_day_is_certain_where_the_moon_left_doubt() -> None:
    # 16 May 2027 is an estimate of Kurban Ait; the day itself and its neighbours are in doubt
    ait = date(2027, 5, 16)
    assert not CALENDAR.is_working(ait).confirmed
    laid = with_decrees(
        CALENDAR, [Decree("7", date(2026, 11, 25), (DecreedDay(ait, DayKind.WORKING),))]
    )
    assert laid.is_working(ait).working and laid.is_working(ait).confirmed


def test_a_day_outside_the_calendar_is_a_gap() -> None:
    far = Decree("7", date(2026, 11, 25), (DecreedDay(date(2031, 3, 3), DayKind.OFF),))
    with pytest.raises(CalendarGap):
        with_decrees(CALENDAR, [far])


def test_days_that_stay_as_they_are_are_found() -> None:
    days = [DecreedDay(SATURDAY, DayKind.OFF), DecreedDay(MONDAY, DayKind.OFF)]
    assert list(idle_days(CALENDAR, days)) == days[:1]


ASKING = [
    rule
    for rule in BOOK.rules()
    if rule.kind is RuleKind.DUTY and rule.recurs is None and rule.term is not None
]


@given(
    rule=st.sampled_from(ASKING),
    on=st.dates(date(2026, 1, 1), date(2026, 11, 30)),
    days=st.lists(
        st.tuples(st.dates(date(2026, 1, 5), date(2026, 12, 31)), st.sampled_from(DayKind)),
        min_size=1,
        max_size=3,
        unique_by=lambda day: day[0],
    ),
)
def test_only_a_rule_that_asks_the_calendar_moves_and_only_near_a_changed_day(
    rule: Rule, on: date, days: list[tuple[date, DayKind]]
) -> None:
    """What a rehearsal leaves unasked could not have moved: the law itself is asked here."""
    decree = Decree("1", date(2026, 1, 1), tuple(DecreedDay(day, kind) for day, kind in days))
    other = BOOK.with_calendar(with_decrees(CALENDAR, [decree]))
    before = recount(BOOK, Counted(rule.name, on))
    after = recount(other, Counted(rule.name, on))
    if before.due_on is None:
        return
    near = any(on <= day <= before.due_on + LONGEST_RUN for day, _kind in days)
    bound = BOOK.rule(rule.name, on)
    if not asks_calendar(bound) or not near:
        assert (after.due_on, after.steps) == (before.due_on, before.steps)


def test_a_borrowed_term_is_counted_by_the_lender_it_was_borrowed_from() -> None:
    borrowing = [
        rule
        for rule in BOOK.rules(date(2026, 11, 16))
        if rule.term is not None and rule.term.kind is TermKind.AS_PROVIDED and rule.starts
    ]
    assert borrowing
    on = date(2026, 11, 16)
    for rule in borrowing:
        provision = rule.term.provision if rule.term else None
        for lender in (each for each in BOOK.rules(on) if each.provides == provision):
            due = recount(BOOK, Counted(rule.name, on, lender=lender.name))
            assert due.due_on == recount(BOOK, Counted(lender.name, on)).due_on
            named = [step.params["rule"] for step in due.steps if step.code == "term_of"]
            assert named == [lender.name], rule.name
