"""One model, two forms: every block stands in both, the same paper has the same bytes, drafts show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine

from supervision.printing.document import (
    Addressee,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Kind,
    Letterhead,
    Note,
    Noted,
    NumberedList,
    NumberLine,
    Paragraph,
    Signature,
    Table,
    Title,
    document,
    legible,
    written,
)
from supervision.printing.rendering import rendered
from supervision.printing.rules import Form, copy_name, copy_parts, file_name
from tests.conftest import Web
from tests.printing.reading import edges_of, lines_of, pages_of

HOSTILE = 'x #panic("no") $a$ *b* #read("/etc/passwd") {field} <w:p/> & \x01 {{ 1 }}'
BLOCKS = (
    Letterhead("Абай облысының прокуратурасы", "Бас прокуратура"),
    Addressee(("Облыстық сотқа", "төрағаға")),
    Title("НАРАЗЫЛЫҚ", "апелляциялық"),
    NumberLine(("№ 2-14/26", "Семей", "2026 жылғы 20 қараша")),
    Heading("Дәлелдер"),
    Paragraph(HOSTILE),
    NumberedList(("бірінші", "екінші")),
    Figure("Барлығы", "33,3 % (1/3)", ("АП-1/26", "АП-2/26")),
    Table(
        (Column("Іс", width=20), Column("Саны", Kind.WHOLE), Column("Сома", Kind.MONEY)),
        (
            (Noted("АП-1/26", "2015 ¶13"), 1234, Decimal("12345.5")),
            (Noted("АП-2/26", "2 күнге кешікті", late=True), None, Decimal(0)),
        ),
        caption="Кесте",
    ),
    Table((Column("Іс"),), (), caption="Бос кесте", nothing="Жоқ."),
    Note("Ескерту"),
    Signature("Прокурор", "Ә. Сәрсенов", "20.11.2026"),
)
SAID = (
    *("Абай облысының прокуратурасы", "Бас прокуратура", "Облыстық сотқа", "төрағаға"),
    *("НАРАЗЫЛЫҚ", "апелляциялық", "№ 2-14/26", "Семей", "Дәлелдер", "бірінші", "екінші"),
    *("Барлығы: 33,3 % (1/3)", "АП-1/26; АП-2/26", "Кесте", "Бос кесте", "Жоқ.", "Ескерту"),
    *(
        "Прокурор",
        "Ә. Сәрсенов",
        "20.11.2026",
        "Саны",
        "Сома",
        "2015 ¶13",
        "2 күнге кешікті",
        '#read("/etc/passwd") {field}',
    ),
)


@pytest.fixture
def spoken(web: Web) -> Iterator[None]:
    """The application's catalogs, as every maker of papers has them."""
    with web.app.app_context():
        yield


def paper(*, draft: bool = False, language: str = "kk") -> Document:
    return document(
        BLOCKS,
        language=language,
        title="Наразылық",
        office="Абай облысының прокуратурасы",
        issued_on=date(2026, 11, 20),
        mark="№ 2-14/26",
        draft=draft,
    )


def bare(words: str) -> str:
    return "".join(words.split())


def test_every_block_stands_in_both_forms_and_data_is_never_read_as_typesetting(
    spoken: None,
) -> None:
    pdf, docx = rendered([paper()], Form.PDF)[0], rendered([paper()], Form.DOCX)[0]
    printed, lines = bare("".join(pages_of(pdf))), bare("".join(lines_of(docx)))
    for words in SAID:
        assert bare(words) in printed, words
        assert bare(words) in lines, words
    sums = bare(written(Decimal("12345.5"), Kind.MONEY, "kk"))
    assert sums in printed and sums in lines
    assert "ЖОБА" not in printed + edges_of(docx)
    assert "Наразылық · № 2-14/26 · Абай облысының прокуратурасы" in edges_of(docx)


def test_the_same_paper_has_the_same_bytes_in_another_year(spoken: None) -> None:
    for form in Form:
        with time_machine.travel("2026-11-20"):
            first = rendered([paper()], form)
        with time_machine.travel("2027-12-31"):
            assert rendered([paper()], form) == first
        assert rendered([paper(language="ru")], form) != first
    with ZipFile(BytesIO(rendered([paper()], Form.DOCX)[0])) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2026, 11, 20, 0, 0, 0)}
        about = parts.read("docProps/core.xml").decode()
    assert about.count("2026-11-20T00:00:00Z") == 2 and "python-docx" not in about


def test_a_picture_typed_by_somebody_else_stands_as_a_box_and_every_letter_of_ours_stays() -> None:
    ours = "Әғқңөұүһі ІЫЭЁ «№ 5» — ₸ 1\u00a0000, …"
    assert legible(ours) == ours
    assert legible("Отчёт \U0001f600 中") == "Отчёт □ □"


def test_a_draft_is_marked_as_one_on_every_page(spoken: None) -> None:
    long = replace(paper(draft=True), blocks=[*BLOCKS, *[Paragraph("сөз " * 400)] * 6])
    pages = pages_of(rendered([long], Form.PDF)[0])
    assert len(pages) > 1 and all(bare(page).count("ЖОБА") == 2 for page in pages)
    assert edges_of(rendered([long], Form.DOCX)[0]).startswith("ЖОБА")


@pytest.mark.parametrize(
    ("cell", "kind", "words"),
    [
        (None, Kind.DAY, "—"),
        ("=1+1", Kind.TEXT, "=1+1"),
        (date(2026, 1, 2), Kind.DAY, "02.01.2026"),
        (1234567, Kind.WHOLE, "1\xa0234\xa0567"),
        (Decimal("33.25"), Kind.TENTH, "33,2"),
        (Decimal("-0.5"), Kind.MONEY, "-0,50"),
    ],
)
def test_a_cell_is_written_as_its_column_says(cell: Cell, kind: Kind, words: str) -> None:
    assert written(cell, kind, "ru") == words


@pytest.mark.parametrize(
    ("cell", "kind"), [("5", Kind.WHOLE), (5, Kind.TEXT), (5, Kind.DAY), ("x", Kind.DAY)]
)
def test_a_cell_of_another_kind_is_refused(cell: Cell, kind: Kind) -> None:
    with pytest.raises(ValueError, match="is no"):
        written(cell, kind, "ru")


def test_copies_and_files_have_their_names() -> None:
    names = [copy_name(language, form) for language in ("kk", "ru") for form in Form]
    assert names == ["kk", "kk.docx", "ru", "ru.docx"]
    assert copy_parts("ru.docx") == ("ru", Form.DOCX) and copy_parts("kk") == ("kk", Form.PDF)
    assert file_name("check_order", "ru.docx", mark="5/2026") == "check-order_No-5-2026_ru.docx"
    assert file_name("protest", "kk", thing_id=17) == "protest_draft-17_kk.pdf"
    for wrong in ("en", "kk.exe", "kk.", "", "kk.pdf"):
        with pytest.raises(ValueError, match="name of a copy"):
            copy_parts(wrong)
