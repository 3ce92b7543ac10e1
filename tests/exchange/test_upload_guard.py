"""Files made to harm are refused before anything opens them (S26, S27), and hurt no reader."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from datetime import date

import pytest
import xlsxwriter

from supervision.core.errors import Refused
from supervision.exchange import working
from supervision.exchange.rules import Form
from supervision.exchange.upload_guard import MOST_BYTES, form_of

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
SHEET = "xl/worksheets/sheet1.xml"


def book(*rows: list[object], **options: object) -> bytes:
    """A workbook as a spreadsheet writes it."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "default_date_format": "dd.mm.yyyy",
            "strings_to_formulas": False,
            **options,
        },
    )
    sheet = made.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    made.close()
    return out.getvalue()


def packed(parts: dict[str, str | bytes], types: str = TYPES) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {"[Content_Types].xml": types, **parts}.items():
            made.writestr(name, content)
    return out.getvalue()


def forged(content: bytes, declared: int) -> bytes:
    """The same archive telling another unpacked size of its last entry."""
    place = content.rfind(b"PK\x01\x02")
    changed = bytearray(content)
    changed[place + 24 : place + 28] = struct.pack("<I", declared)
    return bytes(changed)


BOMBS = {
    "much in little": packed({SHEET: b"0" * 140_000_000}),
    "a ratio": packed({SHEET: b"<c/>" * 500_000}),
    "forged sizes": forged(packed({SHEET: b"0" * 3_000_000}), 100),
    "many entries": packed({f"xl/{number}.xml": "x" for number in range(1_200)}),
    "a file in it": packed({"xl/embeddings/inner.zip": packed({"a": "b"})}),
    "macros": packed({"xl/vbaProject.bin": b"\x00\x01"}),
    "entities": packed({SHEET: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}),
    "a far cell": packed({SHEET: '<worksheet><c r="XFD1048576"><v>1</v></c></worksheet>'}),
    "no workbook": packed({"word/document.xml": "<w/>"}, types="<Types/>"),
    "half": book(["a"], ["b"])[:-200],
    "a picture": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
    "nothing": b"",
    "too large": b"PK\x03\x04" + b"0" * MOST_BYTES,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_made_to_harm_is_refused_within_a_second(bomb: str) -> None:
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        form_of("кесте.xlsx", BOMBS[bomb])
    assert time.monotonic() - began < 2
    assert refused.value.problems[0].field == "file"


@pytest.mark.parametrize(
    "name", ["list.xlsm", "list.xls", "list", "../../etc/passwd", "a.html", "con", "x.xlsx.exe"]
)
def test_only_sheets_by_their_ending_are_taken(name: str) -> None:
    with pytest.raises(Refused):
        form_of(name, book(["a"]))


def test_a_workbook_named_csv_and_a_text_named_xlsx_are_refused() -> None:
    for name, content in (("a.csv", book(["a"])), ("a.xlsx", b"a;b\n1;2\n"), ("a.csv", b"a\x00b")):
        with pytest.raises(Refused):
            form_of(name, content)
    assert form_of("a.XLSX", book(["a"])) is Form.XLSX
    assert form_of("C:\\a.csv", "а;б\n".encode("cp1251")) is Form.CSV


def read(form: str, content: bytes) -> list[tuple[int, list[str]]]:
    return list(working.parsed(form, content))


def test_cells_are_read_as_they_are_shown_whatever_their_type() -> None:
    rows: list[list[object]] = [
        ["Number", "Day", "Sum", "Yes"],
        ["1204/26", date(2026, 11, 20), 5, True],
    ]
    expected = [(1, ["Number", "Day", "Sum", "Yes"]), (2, ["1204/26", "2026-11-20", "5", "1"])]
    assert read("xlsx", book(*rows)) == expected
    assert read("xlsx", book(*rows, date_1904=True)) == expected  # days of the other calendar


def test_blank_rows_are_passed_over_formulas_give_their_value_and_a_merged_cell_stands_once() -> (
    None
):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    hidden, shown = made.add_worksheet("Hidden"), made.add_worksheet("Shown")
    hidden.write(0, 0, "secret")
    shown.activate()
    shown.set_first_sheet()
    hidden.hide()
    shown.write_row(2, 1, ["Head", "Sum"])
    shown.merge_range(4, 1, 5, 1, "merged")
    shown.write_formula(4, 2, "=1+1", None, 2)
    made.close()
    assert read("xlsx", out.getvalue()) == [
        (3, ["", "Head", "Sum"]),
        (5, ["", "merged", "2"]),
    ]


def test_csv_is_read_in_both_encodings_and_with_any_separator() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1251"):
        for separator in (";", ",", "\t"):
            text = (
                f"Нөмір{separator}Жер\n1{separator}'+7 701\n"
                if encoding != "cp1251"
                else (f"Номер{separator}Место\n1{separator}'+7 701\n")
            )
            [_head, (number, cells)] = read("csv", text.encode(encoding))
            assert (number, cells) == (2, ["1", "+7 701"])
    for broken in (b'"never closed', b"\xff\xfe\x98\x98"):
        with pytest.raises(Refused):
            read("csv", broken)


def test_what_takes_too_much_memory_ends_its_reader_and_not_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "PATIENCE", 0.01)
    with pytest.raises(Refused, match="too much memory or time"):
        read("csv", b"a;b\n" * 10)
