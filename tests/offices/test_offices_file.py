"""The file of offices: the real one loads, ids are stable, one wrong row refuses all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.core.access import Level
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from supervision.offices.models import Office
from supervision.offices.operations import LoadedOffices, load_offices
from supervision.offices.queries import above, below, by_code
from supervision.offices.sheet import COLUMNS, read_offices

SHIPPED = resources.files("supervision.offices").joinpath("data/offices.csv")
REAL = SHIPPED.read_text(encoding="utf-8")
NOTHING: Mapping[str, Level] = {}


def sheet(*changes: tuple[int, str, str], rows: list[dict[str, str]] | None = None) -> str:
    """Three good rows as CSV, with (row, column, value) changed."""
    lines = rows or [
        _row("00", "", "gpo"),
        _row("10", "00", "oblast"),
        _row("10-01", "10", "district"),
    ]
    for number, column, value in changes:
        lines[number][column] = value
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _row(code: str, parent: str, level: str) -> dict[str, str]:
    names = {name: f"{name} {code}" for name in ("name_kk", "name_ru", "name_en")}
    empty = dict.fromkeys(("seat_kk", "seat_ru", "active_from", "active_to"), "")
    first = {"code": code, "parent_code": parent, "level": level, "kind": "territorial"}
    return {**first, **names, **empty}


def load(session: Session, content: str) -> LoadedOffices:
    with transaction(session):
        return load_offices(session, content)


def test_the_shipped_tree_of_270_offices_loads_into_an_empty_database(session: Session) -> None:
    rows = read_offices(REAL, NOTHING)
    assert len(rows) == 270
    assert rows[0].code == "00"
    # the small world stands in the database already: its five codes are taken over
    done = load(session, REAL)
    assert done.added + done.changed + done.unchanged == 270
    gpo = by_code(session, "00")
    abai = by_code(session, "10")
    assert abai.name_kk == "Абай облысының прокуратурасы" and abai.parent_id == gpo.id
    assert above(session, by_code(session, "10-01").id) == (
        by_code(session, "10-01").id,
        abai.id,
        gpo.id,
    )
    assert len(below(session, gpo.id)) == session.query(Office).count()


def test_loading_twice_changes_nothing_and_leaves_no_entry(
    session: Session, owner: Session
) -> None:
    load(session, REAL)
    before = dict(session.execute(select(Office.code, Office.id)).all())
    entries = owner.scalar(text("select count(*) from audit_entry"))
    owner.rollback()
    assert load(session, REAL) == LoadedOffices(0, 0, 270)
    assert dict(session.execute(select(Office.code, Office.id)).all()) == before
    assert owner.scalar(text("select count(*) from audit_entry")) == entries


def test_a_renamed_office_keeps_its_id_and_the_change_is_recorded(
    session: Session, owner: Session
) -> None:
    number = by_code(session, "10-01").id
    assert load(session, sheet((2, "name_kk", "Жаңа атау"))).changed == 3
    assert by_code(session, "10-01").id == number
    entry = owner.execute(
        text("select before, after from audit_entry where subject_id = :id"), {"id": number}
    ).one()
    assert entry.before["name_kk"] == "Әуезов ауданы прокуратурасы"
    assert entry.after["name_kk"] == "Жаңа атау"


def test_a_district_that_moves_is_seen_from_its_new_oblast(session: Session) -> None:
    turan, abay = by_code(session, "20").id, by_code(session, "10").id
    moved = sheet(
        rows=[_row("00", "", "gpo"), _row("20", "00", "oblast"), _row("10-01", "20", "district")]
    )
    load(session, moved)
    number = by_code(session, "10-01").id
    assert number in below(session, turan) and number not in below(session, abay)


def test_offices_the_file_does_not_name_stay(session: Session) -> None:
    before = session.query(Office).count()
    load(session, sheet())
    assert session.query(Office).count() == before


@pytest.mark.parametrize(
    ("change", "row", "field"),
    [
        ((2, "code", "10"), "4", "code"),
        ((2, "code", "ten one"), "4", "code"),
        ((2, "parent_code", "77"), "4", "parent_code"),
        ((2, "parent_code", ""), "4", "parent_code"),
        ((2, "parent_code", "00"), "4", "parent_code"),
        ((2, "parent_code", "10-01"), "4", "parent_code"),
        ((0, "parent_code", "10"), "2", "parent_code"),
        ((1, "level", "region"), "3", "level"),
        ((1, "level", "gpo"), "3", "parent_code"),
        ((1, "kind", "naval"), "3", "kind"),
        ((1, "name_kk", " \u200b "), "3", "name_kk"),
        ((2, "active_from", "2022-02-30"), "4", "active_from"),
        ((2, "active_to", "08.06.2022"), "4", "active_to"),
    ],
)
def test_one_wrong_row_refuses_the_whole_file_naming_row_and_field(
    session: Session, change: tuple[int, str, str], row: str, field: str
) -> None:
    before = session.execute(text("select count(*), sum(hashtext(name_kk)) from office")).one()
    session.rollback()
    with pytest.raises(Refused) as refusal:
        load(session, sheet(change))
    named = {(one.params.get("row"), one.params.get("column")) for one in refusal.value.problems}
    assert (row, field) in named
    assert (
        session.execute(text("select count(*), sum(hashtext(name_kk)) from office")).one() == before
    )


def test_every_wrong_row_is_named_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        read_offices(sheet((0, "name_en", ""), (1, "kind", "?"), (2, "active_from", "x")), NOTHING)
    assert [one.params["row"] for one in refusal.value.problems] == ["2", "3", "4"]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    content = sheet((2, "active_from", "2022-06-08"), (2, "active_to", "2022-06-07"))
    with pytest.raises(Refused, match="before active_from"):
        read_offices(content, NOTHING)


def test_a_missing_column_and_an_empty_file_are_named() -> None:
    with pytest.raises(Refused, match="seat_ru"):
        read_offices(sheet().replace("seat_ru", "seat"), NOTHING)
    with pytest.raises(Refused, match="no column"):
        read_offices("", NOTHING)
    with pytest.raises(Refused, match="no rows"):
        read_offices(",".join(COLUMNS) + "\n", NOTHING)


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert len(read_offices("\ufeff" + sheet(), NOTHING)) == 3


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(content: str) -> None:
    for given_text in (content, ",".join(COLUMNS) + "\n" + content):
        try:
            read_offices(given_text, NOTHING)
        except Refused as refused:
            assert refused.problems
