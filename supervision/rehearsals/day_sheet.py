"""A decree on days off out of a sheet, a row a line of its days.

Belongs here: columns, and a sheet read into what the page of a decree takes as typed. Does not belong
here: any rule of a decree, or the calendar: the page rehearses the decree, and nothing is kept before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from supervision.core.errors import Problem, Refused
from supervision.core.i18n import _, said
from supervision.core.problems import LONGEST_LINE, day_in_words
from supervision.decrees.rules import LONGEST_NUMBER, OFF, WORKING
from supervision.exchange.importables import Field, Heads, Reader, What
from supervision.exchange.working import parsed
from supervision.rehearsals.forms import MOST_LINES

MOST_BYTES = 256 * 1024
_OF_DECREE = ("number", "dated", "title")
FIELDS = (
    Field("number", "Number of the decree", required=True),
    Field("dated", "Date of the decree", What.DAY, required=True),
    Field("title", "Title of the decree", required=True, note="As it stands on the decree"),
    Field(
        OFF,
        "Becomes a day off",
        What.DAY,
        note="A day off that is moved takes both days of one row; a day set alone takes one.",
    ),
    Field(WORKING, "Becomes a working day", What.DAY),
)


def read_decree(form: str, content: bytes) -> dict[str, str]:
    """The decree of a sheet, by the fields of its page.

    Raises Refused naming row and column of everything that cannot be read, for columns nobody knows,
    and for a second decree: each is rehearsed by itself.
    """
    lines = parsed(form, content)
    names = _columns(next(lines, (0, []))[1])
    reader, problems = Reader(FIELDS), list[Problem]()
    rows: list[dict[str, Any]] = []
    for number, texts in lines:
        if len(rows) == MOST_LINES:
            raise Refused("A decree has at most %(most)s rows of days.", most=str(MOST_LINES))
        cells = {name: text for name, text in zip(names, texts, strict=False) if name}
        values, wrong = reader.values(cells)
        rows.append(values)
        problems += [_at_row(number, each) for each in [*wrong, *_shape(values, rows[0])]]
    if not rows:
        raise Refused("The sheet holds a head at most, and no row.")
    if problems:
        raise Refused.because(problems)
    return _typed(rows)


def _columns(head: Sequence[str]) -> list[str]:
    """Which field each column is; raises Refused for one nobody knows, and where one is missing."""
    heads = Heads(FIELDS, {})
    names = [heads.field_of(name) if name else "" for name in head]
    unknown = [name for name, field in zip(head, names, strict=True) if field is None]
    if unknown:
        raise Refused("Nobody knows these columns: %(columns)s.", columns=", ".join(unknown))
    missing = [_(field.title) for field in FIELDS if field.required and field.name not in names]
    if missing:
        raise Refused("The sheet has no column: %(columns)s.", columns=", ".join(missing))
    return [name or "" for name in names]


def _shape(values: Mapping[str, Any], first: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with a row beside its cells: it is of another decree, or names no day."""
    if any(values.get(name) != first.get(name) for name in _OF_DECREE):
        yield Problem("This row is of another decree: send each decree as a sheet of its own.")
    if all(name in values and values[name] is None for name in (OFF, WORKING)):
        yield Problem("Name at least one day that becomes a day off or a working day.")
    for name, most in (("number", LONGEST_NUMBER), ("title", LONGEST_LINE)):
        if len(values.get(name) or "") > most:
            yield Problem(
                "This is longer than %(most)s characters; shorten it.", name, {"most": str(most)}
            )


def _at_row(number: int, problem: Problem) -> Problem:
    """A problem with the row and the column it stands in."""
    titles = {field.name: _(field.title) for field in FIELDS}
    what = said(problem)
    if problem.field:
        what = f"{titles[problem.field]}: {what}"
    return Problem("Row %(row)s: %(what)s", None, {"row": str(number), "what": what})


def _typed(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    typed = {name: _text(rows[0][name]) for name in _OF_DECREE}
    for place, values in enumerate(rows):
        typed |= {f"lines-{place}-{name}": _text(values.get(name)) for name in (OFF, WORKING)}
    return {name: text for name, text in typed.items() if text}


def _text(value: date | str | None) -> str:
    return day_in_words(value) if isinstance(value, date) else value or ""
