"""Keyset pages: walking forth shows each row once in order, walking back retraces the steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import column, select, values
from sqlalchemy.orm import Session
from sqlalchemy.types import Date, Integer, Text

from supervision.core.paging import Cursor, Page, cut, page_of


def _page(session: Session, descending: bool, cursor: Cursor | None) -> Page[tuple[str, int]]:
    letters = ["a", "b", "b", "b", "c", "ә", "ә", "d", "e", "f", "f"]
    table = (
        values(column("word", Text), column("id", Integer), name="rows")
        .data([(letter, number) for number, letter in enumerate(letters, start=1)])
        .alias("t")
    )
    statement = cut(
        select(table.c.word, table.c.id),
        sort=table.c.word,
        row_id=table.c.id,
        descending=descending,
        cursor=cursor,
        size=3,
    )
    rows = [tuple(row) for row in session.execute(statement)]
    return page_of(rows, key=lambda row: row, cursor=cursor, size=3)


@pytest.mark.parametrize("descending", [False, True])
def test_forth_and_back_show_the_same_pages(session: Session, descending: bool) -> None:
    page = _page(session, descending, None)
    assert page.before is None
    forth = [list(page.rows)]
    while page.after:
        page = _page(session, descending, Cursor.parse(page.after))
        forth.append(list(page.rows))
    assert sorted(row[1] for rows in forth for row in rows) == list(range(1, 12))
    assert [len(rows) for rows in forth] == [3, 3, 3, 2]
    back = [list(page.rows)]
    while page.before:
        page = _page(session, descending, Cursor.parse(page.before))
        back.append(list(page.rows))
    assert back[::-1] == forth


@given(st.text(max_size=60))
def test_a_cursor_somebody_made_up_is_the_first_page(text: str) -> None:
    parsed = Cursor.parse(text)
    assert parsed is None or Cursor.parse(str(parsed)) == parsed


@given(
    st.one_of(
        st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=40),
        st.integers(-(2**62), 2**62),
    ),
    st.integers(0, 2**62),
    st.booleans(),
)
def test_a_cursor_survives_its_link(value: str | int, row_id: int, backwards: bool) -> None:
    cursor = Cursor(value, row_id, backwards)
    assert Cursor.parse(str(cursor)) == cursor


def test_a_cursor_of_another_column_is_the_first_page(session: Session) -> None:
    table = values(column("day", Date), column("id", Integer), name="r").data([]).alias("t")
    statement = cut(
        select(table.c.id),
        sort=table.c.day,
        row_id=table.c.id,
        descending=False,
        cursor=Cursor("not a day", 4),
    )
    assert " < " not in str(statement) and " > " not in str(statement)
