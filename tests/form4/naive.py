"""The three tables counted the slow way: each document's life gone through event by event.

Belongs here: a second computation that shares nothing with the first but the events themselves. It
knows the recommended readings only, and no lateness: random lives end within their term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.form4 import Paper

PARENTS = {
    **{6: 5, 8: 7, 9: 7, 10: 7, 11: 7, 13: 12, 15: 14, 17: 16, 18: 16, 19: 16},
    **{20: 19, 21: 19, 22: 19, 23: 19, 24: 19, 33: 32, 37: 36, 38: 36, 39: 36},
}
BEGINS = ("initiated", "re_initiated", "accepted_by_territoriality")
ENDS = {
    "fulfilled_by_bailiff": 12,
    "paid_before_presentation": 13,
    "returned_to_claimant": 14,
    "returned_on_demand": 15,
    "terminated": 16,
}


@dataclass
class Proceeding:
    """One proceeding as it goes on."""

    re_initiated: bool = False
    open: bool = False
    open_at_start: bool = False
    begun_within: bool = False
    resumed_within: bool = False
    gone_within: bool = False
    periodic: bool = False
    suspended: str | None = None
    cancelled: set[str] = field(default_factory=set)
    arrears: Decimal | None = None
    arrears_at_start: Decimal | None = None


def tables(papers: Iterable[Paper], start: date, end: date) -> dict[str, Any]:
    """Every cell that is not zero, by table, row and column."""
    cells: dict[Any, Any] = defaultdict(Decimal)
    debtors: dict[int, set[str]] = defaultdict(set)
    children: dict[int, set[str]] = defaultdict(set)
    for paper in papers:
        rows = _rows(paper)
        _Life(paper, rows, start, end, cells, debtors, children).run()
    for row in range(19, 25):
        for column, of in ((3, 1), (6, 2), (9, 9), (12, 10), (15, 19)):
            cells["table3", row - 18, column] = cells["table1", row, of]
        cells["table3", row - 18, 1] = len(debtors[row])
        cells["table3", row - 18, 2] = len(children[row])
    return {key: value for key, value in cells.items() if value}


def _rows(paper: Paper) -> list[int]:
    found = [paper.row]
    while found[-1] in PARENTS:
        found.append(PARENTS[found[-1]])
    if paper.kind_row is not None and paper.kind_row not in found:
        found.append(paper.kind_row)
    return [*found, 40]


class _Life:
    def __init__(self, paper, rows, start, end, cells, debtors, children) -> None:  # type: ignore[no-untyped-def]
        self.paper, self.rows, self.start, self.end = paper, rows, start, end
        self.cells, self.debtors, self.children = cells, debtors, children
        self.proceedings: list[Proceeding] = []
        self.claim = paper.claim or Decimal(0)
        self.arrears: Decimal | None = None
        self.recovered = Decimal(0)
        self.recovered_of_arrears = Decimal(0)

    def value(self) -> Decimal:
        """What the document stands with: the arrears of alimony, else its claim."""
        if 19 <= self.paper.row <= 24 and self.arrears is not None:
            return self.arrears
        return self.claim

    def money_recovered(self) -> Decimal:
        """Field 10.3; of arrears what came after their ruling, and no more than they are."""
        if 19 <= self.paper.row <= 24 and self.arrears is not None:
            return min(self.recovered_of_arrears, self.arrears)
        return self.recovered

    def add(self, column: int, *, money: Decimal | None = None, second: int | None = None) -> None:
        for row in self.rows:
            self.cells["table1", row, column] += 1
            self.cells["table2", row, second or column] += self.value() if money is None else money

    def run(self) -> None:
        started = False
        for event in self.paper.events:
            if event.on >= self.end:
                break
            if not started and event.on >= self.start:
                self.at_start()
                started = True
            self.happen(event, within=event.on >= self.start)
        if not started:
            self.at_start()
        self.at_end()

    def at_start(self) -> None:
        for each in self.proceedings:
            each.open_at_start = each.open
            each.arrears_at_start = each.arrears
            if each.open:
                self.add(1)
                self.add(9)

    def happen(self, event: Any, *, within: bool) -> None:
        kind = event.kind.value
        if kind in BEGINS:
            self.proceedings.append(Proceeding(kind == "re_initiated", True, begun_within=within))
            self.proceedings[-1].arrears = self.arrears
        running = self.proceedings[-1] if self.proceedings else Proceeding()
        if within:
            self.count(kind, event, running)
        before = self.value()
        if kind == "amount_changed":
            self.claim = event.amount
        elif kind == "arrears_ruling":
            self.arrears = running.arrears = event.amount
            self.recovered_of_arrears = Decimal(0)
        elif kind == "partly_recovered":
            self.recovered += event.amount
            self.recovered_of_arrears += event.amount
        if kind in ("initiation_cancelled", "ending_cancelled"):
            running.cancelled.add(kind)
        grown = self.value() - before
        if within and grown and running.open:
            for row in self.rows:
                self.cells["table2", row, 9] += grown
        self.mark(kind, event, running, within=within)

    def mark(self, kind: str, event: Any, running: Proceeding, *, within: bool) -> None:
        if kind in ENDS or kind in ("territorial_receipt_confirmed", "initiation_cancelled"):
            running.open = False
            running.gone_within |= within and kind not in ENDS
            if kind in ENDS:
                running.suspended = None
        elif kind == "resumed_after_cancellation":
            running.open = True
            running.resumed_within |= within
        elif kind == "suspended":
            running.suspended = event.ground or ""
        elif kind == "resumed_from_suspension":
            running.suspended = None
        elif kind == "put_on_periodic_execution":
            running.periodic = True

    def count(self, kind: str, event: Any, running: Proceeding) -> None:
        if kind in BEGINS:
            self.add(2)
            self.add(9)
            if running.re_initiated:
                self.add(3)
            if self.paper.joint:
                self.add(4)
            if kind == "accepted_by_territoriality":
                self.add(5)
        elif kind in ENDS:
            self.count_ending(kind, event, running)
        elif kind in ("initiation_cancelled", "ending_cancelled"):
            if kind not in running.cancelled:
                self.add(6)
            if kind == "initiation_cancelled":
                self.take(9)
        elif kind == "resumed_after_cancellation":
            self.add(7)
            self.add(9)
        elif kind == "territorial_receipt_confirmed":
            self.add(8)
            self.take(9)
        elif kind == "refused":
            self.add(25, second=26)
        elif kind == "sanction_paid_voluntarily":
            for row in self.rows:
                self.cells["table2", row, 25] += event.amount

    def take(self, column: int) -> None:
        for row in self.rows:
            self.cells["table1", row, column] -= 1
            self.cells["table2", row, column] -= self.value()

    def count_ending(self, kind: str, event: Any, running: Proceeding) -> None:
        self.add(10)
        self.add(ENDS[kind])
        if running.re_initiated:
            self.add(11)
        if kind == "terminated" and event.ground == "6":
            self.add(17)
        if running.arrears is not None:
            self.alimony(13, 14, running.arrears)

    def at_end(self) -> None:
        for each in self.proceedings:
            if each.open:
                self.add(19)
                if self.recovered:
                    self.add(20, money=self.money_recovered())
                if each.periodic:
                    self.add(21)
                if each.suspended is not None:
                    self.add(22)
                    if each.suspended == "6":
                        self.add(23)
                    if each.suspended == "2":
                        self.add(24)
            if 19 <= self.paper.row <= 24:
                self.alimony_at_end(each)

    def alimony_at_end(self, each: Proceeding) -> None:
        came = each.open_at_start or each.begun_within or each.resumed_within
        if each.open_at_start and each.arrears_at_start is not None:
            self.alimony(4, 5, each.arrears_at_start)
        if each.begun_within and each.arrears is not None:
            self.alimony(7, 8, each.arrears)
        if came and not each.gone_within:
            for row in self.rows:
                if 19 <= row <= 24:
                    self.debtors[row].add(self.paper.debtor)
                    self.children[row] |= set(self.paper.children)
            if each.arrears is not None:
                self.alimony(10, 11, each.arrears)
        if each.open and each.arrears is not None:
            self.alimony(16, 17, each.arrears)

    def alimony(self, count: int, money: int, sum_: Decimal) -> None:
        for row in self.rows:
            if 19 <= row <= 24:
                self.cells["table3", row - 18, count] += 1
                self.cells["table3", row - 18, money] += sum_
