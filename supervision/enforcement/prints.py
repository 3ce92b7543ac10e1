"""Letters of control cards: No. 1 that sends a document, No. 2 that confirms it, a refusal, a file that
never arrived (`F4 ¶11, ¶23`).

Belongs here: the values their wordings may name. Does not belong here: a wording (`papers/`; the
official one stands in appendices we do not have, so the words are ours and an office may replace them).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.core.i18n import day, day_long
from supervision.enforcement.models import ControlCard
from supervision.enforcement.presenting import ground_words, money
from supervision.enforcement.queries import transfers
from supervision.enforcement.rules.card import CardEntry
from supervision.enforcement.rules.content import card_of_content, recovered_of_content
from supervision.law.enforcement.events import EventKind
from supervision.offices.models import Office
from supervision.offices.queries import office_names
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.wording import Field

ROOM = Path(__file__).parent
_DOCUMENT = (
    *(Field("addressee"), Field("writ", demanded_by="F4 ¶11")),
    *(Field("debtor"), Field("claimant"), Field("signer")),
)
_SUMS = (Field("claim"), Field("recovered"))
_ANSWER = (*_DOCUMENT, Field("sent_day"), Field("sent_number"))


def gather_card(session: Session, card_id: int, language: str, *, kind: str) -> Gathered:
    """What a control card of this kind says: it was issued when it was recorded. Raises NotFound."""
    card = transfers.card(session, card_id)
    if card.kind != kind:
        raise NotFound
    sent = transfers.card(session, card.answers_id) if card.answers_id else card
    entry = card_of_content(sent.content)
    recovered = recovered_of_content(sent.content)
    to = card.addressee_office_id
    return Gathered(
        office=session.get_one(Office, card.office_id),
        values={
            **_document(entry, language),
            "addressee": office_names(session, [to], language).get(to, ""),
            "claim": money(entry.claim),
            "recovered": money(recovered) if recovered else "",
            "enclosed": str(sent.content.get("note", "")),
            "sent_day": day_long(sent.issued_on, language),
            "sent_number": mark_of(sent),
            "ground": ground_words(EventKind.REFUSED, card.ground),
            "reason": card.reason,
            "signer": card.issued_by,
        },
        on=card.issued_on,
        settled=True,
        page={"card_id": card.id},
        number=mark_of(card),
    )


def mark_of(card: ControlCard) -> str:
    """The number of a control card as it is written: `2026-0005`."""
    return f"{card.year}-{card.sequence:04d}"


def _document(entry: CardEntry, language: str) -> dict[str, str]:
    """The document and its parties, each in one line."""
    debtor = (entry.debtor_name, entry.debtor_number, entry.debtor_address)
    claimant = (entry.claimant_name, entry.claimant_number)
    issued = (f"№ {entry.writ_number}", day(entry.writ_issued_on, language), entry.issuing_body)
    return {
        "writ": ", ".join(issued),
        "debtor": ", ".join(part for part in debtor if part),
        "claimant": ", ".join(part for part in claimant if part),
        "substance": entry.substance,
    }


def _kind(kind: str, *own_fields: Field) -> PaperKind:
    return PaperKind(
        code=code_of(kind),
        title=f"enforcement.card.{kind}",
        room=ROOM,
        page="enforcement.control_card",
        gather=partial(gather_card, kind=kind),
        own_fields=own_fields,
    )


def code_of(kind: str) -> str:
    """The code of the paper of a control card of this kind."""
    return f"control_card_{kind}"


PAPERS = (
    _kind("sent", *_DOCUMENT, *_SUMS, Field("substance"), Field("enclosed")),
    _kind("confirmed", *_ANSWER, *_SUMS),
    _kind("refused", *_ANSWER, Field("ground"), Field("reason")),
    _kind("recalled", *_ANSWER, Field("reason")),
)
