"""An act of response as a paper: the values its wording may name (`2002 ¶4`, `2015 ¶4, ¶12`).

Does not belong here: the wording (`papers/response_act.*.txt`), reading rows.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.i18n import day_long
from supervision.offices.models import Office
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.wording import Field
from supervision.responses.presenting import kind_words
from supervision.responses.queries import breaches_of_act, get_act
from supervision.responses.rules import KIND

FIELDS = (
    *(Field("kind"), Field("addressee"), Field("subject"), Field("grounds")),
    Field("breaches", demanded_by="2002 ¶4"),
    Field("demand", demanded_by="2002 ¶4"),
    *(Field("answer_by"), Field("signer")),
)


def gather(session: Session, response_id: int, language: str) -> Gathered:
    """What an act of response says; settled once it is brought. Raises NotFound."""
    found = get_act(session, response_id)
    breaches = breaches_of_act(session, found.id)
    return Gathered(
        office=session.get_one(Office, found.office_id),
        values={
            "kind": kind_words(found.kind, found.other_kind),
            "addressee": found.addressee,
            "subject": found.subject_label,
            "grounds": found.grounds,
            "breaches": "\n".join(" ".join(each.description.split()) for each in breaches),
            "demand": found.demand,
            "answer_by": day_long(found.answer_by, language) if found.answer_by else "",
            "signer": found.recorded_by,
        },
        on=found.brought_on or found.recorded_on,
        settled=found.brought_on is not None,
        page={"response_id": found.id},
        number=found.number,
    )


PAPER = PaperKind(
    code=KIND,
    title="Act of response",
    room=Path(__file__).parent,
    page="responses.act",
    gather=gather,
    own_fields=FIELDS,
)
