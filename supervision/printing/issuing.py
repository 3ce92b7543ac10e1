"""A thing of a room as a paper: as a draft while it is worked on, numbered and kept once it is signed.

Belongs here: from a kind and a thing's values to documents, and keeping them. Does not belong here:
numbers and the chain (`operations.py`), files (`rendering.py`), what any paper says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.i18n import _, day_long, speaking
from supervision.offices.models import Office
from supervision.printing.document import Block, Document, Letterhead, document, plain
from supervision.printing.engine import NoLetter, NotPrinted
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.models import Paper
from supervision.printing.operations import issue, places, wait_for
from supervision.printing.policy import demand_issue
from supervision.printing.queries import paper_with, wording_in_force
from supervision.printing.rendering import rendered
from supervision.printing.rules import KIND, LANGUAGES, Form, copy_name
from supervision.printing.wording import composed, problems

BLANK = "________"  # where a draft has no number or day yet


class AlreadyIssued(Refused):
    """A paper issued earlier already says exactly this."""


@dataclass(frozen=True)
class _Sheet:
    """A thing of one kind in one language with its wording, ready to be written down."""

    kind: PaperKind
    gathered: Gathered
    language: str
    above: str
    wording: str
    version: int

    def paper(self, *, number: str, draft: bool) -> Document:
        """The paper with this number; a draft has no day either."""
        with speaking(self.language):
            office = self.gathered.office.name_in(self.language)
            known = {
                "office": office,
                "number": number or BLANK,
                "place": self.gathered.office.seat_in(self.language),
                "day": BLANK if draft else day_long(self.gathered.on, self.language),
            }
            blocks: Sequence[Block] = composed(self.wording, {**self.gathered.values, **known})
            return document(
                (Letterhead(office, self.above), *blocks),
                language=self.language,
                title=self.gathered.title or _(self.kind.title),
                office=office,
                issued_on=self.gathered.on,
                mark=_("No. %(number)s", number=number) if number else "",
                draft=draft,
            )


def _sheet(session: Session, kind: PaperKind, thing_id: int, language: str, today: date) -> _Sheet:
    with speaking(language):
        gathered = kind.gather(session, thing_id, language)
    own = wording_in_force(session, gathered.office.id, kind.code, language, today)
    words = own.words if own is not None and own.words is not None else kind.standard(language)
    if own is not None and any(problems(words, kind.fields)):
        raise Refused(
            "The office's wording of this paper names what the paper no longer has: "
            "the head mends it on the page of wordings."
        )
    parent = gathered.office.parent_id
    above = session.get(Office, parent) if parent is not None else None
    return _Sheet(
        kind=kind,
        gathered=gathered,
        language=language,
        above=above.name_in(language) if above is not None else "",
        wording=words,
        version=own.version if own is not None else 0,
    )


def draft_of(
    session: Session,
    actor: Actor,
    kind: PaperKind,
    thing_id: int,
    *,
    language: str,
    form: Form,
    today: date,
) -> bytes:
    """The thing as a draft, marked as one on every page; leaves a trace. Raises NotFound, Refused."""
    sheet = _sheet(session, kind, thing_id, language, today)
    made = files_of([sheet.paper(number=sheet.gathered.number, draft=True)], form)[0]
    record(
        session,
        actor,
        action="printing.draft",
        subject=(KIND, None),
        office_id=sheet.gathered.office.id,
        after={"kind": kind.code, "thing": thing_id, "copy": copy_name(language, form)},
    )
    return made


def issue_paper(
    session: Session, actor: Actor, kind: PaperKind, thing_id: int, *, today: date
) -> tuple[Paper, Gathered]:
    """Issue the paper of a thing that is signed or sent: numbered, in each language and form, kept.

    Raises NotFound, Forbidden for another office, Refused where the thing is still being worked on,
    AlreadyIssued where a paper issued earlier already says exactly this.
    """
    sheets = [_sheet(session, kind, thing_id, language, today) for language in LANGUAGES]
    gathered = sheets[0].gathered
    demand_issue(actor, gathered.office.id)
    if not gathered.settled:
        raise Refused("A paper is issued once it is signed; until then print it as a draft.")
    made = keep(
        session,
        actor,
        kind=kind.code,
        office_id=gathered.office.id,
        thing_id=thing_id,
        papers=lambda number: [
            sheet.paper(number=gathered.number or number, draft=False) for sheet in sheets
        ],
        today=today,
        wordings={sheet.language: sheet.version for sheet in sheets if sheet.version},
    )
    return made, gathered


def keep(
    session: Session,
    actor: Actor,
    *,
    kind: str,
    office_id: int,
    thing_id: int,
    papers: Callable[[str], Sequence[Document]],
    today: date,
    wordings: Mapping[str, int] | None = None,
) -> Paper:
    """Number a thing's paper and keep it; `papers` writes it in each language under a number.

    Raises AlreadyIssued where an earlier paper on the thing says exactly this, Refused where a text
    cannot be printed.
    """
    wait_for(session, kind, office_id)
    said = _fingerprint(papers(""))
    standing = paper_with(session, kind, thing_id, said)
    if standing is not None:
        raise AlreadyIssued(
            "The paper No. %(number)s already says exactly this; it stays as it was issued.",
            number=standing.mark,
        )
    place = places(session, kind, [office_id], today)[office_id]
    copies = _copies(papers(place.mark))
    return issue(session, actor, place, copies, thing=(thing_id, said), wordings=wordings)


def _copies(papers: Sequence[Document]) -> Mapping[str, bytes]:
    return {
        copy_name(paper.language, form): made
        for form in Form
        for paper, made in zip(papers, files_of(papers, form), strict=True)
    }


def files_of(papers: Sequence[Document], form: Form) -> list[bytes]:
    """The files of papers in one form. Raises Refused, in words for whoever wrote their texts."""
    try:
        return rendered(papers, form)
    except NoLetter as lacking:
        raise Refused(
            "There is no letter in print for this sign: %(sign)s. Take it out of the text.",
            sign=lacking.sign,
        ) from None
    except NotPrinted:
        raise Refused(
            "The paper could not be made: it may be too long. Shorten its texts and try again."
        ) from None


def _fingerprint(papers: Sequence[Document]) -> str:
    said = json.dumps([plain(paper) for paper in papers], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
