"""How a room lets acts of response be brought about its subjects: one door a kind of subject.

Rooms above this floor provide a `SubjectRoom`; the roof (`app.py`) names them all, so this room
never imports one of them. Does not belong here: what any of those rooms records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook


class HeldSubject(NamedTuple):
    """A subject held for change: the office that has it, and how its room calls it."""

    office_id: int
    label: str


class RulingGround(NamedTuple):
    """A private ruling an act of the same content may follow: its id, day and words (`2015 ¶12`)."""

    id: int
    found_on: date
    words: str


class Follow(Protocol):
    """Lets the law follow a subject after an act about it changed."""

    def __call__(
        self, session: Session, subject_id: int, /, *, actor: Actor, law: Lawbook, today: date
    ) -> object: ...


@dataclass(frozen=True)
class SubjectRoom:
    """A kind of subject that acts of response are brought about.

    `endpoint` is the Flask endpoint of the subject's page and `parameter` its id's name there.
    `hold` holds it for change and raises NotFound or Forbidden for whoever may not; `rulings` are
    the private rulings it knows, if it knows such.
    """

    kind: str
    endpoint: str
    parameter: str
    hold: Callable[[Session, Actor, int], HeldSubject]
    follow: Follow
    rulings: Callable[[Session, int], Sequence[RulingGround]] | None = None

    def rulings_of(self, session: Session, subject_id: int) -> Sequence[RulingGround]:
        """The private rulings of a subject; none where its room knows none."""
        return self.rulings(session, subject_id) if self.rulings is not None else ()


Rooms = Mapping[str, SubjectRoom]
