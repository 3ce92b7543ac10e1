"""Reading the editions of Form No. 4 from their folders, refusing what the engine cannot count.

Belongs here: the shape of the files and the checks across them. Every refusal is a `LawError` that
names the file and the key. Does not belong here: which edition binds a day (`editions.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from supervision.law.form4.controls.shapes import SHAPES
from supervision.law.form4.model import (
    MOVEMENT,
    TABLES,
    Axis,
    Basis,
    Changes,
    Check,
    Column,
    Control,
    Count,
    Edition,
    Group,
    Ledger,
    Nature,
    Question,
    Row,
    Severity,
    State,
    Summed,
    Table,
    Unit,
)
from supervision.law.model import Force, LawError
from supervision.law.strict_yaml import Section, read_yaml

FLAGS = frozenset({"re_initiated", "joint", "by_territoriality", "overdue"})
PERSONS = ("debtors", "children")
ARREARS_OF = ("from", "initiated", "in_execution", "ended", "to")


def read_edition(folder: Path) -> Edition:
    """The edition of a folder. Raises LawError."""
    top = _section(folder, "edition")
    code = top.text("edition")
    if code != folder.name:
        raise top.refuse("edition", f"{code!r} differs from the folder {folder.name!r}")
    force = top.section("in_force")
    in_force = Force(force.day("from"), force.optional_day("until"))
    force.done()
    rows = _rows(_section(folder, "rows"))
    questions = _questions(_section(folder, "questions"))
    states = {name: _state(inner) for name, inner in top.sections("states").items()}
    edition = Edition(
        code=code,
        in_force=in_force,
        title=top.titles("title"),
        enters=frozenset(top.texts("enters")),
        ends=frozenset(top.texts("ends")),
        left=top.text("left"),
        voided=top.text("voided"),
        reopened=top.text("reopened"),
        resumed=top.text("resumed"),
        executed=top.text("executed"),
        sanction=top.text("sanction"),
        states=states,
        changes=_changes(top),
        ledger=_ledger(top),
        rows=rows,
        tables={name: _table(_section(folder, name), name, rows, questions) for name in TABLES},
        questions=questions,
        controls=_controls(_section(folder, "controls"), questions),
    )
    top.done()
    _check(edition, folder.name)
    return edition


def _section(folder: Path, name: str) -> Section:
    path = folder / f"{name}.yaml"
    file = f"{folder.name}/{path.name}"
    if not path.is_file():
        raise LawError(file, "", "is missing")
    return Section(file, "", read_yaml(path, file))


def _number(section: Section, name: str) -> int:
    if not (name.isascii() and name.isdigit()):
        raise section.refuse("", f"{name!r} is not a number")
    return int(name)


def _state(section: Section) -> State:
    state = State(section.text("set"), frozenset(section.texts("cleared_by")))
    section.done()
    return state


def _changes(top: Section) -> Changes:
    inner = top.section("changes")
    changes = Changes(**{each.name: inner.text(each.name) for each in fields(Changes)})
    inner.done()
    return changes


def _ledger(top: Section) -> Ledger:
    inner = top.section("ledger")
    ledger = Ledger(**{each.name: inner.number(each.name, 1, 999) for each in fields(Ledger)})
    inner.done()
    return ledger


def _rows(top: Section) -> dict[int, Row]:
    found: dict[int, Row] = {}
    for name, inner in top.sections("rows").items():
        own = {
            table: title
            for table in TABLES
            if (title := inner.optional_text(f"in_{table}")) is not None
        }
        row = Row(
            number=_number(inner, name),
            title=inner.titles("title"),
            own_titles=own,
            parent=inner.number("parent", 1, 999) if inner.has("parent") else None,
            nature=inner.choice("nature", Nature),
            axis=inner.choice("axis", Axis),
            cites=inner.texts("cites"),
        )
        inner.done()
        if row.parent is not None and row.parent not in found:
            raise inner.refuse("parent", "must stand above its part")
        found[row.number] = row
    top.done()
    if sum(row.axis is Axis.TOTAL for row in found.values()) != 1:
        raise top.refuse("rows", "exactly one row is the total")
    return found


def _questions(top: Section) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for name, inner in top.sections("questions").items():
        answers = inner.section("answers")
        found[name] = Question(
            name=name,
            number=inner.text("number"),
            title=inner.titles("title"),
            answers={answer: answers.titles(answer) for answer in answers.names()},
            cites=inner.texts("cites"),
        )
        inner.done()
        if len(found[name].answers) < 2:
            raise inner.refuse("answers", "a question has at least two")
    top.done()
    return found


def _table(
    top: Section, name: str, rows: Mapping[int, Row], questions: Mapping[str, Question]
) -> Table:
    title, unit = top.titles("title"), top.text("unit")
    own_rows = top.numbers("rows") if top.has("rows") else tuple(rows)
    groups = tuple(_group(top, entry, number) for number, entry in _entries(top, "groups"))
    columns = tuple(
        _column(inner, _number(inner, key), unit, questions)
        for key, inner in top.sections("columns").items()
    )
    top.done()
    if [column.number for column in columns] != list(range(1, len(columns) + 1)):
        raise top.refuse("columns", "must be numbered from 1 without a gap")
    if not set(own_rows) <= set(rows):
        raise top.refuse("rows", "names a row that the form does not have")
    return Table(name, title, groups, columns, own_rows)


def _entries(section: Section, name: str) -> list[tuple[int, object]]:
    value = section.optional(name) or []
    if not isinstance(value, list):
        raise section.refuse(name, "must be a list")
    return list(enumerate(value, start=1))


def _group(top: Section, entry: object, number: int) -> Group:
    inner = Section(top.file, f"groups[{number}]", entry)
    group = Group(
        inner.number("first", 1, 999), inner.number("last", 1, 999), inner.titles("title")
    )
    inner.done()
    return group


def _column(inner: Section, number: int, unit: str, questions: Mapping[str, Question]) -> Column:
    readings: dict[tuple[str, str], Count] = {}
    for question, answers in inner.sections("read").items():
        for answer in answers.names():
            if question not in questions or answer not in questions[question].answers:
                raise answers.refuse(answer, "is no answer to a question of this edition")
            readings[question, answer] = _count(answers.section(answer), questions)
    if inner.has("unit"):
        unit = inner.text("unit")
    if unit not in set(Unit):
        raise inner.refuse("unit", f"{unit!r} is not one of: {', '.join(Unit)}")
    column = Column(
        number=number,
        title=inner.titles("title"),
        note=inner.titles("note") if inner.has("note") else None,
        parent=inner.number("parent", 1, 999) if inner.has("parent") else None,
        unit=Unit(unit),
        count=_count(inner.section("counts"), questions),
        readings=readings,
        twin=inner.number("twin", 1, 999) if inner.has("twin") else None,
        cites=inner.texts("cites"),
    )
    inner.done()
    return column


def _count(section: Section, questions: Mapping[str, Question]) -> Count:
    """What a column counts: exactly one of stock, events, total, same_as, arrears, distinct."""
    shapes = [
        name
        for name in ("stock", "events", "total", "same_as", "arrears", "distinct")
        if section.has(name)
    ]
    if len(shapes) != 1:
        raise section.refuse("", "must say exactly one thing that is counted")
    basis, name, column = _basis(section, shapes[0])
    count = Count(
        basis=basis,
        events=frozenset(section.texts("events")),
        grounds=frozenset(section.texts("grounds")),
        flags=frozenset(section.texts("flags")),
        name=name,
        column=column,
        summed=section.choice("sum", Summed) if section.has("sum") else None,
        once=section.optional_text("once") or "",
    )
    section.done()
    if not count.flags <= FLAGS:
        raise section.refuse("flags", f"allowed: {', '.join(sorted(FLAGS))}")
    if count.once and count.once not in questions:
        raise section.refuse("once", f"no question {count.once!r}")
    return count


def _basis(section: Section, shape: str) -> tuple[Basis, str, int]:
    """The basis with the name or the column it needs."""
    if shape == "events":
        return Basis.EVENTS, "", 0
    if shape == "same_as":
        return Basis.SAME, "", section.number("same_as", 1, 999)
    word = section.text(shape)
    allowed = {
        "stock": ("from", "to"),
        "total": ("in_execution",),
        "arrears": ARREARS_OF,
        "distinct": PERSONS,
    }[shape]
    if word not in allowed:
        raise section.refuse(shape, f"{word!r} is not one of: {', '.join(allowed)}")
    if shape != "stock":
        return Basis(shape), word, 0
    if section.has("state"):
        if word != "to":
            raise section.refuse("state", "a mark is asked of what is open at the end")
        return Basis.STATE, section.text("state"), 0
    return (Basis.STOCK_FROM if word == "from" else Basis.STOCK_TO), "", 0


def _controls(top: Section, questions: Mapping[str, Question]) -> dict[str, Control]:
    found: dict[str, Control] = {}
    for code, inner in top.sections("controls").items():
        checks = tuple(
            _check_of(inner, entry, number, questions)
            for number, entry in _entries(inner, "checks")
        )
        if not checks:
            raise inner.refuse("checks", "a control compares something")
        found[code] = Control(code, inner.titles("title"), checks, inner.texts("cites"))
        inner.done()
    top.done()
    return found


def _check_of(
    outer: Section, entry: object, number: int, questions: Mapping[str, Question]
) -> Check:
    inner = Section(outer.file, f"{outer.key}.checks[{number}]", entry)
    shape, tables = inner.text("shape"), inner.texts("tables")
    if shape not in SHAPES:
        raise inner.refuse("shape", f"{shape!r} is not one of: {', '.join(SHAPES)}")
    if not tables or not set(tables) <= set(TABLES):
        raise inner.refuse("tables", f"allowed: {', '.join(TABLES)}")
    check = Check(
        severity=inner.choice("severity", Severity),
        shape=shape,
        tables=tables,
        pairs=_pairs(inner),
        whole=inner.number("whole", 1, 999) if inner.has("whole") else 0,
        parts=inner.numbers("parts"),
        rows=inner.numbers("rows"),
        except_rows=inner.numbers("except_rows"),
        open_rows=inner.numbers("open_rows"),
        columns=inner.numbers("columns"),
        except_columns=inner.numbers("except_columns"),
        natures=inner.texts("natures"),
        accruals=inner.truth("accruals") if inner.has("accruals") else False,
        when=_when(inner, questions),
    )
    inner.done()
    if not set(check.natures) <= set(Nature):
        raise inner.refuse("natures", f"allowed: {', '.join(Nature)}")
    return check


def _pairs(section: Section) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for _, entry in _entries(section, "pairs"):
        if not (isinstance(entry, list) and len(entry) == 2 and all(type(n) is int for n in entry)):
            raise section.refuse("pairs", "must be pairs of column numbers")
        found.append((entry[0], entry[1]))
    return tuple(found)


def _when(section: Section, questions: Mapping[str, Question]) -> tuple[tuple[str, str], ...]:
    if not section.has("when"):
        return ()
    inner = section.section("when")
    found = tuple((name, inner.text(name)) for name in inner.names())
    for name, answer in found:
        if name not in questions or answer not in questions[name].answers:
            raise inner.refuse(name, f"{answer!r} is no answer to a question of this edition")
    return found


def _check(edition: Edition, folder: str) -> None:
    """What no single file can know: states, twins and repeated columns that must exist."""
    movement = {column.number for column in edition.tables[MOVEMENT].columns}
    for table in edition.tables.values():
        for column in table.columns:
            key = f"columns.{column.number}"
            file = f"{folder}/{table.name}.yaml"
            counts = (column.count, *column.readings.values())
            if column.twin is not None and column.twin not in movement:
                raise LawError(file, f"{key}.twin", "table 1 has no such column")
            if any(each.column and each.column not in movement for each in counts):
                raise LawError(file, f"{key}.counts", "table 1 has no such column")
            if any(
                each.basis is Basis.STATE and each.name not in edition.states for each in counts
            ):
                raise LawError(file, f"{key}.counts", "the edition knows no such state")
