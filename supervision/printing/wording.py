"""The wording of a paper: plain lines with fields in braces, read into blocks.

Belongs here: the few marks a line may begin with, what is wrong with a wording, and putting values
into one. Does not belong here: any paper's words (a room's `papers/` folder) or values.

A line is one block, its first sign says which; a line without a mark is a paragraph:

    > to whom            # title (a second such line stands below it)    ## head of a part
    | number | place | day                                               - item of a numbered list
    ~ post | name | day  (who signs)                                     % small words aside

A line all of whose fields are empty is left out, and so is a head under which nothing remains. A
value is put in as it stands: braces and marks inside it mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from supervision.core.errors import Problem
from supervision.printing.document import (
    Addressee,
    Block,
    Heading,
    Note,
    NumberedList,
    NumberLine,
    Paragraph,
    Signature,
    Title,
)

Value = str | Sequence[Block]
LONGEST = 20_000  # letters of a wording
_FIELD = re.compile(r"\{([a-z][a-z_]*)\}")
_NEAR = 30  # letters shown around what is wrong


class Mark(StrEnum):
    """What a line may begin with; the longer ones are looked for first."""

    HEADING = "##"
    TITLE = "#"
    ADDRESSEE = ">"
    NUMBER = "|"
    ITEM = "-"
    SIGNATURE = "~"
    NOTE = "%"
    PARAGRAPH = ""


@dataclass(frozen=True)
class Field:
    """What a wording of a kind may name. `demanded_by` is the paragraph that asks for it, so that no
    wording leaves it out; `of_blocks` says that it is a list or a table and needs a line of its own.
    """

    name: str
    demanded_by: str = ""
    of_blocks: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a wording: its number from one, its mark, its words."""

    place: int
    mark: Mark
    words: str

    @property
    def fields(self) -> list[str]:
        """The fields it names, in order."""
        return _FIELD.findall(self.words)

    @property
    def sole_field(self) -> str:
        """The field that is the whole line; empty where there is more, or none."""
        found = _FIELD.fullmatch(self.words) if self.mark is Mark.PARAGRAPH else None
        return found[1] if found else ""


def lines_of(wording: str) -> list[Line]:
    """The lines of a wording that say something."""
    return [
        _line(place, words.strip())
        for place, words in enumerate(wording.splitlines(), start=1)
        if words.strip()
    ]


def _line(place: int, words: str) -> Line:
    for mark in Mark:
        if mark is not Mark.PARAGRAPH and words.startswith(f"{mark} "):
            return Line(place, mark, words.removeprefix(mark).strip())
    return Line(place, Mark.PARAGRAPH, words)


def problems(wording: str, fields: Sequence[Field]) -> Iterator[Problem]:
    """Everything wrong with a wording: broken braces, unknown fields, what the law demands left out."""
    if len(wording) > LONGEST:
        yield Problem(
            "A wording has %(most)s letters at most.", "wording", {"most": f"{LONGEST:,}"}
        )
        return
    known = {field.name: field for field in fields}
    lines = lines_of(wording)
    for line in lines:
        yield from _line_problems(line, known)
    if not any(line.mark is Mark.TITLE for line in lines):
        yield Problem("A paper has a title: begin a line with #.", "wording")
    named = {name for line in lines for name in line.fields}
    for field in fields:
        if field.demanded_by and field.name not in named:
            yield Problem(
                "{%(name)s} is left out, and %(paragraph)s demands it.",
                "wording",
                {"name": field.name, "paragraph": field.demanded_by},
            )


def _line_problems(line: Line, known: Mapping[str, Field]) -> Iterator[Problem]:
    bare = _FIELD.sub("", line.words)
    if broken := re.search(r"[{}]", bare):
        near = bare[max(0, broken.start() - _NEAR) : broken.end() + _NEAR].strip()
        yield Problem(
            "Line %(line)s: a brace without its other half, or a name that is no field: %(near)s",
            "wording",
            {"line": str(line.place), "near": near},
        )
    for name in line.fields:
        if name not in known:
            yield _unknown(line, name, known)
        elif known[name].of_blocks and line.sole_field != name:
            yield Problem(
                "Line %(line)s: {%(name)s} stands on a line of its own.",
                "wording",
                {"line": str(line.place), "name": name},
            )


def _unknown(line: Line, name: str, known: Mapping[str, Field]) -> Problem:
    """A name that is no field, with the nearest one where any is near."""
    said = {"line": str(line.place), "name": name}
    near = get_close_matches(name, known, n=1)
    if not near:
        return Problem("Line %(line)s: there is no field {%(name)s}.", "wording", said)
    return Problem(
        "Line %(line)s: there is no field {%(name)s}. Did you mean {%(near)s}?",
        "wording",
        said | {"near": near[0]},
    )


def composed(wording: str, values: Mapping[str, Value]) -> tuple[Block, ...]:
    """The blocks of a wording with the values put in; raises KeyError for a field without one."""
    found: list[Block] = []
    for line in lines_of(wording):
        value = values[line.sole_field] if line.sole_field else ""
        if not isinstance(value, str):
            found.extend(value)
        elif not line.fields or any(values[name] for name in line.fields):
            _add(found, line.mark, _filled(line.words, values))
    return tuple(_without_bare_heads(found))


def _filled(words: str, values: Mapping[str, Value]) -> str:
    """The line with its values: a field of blocks has no place inside a line."""
    return _FIELD.sub(lambda found: _text(values[found[1]]), words).strip()


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("blocks stand on a line of their own")
    return value


def _add(found: list[Block], mark: Mark, words: str) -> None:
    """Add the block of one line; lines of an addressee, a list or a title join the one before."""
    before = found[-1] if found else None
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if mark is Mark.ADDRESSEE:
        if isinstance(before, Addressee):
            found[-1] = Addressee((*before.lines, *lines))
        else:
            found.append(Addressee(tuple(lines)))
    elif mark is Mark.ITEM:
        if isinstance(before, NumberedList):
            found[-1] = NumberedList((*before.items, *lines))
        else:
            found.append(NumberedList(tuple(lines)))
    elif mark is Mark.TITLE and isinstance(before, Title) and not before.below:
        found[-1] = Title(before.text, " ".join(lines))
    elif mark is Mark.PARAGRAPH:
        found.extend(Paragraph(line) for line in lines)
    else:
        found.append(_single(mark, " ".join(lines)))


def _single(mark: Mark, words: str) -> Block:
    """A block that is one line whatever its values hold."""
    parts = tuple(part.strip() for part in words.split("|"))
    if mark is Mark.TITLE:
        return Title(words)
    if mark is Mark.HEADING:
        return Heading(words)
    if mark is Mark.NUMBER:
        return NumberLine(parts)
    if mark is Mark.SIGNATURE:
        return Signature(*(*parts, "", "")[:3])
    return Note(words)


def _without_bare_heads(blocks: Sequence[Block]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if not isinstance(block, Heading) or not (
            after is None or isinstance(after, (Heading, Signature))
        ):
            yield block
