"""The lawbook: what binds on a day, what opens a duty, and every kind of gap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision.law.lawbook import Lawbook, extensions_of
from supervision.law.model import Extension, Gap, Step, UnknownLaw
from supervision.law.period import Period
from supervision.law.wording import sentences
from tests.law.acts import PROTEST, rule, write_act, write_paragraph

LENDERS = rule(
    "old_term",
    """
    kind: term
    provides: answer_term
    when: {checking: [not_needed]}
    term: {amount: 15, unit: calendar_day, day_off: next_working_day, inferred: [day_off]}
    """,
) + rule(
    "longer_term",
    """
    kind: term
    provides: answer_term
    when: {checking: [needed]}
    term: {amount: 30, unit: calendar_day, day_off: next_working_day}
    cites: ["Law 221 art. 8"]
    """,
)
OTHERS = (
    rule("answer", "starts: petition_received\nterm: {as: answer_term}\nowed_by: own_office")
    + rule("attend", "starts: hearing_set\nterm: {on_event: true}\nowed_by: own_office")
    + rule("supply", "starts: file_requested\nterm: {stated: true}\nowed_by: bailiff")
    + rule("inform", "starts: hearing_set\nterm: {none: true}\nowed_by: own_office")
    + rule(
        "tax_protest",
        """
        starts: copy_handed_over
        when: {opened_for: [tax_duty]}
        term: {amount: 30, unit: calendar_day, day_off: next_working_day}
        owed_by: own_office
        """,
    )
    + rule(
        "analysis",
        """
        recurs: {every: quarter, due: {day: 25, of: last_month_of_period, day_off: none}}
        owed_by: oblast_level
        inferred: [due]
        """,
    )
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = write_act(tmp_path, "2015")
    write_paragraph(folder, "13", PROTEST)
    write_paragraph(folder, "18", OTHERS)
    statute = write_act(tmp_path, "law221", start="2007-01-12", until="2021-06-30")
    write_paragraph(statute, "8", LENDERS, start="2007-01-12", until="2021-06-30")
    return tmp_path


@pytest.fixture
def book(root: Path) -> Lawbook:
    return Lawbook.load(root=root)


def test_a_duty_is_due_with_its_edition_citation_and_open_readings(book: Lawbook) -> None:
    due = book.due("2015/13/protest", date(2016, 2, 3))
    assert due.due_on == date(2016, 2, 15)
    assert due.edition == "2015@2015-04-14"
    assert due.cites == ("2015 ¶13", "CoAO 832")
    assert due.inferred == ("day_off",)
    assert due.gap is None
    assert due.confirmed
    assert due.calendar_version == book.calendar.version


def test_facts_choose_between_the_short_and_the_long_window(book: Lawbook) -> None:
    on = date(2016, 2, 3)
    plain = [one.name for one in book.started_by("copy_handed_over", on)]
    tax = [
        one.name for one in book.started_by("copy_handed_over", on, {"opened_for": {"tax_duty"}})
    ]
    assert plain == ["2015/13/protest"]
    assert tax == ["2015/18/tax_protest"]


def test_a_term_lent_to_others_opens_no_duty(book: Lawbook) -> None:
    opened = book.started_by("petition_received", date(2016, 2, 3), {"checking": ["needed"]})
    assert [one.name for one in opened] == ["2015/18/answer"]


@pytest.mark.parametrize(
    ("on", "in_force"),
    [("2015-04-13", False), ("2015-04-14", True), ("2018-06-07", True), ("2018-06-08", False)],
)
def test_an_act_binds_from_its_first_to_its_last_day(
    book: Lawbook, on: str, in_force: bool
) -> None:
    day = date.fromisoformat(on)
    assert (book.binding("2015", day) is not None) is in_force
    assert ("2015/13/protest" in [one.name for one in book.rules(day)]) is in_force
    due = book.due("2015/13/protest", day)
    assert (due.gap is None) is in_force
    assert (due.edition is None) is not in_force


def test_outside_its_force_a_rule_gives_a_gap_that_names_the_period(book: Lawbook) -> None:
    due = book.due("2015/13/protest", date(2019, 3, 1))
    assert due.gap == Gap.NOT_IN_FORCE
    assert due.due_on is None
    assert not due.confirmed
    assert sentences(due.steps, "en") == [
        "2015 ¶13 was not in force on 2019-03-01 (in force 2015-04-14 to 2018-06-07)"
    ]


def test_an_extension_applies_the_last_wording_and_says_so(book: Lawbook) -> None:
    extended = book.with_extensions(extensions_of(["2015"], book))
    due = extended.due("2015/13/protest", date(2026, 9, 1))
    assert due.due_on == date(2026, 9, 11)
    assert due.edition == "2015@2015-04-14+extended"
    assert sentences(due.steps, "en")[0] == (
        "Act was in force until 2018-06-07; applied further by the installation's extension"
    )
    bound = extended.binding("2015", date(2026, 9, 1))
    assert bound is not None
    assert bound.extended
    assert [one.name for one in extended.started_by("copy_handed_over", date(2026, 9, 1))] == [
        "2015/13/protest"
    ]
    # In its own days the act needs no extension, and before them an extension gives none.
    assert extended.due("2015/13/protest", date(2016, 2, 3)).edition == "2015@2015-04-14"
    assert extended.due("2015/13/protest", date(2015, 1, 5)).gap == Gap.NOT_IN_FORCE


def test_an_installation_extends_from_the_day_after_the_last_without_end(book: Lawbook) -> None:
    assert extensions_of(["2015"], book) == (Extension("2015", date(2018, 6, 8), None),)


def test_an_act_in_force_without_end_needs_no_extension(tmp_path: Path) -> None:
    write_act(tmp_path, "F4", until="null")
    assert extensions_of(["F4"], Lawbook.load(root=tmp_path)) == ()


def test_an_extension_of_an_unknown_act_is_refused(book: Lawbook) -> None:
    with pytest.raises(UnknownLaw, match="2099"):
        book.with_extensions([Extension("2099", date(2020, 1, 1))])


def test_only_the_last_wording_is_carried_on_by_an_extension(tmp_path: Path) -> None:
    folder = write_act(tmp_path, "2015")
    write_paragraph(folder, "13", PROTEST, until="2016-01-28")
    later = PROTEST.replace("amount: 10", "amount: 20")
    write_paragraph(folder, "13@2016", later, start="2016-01-29")
    book = Lawbook.load(root=tmp_path)
    extended = book.with_extensions(extensions_of(["2015"], book))
    # Events of Monday 25 January and Monday 1 February 2016, and of 1 September 2026.
    assert extended.due("2015/13/protest", date(2016, 1, 25)).due_on == date(2016, 2, 4)
    assert extended.due("2015/13/protest", date(2016, 2, 1)).due_on == date(2016, 2, 22)
    assert extended.due("2015/13/protest", date(2026, 9, 1)).due_on == date(2026, 9, 21)
    assert extended.due("2015/13/protest", date(2016, 2, 1)).edition == "2015@2016-01-29"
    assert len(extended.wordings("2015 ¶13")) == 2
    assert extended.paragraph("2015 ¶13", date(2015, 5, 1)).in_force.until == date(2016, 1, 28)
    assert extended.paragraph("2015 ¶13").in_force.from_ == date(2016, 1, 29)


def test_without_the_day_of_the_event_there_is_no_date(book: Lawbook) -> None:
    due = book.due("2015/13/protest", None)
    assert due.gap == Gap.NO_EVENT_DATE
    assert due.due_on is None
    assert "copy_handed_over" in sentences(due.steps, "en")[0]


def test_a_term_the_text_does_not_set_is_an_open_gap(book: Lawbook) -> None:
    due = book.due("2015/18/inform", date(2016, 2, 3))
    assert due.gap == Gap.NO_TERM_IN_TEXT
    assert due.edition == "2015@2015-04-14"


def test_a_hearing_is_due_on_its_own_day_even_a_day_off(book: Lawbook) -> None:
    due = book.due("2015/18/attend", date(2016, 2, 13))
    assert due.due_on == date(2016, 2, 13)
    assert sentences(due.steps, "en") == ["due on the event's own day 2016-02-13"]


def test_a_stated_day_is_taken_from_the_document_or_asked_for(book: Lawbook) -> None:
    assert book.due("2015/18/supply", date(2016, 2, 3)).gap == Gap.NO_STATED_DAY
    stated = book.due("2015/18/supply", date(2016, 2, 3), stated_on=date(2016, 2, 10))
    assert stated.due_on == date(2016, 2, 10)


def test_a_borrowed_term_cites_the_law_that_lends_it(book: Lawbook) -> None:
    due = book.due("2015/18/answer", date(2016, 2, 3), {"checking": ["needed"]})
    # The thirtieth day is Friday 4 March 2016.
    assert due.due_on == date(2016, 3, 4)
    assert due.cites == ("2015 ¶18", "law221 ¶8", "Law 221 art. 8")
    assert sentences(due.steps, "en")[0] == "the term is that of law221 ¶8"


def test_no_lender_or_several_is_a_gap_never_a_choice(book: Lawbook) -> None:
    on = date(2016, 2, 3)
    assert book.due("2015/18/answer", on).gap == Gap.NO_PROVISION
    both = book.due("2015/18/answer", on, {"checking": ["needed", "not_needed"]})
    assert both.gap == Gap.SEVERAL_PROVISIONS
    assert "law221/8/old_term" in sentences(both.steps, "en")[0]


def test_a_recorded_fact_against_the_rule_is_a_gap_that_names_it(book: Lawbook) -> None:
    on = date(2016, 2, 3)
    assert book.due("2015/18/tax_protest", on).due_on == date(2016, 3, 4)
    against = book.due("2015/18/tax_protest", on, {"opened_for": ["road"]})
    assert against.gap == Gap.CONDITIONS_NOT_MET
    assert "opened_for" in sentences(against.steps, "en")[0]
    excluded = book.due("2015/13/protest", on, {"opened_for": ["tax_duty"]})
    assert excluded.gap == Gap.CONDITIONS_NOT_MET


def test_a_date_beyond_the_calendar_is_a_gap_that_names_the_year(book: Lawbook) -> None:
    extended = book.with_extensions([Extension("2015", date(2018, 6, 8))])
    due = extended.due("2015/13/protest", date(2027, 12, 28))
    assert due.gap == Gap.CALENDAR_ENDS
    assert "2028" in sentences(due.steps, "en")[-1]


def test_a_recurring_duty_is_due_by_its_period(book: Lawbook) -> None:
    # 25 June 2016 is a Saturday, and this rule does not move.
    due = book.recurring_due("2015/18/analysis", Period.from_key("2016-Q2"))
    assert due.due_on == date(2016, 6, 25)
    assert due.inferred == ("due",)
    assert [one.name for one in book.recurring(date(2016, 6, 1))] == ["2015/18/analysis"]


@pytest.mark.parametrize(
    ("period", "owed"),
    [
        ("2015-Q1", False),  # 25 March 2015 lies before the act
        ("2015-Q2", True),
        ("2018-Q1", True),
        ("2018-Q2", False),  # 25 June 2018 lies after it
    ],
)
def test_a_recurring_duty_is_owed_when_its_day_lies_within_the_force(
    book: Lawbook, period: str, owed: bool
) -> None:
    due = book.recurring_due("2015/18/analysis", Period.from_key(period))
    assert (due.gap is None) is owed


def test_asking_a_rule_the_wrong_way_is_an_error(book: Lawbook) -> None:
    with pytest.raises(ValueError, match="recurs"):
        book.due("2015/18/analysis", date(2016, 2, 3))
    with pytest.raises(ValueError, match="does not recur"):
        book.recurring_due("2015/13/protest", Period.from_key("2016-Q2"))
    with pytest.raises(ValueError, match="every quarter"):
        book.recurring_due("2015/18/analysis", Period.from_key("2016-05"))


def test_an_unknown_name_brings_the_close_ones(book: Lawbook) -> None:
    with pytest.raises(UnknownLaw) as error:
        book.due("2015/13/protests", date(2016, 2, 3))
    assert error.value.close[0] == "2015/13/protest"
    with pytest.raises(UnknownLaw, match="act"):
        book.act("1999")
    with pytest.raises(UnknownLaw, match="paragraph"):
        book.paragraph("2015 ¶99")


def test_steps_come_back_from_json_as_they_were(book: Lawbook) -> None:
    due = book.due("2015/13/protest", date(2016, 4, 28))
    stored = due.as_json()["steps"]
    assert isinstance(stored, list)
    assert tuple(Step.from_json(one) for one in stored) == due.steps


def test_a_duty_of_a_year_without_moved_days_known_is_not_confirmed(book: Lawbook) -> None:
    extended = book.with_extensions([Extension("2015", date(2018, 6, 8))])
    assert not extended.due("2015/13/protest", date(2027, 2, 1)).confirmed
