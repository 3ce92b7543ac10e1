"""The law library, the calculator and the calendar of a year."""

from __future__ import annotations

import html
import re

import pytest

from supervision.law.lawbook import Lawbook
from tests.conftest import Web
from tests.factories.pages import read, text_of

pytestmark = pytest.mark.usefixtures("today_is_friday")


def asked(web: Web, query: str, language: str = "en", status: int = 200) -> str:
    """What a reader sees of the calculator's answer."""
    return text_of(read(web, "abay1.assistant", f"/law/calculator?{query}", language, status))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_paragraph_has_its_page_in_every_language(
    web: Web, law: Lawbook, language: str
) -> None:
    pages = {(each.act_id, each.stem) for each in law.paragraphs()}
    assert len(pages) >= 46  # 14 of 2002 and 32 of 2015 at least
    for act, stem in sorted(pages):
        page = read(web, "abay1.assistant", f"/law/{act}/{stem}", language)
        for paragraph in law.paragraphs():
            if (paragraph.act_id, paragraph.stem) == (act, stem):
                assert html.escape(paragraph.demand.in_language(language), quote=False) in (
                    html.escape(html.unescape(page), quote=False)
                )


def test_the_library_lists_every_paragraph_and_its_rules(web: Web, law: Lawbook) -> None:
    words = text_of(read(web, "abay1.assistant", "/law"))
    assert "2002 ¶6 Supply the requested enforcement file" in words
    assert all(rule.title.en in words for rule in law.rules())


def test_instruments_show_their_period_the_missing_text_and_the_extension(web: Web) -> None:
    words = text_of(read(web, "abay1.assistant", "/law?show=instruments"))
    assert "12 Feb 2003 – 28 Dec 2010 applied by the installation's extension text loaded" in words
    assert "No. 32 17 Jan 2023 since 17 Jan 2023 in force text not loaded" in words


def test_the_search_reads_titles_and_demands_in_the_readers_language(web: Web) -> None:
    page = read(web, "abay1.assistant", "/law?q=истребованное", "ru")
    assert "/law/2002/6" in page
    assert "/law/2015/13" not in page
    assert "No paragraph answers this" in read(web, "abay1.assistant", "/law?q=zzz")


def test_a_search_of_odd_signs_is_harmless(web: Web) -> None:
    page = read(web, "abay1.assistant", "/law?q=%3Cscript%3E%25%28x%29s")
    assert "<script>%" not in page


def test_a_rule_tells_its_term_owner_ladder_conditions_and_inferred_readings(web: Web) -> None:
    words = text_of(read(web, "abay1.assistant", "/law/2015/13"))
    assert "10 calendar days; a last day off moves to the next working day" in words
    assert "working days before: 3, 1; on the day; working days after: 1" in words
    assert "not when Case opened for non-performance of: a tax duty" in words
    assert "Our reading, where the text is silent what becomes of a last day" in words
    assert "CoAO 832" in words
    assert "КоАП 832" in text_of(read(web, "abay1.assistant", "/law/2015/13", "ru"))


@pytest.mark.parametrize(
    "path", ["/law/2015/99", "/law/1999/1", "/calendar/2001", "/calendar/2028"]
)
def test_what_the_library_does_not_hold_is_not_found(web: Web, path: str) -> None:
    read(web, "abay1.assistant", path, status=404)


def test_the_calculator_gives_the_day_and_every_step(web: Web) -> None:
    words = asked(web, "rule=2015/13/appellate_protest&on=03.02.2016")
    assert "15 February 2016" in words
    assert "counting starts 2016-02-04" in words
    assert "10th day 2016-02-13 is a Saturday" in words
    assert "next working day 2016-02-15" in words


def test_the_calculator_takes_the_circumstances_of_the_rule(web: Web) -> None:
    rule = "rule=2015/13/appellate_protest_tax_or_social&on=03.02.2016"
    # thirty days from 4 February 2016, a leap year, end on Friday 4 March
    assert "4 March 2016" in asked(web, rule + "&fact.opened_for=tax_duty")
    words = asked(web, rule + "&fact.opened_for=other")
    assert "There is no due date" in words


def test_the_calculator_asks_for_the_stated_day_where_the_text_leaves_it(web: Web) -> None:
    rule = "rule=2002/6/supply_requested_file&on=02.11.2026"
    assert "the day stated in the document is not recorded" in asked(web, rule)
    assert "12 November 2026" in asked(web, rule + "&stated=12.11.2026")


def test_the_calculator_counts_a_recurring_duty_by_any_day_of_its_period(web: Web) -> None:
    words = asked(web, "rule=2015/7/quarterly_reconciliation&on=01.11.2026")
    assert "31 December 2026" in words


def test_outside_its_force_a_rule_gives_no_day(web: Web) -> None:
    words = asked(web, "rule=2015/13/appellate_protest&on=03.02.2014")
    assert "There is no due date" in words
    assert "2015 ¶13 was not in force on 2014-02-03" in words


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rule=2015/13/appellate_protest&on=31.02.2016", "Write the day as dd.mm.yyyy."),
        ("on=03.02.2016", "Choose a rule."),
        ("rule=2015/13/nonsense&on=03.02.2016", "Not a valid choice."),
        ("start=03.02.2016&amount=many", "Not a valid integer value."),
        ("start=03.02.2016&amount=-1", "Write a whole number from 0 to 10000."),
        ("start=&amount=5", "Name the day."),
        ("start=03.02.2026&amount=9999", "The working calendar has no year"),
        ("start=03.02.1999&amount=5", "The working calendar has no year 1999."),
    ],
)
def test_a_senseless_question_is_answered_beside_its_field(web: Web, query: str, said: str) -> None:
    assert said in asked(web, query, status=422)


def test_days_are_plainly_added_with_their_steps(web: Web) -> None:
    query = "start=2024-05-06&amount=3&unit=working_day&day_off=none"
    words = asked(web, query)
    # 7, 9 and 11–12 May 2024 are days off, 8 was moved: the calendar says which
    assert "2024-05-07 is a day off: Defender of the Fatherland Day" in words


def test_a_date_that_rests_on_an_unconfirmed_day_says_so(web: Web) -> None:
    assert "not confirmed" in asked(web, "start=20.05.2026&amount=5&unit=working_day")
    assert "not confirmed" not in asked(web, "start=16.11.2026&amount=5&unit=working_day")


def test_the_calendar_leads_to_the_present_year_and_its_neighbours(web: Web) -> None:
    client = web.client("abay1.assistant")
    assert client.get("/calendar").headers["Location"] == "/calendar/2026"
    page = client.get("/calendar/2026").text
    assert 'href="/calendar/2025"' in page
    assert 'href="/calendar/2027"' in page
    assert 'href="/calendar/2028"' not in client.get("/calendar/2027").text


def test_the_year_marks_days_off_worked_saturdays_and_unconfirmed_days(web: Web) -> None:
    page = read(web, "abay1.assistant", "/calendar/2022")
    assert 'year-day worked" title="day off moved to 2022-03-07">5<' in page
    words = text_of(page)
    assert "7 Mar 2022 day off moved from 2022-03-05" in words
    unsure = read(web, "abay1.assistant", "/calendar/2026")
    assert re.search(
        r'year-day off doubtful" title="[^"]*Kurban Ait \(not confirmed\)">27<', unsure
    )
    assert 'today">20<' in unsure
    assert "The Government may still move days of this year" in (
        text_of(read(web, "abay1.assistant", "/calendar/2027"))
    )


def test_each_month_tells_its_working_days(web: Web) -> None:
    words = text_of(read(web, "abay1.assistant", "/calendar/2022"))
    # 23 weekdays of March 2022, less 7, 8, 21, 22 and 23, and the worked Saturday 5 more
    assert "March 19 working days" in words
