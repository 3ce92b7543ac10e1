"""How a room hands its facts over for a rebuild: one source a kind of subject.

Rooms above this floor provide a `FactSource`; the roof (`app.py`) names them all, so this room
never imports one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from supervision.duties.rules import Facts, Subject
from supervision.law.lawbook import Lawbook
from supervision.law.model import RuleKind


@dataclass(frozen=True)
class FactSource:
    """`read` yields every subject of `kind` the session may see, with all its recorded facts.

    `endpoint` is the Flask endpoint of the subject's page and `parameter` its id's name there.
    `records` names the events the room can record.
    """

    kind: str
    endpoint: str
    parameter: str
    read: Callable[[Session], Iterator[tuple[Subject, Facts]]]
    records: frozenset[str] = frozenset()


def closed_by_hand(law: Lawbook, sources: Iterable[FactSource]) -> frozenset[str]:
    """Names of the rules whose duties the owing office closes itself, naming the document.

    Those are the rules some of whose fulfilling facts no room records: without this way their
    duties could never close. An outside body's duty is not ours to close.
    """
    recorded = {event for source in sources for event in source.records}
    return frozenset(
        rule.name
        for rule in law.rules(None)
        if rule.starts
        and rule.kind is RuleKind.DUTY
        and rule.owed_by is not None
        and not rule.owed_by.is_outside
        and not recorded.issuperset(rule.fulfilled_by)
    )
