"""Papers of cases: the conclusion on a court act (`2015 ¶10`), the notice to a specialised office and
the act of reconciliation (`2015 ¶7`).

Belongs here: the values their wordings may name. Does not belong here: a wording (`papers/`), reading
rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from supervision.cases.act_presenting import act_fields
from supervision.cases.conclusion_presenting import sections
from supervision.cases.models import AdminCase, Conclusion, CourtAct, Notice
from supervision.cases.queries import reconciliation as reconciliations
from supervision.cases.queries.cases import articles_of_cases
from supervision.cases.queries.parts import court_names
from supervision.cases.reconciliation_presenting import DataWords, differences_words, lines, sides
from supervision.cases.rules.conclusions import ConclusionState
from supervision.core.errors import NotFound
from supervision.core.i18n import _, day_long
from supervision.duties.presenting import period_words
from supervision.offices.models import Office
from supervision.printing.document import Block, Column, Heading, Paragraph, Signature, Table
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.signers import post_words
from supervision.printing.wording import Field

ROOM = Path(__file__).parent
CONCLUSION_FIELDS = (
    *(Field("kind"), Field("court"), Field("matter"), Field("about"), Field("articles")),
    *(Field("act_day"), Field("instance"), Field("decided")),
    Field("sections", demanded_by="2015 ¶10", of_blocks=True),
    Field("author"),
    Field("author_post"),
    Field("approver", demanded_by="2015 ¶10"),
    *(Field("approver_post"), Field("approved_day")),
)
NOTICE_FIELDS = (
    *(Field("addressee"), Field("court"), Field("matter", demanded_by="2015 ¶7")),
    *(Field("means"), Field("signer"), Field("taken_by")),
)
RECONCILIATION_FIELDS = (
    *(Field("territorial"), Field("specialised"), Field("quarter"), Field("differences")),
    Field("lists", demanded_by="2015 ¶7", of_blocks=True),
    Field("signatures", demanded_by="2015 ¶7", of_blocks=True),
)


def gather_conclusion(session: Session, conclusion_id: int, language: str) -> Gathered:
    """What a conclusion says; settled once it is approved. Raises NotFound."""
    found = session.get(Conclusion, conclusion_id)
    if found is None:
        raise NotFound
    case = session.get_one(AdminCase, found.case_id)
    act = session.get_one(CourtAct, found.act_id)
    approved = found.state == ConclusionState.APPROVED
    return Gathered(
        office=session.get_one(Office, found.author_office_id),
        values={
            "kind": _(f"cases.conclusion.{found.kind}"),
            "court": court_names(session, [act.court_id], language).get(act.court_id, ""),
            "matter": case.number,
            "about": case.offender_name,
            "articles": ", ".join(articles_of_cases(session, [case.id]).get(case.id, [])),
            **act_fields(act, language),
            "sections": tuple(_sections(found, language)),
            "author": found.author_name,
            "author_post": post_words(session, found.author_id),
            "approver": (found.approved_by or "") if approved else "",
            "approver_post": post_words(session, found.approved_by_id) if approved else "",
            "approved_day": day_long(found.approved_on, language) if approved else "",
        },
        on=found.approved_on or found.edited_on,
        settled=approved,
        page={"case_id": case.id, "conclusion_id": found.id},
    )


def _sections(found: Conclusion, language: str) -> Iterator[Block]:
    for section in sections(found, language):
        yield Heading(section.title)
        yield from (Paragraph(line) for line in section.text.splitlines() if line.strip())


def gather_notice(session: Session, notice_id: int, language: str) -> Gathered:
    """What a notice of the register says: it was given when it was registered. Raises NotFound."""
    found = session.get(Notice, notice_id)
    if found is None:
        raise NotFound
    return Gathered(
        office=session.get_one(Office, found.office_id),
        values={
            "addressee": session.get_one(Office, found.to_office_id).name_in(language),
            "court": court_names(session, [found.court_id], language).get(found.court_id, ""),
            "matter": found.case_number,
            "means": found.other_means or _(f"cases.means.{found.means}"),
            "signer": found.given_by,
            "taken_by": found.taken_by,
        },
        on=found.given_on,
        settled=True,
        page={"case_id": found.case_id},
        number=found.number,
    )


def gather_reconciliation(session: Session, reconciliation_id: int, language: str) -> Gathered:
    """What one office's copy of the act says; settled once both sides signed. Raises NotFound."""
    copy = reconciliations.whole(session, reconciliation_id)
    head = copy.head
    named = [session.get_one(Office, of) for of in (head.territorial_id, head.specialised_id)]
    offices = {office.id: office.name_in(language) for office in named}
    told = sides(copy, offices, language)
    signed = [side.signed_on for side in copy.sides.values() if side.signed_on is not None]
    return Gathered(
        office=session.get_one(Office, head.office_id),
        values={
            "territorial": offices[head.territorial_id],
            "specialised": offices[head.specialised_id],
            "quarter": period_words(head.quarter, language),
            "differences": differences_words(copy),
            "lists": (_lists(session, copy, offices, language),),
            "signatures": tuple(Signature(side.office, side.signed or "________") for side in told),
        },
        on=max(signed, default=head.ends_on),
        settled=head.is_signed,
        page={"reconciliation_id": head.id},
        number=head.number,
    )


def _lists(
    session: Session, copy: reconciliations.Copy, offices: dict[int, str], language: str
) -> Table:
    """Both lists side by side, with what differs and how it was settled."""
    every = [line for of_side in copy.lines.values() for line in of_side]
    courts = court_names(session, {line.court_id for line in every}, language)
    return Table(
        columns=(
            Column(_("Case"), width=16),
            Column(_("Offender"), width=20),
            Column(offices[copy.head.territorial_id], width=20),
            Column(offices[copy.head.specialised_id], width=20),
            Column(_("Difference"), width=24),
        ),
        rows=[
            (
                f"{line.number}, {line.court}",
                line.offender,
                _data(line.territorial),
                _data(line.specialised),
                ". ".join(part for part in (line.differs, line.settlement, line.note) if part),
            )
            for line in lines(copy, courts, {}, language, may_settle=False)
        ],
        nothing=_("Neither office heard such a case in the quarter"),
    )


def _data(words: DataWords | None) -> str:
    return ", ".join(part for part in words if part) if words is not None else "—"


CONCLUSION = PaperKind(
    code="conclusion",
    title="Conclusion",
    room=ROOM,
    page="cases.conclusion",
    gather=gather_conclusion,
    own_fields=CONCLUSION_FIELDS,
)
NOTICE = PaperKind(
    code="case_notice",
    title="cases.means.telephonogram",
    room=ROOM,
    page="cases.case",
    gather=gather_notice,
    own_fields=NOTICE_FIELDS,
)
RECONCILIATION = PaperKind(
    code="reconciliation",
    title="Act of reconciliation",
    room=ROOM,
    page="cases.reconciliation",
    gather=gather_reconciliation,
    own_fields=RECONCILIATION_FIELDS,
)
PAPERS = (CONCLUSION, NOTICE, RECONCILIATION)
