"""Law files: what is read, and how a broken file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision.law.model import LawError, TermKind, Unit
from supervision.law.reader import read_acts
from tests.law.acts import ACT, PROTEST, rule, write_act, write_paragraph


def refused(root: Path) -> str:
    with pytest.raises(LawError) as error:
        read_acts(root)
    return str(error.value)


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    write_paragraph(write_act(tmp_path, "2015"), "13", PROTEST)
    found = read_acts(tmp_path)
    (paragraph,) = found.paragraphs
    (one,) = paragraph.rules
    assert paragraph.name == "2015 ¶13"
    assert one.name == "2015/13/protest"
    assert one.unless == (("opened_for", ("tax_duty",)),)
    assert one.term is not None
    assert (one.term.amount, one.term.unit) == (10, Unit.CALENDAR_DAY)
    assert one.remind == (-3, 0, 1)
    assert found.acts[0].registered is not None
    assert found.acts[0].registered.on.isoformat() == "2015-04-14"


def test_a_paragraph_without_rules_is_read(tmp_path: Path) -> None:
    write_paragraph(write_act(tmp_path, "2015"), "1")
    assert read_acts(tmp_path).paragraphs[0].rules == ()


def test_paragraphs_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    folder = write_act(tmp_path, "2015")
    for stem in ("10", "2", "9"):
        write_paragraph(folder, stem)
    assert [paragraph.stem for paragraph in read_acts(tmp_path).paragraphs] == ["2", "9", "10"]


def test_lists_of_a_paragraph_keep_their_order(tmp_path: Path) -> None:
    path = write_paragraph(write_act(tmp_path, "2015"), "6")
    item = "{{code: {}, title: {{kk: а, ru: а, en: a}}}}"
    lists = "lists:\n  points:\n" + "".join(f"    - {item.format(c)}\n" for c in ("b", "a"))
    path.write_text(path.read_text("utf-8") + lists, encoding="utf-8")
    (paragraph,) = read_acts(tmp_path).paragraphs
    assert [one.code for one in paragraph.lists["points"]] == ["b", "a"]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("{on_event: true}", TermKind.ON_EVENT),
        ("{stated: true}", TermKind.STATED),
        ("{none: true}", TermKind.NONE),
        ("{amount: 0, unit: working_day}", TermKind.COUNTED),
    ],
)
def test_every_shape_of_a_term_is_read(tmp_path: Path, shape: str, kind: TermKind) -> None:
    body = f"starts: a\nterm: {shape}\nowed_by: own_office"
    write_paragraph(write_act(tmp_path, "2015"), "13", rule("one", body))
    term = read_acts(tmp_path).paragraphs[0].rules[0].term
    assert term is not None
    assert term.kind is kind


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("starts: copy_handed_over", "start: copy_handed_over", "start"),
        ("starts: copy_handed_over", "starts: copy_handed_over\n    starts: b", "stands twice"),
        ("ru: Правило, ", "", "title.ru: is missing"),
        ("en: Rule", "en: ''", "title.en"),
        ("amount: 10", "amount: ten", "term.amount"),
        ("amount: 10", "amount: -1", "term.amount"),
        ("amount: 10", "amount: true", "term.amount"),
        ("amount: 10", "amount: 10, none: true", "exactly one of"),
        ("amount: 10, ", "", "exactly one of"),
        ("unit: calendar_day", "unit: days", "term.unit"),
        ("day_off: next_working_day", "day_off: later", "term.day_off"),
        ("day_off: next_working_day, ", "", "term.day_off: is missing"),
        ("owed_by: own_office", "owed_by: somebody", "owed_by"),
        ("owed_by: own_office", "kind: duty", "owed_by: is missing"),
        ("owed_by: own_office", "owed_by: every_office", "recurring"),
        ("starts: copy_handed_over", "kind: term", "provides: is missing"),
        ("starts: copy_handed_over", "kind: duty", "starts, recurs"),
        ("remind: [-3, 0, 1]", "remind: [1, 0]", "remind"),
        ("remind: [-3, 0, 1]", "remind: [900]", "remind"),
        ("remind: [-3, 0, 1]", "remind_on: [18]", "remind_on: belongs to a duty that recurs"),
        ("remind: [-3, 0, 1]", "remind_on: [18, 32]", "remind_on: must be days of a month"),
        ("{opened_for: [tax_duty]}", "{opened_for: tax_duty}", "unless.opened_for"),
        ("{opened_for: [tax_duty]}", "{opened_for: []}", "unless.opened_for"),
        ('["CoAO 832"]', "[832]", "cites"),
        ("wording: as_adopted", "wording: new", "wording"),
        ('paragraph: "2015 ¶13"', 'paragraph: "2002 ¶13"', "paragraph"),
        ("from: 2015-04-14", "from: 2015-04-13", "in_force"),
        ("until: 2018-06-07", "until: null", "in_force"),
        ("until: 2018-06-07", "until: 2014-01-01", "until"),
        ("from: 2015-04-14", "from: 2015-02-30", "not readable"),
        ("from: 2015-04-14", "from: soon", "in_force.from"),
        ("demand: ", "demands: ", "demand"),
        ("rules:", "rules: [", "line"),
    ],
)
def test_a_broken_paragraph_is_refused_naming_file_and_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    path = write_paragraph(write_act(tmp_path, "2015"), "13", PROTEST)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    message = refused(tmp_path)
    assert message.startswith("2015/13.yaml: ")
    assert key in message


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id: "{id}"', "id: 2015", "id"),
        ('id: "{id}"', 'id: "2016"', "folder"),
        ("text: loaded", "text: some", "text"),
        ("supervises: [court_acts]", "supervises: [roads]", "supervises"),
        ("supervises: [court_acts]", "", "supervises"),
        ("adopted: 2015-03-11", "adopted: 11.03.2015", "adopted"),
        ("text: loaded", 'text: loaded\nreplaced_by: "9"', "replaced_by"),
        ("number: ", "nummer: ", "number"),
    ],
)
def test_a_broken_act_is_refused_naming_file_and_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    assert old in ACT
    write_act(tmp_path, "2015", text=ACT.replace(old, new, 1))
    message = refused(tmp_path)
    assert message.startswith("2015/act.yaml: ")
    assert key in message


def test_a_folder_without_an_act_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2015").mkdir()
    assert refused(tmp_path) == "2015/act.yaml: is missing"


def test_rules_of_an_act_without_a_loaded_text_are_refused(tmp_path: Path) -> None:
    text = ACT.replace("text: loaded", "text: not_loaded")
    write_paragraph(write_act(tmp_path, "2015", text=text), "13", PROTEST)
    assert "2015/act.yaml: text" in refused(tmp_path)


def test_a_borrowed_term_needs_somebody_who_provides_it(tmp_path: Path) -> None:
    body = "starts: a\nterm: {as: petition_term}\nowed_by: own_office"
    folder = write_act(tmp_path, "2015")
    write_paragraph(folder, "18", rule("answer", body))
    assert refused(tmp_path) == (
        "2015/18.yaml: rules.answer.term.as: nothing provides 'petition_term'"
    )
    lent = "kind: term\nprovides: petition_term\nterm: {amount: 3, unit: working_day}"
    write_paragraph(folder, "19", rule("lent", lent))
    assert len(read_acts(tmp_path).paragraphs) == 2


def test_two_wordings_of_a_paragraph_may_follow_but_not_overlap(tmp_path: Path) -> None:
    folder = write_act(tmp_path, "2015")
    write_paragraph(folder, "13", PROTEST, until="2016-01-28")
    write_paragraph(folder, "13@2016", PROTEST, start="2016-01-29")
    assert [one.rules[0].name for one in read_acts(tmp_path).paragraphs] == ["2015/13/protest"] * 2
    write_paragraph(folder, "13@2016", PROTEST, start="2016-01-28")
    assert "stands twice for the same days" in refused(tmp_path)


def test_a_recurring_rule_needs_a_set_of_offices(tmp_path: Path) -> None:
    due = "{day: 25, of: last_month_of_period, day_off: previous_working_day}"
    folder = write_act(tmp_path, "2015")
    body = f"recurs: {{every: quarter, due: {due}}}\nowed_by: %s"
    write_paragraph(folder, "20", rule("analysis", body % "own_office"))
    assert "rules.analysis.owed_by" in refused(tmp_path)
    write_paragraph(folder, "20", rule("analysis", body % "oblast_level"))
    recurs = read_acts(tmp_path).paragraphs[0].rules[0].recurs
    assert recurs is not None
    assert recurs.day == 25


@pytest.mark.parametrize(
    ("due", "key"),
    [
        ("{day: 32, of: month, day_off: none}", "due.day"),
        ("{day: last, of: week, day_off: none}", "due.of"),
        ("{day: last, of: month, day_off: none}", "due.of"),
        ("{day: last, of: last_month_of_period}", "due.day_off"),
    ],
)
def test_a_recurring_rule_with_an_unclear_day_is_refused(
    tmp_path: Path, due: str, key: str
) -> None:
    body = f"recurs: {{every: quarter, due: {due}}}\nowed_by: oblast_level"
    write_paragraph(write_act(tmp_path, "2015"), "20", rule("analysis", body))
    assert key in refused(tmp_path)


def test_on_and_no_stay_words_in_law_files(tmp_path: Path) -> None:
    body = "starts: a\nwhen: {agreed: [no, on]}\nterm: {none: true}\nowed_by: own_office"
    write_paragraph(write_act(tmp_path, "2015"), "1", rule("one", body))
    assert read_acts(tmp_path).paragraphs[0].rules[0].when == (("agreed", ("no", "on")),)
