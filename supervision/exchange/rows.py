"""One row on its way: tried and taken back, or entered, by its room's own operation.

Belongs here: the transaction of a row. Does not belong here: where rows come from and where their
fate is kept (`working` keeps it in tables, the command line prints it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.transaction import transaction
from supervision.exchange.importables import Entering, Importable, Reader, folded

NOT_YOURS = "This is not known here, or not yours to see."


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of a row; `known` is the thing that was there already."""

    problems: Sequence[Problem] = ()
    known: int | None = None
    made: tuple[str, int] | None = None


class _TakenBack(Exception):
    """Ends the transaction of a row that was only tried."""


class Rows:
    """Rows of one sheet: which cell is which field, and which keys were met before."""

    def __init__(
        self, importable: Importable, heads: Sequence[str], mapping: Mapping[str, str]
    ) -> None:
        self._importable, self._reader = importable, Reader(importable.fields)
        self._fields = [mapping.get(folded(head), "") for head in heads]
        self._seen: dict[str, int] = {}
        self._lines: dict[str, list[Mapping[str, Any]]] = {}

    def cells(self, texts: Sequence[str]) -> dict[str, str]:
        """The texts of a row by field."""
        return {field: text for field, text in zip(self._fields, texts, strict=False) if field}

    def check(self, at: Entering, number: int, texts: Sequence[str]) -> Outcome:
        """What would become of the row; nothing of it stays."""
        values, problems = self._reader.values(self.cells(texts))
        if problems:
            return Outcome(problems)
        first = self._seen.setdefault(self._importable.key(values), number)
        if first != number:
            return Outcome([Problem("The same as row %(row)s.", None, {"row": str(first)})])
        outcome = self._attempt(at, values, None)
        if not outcome.problems:
            self._remember(values)
        return outcome

    def recall(self, number: int, texts: Sequence[str]) -> None:
        """Know again a row that another worker found good."""
        values, _problems = self._reader.values(self.cells(texts))
        self._seen.setdefault(self._importable.key(values), number)
        self._remember(values)

    def _remember(self, values: Mapping[str, Any]) -> None:
        if self._importable.line is not None:
            self._lines.setdefault(self._importable.line(values), []).append(values)

    def enter(self, at: Entering, texts: Sequence[str], keep: Callable[[Outcome], None]) -> Outcome:
        """Enter the row; `keep` notes it in the same transaction, so both stay or neither."""
        values, problems = self._reader.values(self.cells(texts))
        return Outcome(problems) if problems else self._attempt(at, values, keep)

    def _attempt(
        self, at: Entering, values: Mapping[str, Any], keep: Callable[[Outcome], None] | None
    ) -> Outcome:
        outcome = Outcome()
        try:
            with transaction(at.session):
                if keep is None:
                    self._go_before(at, values)
                outcome = self._done(at, values)
                if keep is None:
                    raise _TakenBack
                keep(outcome)
        except _TakenBack:
            return outcome
        except Refused as refused:
            return Outcome(refused.problems)
        except (NotFound, Stale):
            return Outcome([Problem(NOT_YOURS)])
        return outcome

    def _go_before(self, at: Entering, values: Mapping[str, Any]) -> None:
        """Enter the good rows this one follows in its line, so that it is tried where it will stand."""
        if self._importable.line is not None:
            for earlier in self._lines.get(self._importable.line(values), ()):
                self._done(at, earlier)

    def _done(self, at: Entering, values: Mapping[str, Any]) -> Outcome:
        known = self._importable.find(at, values)
        if known is not None:
            return Outcome(known=known)
        key = self._importable.idempotency_key(at.actor.office_id or 0, values)
        made = self._importable.enter(at, values, key)
        at.session.flush()
        return Outcome(made=made)
