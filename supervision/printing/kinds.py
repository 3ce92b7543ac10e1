"""The papers of the rooms, by kind: what each may say and where its values come from.

Belongs here: the shape of a kind and finding one. The kinds themselves live in rooms (`prints.py`),
their standard wordings beside them (`papers/<kind>.<language>.txt`); `app.py` gathers them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.offices.models import Office
from supervision.printing.wording import Field, Value

EXTENSION = "paper_kinds"
# What every paper has: whose it is, its number, the town and the day.
COMMON = (Field("office"), Field("number"), Field("place"), Field("day"))


@dataclass(frozen=True)
class Gathered:
    """What a room gives of one thing in one language. `values` hold every field of the kind.

    `settled` says that the thing is signed or sent, so that a paper of it may be issued; `number` is
    the thing's own, empty where the paper's serves; `on` is the day it was signed, or drafted.
    `page` are the ids by which its page is opened; `title` is the paper's own where its kind has many.
    """

    office: Office
    values: Mapping[str, Value]
    on: date
    settled: bool
    page: Mapping[str, int]
    number: str = ""
    title: str = ""


Gather = Callable[[Session, int, str], Gathered]


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper. `title` is a key of the catalogs, `page` the view of the thing; `gather` reads a
    thing by id for a language, and raises NotFound.
    """

    code: str
    title: str
    room: Path
    page: str
    gather: Gather
    own_fields: Sequence[Field] = field(default_factory=tuple)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What a wording of this kind may name."""
        return (*COMMON, *self.own_fields)

    def standard(self, language: str) -> str:
        """The wording that came with the house."""
        return _read(self.room / "papers" / f"{self.code}.{language}.txt")


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def register(app: Flask, kinds: Sequence[PaperKind]) -> None:
    """Put the kinds of all rooms where papers are printed from."""
    app.extensions[EXTENSION] = {kind.code: kind for kind in kinds}


def all_kinds() -> tuple[PaperKind, ...]:
    """Every kind of paper, in the order of the rooms."""
    return tuple(_registered().values())


def kind_of(code: str) -> PaperKind:
    """The kind with this code; raises NotFound."""
    found = _registered().get(code)
    if found is None:
        raise NotFound
    return found


def _registered() -> Mapping[str, PaperKind]:
    return cast(Mapping[str, PaperKind], current_app.extensions[EXTENSION])
