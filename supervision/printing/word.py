"""A paper as a DOCX: the same blocks, in a file an office goes on writing in.

Belongs here: how each block looks in a word processor. The same paper gives the same bytes: the day
in the file is the paper's own, never the clock's, and the parts of the file carry it too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from supervision.printing.document import (
    Addressee,
    Block,
    Document,
    Figure,
    Heading,
    Letterhead,
    Note,
    Noted,
    NumberedList,
    NumberLine,
    Paragraph,
    Signature,
    Table,
    Title,
    at_right,
    printable,
    size_of,
    written_rows,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
_FAINT = RGBColor(0x6B, 0x72, 0x80)
_EVEN = 200  # letters of a text from which both its edges are even, as in `document.typ`
_EMU = 36_000  # of the word processor's units a millimetre has
_ALARM = RGBColor(0xB4, 0x23, 0x18)
_LOCALES = {"kk": "kk-KZ", "ru": "ru-RU"}
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(20), Mm(12), Mm(15), Mm(18)


def as_docx(paper: Document) -> bytes:
    """The bytes of the paper as a DOCX."""
    file = new_file()
    _sheet(file, paper)
    _letters(file, paper.language)
    _edges(file, paper)
    for block in paper.blocks:
        _WRITERS[type(block)](file, block, paper.language)
    _properties(file, paper)
    made = BytesIO()
    file.save(made)
    return _timeless(made, paper)


def _sheet(file: WordFile, paper: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if paper.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM


def _letters(file: WordFile, language: str) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    properties = normal.element.get_or_add_rPr()
    for name in ("w:eastAsia", "w:cs", "w:hAnsi"):
        properties.rFonts.set(qn(name), FONT)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _LOCALES[language])
    properties.append(spoken)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Heading 1", 14), ("Heading 2", 12)):
        style = file.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().rFonts
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), FONT)


def _edges(file: WordFile, paper: Document) -> None:
    """The mark of a draft over each page; the paper's name and the number of the page below."""
    section = file.sections[0]
    if paper.draft:
        mark = _said(section.header.paragraphs[0], paper.draft, bold=True, colour=_ALARM)
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(_width(file), WD_TAB_ALIGNMENT.RIGHT)
    _said(foot, f"{paper.foot}\t{paper.page} ", size=8, colour=_FAINT)
    _field(foot, "PAGE")
    _said(foot, " / ", size=8, colour=_FAINT)
    _field(foot, "NUMPAGES")


def _width(file: WordFile) -> Length:
    section = file.sections[0]
    return Length(int(section.page_width or 0) - _LEFT - _RIGHT)


def _field(paragraph: WordParagraph, name: str) -> None:
    """A field that the word processor counts; each of its runs has the look, for some read but one."""
    for kind in ("begin", name, "separate", "", "end"):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(8), _FAINT
        if kind == "":
            run.text = "1"
        elif kind == name:
            element = OxmlElement("w:instrText")
            element.text = name
            run._r.append(element)
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _said(
    paragraph: WordParagraph,
    words: str,
    *,
    bold: bool = False,
    size: float | None = None,
    colour: RGBColor | None = None,
) -> WordParagraph:
    run = paragraph.add_run(printable(words))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _letterhead(file: WordFile, block: Letterhead, _language: str) -> None:
    if block.above:
        _centred(_said(file.add_paragraph(), block.above, size=10, colour=_FAINT))
    named = _centred(_said(file.add_paragraph(), block.office, bold=True))
    edge, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "9CA3AF")):
        line.set(qn(f"w:{name}"), value)
    edge.append(line)
    named._p.get_or_add_pPr().append(edge)
    named.paragraph_format.space_after = Pt(8)


def _centred(paragraph: WordParagraph) -> WordParagraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _addressee(file: WordFile, block: Addressee, _language: str) -> None:
    for line in block.lines:
        paragraph = _said(file.add_paragraph(), line, bold=True)
        paragraph.paragraph_format.left_indent = Length(int(_width(file)) // 2)
        paragraph.paragraph_format.space_after = Pt(0)


def _title(file: WordFile, block: Title, _language: str) -> None:
    _centred(_said(file.add_heading(level=1), block.text))
    if block.below:
        _centred(_said(file.add_paragraph(), block.below))


def _number_line(file: WordFile, block: NumberLine, _language: str) -> None:
    paragraph = file.add_paragraph()
    width, last = int(_width(file)), len(block.parts) - 1
    for place in range(1, last + 1):
        where = WD_TAB_ALIGNMENT.RIGHT if place == last else WD_TAB_ALIGNMENT.CENTER
        paragraph.paragraph_format.tab_stops.add_tab_stop(Length(width * place // last), where)
    _said(paragraph, "\t".join(block.parts))


def _heading(file: WordFile, block: Heading, _language: str) -> None:
    _said(file.add_heading(level=2), block.text)


def _paragraph(file: WordFile, block: Paragraph, _language: str) -> None:
    paragraph = _said(file.add_paragraph(), block.text)
    if len(block.text) > _EVEN:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _note(file: WordFile, block: Note, _language: str) -> None:
    _said(file.add_paragraph(), block.text, size=9, colour=_FAINT)


def _numbered(file: WordFile, block: NumberedList, _language: str) -> None:
    """Numbers as text: a list of the word processor would go on counting from the one before."""
    for number, item in enumerate(block.items, start=1):
        paragraph = _said(file.add_paragraph(), f"{number}.\t{item}")
        paragraph.paragraph_format.left_indent = Mm(10)
        paragraph.paragraph_format.first_line_indent = Mm(-7)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(10))


def _table(file: WordFile, block: Table, language: str) -> None:
    if block.caption:
        _said(file.add_paragraph(), block.caption, bold=True).paragraph_format.keep_with_next = True
    rows = written_rows(block, language)
    if not rows:
        _said(file.add_paragraph(), block.nothing, colour=_FAINT)
        return
    table = file.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    total, width = sum(column.width for column in block.columns), int(_width(file))
    widths = [Length(width * column.width // total) for column in block.columns]
    for column, size in zip(table.columns, widths, strict=True):
        column.width = size
    right = [at_right(column) for column in block.columns]
    letters = size_of(block, width / _EMU)
    heads = [Noted(column.title) for column in block.columns]
    _row(table, heads, right=right, size=letters, head=True)
    for row in rows:
        _row(table, row, right=right, size=letters)
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _row(
    table: Any,
    cells: Sequence[Noted],
    *,
    right: Sequence[bool] = (),
    size: float = 9,
    head: bool = False,
) -> None:
    row = table.add_row()  # each cell is as wide as its column
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, said) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = _said(cell.paragraphs[0], said.words, bold=head or said.late, size=size)
        paragraph.paragraph_format.space_after = Pt(0)
        if said.note:
            paragraph.add_run().add_break()
            _said(paragraph, said.note, size=size * 0.9, colour=_ALARM if said.late else _FAINT)
        if right and right[place]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _figure(file: WordFile, block: Figure, _language: str) -> None:
    _said(_said(file.add_paragraph(), f"{block.label}: "), block.value, bold=True)
    if block.cases:
        _said(file.add_paragraph(), "; ".join(block.cases), size=9, colour=_FAINT)


def _signature(file: WordFile, block: Signature, _language: str) -> None:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(24)
    paragraph.paragraph_format.tab_stops.add_tab_stop(_width(file), WD_TAB_ALIGNMENT.RIGHT)
    _said(paragraph, f"{block.post}\t{block.name}", bold=True)
    if block.day:
        below = _said(file.add_paragraph(), block.day, size=9, colour=_FAINT)
        below.alignment = WD_ALIGN_PARAGRAPH.RIGHT


_WRITERS: Mapping[type[Block], Callable[[WordFile, Any, str], None]] = {
    Letterhead: _letterhead,
    Addressee: _addressee,
    Title: _title,
    NumberLine: _number_line,
    Heading: _heading,
    Paragraph: _paragraph,
    Note: _note,
    NumberedList: _numbered,
    Table: _table,
    Figure: _figure,
    Signature: _signature,
}


def _properties(file: WordFile, paper: Document) -> None:
    about = file.core_properties
    about.title = f"{paper.title} {paper.mark}".strip()[:255]
    about.author = about.last_modified_by = paper.office[:255]
    about.language = _LOCALES[paper.language]
    about.created = about.modified = datetime.combine(paper.issued_on, time(), UTC)
    about.comments, about.revision = "", 1


def _timeless(made: BytesIO, paper: Document) -> bytes:
    """The same file with the paper's day on each of its parts, in place of the clock's."""
    day = (paper.issued_on.year, paper.issued_on.month, paper.issued_on.day, 0, 0, 0)
    kept = BytesIO()
    with ZipFile(made) as parts, ZipFile(kept, "w") as settled:
        for name in parts.namelist():
            entry = ZipInfo(name, day)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            settled.writestr(entry, parts.read(name))
    return kept.getvalue()
