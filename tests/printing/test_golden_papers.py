"""Papers as they are read: text and layout of each kind in both languages, against texts written by hand.

Protest, representation and report stand in the stories of their rooms, in both forms.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision.app import PAPERS as KINDS
from supervision.printing.rendering import rendered
from supervision.printing.rules import Form
from tests.conftest import Web
from tests.printing.reading import GOLDENS, pages_of
from tests.printing.sample_papers import LANGUAGES, VALUES, laid_out, sample

PAPERS = [(code, language) for code in VALUES for language in LANGUAGES]


def golden(code: str, language: str) -> Path:
    return GOLDENS / "papers" / f"{code}.{language}.txt"


@pytest.mark.parametrize(("code", "language"), PAPERS)
def test_a_paper_reads_as_a_prosecutor_would_write_it(web: Web, code: str, language: str) -> None:
    with web.app.app_context():
        found = laid_out(sample(code, language))
    assert found == golden(code, language).read_text(encoding="utf-8").splitlines()


def test_every_kind_of_paper_has_its_golden() -> None:
    elsewhere = {"protest", "representation", "period_report"}
    assert {kind.code for kind in KINDS} == set(VALUES) | elsewhere


def test_the_press_prints_them_on_one_page_in_the_letters_of_both_languages(web: Web) -> None:
    papers = [("study_result", "kk"), ("conclusion", "ru")]
    with web.app.app_context():
        prints = rendered([sample(*each) for each in papers], Form.PDF)
    for (code, language), pdf in zip(papers, prints, strict=True):
        [page] = pages_of(pdf)
        words = golden(code, language).read_text(encoding="utf-8").split()
        letters = [word for word in words if word.isalpha()]
        assert all(word in page for word in letters), (code, language)
