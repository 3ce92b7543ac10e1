"""A filled form as it is kept: cells and failures to plain JSON and back.

Belongs here: the shape of what is frozen. Does not belong here: the row it lies in (`models.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from supervision.law.form4.controls.outcome import Failure, Relation, Term
from supervision.law.form4.editions import edition
from supervision.law.form4.filled import Beside, Cell, Filled, Number
from supervision.law.form4.model import Severity

Plain = dict[str, dict[str, dict[str, str]]]


def plain_cells(filled: Filled) -> Plain:
    """The cells that are not zero, numbers as text so that no digit is lost."""
    found: Plain = {}
    for table, rows in filled.printed().items():
        kept = {
            row: {column: str(value) for column, value in columns.items() if value}
            for row, columns in rows.items()
        }
        found[table] = {row: columns for row, columns in kept.items() if columns}
    return found


def plain_beside(filled: Filled) -> Plain:
    """The sums beside the form that are not zero."""
    return {
        name.value: {
            table: {str(row): str(value) for row, value in rows.items() if value}
            for table, rows in tables.items()
        }
        for name, tables in filled.beside.items()
    }


def sha256_of(cells: Plain) -> str:
    """The hash of the cells, the same wherever they are kept."""
    written = json.dumps(cells, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def filled_again(
    code: str, tables: Mapping[str, Any], beside: Mapping[str, Any], *, own: bool
) -> Filled:
    """A kept form as it was filled. Raises UnknownLaw for an edition the product no longer has."""
    cells = {
        table: {
            int(row): {int(column): _number(value) for column, value in columns.items()}
            for row, columns in rows.items()
        }
        for table, rows in tables.items()
    }
    sums = {
        Beside(name): {
            table: {int(row): _number(value) for row, value in rows.items()}
            for table, rows in kept.items()
        }
        for name, kept in beside.items()
    }
    return Filled(edition(code), cells, own=own, beside=sums)


def plain_failure(failure: Failure) -> dict[str, Any]:
    """A failed control with its values."""
    return {
        "control": failure.control,
        "severity": failure.severity.value,
        "cell": list(failure.cell),
        "value": str(failure.value),
        "relation": failure.relation.value,
        "against": str(failure.against),
        "terms": [
            {
                "value": str(term.value),
                "cell": None if term.cell is None else list(term.cell),
                "beside": None if term.beside is None else term.beside.value,
                "sign": term.sign,
                "earlier": term.earlier,
            }
            for term in failure.terms
        ],
    }


def failure_again(kept: Mapping[str, Any]) -> Failure:
    """A kept failure as it was found."""
    terms = tuple(
        Term(
            _number(term["value"]),
            cell=None if term["cell"] is None else Cell(*term["cell"]),
            beside=None if term["beside"] is None else Beside(term["beside"]),
            sign=term["sign"],
            earlier=term["earlier"],
        )
        for term in kept["terms"]
    )
    return Failure(
        kept["control"],
        Severity(kept["severity"]),
        Cell(*kept["cell"]),
        _number(kept["value"]),
        Relation(kept["relation"]),
        _number(kept["against"]),
        terms,
    )


def _number(text: str) -> Number:
    value = Decimal(text)
    return int(value) if value == int(value) else value
