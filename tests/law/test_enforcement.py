"""The life of an enforcement document, worked by hand: what may follow, the term, the flags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.calendar import load_calendar
from supervision.law.enforcement import card
from supervision.law.enforcement.events import (
    BY_CONTROL_CARD,
    ENDINGS,
    INITIATIONS,
    EventKind,
    grounds_of,
    needs_ground,
)
from supervision.law.enforcement.life import (
    IN_ACCOUNT,
    Claim,
    Happening,
    Life,
    Standing,
    Unlawful,
    follow,
    legal_next,
    replay,
)
from supervision.law.enforcement.ruling import is_late, ruling_due
from supervision.law.enforcement.term import OtherTerm, Pause, Term, term_of, told_ending
from supervision.law.wording import sentence

K = EventKind
MONEY = Claim(amount=Decimal(1_000_000))


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


def life_after(*events: tuple[EventKind, date] | Happening, claim: Claim = MONEY) -> Life:
    return replay(claim, told(events))[0]


def told(events: Sequence[tuple[EventKind, date] | Happening]) -> list[Happening]:
    return [each if isinstance(each, Happening) else Happening(*each) for each in events]


def test_a_document_awaits_is_initiated_and_ends() -> None:
    life = life_after((K.INITIATED, day(1, 12)), (K.FULFILLED, day(3, 1)))
    assert (life.standing, life.ended_by, life.ended_on) == (
        Standing.ENDED,
        K.FULFILLED,
        day(3, 1),
    )
    assert legal_next(life) == {K.ENDING_CANCELLED, K.SANCTION_PAID}


@pytest.mark.parametrize(
    ("events", "forbidden"),
    [
        ([], K.FULFILLED),
        ([], K.RE_INITIATED),
        ([], K.ACCEPTED),
        ([(K.INITIATED, day(1, 12))], K.INITIATED),
        ([(K.INITIATED, day(1, 12))], K.REFUSED),
        ([(K.INITIATED, day(1, 12))], K.RESUMED),
        ([(K.INITIATED, day(1, 12))], K.RESUMED_AFTER_CANCELLATION),
        ([(K.INITIATED, day(1, 12)), (K.SENT, day(1, 20))], K.FULFILLED),
        ([(K.INITIATED, day(1, 12)), (K.TERMINATED, day(1, 20))], K.RE_INITIATED),
        ([(K.INITIATED, day(1, 12)), (K.FULFILLED, day(1, 20))], K.RE_INITIATED),
        ([(K.INITIATED, day(1, 12)), (K.RETURNED_ON_DEMAND, day(1, 20))], K.RE_INITIATED),
        ([(K.INITIATED, day(1, 12)), (K.RETURNED, day(1, 20))], K.RESUMED_AFTER_CANCELLATION),
        ([(K.INITIATED, day(1, 12)), (K.INITIATION_CANCELLED, day(1, 20))], K.FULFILLED),
        ([(K.INITIATED, day(1, 12))], K.ARREARS),
    ],
)
def test_what_the_law_does_not_let_follow_is_refused(
    events: list[tuple[EventKind, date]], forbidden: EventKind
) -> None:
    life = life_after(*events)
    assert forbidden not in legal_next(life)
    with pytest.raises(Unlawful):
        follow(life, Happening(forbidden, day(12, 1)))


def test_a_return_lets_a_document_come_anew_and_the_ending_tells_it() -> None:
    events = told(
        [
            (K.INITIATED, day(1, 12)),
            Happening(K.RETURNED, day(2, 1), ground="2"),
            (K.RE_INITIATED, day(5, 4)),
            (K.FULFILLED, day(8, 4)),
        ]
    )
    life, flags = replay(MONEY, events)
    assert life.proceeding == 2
    assert [flag.re_initiated for flag in flags] == [False, False, True, True]
    assert [flag.overdue for flag in flags] == [False, False, False, True]
    assert [flag.proceeding for flag in flags] == [1, 1, 2, 2]


def test_a_refusal_may_be_cured_except_on_two_grounds() -> None:
    assert K.INITIATED in legal_next(life_after(Happening(K.REFUSED, day(1, 3), ground="1")))
    for incurable in ("5", "12"):
        assert not legal_next(life_after(Happening(K.REFUSED, day(1, 3), ground=incurable)))


def test_a_cancelled_ending_comes_back_and_the_time_between_is_no_part_of_the_term() -> None:
    life = life_after(
        (K.INITIATED, day(1, 10)),
        (K.RETURNED, day(2, 10)),
        (K.ENDING_CANCELLED, day(4, 20)),
        (K.RESUMED_AFTER_CANCELLATION, day(4, 21)),
    )
    assert life.standing in IN_ACCOUNT
    assert life.term is not None
    # 10 March, and the 70 days from 10 February to 21 April.
    assert life.term.ends_on == date(2026, 3, 10) + timedelta(days=70)


def test_a_document_in_transit_stays_in_the_account_until_card_two_confirms() -> None:
    sent = [(K.INITIATED, day(1, 12)), (K.SENT, day(2, 1))]
    assert life_after(*sent).standing in IN_ACCOUNT
    assert life_after(*sent, (K.RECEIPT_CONFIRMED, day(2, 9))).standing is Standing.LEFT
    assert life_after(*sent, (K.RECEIPT_FAILED, day(2, 9))).standing is Standing.OPEN


def test_a_suspended_document_that_failed_to_arrive_is_still_suspended() -> None:
    life = life_after(
        (K.INITIATED, day(1, 12)),
        Happening(K.SUSPENDED, day(1, 20), ground="6"),
        (K.SENT, day(2, 1)),
        (K.RECEIPT_FAILED, day(2, 9)),
    )
    assert life.standing is Standing.SUSPENDED


def test_periodic_recovery_is_never_overdue() -> None:
    events = told([(K.INITIATED, day(1, 12)), (K.PERIODIC, day(1, 20)), (K.FULFILLED, day(12, 1))])
    ended = replay(MONEY, events)[1][-1]
    assert not ended.overdue
    assert [step.code for step in ended.why] == [
        "enforcement_term.periodic",
        "enforcement_term.never_late",
    ]


def test_the_first_event_of_its_kind_is_told_from_the_later_ones() -> None:
    part = Happening(K.PARTLY_RECOVERED, day(2, 1), amount=Decimal(100))
    events = told([(K.INITIATED, day(1, 12)), part, part, (K.RETURNED, day(2, 2))])
    events += told(
        [(K.RE_INITIATED, day(3, 1)), Happening(part.kind, day(3, 5), amount=part.amount)]
    )
    assert [flag.first_of_kind for flag in replay(MONEY, events)[1]] == [
        True,
        True,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("initiated_on", "options", "ends_on"),
    [
        (day(1, 12), {}, day(3, 12)),
        (day(12, 31, 2025), {}, day(2, 28)),  # a shorter month
        (day(1, 12), {"other": OtherTerm.LONGER}, day(5, 12)),
        (day(1, 12), {"other": OtherTerm.AGREED, "agreed_until": day(6, 30)}, day(6, 30)),
        (day(1, 12), {"other": OtherTerm.AGREED, "agreed_until": day(12, 30)}, day(7, 12)),
        (day(1, 10), {}, day(3, 10)),  # days off do not move it: 10.01 is a Saturday
        (day(1, 12), {"pauses": [Pause(day(2, 1), day(2, 11))]}, day(3, 22)),
        # Two pauses, the second within the days that the first one gave back.
        (
            day(1, 12),
            {"pauses": [Pause(day(2, 1), day(2, 11)), Pause(day(3, 20), day(3, 25))]},
            day(3, 27),
        ),
        # A pause that began once the term was over moves nothing.
        (day(1, 12), {"pauses": [Pause(day(3, 13), day(4, 13))]}, day(3, 12)),
        (day(1, 12), {"pauses": [Pause(day(2, 1))]}, None),
        (day(1, 12), {"periodic": True}, None),
    ],
)
def test_the_term_of_article_39(
    initiated_on: date, options: dict[str, object], ends_on: date | None
) -> None:
    term = term_of(initiated_on, **options)  # type: ignore[arg-type]
    assert term.ends_on == ends_on
    for language in ("kk", "ru", "en"):
        assert all(sentence(step, language) for step in told_ending(term, day(12, 1)))


def test_the_last_day_is_in_time_and_the_day_after_is_late() -> None:
    term = Term(day(3, 12), ())
    assert not term.is_overdue(day(3, 12))
    assert term.is_overdue(day(3, 13))


GAPS = st.integers(min_value=0, max_value=40)
AMOUNTS = st.decimals(min_value=1, max_value=1000, places=2)


@st.composite
def lives(draw: st.DrawFn) -> list[Happening]:
    """A lawful life of up to fifteen events, chosen at random among what may follow."""
    life, on, events = Life(Claim(alimony=True, amount=Decimal(10**6))), day(1, 1), []
    for _ in range(draw(st.integers(0, 15))):
        legal = sorted(legal_next(life))
        if not legal:
            break
        kind = draw(st.sampled_from(legal))
        on += timedelta(days=draw(GAPS))
        ground = draw(st.sampled_from(grounds_of(kind))).code if needs_ground(kind) else None
        event = Happening(kind, on, ground, draw(AMOUNTS))
        life = follow(life, event)
        events.append(event)
    return events


@given(lives())
def test_any_lawful_life_balances(events: list[Happening]) -> None:
    life, flags = replay(Claim(alimony=True, amount=Decimal(10**6)), events)
    count = {kind: sum(event.kind is kind for event in events) for kind in EventKind}
    began = sum(count[kind] for kind in INITIATIONS) + count[K.RESUMED_AFTER_CANCELLATION]
    left = sum(count[kind] for kind in ENDINGS)
    left += count[K.RECEIPT_CONFIRMED] + count[K.INITIATION_CANCELLED]
    assert began - left == (1 if life.standing in IN_ACCOUNT else 0)
    assert life.proceeding == sum(count[kind] for kind in INITIATIONS)
    assert all(
        flag.overdue <= (event.kind in ENDINGS) for flag, event in zip(flags, events, strict=True)
    )
    assert life.recovered == sum(
        (event.amount or Decimal(0) for event in events if event.kind is K.PARTLY_RECOVERED),
        Decimal(0),
    )
    if life.standing is Standing.IN_TRANSIT:
        assert legal_next(life) <= BY_CONTROL_CARD


def test_a_document_stands_in_one_row_by_its_claim_and_in_one_more_by_its_kind() -> None:
    assert card.kind_row("13", None, 7) == 30
    assert card.kind_row("13", None, 30) is None
    assert card.kind_row("1", 28, 15) == 28
    assert card.kind_row("1", None, 15) is None
    assert not card.is_monetary(37)
    assert not card.is_monetary(2)
    assert card.is_alimony(19) and not card.is_alimony(25)
    assert card.fits_row(card.Beneficiary.PARENTS, 22)
    assert not card.fits_row(card.Beneficiary.PARENTS, 20)
    assert card.fits_row(card.Beneficiary.PARENTS, 19)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (day(11, 10), day(11, 13)),  # Tuesday: Wednesday, Thursday, Friday
        (day(11, 13), day(11, 18)),  # Friday: the weekend is not worked
        (day(11, 14), day(11, 18)),  # Saturday: counted from Monday
        (day(12, 14), day(12, 18)),  # Wednesday 16 December is Independence Day
    ],
)
def test_the_bailiff_rules_within_three_working_days_of_receipt(received: date, due: date) -> None:
    found = ruling_due(received, load_calendar())
    assert found.due_on == due
    told_first = sentence(found.steps[0], "ru")
    assert "п. 4 ст. 37" in told_first and received.strftime("%d.%m.%Y") in told_first
    assert not is_late(due, due, day(12, 31)) and not is_late(due, None, due)
    assert is_late(due, due + timedelta(days=1), due) and is_late(
        due, None, due + timedelta(days=1)
    )
