"""The DOCX of a paper in an office program: it opens, and says what the paper says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from supervision.printing.rendering import rendered
from supervision.printing.rules import Form
from tests.conftest import Web
from tests.printing.reading import GOLDENS, pages_of
from tests.printing.sample_papers import sample

SOFFICE = shutil.which("soffice")
PAPERS = (("study_result", "kk"), ("conclusion", "kk"), ("response_act", "ru"))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here: install libreoffice-writer")
def test_an_office_program_opens_the_docx_of_a_paper_on_one_page(web: Web, tmp_path: Path) -> None:
    with web.app.app_context():
        files = rendered([sample(*each) for each in PAPERS], Form.DOCX)
    for (code, language), made in zip(PAPERS, files, strict=True):
        (tmp_path / f"{code}.{language}.docx").write_bytes(made)
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)),
            *(str(path) for path in sorted(tmp_path.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for code, language in PAPERS:
        [page] = pages_of((tmp_path / f"{code}.{language}.pdf").read_bytes())
        said = (GOLDENS / "papers" / f"{code}.{language}.txt").read_text(encoding="utf-8")
        assert all(word in page for word in said.split() if word.isalpha()), (code, language)
