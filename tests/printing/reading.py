"""Papers read back by readers that know nothing of the press, and held against approved texts.

Belongs here: text out of a PDF and a DOCX, the comparison with `tests/goldens/`. To approve a text
that was changed on purpose, run the test with APPROVE=1 and read what the change of the file shows.
"""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

GOLDENS = Path(__file__).resolve().parents[1] / "goldens"


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def lines_of(docx: bytes) -> list[str]:
    """The lines of a DOCX: its paragraphs, and the rows of its tables with a bar between cells."""
    found: list[str] = []
    for block in Document(BytesIO(docx)).iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text.replace("\t", " | "))
        elif isinstance(block, Table):
            found += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return [_settled(line) for line in found if line.strip()]


def edges_of(docx: bytes) -> str:
    """What stands over and under each page of a DOCX."""
    section = Document(BytesIO(docx)).sections[0]
    return "\n".join(each.text for each in (*section.header.paragraphs, *section.footer.paragraphs))


def approve(name: str, pdf: bytes, docx: bytes) -> None:
    """Hold a paper in both forms against its approved text: the same words in the same order."""
    golden = GOLDENS / f"{name}.txt"
    lines = lines_of(docx)
    if os.environ.get("APPROVE"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()
    printed, place = _bare(_settled("".join(pages_of(pdf)))), 0
    for word in (word for line in lines for word in line.split()):
        bare = _bare(word)
        found = printed.find(bare, place)
        assert found >= 0, f"the PDF lacks {word!r} after {printed[max(0, place - 60) : place]!r}"
        place = found + len(bare)


def _settled(words: str) -> str:
    """The words with the number that tests give a case at random put out of sight."""
    return re.sub(r"(6301-26-00-3/)[0-9a-f]{6}", r"\1……", words)


def _bare(words: str) -> str:
    """Letters alone: where a line breaks, and which bar stands between cells, is how it looks."""
    return re.sub(r"[\s|]", "", words)
