"""A protest as a paper: the values its wording may name (`2015 ¶13`, `2002 ¶7`).

Does not belong here: the wording (`papers/protest.*.txt`), reading rows.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.i18n import _
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.signers import post_words
from supervision.printing.wording import Field
from supervision.protests.presenting import act_fields, ground_titles
from supervision.protests.queries.protests import dossier_of
from supervision.protests.rules import KIND

FIELDS = (
    Field("kind"),
    Field("court"),
    Field("act_day"),
    Field("instance"),
    Field("decided"),
    Field("matter"),
    Field("about"),
    Field("part"),
    Field("grounds", demanded_by="2015 ¶13"),
    Field("own_grounds", demanded_by="2015 ¶13"),
    Field("demand", demanded_by="2015 ¶13"),
    Field("post"),
    Field("signer"),
)


def gather(session: Session, protest_id: int, language: str) -> Gathered:
    """What a protest says; settled once it is brought. Raises NotFound."""
    found = dossier_of(session, protest_id)
    kept, titles = found.protest, ground_titles(language)
    return Gathered(
        office=found.author,
        values={
            "kind": _(f"protests.kind.{kept.kind}"),
            "court": found.matter.court.name_in(language),
            **act_fields(found.act.row, language),
            "matter": found.matter.number,
            "about": found.matter.about,
            "part": kept.part,
            "grounds": "\n".join(titles.get(code, code) for code in kept.grounds),
            "own_grounds": kept.own_grounds,
            "demand": kept.demand,
            "post": post_words(session, kept.brought_by_id),
            "signer": kept.brought_by or "",
        },
        on=kept.brought_on or kept.drafted_on,
        settled=kept.brought_on is not None,
        number=kept.number or "",
        page={"protest_id": protest_id},
    )


PAPER = PaperKind(
    code=KIND,
    title="Protest",
    room=Path(__file__).parent,
    page="protests.protest",
    gather=gather,
    own_fields=FIELDS,
)
