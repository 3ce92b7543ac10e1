"""How a room hands its facts over for a rebuild: one source a kind of subject.

Rooms above this floor provide a `FactSource`; the roof (`app.py`) names them all, so this room
never imports one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from supervision.duties.rules import Facts, Subject


@dataclass(frozen=True)
class FactSource:
    """`read` yields every subject of `kind` the session may see, with all its recorded facts.

    `endpoint` is the Flask endpoint of the subject's page and `parameter` its id's name there.
    """

    kind: str
    endpoint: str
    parameter: str
    read: Callable[[Session], Iterator[tuple[Subject, Facts]]]
