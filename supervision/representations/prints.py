"""A representation as a paper: the values its wording may name (`2015 ¶14, ¶19`, `2002 ¶7`).

Does not belong here: the wording (`papers/representation.*.txt`), reading rows.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.i18n import _
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.signers import post_words
from supervision.printing.wording import Field
from supervision.protests.presenting import act_fields
from supervision.representations.queries.representations import dossier_of
from supervision.representations.rules import KIND, RepresentationState

FIELDS = (
    Field("addressee"),
    Field("court"),
    Field("act_day"),
    Field("instance"),
    Field("decided"),
    Field("matter"),
    Field("about"),
    Field("occasion"),
    Field("descriptive", demanded_by="2015 ¶19"),
    Field("reasoning", demanded_by="2015 ¶19"),
    Field("resolutive", demanded_by="2015 ¶19"),
    Field("post"),
    Field("signer"),
)


def gather(session: Session, representation_id: int, language: str) -> Gathered:
    """What a representation says; settled once it is sent. Raises NotFound."""
    found = dossier_of(session, representation_id)
    kept = found.representation
    return Gathered(
        office=found.author,
        values={
            "addressee": found.addressee.name_in(language),
            "court": found.matter.court.name_in(language),
            **act_fields(found.act.row, language),
            "matter": found.matter.number,
            "about": found.matter.about,
            "occasion": _(f"representations.cause.{kept.cause}"),
            "descriptive": kept.descriptive,
            "reasoning": kept.reasoning,
            "resolutive": kept.resolutive,
            "post": post_words(session, kept.signed_by_id),
            "signer": kept.signed_by or "",
        },
        on=kept.sent_on or kept.drafted_on,
        settled=kept.state != RepresentationState.DRAFT,
        number=kept.number or "",
        page={"representation_id": representation_id},
    )


PAPER = PaperKind(
    code=KIND,
    title="Representation",
    room=Path(__file__).parent,
    page="representations.representation",
    gather=gather,
    own_fields=FIELDS,
)
