"""Random lawful lives of documents for the comparison of both computations.

Belongs here: walking along what the law lets follow. Does not belong here: counting.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from supervision.law.enforcement.card import is_alimony, is_monetary
from supervision.law.enforcement.events import WITH_AMOUNT, EventKind
from supervision.law.enforcement.life import Claim, Happening, Life, follow, legal_next
from tests.factories.form4 import Paper

FIRST_DAY = date(2026, 1, 1)
_GROUNDS = {
    EventKind.TERMINATED: ["1", "6"],
    EventKind.SUSPENDED: ["1", "2", "6"],
    EventKind.REFUSED: ["1", "8"],
    EventKind.RETURNED: ["2"],
}
_UNCOUNTED = {EventKind.TERM_SET}


def _amount(draw: Any, kind: EventKind) -> Decimal | None:
    """A sum that fits: parts stay below any claim (C1)."""
    if kind is EventKind.AMOUNT_CHANGED:
        return Decimal(draw(st.integers(5, 20)) * 100)
    return Decimal(draw(st.integers(1, 50))) if kind in WITH_AMOUNT else None


@st.composite
def papers(draw: Any, office_ids: tuple[int, ...]) -> Paper:
    """One document whose events come within a few weeks around the period asked about."""
    row = draw(st.sampled_from([1, 8, 15, 16, 19, 20, 20, 21, 36, 38]))
    monetary, alimony = is_monetary(row), is_alimony(row)
    claim = Claim(
        draw(st.booleans()),
        monetary,
        alimony,
        Decimal(draw(st.integers(5, 9)) * 100) if monetary else None,
    )
    life, events, on = Life(claim), [], FIRST_DAY
    for _ in range(draw(st.integers(1, 9))):
        allowed = sorted(legal_next(life) - _UNCOUNTED)
        if not allowed:
            break
        kind = draw(st.sampled_from(allowed))
        on += timedelta(days=draw(st.integers(1, 5)))
        event = Happening(
            kind,
            on,
            ground=draw(st.sampled_from(_GROUNDS[kind])) if kind in _GROUNDS else None,
            amount=_amount(draw, kind),
        )
        life = follow(life, event)
        events.append(event)
    return Paper(
        office_id=draw(st.sampled_from(office_ids)),
        row=row,
        events=tuple(events),
        kind_row=draw(st.sampled_from([None, None, 30, 31])) if monetary and not alimony else None,
        claim=claim.amount,
        joint=draw(st.booleans()) if monetary else False,
        came_by_territoriality=claim.came_by_territoriality,
        debtor=draw(st.sampled_from(["850314400017", "900101300017"])),
        children=draw(st.sampled_from([(), ("А",), ("А", "Б")])) if row in (19, 20) else (),
    )
