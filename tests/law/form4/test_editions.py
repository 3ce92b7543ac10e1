"""Editions of the form: what the product ships, a later one without code, and broken files refused."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from supervision.law.form4.adding import Facts, build
from supervision.law.form4.editions import EDITIONS, edition, edition_on, read_editions
from supervision.law.form4.model import ALIMONY, MOVEMENT, SUMS, TABLES, Edition, Span
from supervision.law.form4.reader import read_edition
from supervision.law.model import LANGUAGES, LawError, UnknownLaw
from tests.law.form4.tables import EDITION, alike


def test_the_form_has_the_rows_columns_and_controls_the_order_prints() -> None:
    assert list(EDITION.rows) == list(range(1, 41))
    assert [len(EDITION.tables[name].columns) for name in TABLES] == [25, 26, 17]
    assert EDITION.tables[ALIMONY].rows == (19, 20, 21, 22, 23, 24)
    assert EDITION.top_rows() == (
        *(1, 2, 3, 4, 5, 7, 12, 14, 16),
        *range(25, 33),
        *(34, 35, 36),
    )
    codes = [f"A{n}" for n in range(1, 15)] + ["R1", "R2", "R3"]
    codes += [f"X{n}" for n in range(1, 5)] + [f"M{n}" for n in range(1, 8)]
    assert list(EDITION.controls) == codes
    numbers = [question.number for question in EDITION.questions.values()]
    assert numbers == [*(f"Q{n}" for n in range(1, 13)), "Q17"]


def test_tables_1_and_2_share_their_columns_but_the_sanction() -> None:
    twins = {column.number: column.twin for column in EDITION.tables[SUMS].columns}
    assert twins == {**{n: n for n in range(1, 25)}, 25: None, 26: 25}


def test_everything_has_words_in_three_languages() -> None:
    titled = [
        EDITION.title,
        *(row.title for row in EDITION.rows.values()),
        *(table.title for table in EDITION.tables.values()),
        *(column.title for table in EDITION.tables.values() for column in table.columns),
        *(group.title for table in EDITION.tables.values() for group in table.groups),
        *(question.title for question in EDITION.questions.values()),
        *(words for question in EDITION.questions.values() for words in question.answers.values()),
        *(control.title for control in EDITION.controls.values()),
    ]
    for titles in titled:
        assert all(titles.in_language(language).strip() for language in LANGUAGES)
    assert all(control.cites for control in EDITION.controls.values())


def test_a_row_is_printed_as_each_table_prints_it() -> None:
    assert EDITION.title_of_row(MOVEMENT, 22, "kk") == "ата-анасын асырауға"
    assert EDITION.title_of_row(ALIMONY, 4, "kk").endswith("алименттерді өндіріп алу туралы")
    assert EDITION.title_of_row(ALIMONY, 4, "en") == EDITION.title_of_row(SUMS, 22, "en")


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2020, 11, 23), False),
        (date(2020, 11, 24), True),
        (date(2023, 1, 3), True),
        (date(2023, 1, 4), False),
        (date(2026, 12, 1), False),
    ],
)
def test_a_day_outside_every_edition_is_counted_by_the_nearest_and_says_so(
    day: date, in_force: bool
) -> None:
    binding = edition_on(day)
    assert (binding.edition.code, binding.in_force) == ("2020", in_force)


def test_an_unknown_edition_is_no_edition() -> None:
    with pytest.raises(UnknownLaw):
        edition("1999")


def test_a_period_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="after it begins"):
        Span(date(2021, 1, 1), date(2021, 1, 1))


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The folder of a later edition that starts as a copy of the one in the product."""
    shutil.copytree(EDITIONS / "2020", tmp_path / "2020")
    shutil.copytree(EDITIONS / "2020", tmp_path / "2025")
    _rewrite(
        tmp_path / "2025" / "edition.yaml", edition="2025", in_force={"from": date(2023, 1, 4)}
    )
    return tmp_path


def _rewrite(path: Path, **changes: object) -> None:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    told.update(changes)
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_a_later_edition_adds_columns_without_code(later: Path) -> None:
    path = later / "2025" / "table1.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    title = {"kk": "а", "ru": "б", "en": "c"}
    for number, ground in (("26", "5"), ("27", "5-1")):
        counts = {"events": ["terminated"], "grounds": [ground]}
        table["columns"][number] = {"title": title, "parent": 16, "counts": counts}
    _rewrite(path, columns=table["columns"])
    first, second = read_editions(later)
    assert (first.code, second.code) == ("2020", "2025")
    facts = Facts(
        alike=tuple(
            alike(8, {"kind": "terminated", "number": number, "ground": ground}, within=True)
            for number, ground in ((3, "5"), (2, "5-1"), (1, "6"))
        )
    )
    filled = build(second, second.answers(), facts)
    assert [filled.at(MOVEMENT, 8, column) for column in (16, 17, 26, 27)] == [6, 1, 3, 2]
    assert "27" in filled.printed()[MOVEMENT]["8"]


def test_editions_that_bind_the_same_days_are_refused(later: Path) -> None:
    _rewrite(later / "2025" / "edition.yaml", in_force={"from": date(2022, 1, 1)})
    with pytest.raises(LawError, match="overlaps"):
        read_editions(later)


def _one(root: Path) -> Edition:
    return read_edition(root / "2025")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("table1", "{stock: from}", "{stock: middle}", "is not one of: from, to"),
        ("table1", "{stock: from}", "{stock: from, events: [x]}", "exactly one thing"),
        ("table1", "flags: [joint]", "flags: [tall]", "allowed: by_territoriality"),
        ("table1", "state: periodic", "state: asleep", "knows no such state"),
        ("table1", "once: cancelled_rulings", "once: nothing", "no question"),
        ("table1", '"2":', '"two":', "is not a number"),
        ("table1", "unit: documents", "unit: sheep", "is not one of: documents"),
        ("table2", "twin: 3", "twin: 99", "no such column"),
        ("table2", "in_period:", "sometimes:", "is no answer"),
        ("table3", "same_as: 19", "same_as: 99", "no such column"),
        ("table3", "23, 24]", "23, 41]", "does not have"),
        ("rows", "parent: 5", "parent: 39", "must stand above"),
        ("rows", "nature: total", "nature: whole", "is not one of"),
        ("controls", "shape: part,", "shape: circle,", "is not one of"),
        ("controls", "pairs: [[3, 2]", "pairs: [[3, 2, 1]", "pairs of column numbers"),
        ("controls", "when: {full_execution: apart}", "when: {full_execution: x}", "no answer"),
        ("questions", "number: Q1\n", "numero: Q1\n", "is missing"),
        ("edition", "ended: 10", "finished: 10", "is missing"),
    ],
)
def test_a_broken_edition_is_refused_by_file_and_key(
    later: Path, file: str, old: str, new: str, told: str
) -> None:
    source = (EDITIONS / "2020" / f"{file}.yaml").read_text(encoding="utf-8")
    if file == "edition":
        source = (later / "2025" / "edition.yaml").read_text(encoding="utf-8")
    assert old in source
    (later / "2025" / f"{file}.yaml").write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError) as refused:
        _one(later)
    assert told in str(refused.value)
    assert f"2025/{file}.yaml" in str(refused.value)


def test_a_missing_file_is_named(later: Path) -> None:
    (later / "2025" / "rows.yaml").unlink()
    with pytest.raises(LawError, match=r"2025/rows\.yaml"):
        _one(later)
