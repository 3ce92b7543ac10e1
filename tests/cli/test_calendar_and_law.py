"""`supervision calendar` and `supervision law`: answers, exit statuses, and clear refusals."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from supervision.cli.calendar import calendar_group
from supervision.cli.law import law_group


@pytest.fixture(autouse=True)
def plain_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that extends no act."""
    monkeypatch.setenv("SUPERVISION_ENV", "test")
    monkeypatch.delenv("SUPERVISION_LAW_EXTENSIONS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)


def calendar(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(calendar_group, list(arguments), input=typed)


def law(*arguments: str) -> Result:
    return CliRunner().invoke(law_group, list(arguments))


def test_adding_working_days_prints_the_date_and_every_step() -> None:
    result = calendar("add", "2024-05-06", "5", "--unit", "working")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "2024-05-16"
    assert lines[1] == "  counting starts 2024-05-07"
    assert "2024-05-08 is a day off: moved from 2024-05-04" in lines[3]
    assert lines[-1] == "  5th working day 2024-05-16"


@pytest.mark.parametrize(
    ("day_off", "due"),
    [("next", "2016-02-15"), ("previous", "2016-02-12"), ("none", "2016-02-13")],
)
def test_a_last_day_off_goes_where_it_is_told(day_off: str, due: str) -> None:
    result = calendar("add", "2016-02-03", "10", "--unit", "calendar", "--day-off", day_off)
    assert result.output.splitlines()[0] == due


def test_json_holds_the_date_the_steps_and_the_calendar() -> None:
    result = calendar("add", "2024-04-24", "10", "--unit", "calendar", "--json", "--lang", "ru")
    answer = json.loads(result.output)
    assert answer["due"] == "2024-05-04"
    assert answer["confirmed"] is True
    assert answer["steps"][0]["sentence"] == "срок исчисляется с 25.04.2024"
    assert answer["calendar"].startswith("kz-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2024-02-30", "5", "--unit", "working"), "'2024-02-30' is not a date"),
        (("20240201", "5", "--unit", "working"), "YYYY-MM-DD"),
        (("2024-02-01", "five", "--unit", "working"), "five"),
        (("--unit", "working", "--", "2024-02-01", "-5"), "-5"),
        (("2024-02-01", "5", "--unit", "weeks"), "weeks"),
        (("2024-02-01", "5"), "--unit"),
        ((), "--csv"),
        (("--csv", "no-such-file.csv"), "no-such-file.csv"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(
    arguments: tuple[str, ...], said: str
) -> None:
    result = calendar("add", *arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_a_year_outside_the_calendar_is_a_finding() -> None:
    for arguments in (
        ("add", "2027-12-30", "10", "--unit", "calendar"),
        ("is-working", "2031-01-01"),
        ("year", "1999"),
    ):
        result = calendar(*arguments)
        assert result.exit_code == 1
        assert "the working calendar holds 2002–2027" in result.output


def test_a_file_is_counted_in_order_with_the_due_day_appended(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "\ufeffstart,amount,unit,day_off,note\n"
        "2024-05-06,5,working,,а\n"
        "2016-02-03,10,calendar,next,б\n"
        "2016-02-03,10,calendar,previous,\n"
        "2016-02-03,10,calendar,,\n",
        encoding="utf-8",
    )
    result = calendar("add", "--csv", str(path))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "start,amount,unit,day_off,note,due",
        "2024-05-06,5,working,,а,2024-05-16",
        "2016-02-03,10,calendar,next,б,2016-02-15",
        "2016-02-03,10,calendar,previous,,2016-02-12",
        "2016-02-03,10,calendar,,,2016-02-15",
    ]


def test_a_bad_row_is_named_by_number_and_field_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "start,amount,unit,day_off\n"
        "2024-05-06,5,working,\n"
        "2024-02-30,5,working,\n"
        "2024-05-06,-1,working,\n"
        "2024-05-06,1.5,working,\n"
        "2024-05-06,5,weeks,\n"
        "2024-05-06,5,calendar,later\n"
        "1999-05-06,5,working,\n"
        "2024-05-06,99999999999999999999,calendar,\n"
        "2024-05-06,5,working,,,surplus\n"
        "2024-05-06\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(calendar_group, ["add", "--csv", str(path)])
    assert result.exit_code == 1
    named = [line.split(":")[0] for line in result.stderr.splitlines()]
    assert named == [
        "row 3, start",
        "row 4, amount",
        "row 5, amount",
        "row 6, unit",
        "row 7, day_off",
        "row 8, start",
        "row 9, amount",
        "row 10, row",
        "row 11, amount",
        "9 of 10 rows refused",
    ]
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert len(rows) == 11
    assert rows[1][-1] == "2024-05-16"
    assert rows[2] == ["2024-02-30", "5", "working", "", ""]


def test_a_file_without_its_columns_is_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("start,days\n2024-05-06,5\n", encoding="utf-8")
    result = calendar("add", "--csv", str(path))
    assert result.exit_code == 2
    assert "amount, unit" in result.output


def test_a_file_in_another_encoding_is_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("start,amount,unit,примечание\n".encode("cp1251"))
    result = calendar("add", "--csv", str(path))
    assert result.exit_code == 2
    assert "UTF-8" in result.output


def test_rows_come_from_standard_input_and_with_semicolons_too() -> None:
    typed = "start;amount;unit\n2024-05-03;1;working\n"
    result = calendar("add", "--csv", "-", typed=typed)
    assert result.output.splitlines() == [
        "start;amount;unit;due",
        "2024-05-03;1;working;2024-05-04",
    ]


def test_a_hundred_thousand_rows_take_seconds(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    row = "2016-02-03,10,calendar,next\n2024-05-06,5,working,\n"
    path.write_text("start,amount,unit,day_off\n" + row * 50_000, encoding="utf-8")
    started = time.monotonic()
    result = calendar("add", "--csv", str(path))
    assert time.monotonic() - started < 20
    assert result.exit_code == 0
    assert result.output.count("2016-02-15") == 50_000


def test_a_day_is_told_worked_or_not_with_its_source() -> None:
    assert calendar("is-working", "2024-05-06").output == "2024-05-06 yes, a working day\n"
    worked = calendar("is-working", "2024-05-04").output
    assert worked.startswith("2024-05-04 yes, a working day: day off moved to 2024-05-08 (source")
    rests = calendar("is-working", "2024-05-09", "--lang", "kk").output
    assert rests.startswith("09.05.2024 — демалыс күні: Жеңіс күні (дереккөзі:")
    answer = json.loads(calendar("is-working", "2026-05-27", "--json").output)
    assert answer["working"] is False
    assert answer["confirmed"] is False
    assert "not confirmed" in calendar("is-working", "2026-05-27").output


def test_a_year_lists_its_exceptional_days_with_sources() -> None:
    days = json.loads(calendar("year", "2024", "--json").output)
    moved = next(day for day in days if day["date"] == "2024-05-04")
    assert moved["kind"] == "working"
    assert all(day["source"] for day in days)
    lines = calendar("year", "2024").output.splitlines()
    assert len(lines) == len(days)
    assert lines[0].startswith("2024-01-01  day off: New Year (source: Law No. 267")


def test_the_rules_in_force_on_a_day_are_listed() -> None:
    result = law("list", "--on", "2016-02-03")
    assert result.exit_code == 0
    assert "2015/13/appellate_protest" in result.output
    assert "2002/6/study_requested_file" not in result.output
    everything = law("list")
    assert "2002/6/study_requested_file" in everything.output
    assert "text not loaded" in everything.output


def test_a_day_without_any_rule_is_a_finding() -> None:
    result = law("list", "--on", "1990-01-01")
    assert result.exit_code == 1
    assert "no rule is in force on 1990-01-01" in result.output


def test_a_list_in_json_names_acts_and_rules() -> None:
    acts = json.loads(law("list", "--on", "2016-02-03", "--json", "--lang", "kk").output)
    act = next(one for one in acts if one["act"] == "2015")
    assert act["edition"] == "2015@2015-04-14"
    assert any(one["paragraph"] == "2015 ¶13" for one in act["rules"])


def test_a_paragraph_is_shown_whole() -> None:
    result = law("show", "2015 ¶13")
    assert result.exit_code == 0
    assert "2015/13/appellate_protest" in result.output
    assert "amount = 10; unit = calendar_day; day_off = next_working_day" in result.output
    (shown,) = json.loads(law("show", "2002 ¶6", "--json").output)
    assert len(shown["lists"]["checklist"]) == 5


def test_an_unknown_paragraph_is_wrong_use_with_the_close_names() -> None:
    result = law("show", "2015 13")
    assert result.exit_code == 2
    assert "2015 ¶13" in result.output


def test_a_due_date_comes_with_steps_citation_and_edition() -> None:
    result = law("due", "2015/13/appellate_protest", "--event", "2016-02-03")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[1:6] == [
        "due 2016-02-15",
        "  counting starts 2016-02-04",
        "  10th day 2016-02-13 is a Saturday",
        "  2016-02-14 is a Sunday",
        "  next working day 2016-02-15",
    ]
    assert "by: 2015 ¶13, CoAO 832" in lines
    assert "edition: 2015@2015-04-14" in lines


def test_a_due_date_in_json_holds_what_the_page_holds() -> None:
    answer = json.loads(
        law("due", "2002/6/study_requested_file", "--event", "2005-03-01", "--json").output
    )
    # The fifth day, 6 March 2005, is a Sunday; 7 March was moved off, 8 March is a holiday.
    assert answer["due_on"] == "2005-03-09"
    assert answer["edition"] == "2002@2003-02-12"
    assert answer["gap"] is None


def test_a_rule_not_in_force_is_a_finding_with_a_hint() -> None:
    result = law("due", "2015/13/appellate_protest", "--event", "2014-02-03")
    assert result.exit_code == 1
    assert "was not in force on 2014-02-03" in result.output
    assert "supervision law list --on 2014-02-03" in result.output


def test_the_installations_extension_applies_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert law("due", "2015/13/appellate_protest", "--event", "2026-09-01").exit_code == 1
    monkeypatch.setenv("SUPERVISION_LAW_EXTENSIONS", "2015")
    result = law("due", "2015/13/appellate_protest", "--event", "2026-09-01")
    assert result.exit_code == 0
    assert "due 2026-09-11" in result.output
    assert "applied further by the installation's extension" in result.output
    assert "extended by the installation" in law("list", "--on", "2026-09-01").output


def test_an_extension_of_an_unknown_act_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERVISION_LAW_EXTENSIONS", "2099")
    result = law("list")
    assert result.exit_code == 2
    assert "SUPERVISION_LAW_EXTENSIONS" in result.output


def test_facts_decide_whether_a_rule_applies() -> None:
    asked = ("due", "2015/13/appellate_protest", "--event", "2016-02-03", "--fact")
    refused = law(*asked, "opened_for=tax_duty")
    assert refused.exit_code == 1
    assert "opened_for" in refused.output
    assert law(*asked, "opened_for").exit_code == 2


def test_a_recurring_rule_takes_a_period_or_a_day_in_it() -> None:
    rule = "2002/9/branch_legality_information"
    # 31 December 2006 is a Sunday, 29 December a Friday.
    by_key = law("due", rule, "--period", "2006-Q4")
    assert "due 2006-12-29" in by_key.output
    assert law("due", rule, "--event", "2006-11-05").output == by_key.output
    assert law("due", rule, "--period", "2006-12").exit_code == 2
    assert law("due", rule, "--period", "someday").exit_code == 2
    assert law("due", rule).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2015/13/appelate_protest", "--event", "2016-02-03"), "2015/13/appellate_protest"),
        (("2015/13/appellate_protest", "--event", "2016-02-31"), "2016-02-31"),
        (("2015/13/appellate_protest",), "--event"),
        (("2015/13/appellate_protest", "--period", "2016"), "does not recur"),
    ],
)
def test_a_question_put_wrongly_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    result = law("due", *arguments)
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("arguments", [(), ("add",), ("is-working",), ("year",)])
def test_every_calendar_command_explains_itself(arguments: tuple[str, ...]) -> None:
    result = calendar(*arguments, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


@pytest.mark.parametrize("arguments", [(), ("list",), ("show",), ("due",)])
def test_every_law_command_explains_itself(arguments: tuple[str, ...]) -> None:
    result = law(*arguments, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output
