"""The file of offices: read, and checked whole before anything is kept.

Belongs here: columns, shapes and the connections between rows. Does not belong here: the database
(`operations/tree.py`), which hands in the codes it knows already.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from supervision.core.access import Level
from supervision.core.errors import Problem, Refused
from supervision.offices.rules import RANK, OfficeKind, one_line

COLUMNS = (
    "code",
    "parent_code",
    "level",
    "kind",
    "name_kk",
    "name_ru",
    "name_en",
    "seat_kk",
    "seat_ru",
    "active_from",
    "active_to",
)
_NAMES = ("name_kk", "name_ru", "name_en")
_CODE = re.compile(r"[0-9A-Z]{2,8}(-[0-9A-Z]{1,4})?")


@dataclass(frozen=True)
class OfficeRow:
    """One office as the file describes it; `number` is its line, the header being line 1."""

    number: int
    code: str
    parent_code: str
    level: Level
    kind: OfficeKind
    name_kk: str
    name_ru: str
    name_en: str
    seat_kk: str
    seat_ru: str
    active_from: date | None
    active_to: date | None


def read_offices(text: str, known: Mapping[str, Level]) -> list[OfficeRow]:
    """The offices of a CSV file, those above before those below.

    `known` are the offices the database has already, by code. Raises Refused with every problem
    found, each naming row and field; a file with one wrong row is refused whole.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused("The file has no column %(columns)s.", columns=", ".join(missing))
    problems: list[Problem] = []
    rows = []
    for line in reader:
        row = _row(reader.line_num, line, problems)
        if row is not None:
            rows.append(row)
    if not problems:
        problems = list(_disagreements(rows, known))
    if not problems and not rows:
        raise Refused("The file has no rows.")
    if problems:
        raise Refused.because(problems)
    return sorted(rows, key=lambda row: RANK[row.level])


def _problem(number: int, field: str, what: str) -> Problem:
    return Problem(
        "Row %(row)s, %(column)s: %(what)s",
        field,
        {"row": str(number), "column": field, "what": what},
    )


def _row(
    number: int, line: Mapping[str | None, str | None], problems: list[Problem]
) -> OfficeRow | None:
    """The line as values; what is wrong with it is added to `problems`, and None returned."""
    text = {name: one_line(line.get(name) or "") for name in COLUMNS}
    before = len(problems)
    if None in line or any(line.get(name) is None for name in COLUMNS):
        problems.append(
            _problem(number, "code", "the number of columns is not that of the header.")
        )
        return None
    if not _CODE.fullmatch(text["code"]):
        problems.append(_problem(number, "code", "not a code of an office."))
    problems.extend(
        _problem(number, name, "must not be empty.") for name in _NAMES if not text[name]
    )
    if text["level"] not in list(Level):
        problems.append(_problem(number, "level", "must be gpo, oblast or district."))
    if text["kind"] not in list(OfficeKind):
        problems.append(
            _problem(number, "kind", "must be territorial, military, transport or nature.")
        )
    days = {name: _day(number, name, text[name], problems) for name in ("active_from", "active_to")}
    begins, ends = days["active_from"], days["active_to"]
    if begins is not None and ends is not None and ends < begins:
        problems.append(_problem(number, "active_to", "lies before active_from."))
    if len(problems) > before:
        return None
    return OfficeRow(
        number=number,
        code=text["code"],
        parent_code=text["parent_code"],
        level=Level(text["level"]),
        kind=OfficeKind(text["kind"]),
        name_kk=text["name_kk"],
        name_ru=text["name_ru"],
        name_en=text["name_en"],
        seat_kk=text["seat_kk"],
        seat_ru=text["seat_ru"],
        active_from=begins,
        active_to=ends,
    )


def _day(number: int, field: str, text: str, problems: list[Problem]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(_problem(number, field, "not a date in the form YYYY-MM-DD."))
        return None


def _disagreements(rows: list[OfficeRow], known: Mapping[str, Level]) -> Iterable[Problem]:
    """What is wrong between rows: codes twice, parents that are missing or not one level above."""
    seen: set[str] = set()
    levels = {**known, **{row.code: row.level for row in rows}}
    for row in rows:
        if row.code in seen:
            yield _problem(row.number, "code", "stands in the file twice.")
        seen.add(row.code)
        if row.level is Level.GPO:
            if row.parent_code:
                yield _problem(row.number, "parent_code", "must be empty for the highest office.")
        elif row.parent_code not in levels:
            yield _problem(row.number, "parent_code", "there is no office with this code.")
        elif RANK[levels[row.parent_code]] != RANK[row.level] - 1:
            yield _problem(row.number, "parent_code", "is not an office one level above.")
    highest = [code for code, level in levels.items() if level is Level.GPO]
    if len(highest) != 1 and rows:
        yield _problem(rows[0].number, "level", "there must be exactly one office of level gpo.")
