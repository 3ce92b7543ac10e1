"""The result of a study as a paper: the values its wording may name (`2002 ¶6`).

Does not belong here: the wording (`papers/study_result.*.txt`), reading rows.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.i18n import _, day_long
from supervision.law.checklist import study_checklist
from supervision.offices.models import Office
from supervision.printing.document import Column, Table
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.signers import post_words
from supervision.printing.wording import Field
from supervision.responses.queries import of_subject
from supervision.studies import queries
from supervision.studies.rules import KIND

FIELDS = (
    *(Field("file"), Field("registration"), Field("bailiff"), Field("bailiff_office")),
    *(Field("parties"), Field("subject"), Field("received_day"), Field("studied_day")),
    Field("checklist", demanded_by="2002 ¶6", of_blocks=True),
    Field("breaches", demanded_by="2002 ¶6"),
    *(Field("post"), Field("signer")),
)


def gather(session: Session, file_id: int, language: str) -> Gathered:
    """What the study of a file found; settled once it is studied. Raises NotFound."""
    found = queries.get(session, file_id)
    assignee = found.assignee_id or 0
    return Gathered(
        office=session.get_one(Office, found.office_id),
        values={
            "file": found.number,
            "registration": found.registration_number,
            "bailiff": found.bailiff,
            "bailiff_office": found.bailiff_office,
            "parties": "; ".join(each.name for each in queries.parties_of(session, file_id)),
            "subject": found.subject,
            "received_day": day_long(found.received_on, language) if found.received_on else "",
            "studied_day": day_long(found.studied_on, language) if found.studied_on else "",
            "checklist": (_checklist(session, file_id, language),),
            "breaches": "\n".join(
                " ".join(each.description.split()) for each in of_subject(session, KIND, file_id)
            ),
            "post": post_words(session, found.assignee_id),
            "signer": queries.names_of(session, [assignee]).get(assignee, ""),
        },
        on=found.studied_on or found.received_on or found.requested_on,
        settled=found.studied_on is not None,
        page={"file_id": file_id},
    )


def _checklist(session: Session, file_id: int, language: str) -> Table:
    """The five points with their answers; before the study none of them."""
    answers = queries.answers_of(session, file_id)
    return Table(
        columns=(
            Column(_("The study checks"), width=40),
            Column(_("Answer"), width=14),
            Column(_("Note"), width=36),
        ),
        rows=[
            (
                item.title.in_language(language),
                _(f"studies.answer.{answers[item.code].answer}"),
                answers[item.code].note,
            )
            for item in study_checklist()
            if item.code in answers
        ],
        nothing=_("None."),
    )


PAPER = PaperKind(
    code="study_result",
    title="printing.study_result",
    room=Path(__file__).parent,
    page="studies.file",
    gather=gather,
    own_fields=FIELDS,
)
