"""Tables and groups of events built for tests of Form No. 4."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from supervision.law.form4.adding import Alike, Facts, Marked, Sums
from supervision.law.form4.controls.judging import failures
from supervision.law.form4.controls.outcome import Case, Failure
from supervision.law.form4.editions import edition
from supervision.law.form4.filled import Cells, Filled, Number
from supervision.law.form4.model import TABLES

EDITION = edition("2020")
OURS = EDITION.answers()
EACH = Decimal(1000)


def alike(row: int, told: Mapping[str, Any], *, within: bool) -> Alike:
    """One line of an example: events alike of documents of a row."""
    number = int(told["number"])
    claim = Decimal(told.get("claim", EACH))
    sums = Sums(
        number,
        claim * number,
        Decimal(told.get("own", 0)),
        Decimal(told.get("change", 0)),
    )
    return Alike(
        row=row,
        kind_row=told.get("kind_row"),
        kind=told["kind"],
        ground=told.get("ground", ""),
        flags=frozenset(told.get("flags", ())),
        first=told.get("first", True),
        before=Sums() if within else sums,
        within=sums if within else Sums(),
    )


def facts_of(example: Mapping[str, Any]) -> Facts:
    """The facts of one example."""
    row = example["row"]
    return Facts(
        alike=(
            *(alike(row, told, within=False) for told in example.get("before", ())),
            *(alike(row, told, within=True) for told in example.get("within", ())),
        ),
        marked=tuple(
            Marked(
                row=row,
                kind_row=None,
                state=told["state"],
                ground=told.get("ground", ""),
                number=told["number"],
                claim=Decimal(told.get("claim", EACH * told["number"])),
                recovered=Decimal(told.get("recovered", 0)),
            )
            for told in example.get("marked", ())
        ),
    )


def imported(**tables: Mapping[int, Mapping[int, Number]]) -> Filled:
    """Somebody's tables with these cells."""
    cells: Cells = {name: tables.get(name, {}) for name in TABLES}
    return Filled(EDITION, cells)


def changed(filled: Filled, *changes: tuple[str, int, int, Number]) -> Filled:
    """The same tables with some cells otherwise."""
    cells = {
        name: {row: dict(columns) for row, columns in rows.items()}
        for name, rows in filled.cells.items()
    }
    for table, row, column, value in changes:
        cells.setdefault(table, {}).setdefault(row, {})[column] = value
    return Filled(filled.edition, cells, own=filled.own, beside=filled.beside)


def judged(filled: Filled, **more: Any) -> list[Failure]:
    """Every control that fails on these tables, by our answers."""
    answers = more.pop("answers", OURS)
    return failures(Case(filled, answers, **more))


def codes(found: list[Failure]) -> set[str]:
    """The controls that failed."""
    return {failure.control for failure in found}
