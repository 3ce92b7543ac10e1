"""Forms kept as they stood: submitted with their number, forced with a reason, brought by others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from supervision.core.access import Actor
from supervision.core.db import Scope, set_scope
from supervision.core.errors import Refused
from supervision.form4.bringing import read_form
from supervision.form4.models import Form4Kept
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Happening
from supervision.law.form4.editions import edition
from supervision.law.form4.filled import Cell
from tests.conftest import Web
from tests.factories.form4 import Paper, worked_example, write
from tests.factories.offices import World
from tests.factories.pages import read, text_of

EDITION = edition("2020")
DAYS = "from=11.01.2026&to=25.01.2026"
NEXT = "from=26.01.2026&to=31.01.2026"


def see_all(session: Session, world: World) -> None:
    ids = tuple(world.offices.values())
    set_scope(session, Scope(read=ids, write=ids, sync=ids))


def page_after(web: Web, login: str, answer: TestResponse) -> str:
    """The page a form leads to."""
    assert answer.status_code == 302, text_of(answer.text)
    return read(web, login, answer.headers["Location"])


def test_a_form_is_frozen_under_its_number_and_its_closing_opens_the_next(
    web: Web, session: Session, world: World, acting: Callable[[str], Actor]
) -> None:
    """Submitted; nobody changes it; a late entry moves the next opening and is named; forced with a
    reason that stays.
    """
    see_all(session, world)
    office = world.offices["10-01"]
    write(session, worked_example(office))
    session.commit()
    head = web.client("abay1.head")
    assert web.client("abay1.assistant").get(f"/form4/submit?{DAYS}").status_code == 403
    kept = page_after(web, "abay1.head", head.post(f"/form4/submit?{DAYS}"))
    assert "Form No. 1/2026" in text_of(kept) and "Every control holds." in kept
    acting("abay1.head")
    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("update form4_kept set reason = 'x'"))
    session.rollback()
    assert "Every control holds." in read(web, "abay1.head", f"/form4?{NEXT}")

    see_all(session, world)
    begun = Happening(EventKind.INITIATED, date(2026, 1, 20))
    write(session, [Paper(office, 17, (begun,), entered_on=date(2030, 1, 1))])
    session.commit()
    moved = text_of(read(web, "abay1.head", f"/form4?{NEXT}"))
    assert "A12" in moved and "table 1, row 17, column 1 : 8, and it should be 7" in moved
    behind = text_of(read(web, "abay1.head", f"/form4/cell?{NEXT}&table=table1&row=17&column=1"))
    assert "Entered into earlier days after the form before was submitted" in behind
    refused = head.post(f"/form4/submit?{NEXT}", data={"reason": "  "})
    assert refused.status_code == 422
    assert "write why the form is submitted all the same" in refused.text
    forced = head.post(f"/form4/submit?{NEXT}", data={"reason": "Кеш келген құжат"})
    shown = page_after(web, "abay1.head", forced)
    assert "Form No. 2/2026" in text_of(shown) and "Кеш келген құжат" in shown
    listed = text_of(read(web, "abay.head", "/form4/kept"))
    assert "2/2026" in listed and "with a reason" in listed
    see_all(session, world)
    first, second = session.scalars(select(Form4Kept).order_by(Form4Kept.id))
    assert (first.forced, second.forced, second.of_office_id) == (False, True, office)
    assert first.tables["table1"]["17"]["19"] == "7"
    sheet = head.post(f"/form4/kept/{first.id}/sheet.xlsx")
    filled = read_form(sheet.data, EDITION)
    assert filled.at("table1", 17, 19) == 7, "the frozen number, whatever was entered since"
    assert web.client("turan.head").get(f"/form4/kept/{first.id}").status_code == 404


def test_a_brought_form_is_judged_and_compared_cell_by_cell(
    web: Web, session: Session, world: World
) -> None:
    see_all(session, world)
    write(session, worked_example(world.offices["10-01"]))
    session.commit()
    above = web.client("abay.head")
    content = web.client("abay1.head").post(f"/form4/sheet.xlsx?{DAYS}").data
    theirs = read_form(content, EDITION)
    assert theirs.at("table1", 17, 9) == 14 and theirs.at("table2", 40, 19) == 7000
    sent = {
        "of_office_id": str(world.offices["10-01"]),
        "starts_on": "11.01.2026",
        "ends_on": "25.01.2026",
    }

    def bring(data: bytes, **changes: str) -> TestResponse:
        file = (BytesIO(data), "form.xlsx")
        return above.post("/form4/bring", data={**sent, **changes, "file": file})

    same = text_of(page_after(web, "abay.head", bring(content)))
    assert "Every cell is as in ours." in same and "Every control holds." in same
    wrong = _workbook({**_cells(theirs), Cell("table1", 17, 12): 5})
    shown = text_of(page_after(web, "abay.head", bring(wrong)))
    assert "A3" in shown and "table 1, row 17, column 10 : 7, and it should be 9" in shown
    assert "table 1, row 17, column 12 5 3" in shown
    for refused, told in (
        (bring(b"no workbook"), "no workbook"),
        (bring(_workbook({Cell("table1", 3, 3): "many"})), "Column 3 holds “many”"),
        (bring(content, ends_on="10.01.2026"), "must begin before it ends"),
        (bring(content, of_office_id="999"), "Choose one of the listed offices"),
    ):
        assert refused.status_code == 422 and told in text_of(refused.text)


def _cells(filled: object) -> dict[Cell, object]:
    return {
        Cell(table, int(row), int(column)): value
        for table, rows in filled.printed().items()  # type: ignore[attr-defined]
        for row, columns in rows.items()
        for column, value in columns.items()
    }


def _workbook(cells: dict[Cell, object], leave_out: tuple[str, int] | None = None) -> bytes:
    """A workbook somebody else made: no titles, other places, other names."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for name, table in EDITION.tables.items():
        sheet = book.add_worksheet(f"Sheet of {name}")
        for place, column in enumerate(table.columns, start=3):
            sheet.write(2, place, column.number)
        for line, row in enumerate(table.numbers, start=4):
            if (name, row) == leave_out:
                continue
            sheet.write(line, 2, row)
            for place, column in enumerate(table.columns, start=3):
                sheet.write(line, place, cells.get(Cell(name, row, column.number), "-"))
    book.close()
    return made.getvalue()


def test_a_workbook_is_read_by_its_numbers_whoever_laid_it_out() -> None:
    cells = {
        Cell("table1", 40, 25): 3,
        Cell("table2", 8, 26): 1500.25,
        Cell("table3", 6, 17): "1 000,5",
    }
    filled = read_form(_workbook(dict(cells)), EDITION)
    assert filled.at("table1", 40, 25) == 3
    assert str(filled.at("table2", 8, 26)) == "1500.25"
    assert str(filled.at("table3", 6, 17)) == "1000.5"
    assert not filled.own


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no workbook"),
        (_workbook({}, leave_out=("table2", 7)), "rows are missing"),
        (_workbook({Cell("table3", 2, 4): "?"}), "is no number"),
        (_workbook({Cell("table3", 2, 4): "1e400"}), "is no number"),
    ],
    ids=["empty", "row", "text", "huge"],
)
def test_what_cannot_be_read_is_named(content: bytes, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read_form(content, EDITION)
    assert told in refused.value.problems[0].message
