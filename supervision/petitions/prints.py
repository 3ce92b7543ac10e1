"""Papers on a petition: letters to the petitioner, the order to request a case and the request, the
conclusion on a refusal, the order of an additional check (`2015 ¶17–18, ¶27`, `2002 ¶8`).

Belongs here: the values their wordings may name. Does not belong here: a wording (`papers/`), reading
rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.core.i18n import _, day_long
from supervision.duties.serving import lawbook
from supervision.offices.models import Office
from supervision.petitions import facts
from supervision.petitions.models import (
    Petition,
    PetitionConclusion,
    PetitionLetter,
    PetitionRequest,
)
from supervision.petitions.presenting import titles_of
from supervision.petitions.queries.petitions import get_check
from supervision.petitions.queries.whole import Whole, whole_of
from supervision.petitions.rules.resolving import LetterKind
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.wording import Field

ROOM = Path(__file__).parent
ANSWERS = (LetterKind.EXPLAINED, LetterKind.REFUSED, LetterKind.GRANTED)
_PETITION = (Field("petition"), Field("petitioner"), Field("received_day"), Field("case_number"))
_LETTER = (*_PETITION, Field("address"), Field("representative"), Field("text"), Field("signer"))
_REQUEST = (*_PETITION, Field("what"), Field("content"), Field("addressee"), Field("signer"))


def gather_letter(
    session: Session, letter_id: int, language: str, *, kinds: Collection[str]
) -> Gathered:
    """What a letter of these kinds says: it was sent when it was recorded. Raises NotFound."""
    found = session.get(PetitionLetter, letter_id)
    if found is None or found.kind not in kinds:
        raise NotFound
    whole = whole_of(session, found.petition_id)
    petition, extension = whole.petition, whole.extension
    missing = titles_of("2015 ¶27", "petition_items", petition.missing or (), language)
    granted = found.kind == LetterKind.GRANTED
    return Gathered(
        office=session.get_one(Office, found.office_id),
        values={
            **_petition(petition, language),
            "address": petition.address,
            "representative": petition.representative_name,
            "kind": _(f"petitions.letter.{found.kind}"),
            "text": found.text,
            "missing": "\n".join(missing),
            "until_day": day_long(extension.until_on, language) if extension else "",
            "decided_day": day_long(extension.decided_on, language) if extension else "",
            "reason": extension.reason if extension else "",
            "protest": (petition.protest_number or "") if granted else "",
            "protest_day": day_long(petition.protest_on, language)
            if granted and petition.protest_on
            else "",
            "right": _right(found, whole),
            "signer": found.written_by,
        },
        on=found.sent_on,
        settled=True,
        page={"petition_id": petition.id, "letter_id": found.id},
        number=found.number,
    )


def _petition(petition: Petition, language: str) -> Mapping[str, str]:
    return {
        "petition": petition.number,
        "petitioner": petition.petitioner_name,
        "received_day": day_long(petition.received_on, language),
        "case_number": petition.case_number,
    }


def _right(letter: PetitionLetter, whole: Whole) -> str:
    """The right the petitioner has against this answer, as its page says it too."""
    if letter.kind == LetterKind.EXPLAINED:
        return _(
            "The case belongs to no category of paragraph 6 of the Instruction: you have the right "
            "to complain to the appellate court yourself (2015 ¶18)."
        )
    if letter.kind != LetterKind.REFUSED:
        return ""
    if facts.needs_checklist(lawbook(), whole, letter.sent_on):
        return _(
            "You have the right to apply again, with a petition to the Prosecutor General "
            "(2015 ¶27)."
        )
    return _(
        "If you do not agree with this answer, you have the right to complain to a higher "
        "prosecutor, enclosing a copy of it."
    )


def gather_request(session: Session, request_id: int, language: str, *, is_order: bool) -> Gathered:
    """The order to request a case, or the request itself, settled once sent. Raises NotFound."""
    found = session.get(PetitionRequest, request_id)
    petition = session.get(Petition, found.petition_id) if found is not None else None
    if found is None or petition is None:
        raise NotFound
    sent = found.sent_on is not None
    return Gathered(
        office=session.get_one(Office, found.office_id),
        values={
            **_petition(petition, language),
            "what": _(f"petitions.requested.{found.what}"),
            "content": found.content,
            "addressee": found.addressee,
            "signer": found.ordered_by,
        },
        on=found.ordered_on if is_order else found.sent_on or found.ordered_on,
        settled=is_order or sent,
        page={"petition_id": petition.id, "request_id": found.id},
        number=found.order_number if is_order else found.request_number,
    )


def gather_conclusion(session: Session, conclusion_id: int, language: str) -> Gathered:
    """The conclusion on leaving a petition unsatisfied; settled once approved. Raises NotFound."""
    found = session.get(PetitionConclusion, conclusion_id)
    petition = session.get(Petition, found.petition_id) if found is not None else None
    if found is None or petition is None:
        raise NotFound
    approved = found.state == "approved"
    return Gathered(
        office=session.get_one(Office, found.office_id),
        values={
            **_petition(petition, language),
            "arguments": found.arguments,
            "reasons": found.reasons,
            "author": found.author_name,
            "approver": (found.approver_name or "") if approved else "",
            "approved_day": day_long(found.approved_on, language) if approved else "",
        },
        on=found.approved_on or found.found_on,
        settled=approved,
        page={"petition_id": petition.id},
    )


def gather_check(session: Session, check_id: int, language: str) -> Gathered:
    """The order of an additional check: it is given when it is recorded. Raises NotFound."""
    found = get_check(session, check_id)
    return Gathered(
        office=session.get_one(Office, found.ordering_office_id),
        values={
            "addressee": session.get_one(Office, found.office_id).name_in(language),
            "petition": found.petition_number,
            "petitioner": found.petitioner_name,
            "case_number": found.case_number,
            "task": found.task,
            "due_day": day_long(found.due_on, language),
            "signer": found.ordered_by,
        },
        on=found.ordered_on,
        settled=True,
        page={"check_id": found.id},
        number=found.number,
    )


ANSWER = PaperKind(
    code="petition_answer",
    title="Answer",
    room=ROOM,
    page="petitions.letter",
    gather=partial(gather_letter, kinds=ANSWERS),
    own_fields=(
        *_LETTER,
        *(Field("kind"), Field("protest"), Field("protest_day")),
        Field("right", demanded_by="2015 ¶17"),
    ),
)
RETURN = PaperKind(
    code="petition_return",
    title="petitions.letter.return",
    room=ROOM,
    page="petitions.letter",
    gather=partial(gather_letter, kinds=(LetterKind.RETURN,)),
    own_fields=(*_LETTER, Field("missing", demanded_by="2015 ¶27")),
)
EXTENSION = PaperKind(
    code="petition_extension",
    title="petitions.letter.extension_notice",
    room=ROOM,
    page="petitions.letter",
    gather=partial(gather_letter, kinds=(LetterKind.EXTENSION_NOTICE,)),
    own_fields=(*_LETTER, Field("until_day"), Field("decided_day"), Field("reason")),
)
ORDER = PaperKind(
    code="request_order",
    title="Order to request",
    room=ROOM,
    page="petitions.order_paper",
    gather=partial(gather_request, is_order=True),
    own_fields=_REQUEST,
)
REQUEST = PaperKind(
    code="file_request",
    title="Request",
    room=ROOM,
    page="petitions.request_paper",
    gather=partial(gather_request, is_order=False),
    own_fields=_REQUEST,
)
CONCLUSION = PaperKind(
    code="petition_conclusion",
    title="Conclusion on a refusal",
    room=ROOM,
    page="petitions.conclusion_paper",
    gather=gather_conclusion,
    own_fields=(
        *_PETITION,
        Field("arguments", demanded_by="2015 ¶17"),
        Field("reasons", demanded_by="2015 ¶17"),
        *(Field("author"), Field("approved_day"), Field("approver", demanded_by="2015 ¶17")),
    ),
)
CHECK = PaperKind(
    code="check_order",
    title="printing.check_order",
    room=ROOM,
    page="petitions.check",
    gather=gather_check,
    own_fields=(
        *(Field("addressee"), Field("petition"), Field("petitioner"), Field("case_number")),
        Field("task", demanded_by="2015 ¶27"),
        *(Field("due_day"), Field("signer")),
    ),
)
PAPERS = (ANSWER, RETURN, EXTENSION, ORDER, REQUEST, CONCLUSION, CHECK)
OF_LETTER = {
    **dict.fromkeys(ANSWERS, ANSWER.code),
    LetterKind.RETURN: RETURN.code,
    LetterKind.EXTENSION_NOTICE: EXTENSION.code,
}
