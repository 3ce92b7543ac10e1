"""Whatever stands in the cells of a file, its rows are refused with a reason or entered whole (S22, S27)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.core.errors import Problem
from supervision.exchange.importables import Reader
from supervision.exchange.parsing import LONGEST_CELL, Finding, lines_of
from supervision.exchange.upload_guard import form_of
from tests.conftest import Web
from tests.exchange.test_imports import (  # noqa: F401 — two are fixtures
    HEAD,
    NAMES,
    _on_the_twentieth,
    numbers,
    read,
    row,
    send,
    work,
)
from tests.exchange.test_upload_guard import book

STRANGE: tuple[object, ...] = (
    *("=1+1", "@SUM(A1)", "+7 701", "-1", "#REF!", "\u202egnp", "\u0000", "\ufeff", "' or 1=1 --"),
    *("31.02.2026", "0000-00-00", "20.11.99999", "१२", "1e400", "x" * 300, " ", "<b>", "{{7*7}}"),
    *(-1, 0, 60, 2**53, 1e300, -0.5, True, date(1900, 1, 1), date(1904, 1, 1), date(9999, 12, 31)),
    *(datetime(2026, 11, 20, 10, 30), time(9, 15), ""),  # noqa: DTZ001 — a cell has no zone
)
CELLS = st.one_of(
    st.sampled_from(STRANGE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(min_value=date(1900, 1, 1)),
    st.booleans(),
    st.none(),
)


@settings(max_examples=30)
@given(
    rows=st.lists(st.lists(CELLS, max_size=14), min_size=1, max_size=4),
    of_1904=st.booleans(),
    in_csv=st.booleans(),
)
def test_any_cells_are_read_as_texts_and_judged_each_at_its_column(
    web: Web, rows: list[list[Any]], of_1904: bool, in_csv: bool
) -> None:
    content = book(list(HEAD), *rows, date_1904=of_1904)
    form, name = "xlsx", "a.xlsx"
    if in_csv:
        lines = [";".join("" if cell is None else str(cell) for cell in line) for line in rows]
        content, form, name = "\n".join(["a;b", *lines]).encode(), "csv", "a.csv"
        if "\x00" in "".join(lines):
            return  # no CSV: refused before anybody reads it
    assert form_of(name, content) == form
    try:
        found = list(lines_of(form, content))
    except Finding as finding:
        assert str(finding) in ("damaged", "columns", "encoding")
        return
    with web.app.test_request_context():
        reader = Reader(web.app.extensions["importables"]["requested_files"].fields)
        for _number, texts in found:
            assert all(isinstance(text, str) and len(text) <= LONGEST_CELL for text in texts)
            values, problems = reader.values(dict(zip(NAMES, texts, strict=False)))
            assert set(values) | {each.field for each in problems} >= set(NAMES)
            assert all(isinstance(each, Problem) and each.message for each in problems)


def odd(change: Callable[[Any, Any], None], **options: object) -> bytes:
    """A workbook whose second row was written by `change(book, sheet)`."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    change(made, sheet)
    made.close()
    return out.getvalue()


def _row(sheet: Any, values: list[object], at: int = 1) -> None:
    sheet.write_row(
        at, 0, [f"{each:%d.%m.%Y}" if isinstance(each, date) else each for each in values]
    )


def merged(made: Any, sheet: Any) -> None:
    _row(sheet, row("1/26"))
    _row(sheet, row("2/26"), 2)
    sheet.merge_range(1, 1, 2, 1, "civil", made.add_format())  # the lower cell of the two is empty


def formulas(_made: Any, sheet: Any) -> None:
    _row(sheet, row("3/26"))
    sheet.write_formula(1, 0, '="3/"&26', None, "3/26")
    _row(sheet, row("4/26"), 2)
    sheet.write_formula(2, 6, "=1/0", None, "#DIV/0!")
    _row(sheet, row("5/26"), 3)
    sheet.write_formula(3, 0, "=A9999", None, "")


def days(made: Any, sheet: Any) -> None:
    shown = made.add_format({"num_format": "dd.mm.yyyy"})
    for at, serial in enumerate((-5, 0, 60, 2_958_465, 3_000_000_000, 46_343.75), start=1):
        _row(sheet, row(f"{at}/days"), at)
        sheet.write_number(at, 6, serial, shown)


def hidden(made: Any, sheet: Any) -> None:
    _row(sheet, row("6/26"))
    other = made.add_worksheet()
    other.write_row(0, 0, HEAD)
    _row(other, row("7/26"))
    other.activate()
    other.set_first_sheet()
    sheet.hide()


def test_odd_workbooks_enter_whole_rows_or_none_and_say_why(
    web: Web,
    work: Callable[[], int],  # noqa: F811
) -> None:
    browser = web.client("abay1.head", "en")
    workbooks = [
        odd(merged),
        odd(formulas),
        odd(days),
        odd(days, date_1904=True),
        odd(hidden),
    ]
    for content in workbooks:
        address = send(browser, content)
        work()
        browser.post(f"{address}/enter")
        work()
        assert browser.get(address).status_code == 200
    entered = read(web, "select number from requested_file order by number")
    assert entered == ["1/26", "3/26", "7/26"]
    assert numbers(web, "file_party") == 2 * len(entered)
    assert numbers(web, "duty") == len(entered)
    assert read(web, "select distinct state from import_row order by 1") == ["entered", "refused"]
    assert read(web, "select count(*) from import_row where state = 'refused'") == ["15"]


def test_a_cell_holds_nothing_that_turns_the_direction_of_writing() -> None:
    sent = "number;text\n1;Семей\u202egnp.exe  \u2066x\n".encode()
    assert list(lines_of("csv", sent)) == [(1, ["number", "text"]), (2, ["1", "Семей gnp.exe x"])]
