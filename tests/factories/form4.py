"""Lives of enforcement documents for tests of Form No. 4, written into the tables as the room would.

Belongs here: plain lives and their rows with the kept columns, by the law's own replay; thousands of
them would take minutes through the room's verbs. `tests/form4` compares both ways once.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.enforcement.models import (
    EnforcementChild,
    EnforcementDocument,
    EnforcementEvent,
    EnforcementProceeding,
)
from supervision.law.enforcement.card import is_alimony, is_monetary
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Claim, Happening, replay

WRITTEN = date(2019, 1, 1)
NINE = time(9, tzinfo=UTC)


@dataclass(frozen=True)
class Paper:
    """One document in one account and everything that happened to it, in order."""

    office_id: int
    row: int
    events: tuple[Happening, ...]
    kind_row: int | None = None
    claim: Decimal | None = Decimal(1000)
    joint: bool = False
    came_by_territoriality: bool = False
    debtor: str = "850314400017"
    children: tuple[str, ...] = field(default=())
    entered_on: date | None = None
    filled_by: str = "state_bailiff"

    @property
    def law_claim(self) -> Claim:
        """What of the card its life depends on."""
        return Claim(
            self.came_by_territoriality,
            is_monetary(self.row),
            is_alimony(self.row),
            self.claim,
        )


def worked_example(office_id: int, row: int = 17) -> list[Paper]:
    """Documents whose January 2026 from the 11th to the 25th is the worked example of §5."""
    begun, late = date(2026, 1, 2), date(2025, 10, 1)
    early, within, later = date(2026, 1, 5), date(2026, 1, 15), date(2026, 1, 20)
    kind = EventKind

    def life(*events: tuple[EventKind, date, str | None], **card: Any) -> Paper:
        happenings = tuple(Happening(each, on, ground) for each, on, ground in events)
        return Paper(office_id, row, happenings, **card)

    def open_until(ending: EventKind, ground: str | None = None, since: date = begun) -> Paper:
        return life((kind.INITIATED, since, None), (ending, within, ground))

    sent = life((kind.INITIATED, begun, None), (kind.SENT, within, None))
    confirmed = Paper(office_id, row, (*sent.events, Happening(kind.RECEIPT_CONFIRMED, later)))
    return [
        open_until(kind.FULFILLED),
        open_until(kind.FULFILLED),
        open_until(kind.FULFILLED, since=late),
        open_until(kind.PAID_BEFORE),
        open_until(kind.RETURNED, "2", since=late),
        open_until(kind.RETURNED_ON_DEMAND),
        open_until(kind.TERMINATED, "6"),
        confirmed,
        confirmed,
        sent,
        life((kind.INITIATED, within, None)),
        life((kind.INITIATED, within, None), (kind.INITIATION_CANCELLED, later, None)),
        life((kind.INITIATED, within, None), joint=True),
        life((kind.ACCEPTED, within, None), came_by_territoriality=True),
        life((kind.ACCEPTED, within, None), came_by_territoriality=True),
        life(
            (kind.INITIATED, begun, None),
            (kind.RETURNED, early, "2"),
            (kind.RE_INITIATED, within, None),
        ),
        life(
            (kind.INITIATED, begun, None),
            (kind.RETURNED, early, "2"),
            (kind.ENDING_CANCELLED, within, None),
            (kind.RESUMED_AFTER_CANCELLATION, later, None),
        ),
    ]


def write(session: Session, papers: Sequence[Paper]) -> None:
    """Put the documents with their events into the tables; the scope must let the offices be written."""
    for paper in papers:
        document_id = session.scalar(
            insert(EnforcementDocument).values(_card(paper)).returning(EnforcementDocument.id)
        )
        for place, name in enumerate(paper.children):
            session.execute(
                insert(EnforcementChild).values(_child(paper, document_id, place, name))
            )
        _, flags = replay(paper.law_claim, paper.events)
        proceedings: dict[int, int] = {}
        claim = paper.claim
        for sequence, (event, kept) in enumerate(zip(paper.events, flags, strict=True), start=1):
            number = kept.proceeding
            if number and number not in proceedings:
                proceedings[number] = _proceeding(session, paper, document_id, number)
            session.execute(
                insert(EnforcementEvent).values(
                    office_id=paper.office_id,
                    document_id=document_id,
                    proceeding_id=proceedings.get(number),
                    sequence=sequence,
                    place=sequence,
                    kind=event.kind.value,
                    effective_on=event.on,
                    accounted_on=event.on,
                    recorded_at=datetime.combine(paper.entered_on or event.on, NINE),
                    recorded_by="test",
                    ground=event.ground,
                    amount=event.amount,
                    addressee="",
                    note="",
                    report_row=paper.row,
                    kind_row=paper.kind_row,
                    claim=claim,
                    first_of_kind=kept.first_of_kind,
                    re_initiated=kept.re_initiated,
                    by_territoriality=kept.by_territoriality,
                    joint=paper.joint,
                    overdue=kept.overdue,
                    term_steps=[step.as_json() for step in kept.why] or None,
                    idempotency_key=uuid.uuid4(),
                )
            )
            if event.kind is EventKind.AMOUNT_CHANGED:
                claim = event.amount


def _proceeding(session: Session, paper: Paper, document_id: Any, ordinal: int) -> int:
    statement = insert(EnforcementProceeding).values(
        office_id=paper.office_id,
        document_id=document_id,
        ordinal=ordinal,
        serial_number=str(uuid.uuid4()),
    )
    made = session.scalar(statement.returning(EnforcementProceeding.id))
    assert made is not None
    return made


def _child(paper: Paper, document_id: Any, place: int, name: str) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "office_id": paper.office_id,
        "position": place,
        "surname": name,
        "first_name": name,
        "patronymic": "",
        "birth_on": date(2018, 5, 4),
        "sex": "male",
    }


def _card(paper: Paper) -> dict[str, Any]:
    """A card with nothing on it but what the form counts."""
    number = str(uuid.uuid4())
    texts = (
        *("case_number", "substance", "joint_group", "debtor_paper_number"),
        *("debtor_paper_issuer", "debtor_workplace", "debtor_post", "debtor_citizenship"),
        *("debtor_account", "debtor_address", "claimant_number", "claimant_address"),
        *("bailiff", "filler_number"),
    )
    return {
        **dict.fromkeys(texts, ""),
        "office_id": paper.office_id,
        "writ_number": number,
        "number_key": number,
        "writ_issued_on": WRITTEN,
        "issuing_body": "Абай аудандық соты",
        "body_key": "абай",
        "document_kind": "1",
        "received_on": WRITTEN,
        "receipt_kind": "by_territoriality" if paper.came_by_territoriality else "first",
        "delivery_mode": "by_post",
        "report_row": paper.row,
        "kind_row": paper.kind_row,
        "claim": paper.claim,
        "claim_now": paper.claim,
        "joint": paper.joint,
        "debtor_kind": "natural",
        "debtor_name": f"Борышкер {paper.debtor}",
        "debtor_number": paper.debtor,
        "debtor_foreign": False,
        "claimant_kind": "legal",
        "claimant_name": "«Дала Банк» АҚ",
        "claimant_foreign": False,
        "beneficiary": "children" if is_alimony(paper.row) else None,
        "children_count": len(paper.children),
        "filled_by": paper.filled_by,
        "standing": "awaiting",
        "recovered": 0,
        "sanction_paid": 0,
        "idempotency_key": uuid.uuid4(),
    }
