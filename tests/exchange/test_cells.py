"""Sheets carry no formula (S28), whatever a text holds, and give every text back as it was."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from supervision.exchange.csv_text import guarded, unguarded, write_csv
from supervision.exchange.sheets import Column, Kind, workbook

AT_TEN = datetime(2026, 11, 20, 10, 30)  # noqa: DTZ001 — a wall clock's
RECKONED = "=+-@\t\r\n＝＋－＠"
TRICKY = st.text(st.sampled_from("=+-@\t\r\n＝＋－＠;,\"' |!ҚқІ1A(\ufeff\xa0"), max_size=12)


def _sheet(*rows: tuple[object, ...], columns: list[Column]) -> bytes:
    return workbook("List", columns, rows, about_name="About", about=[("=1+1", "=2+2")])


def _csv(*rows: tuple[object, ...], columns: list[Column]) -> bytes:
    out = io.BytesIO()
    assert write_csv(out, columns, rows) == len(rows)
    return out.getvalue()


@settings(max_examples=60)
@given(st.lists(TRICKY, min_size=1, max_size=5))
def test_no_text_becomes_a_formula_a_link_or_a_number_in_a_workbook(texts: list[str]) -> None:
    made = _sheet(*[(text,) for text in texts], columns=[Column("=head")])
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        xml = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
    assert all(b"<f" not in each and b"<hyperlink" not in each for each in xml)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0)
    assert all(isinstance(cell, str) for row in sheet.to_python() for cell in row)


@given(TRICKY)
def test_a_csv_text_is_never_reckoned_and_comes_back_as_it_was(text: str) -> None:
    made = _csv((text,), columns=[Column("Text")]).decode("utf-8-sig")
    [_head, [cell]] = list(csv.reader(io.StringIO(made, newline=""), delimiter=";"))
    assert not cell.lstrip(" \xa0\ufeff").startswith(tuple(RECKONED))
    assert unguarded(cell) == text
    assert guarded(text) == cell


def test_phones_and_negative_numbers_survive() -> None:
    columns = [Column("Phone"), Column("Text"), Column("Number", Kind.WHOLE)]
    made = _csv(("+7 701 123 45 67", "-5", -5), columns=columns).decode("utf-8-sig")
    assert made.splitlines()[1] == '"\'+7 701 123 45 67";"\'-5";-5'
    assert unguarded("'+7 701 123 45 67") == "+7 701 123 45 67"
    assert unguarded("O'Neill") == "O'Neill" and unguarded("'тырнақша") == "'тырнақша"


def test_cells_are_typed_and_an_empty_one_is_empty() -> None:
    columns = [
        Column("Day", Kind.DAY),
        Column("Moment", Kind.MOMENT),
        Column("Tenth", Kind.TENTH),
        Column("Whole", Kind.WHOLE),
        Column("Sum", Kind.TENGE),
    ]
    rows = [(date(2026, 11, 20), AT_TEN, Decimal("1.5"), 7, Decimal("2500.50")), (None,) * 5]
    read = CalamineWorkbook.from_filelike(io.BytesIO(_sheet(*rows, columns=columns)))
    found = read.get_sheet_by_index(0).to_python()
    assert found[1] == [date(2026, 11, 20), AT_TEN, 1.5, 7, 2500.5]
    text = _csv(*rows, columns=columns)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines()[1:] == [
        '"20.11.2026";"20.11.2026 10:30";1.5;7;2500.50',
        '"";"";"";"";""',
    ]
    with pytest.raises(ValueError, match="str is no day"):
        _csv(("20.11.2026",) * 5, columns=columns)
