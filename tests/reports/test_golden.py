"""The control journal as its reader has it in hand: its two forms, read by other programs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from config.settings import Environment, Settings
from supervision.app import create_app
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.printing.operations import Place
from supervision.printing.queries import Last
from supervision.printing.rendering import rendered
from supervision.printing.rules import Form
from supervision.reports.prints import Contents, journal
from supervision.reports.queries.journals import Duty, Listed
from supervision.reports.rules.journal import JOURNAL, Part
from tests.factories.duties import STUDY
from tests.printing.reading import edges_of, lines_of, pages_of
from tests.reports.conftest import ALMATY, FRIDAY, MONDAY, THURSDAY, TUESDAY, at

# Written by hand from what the journal has to say; a line break in them stands for any white space.
GOLDENS = Path(__file__).resolve().parent.parent / "goldens"
NOBODY: None = None


@pytest.fixture
def app() -> Iterator[Flask]:
    """The application for its catalogs alone: no database is asked."""
    made = create_app(
        Settings(
            environment=Environment.TEST,
            database_url="postgresql+psycopg://nobody@localhost/none",
            redis_url="redis://127.0.0.1:1",
            secret_key="a key for tests that is long enough to be taken",
        )
    )
    with made.app_context():
        yield made


def duty(
    number: int,
    due_on: date | None,
    assignee: str | None = NOBODY,
    done: date | None = None,
) -> Duty:
    state = "fulfilled" if done else "open"
    label = f"АП-{number}/26"
    return Duty(number, "requested_file", label, STUDY, MONDAY, due_on, state, done, assignee)


CONTENTS = Contents(
    office=Office(
        id=3,
        code="10-01",
        name_kk="Әуезов ауданының прокуратурасы",
        name_ru="Прокуратура Ауэзовского района",
    ),
    place=Place(
        JOURNAL,
        3,
        FRIDAY,
        2,
        Last(1, 2026, 1, TUESDAY, {"kk": "0f" * 32, "ru": "c5" * 32}),
    ),
    morning=FRIDAY,
    covers_from=at(TUESDAY),
    covers_until=at(FRIDAY),
    missed=(date(2026, 11, 18), THURSDAY),
    parts={
        Part.OVERDUE: Listed(1, (duty(1, date(2026, 11, 18), "Қасымов Е."),)),
        Part.SOON: Listed(2, (duty(2, FRIDAY), duty(3, date(2026, 11, 27), "Ахметова Д."))),
        Part.ENTERED: Listed(
            4, (duty(4, date(2026, 11, 24), "Ахметова Д.", done=THURSDAY), duty(5, None))
        ),
    },
    undated=1,
)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_journal_reads_as_it_was_written(app: Flask, law: Lawbook, language: str) -> None:
    pdf, docx = (
        rendered([journal(CONTENTS, language, form, law=law, zone=ALMATY)], form)[0]
        for form in Form
    )
    [page] = PdfReader(io.BytesIO(pdf)).pages
    expected = (GOLDENS / f"control_journal.{language}.txt").read_text(encoding="utf-8")
    assert page.extract_text().split() == expected.split()
    # the journal before it had no DOCX: this one names no file before it
    other = re.sub(r"SHA-256: \w{64}", "", expected)
    assert " ".join([*lines_of(docx), edges_of(docx)]).replace("|", " ").split() == other.split()


def test_a_sign_without_a_letter_in_print_costs_nobody_the_journal(
    app: Flask, law: Lawbook
) -> None:
    odd = duty(1, FRIDAY)._replace(subject_label="АП-1/26 \U0001f600")
    contents = replace(CONTENTS, parts={**CONTENTS.parts, Part.SOON: Listed(1, (odd,))})
    for form in Form:
        [made] = rendered([journal(contents, "kk", form, law=law, zone=ALMATY)], form)
        said = "".join(lines_of(made) if form is Form.DOCX else pages_of(made))
        assert "АП-1/26 □" in said
