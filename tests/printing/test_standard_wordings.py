"""The wordings that come with the house: whole, alike in both languages, true to the fields."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.app import PAPERS
from supervision.core.i18n import _, speaking
from supervision.printing.document import Document, Letterhead, Note, document
from supervision.printing.kinds import PaperKind
from supervision.printing.rendering import rendered
from supervision.printing.rules import LANGUAGES, Form
from supervision.printing.wording import composed, lines_of, problems
from tests.conftest import Web
from tests.printing.reading import approve, pages_of

KINDS = pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.code)


def test_no_two_kinds_have_one_code() -> None:
    assert len({kind.code for kind in PAPERS}) == len(PAPERS) == 19


@KINDS
def test_a_standard_wording_has_no_problem_and_leaves_nothing_out(kind: PaperKind) -> None:
    for language in LANGUAGES:
        assert not list(problems(kind.standard(language), kind.fields)), language


@KINDS
def test_both_languages_say_the_same_line_by_line(kind: PaperKind) -> None:
    kazakh, russian = (
        [(line.mark, sorted(line.fields)) for line in lines_of(kind.standard(language))]
        for language in LANGUAGES
    )
    assert kazakh == russian


def blank(kind: PaperKind, language: str) -> Document:
    """The paper with the name of each field in its place, as a lawyer reads a form."""
    fields = {each.name: f"‹{each.name}›" for each in kind.fields}
    blocks = {each.name: (Note(f"‹{each.name}›"),) for each in kind.fields if each.of_blocks}
    with speaking(language):
        title = _(kind.title)
    return document(
        (Letterhead("‹office›"), *composed(kind.standard(language), {**fields, **blocks})),
        language=language,
        title=title,
        office="‹office›",
        issued_on=date(2026, 11, 20),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_says_what_was_approved_on_one_page_in_both_forms(
    web: Web, language: str
) -> None:
    with web.app.app_context():
        papers = [blank(kind, language) for kind in PAPERS]
        prints, files = rendered(papers, Form.PDF), rendered(papers, Form.DOCX)
    for kind, pdf, docx in zip(PAPERS, prints, files, strict=True):
        approve(f"form_{kind.code}.{language}", pdf, docx)
        assert len(pages_of(pdf)) == 1, kind.code
