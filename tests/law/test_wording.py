"""Sentences about steps: three languages, the same placeholders, no code left untold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.law import lawbook, terms
from supervision.law.calendar import load_calendar
from supervision.law.model import LANGUAGES, DayOff, Gap, LawError, Step, Unit
from supervision.law.wording import label, ordinal, sentence, wordings

CALENDAR = load_calendar()


def placeholders(text: str) -> set[str]:
    # English counts with {nth} where Kazakh and Russian write the number {n}.
    return {"n" if name == "nth" else name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("part", ["steps", "weekdays", "force", "labels"])
def test_every_sentence_has_the_same_placeholders_in_three_languages(part: str) -> None:
    for code, titles in getattr(wordings(), part).items():
        used = {language: placeholders(titles.in_language(language)) for language in LANGUAGES}
        assert used["kk"] == used["ru"] == used["en"], code


def test_every_gap_and_every_step_named_in_the_engine_has_a_sentence() -> None:
    source = "".join(
        Path(module.__file__ or "").read_text(encoding="utf-8") for module in (terms, lawbook)
    )
    named = set(re.findall(r'Step\("([a-z_]+)"', source)) | {f"gap.{gap}" for gap in Gap}
    assert len(named) > 12
    assert named <= set(wordings().steps)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (13, "13th"),
        (22, "22nd"),
        (101, "101st"),
        (111, "111th"),
    ],
)
def test_english_ordinals(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_kazakh_and_russian_write_the_day_first() -> None:
    step = Step("last_day.weekend", date(2016, 2, 13), {"n": "10", "weekday": "6"})
    assert sentence(step, "kk") == "10-күн 13.02.2016 — сенбі"
    assert sentence(step, "ru") == "10-й день 13.02.2016 — суббота"
    assert sentence(step, "en") == "10th day 2016-02-13 is a Saturday"


def test_a_period_of_force_without_end_is_told_so() -> None:
    params = {"paragraph": "F4 ¶24", "from": "2020-11-20", "until": ""}
    step = Step("gap.not_in_force", date(2019, 3, 1), params)
    assert sentence(step, "ru") == "F4 ¶24 на 01.03.2019 не действовал (действует с 20.11.2020)"


def test_a_step_nobody_can_tell_is_an_error() -> None:
    with pytest.raises(LawError, match=r"wording\.yaml: steps\.unheard_of"):
        sentence(Step("unheard_of"), "en")


def test_labels_write_days_as_the_language_does() -> None:
    assert label("due", "ru", on=date(2016, 2, 15)) == "срок: 15.02.2016"
    assert label("due", "en", on=date(2016, 2, 15)) == "due 2016-02-15"


@given(
    st.integers(0, 8_000),
    st.integers(0, 40),
    st.sampled_from(Unit),
    st.sampled_from(DayOff),
    st.sampled_from(LANGUAGES),
)
def test_every_step_of_every_count_can_be_told(
    later: int, amount: int, unit: Unit, day_off: DayOff, language: str
) -> None:
    start = date(2002, 1, 10) + timedelta(days=later)
    amount = min(amount, 12) if unit is Unit.MONTH else amount
    for step in terms.add(CALENDAR, start, amount, unit, day_off).steps:
        told = sentence(step, language)
        assert told
        assert "{" not in told
