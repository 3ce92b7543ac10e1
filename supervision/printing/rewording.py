"""Replacing a standard wording by the office's own, and going back: each a version, none ever changed.

Belongs here: saving a version and showing what a paper in it would look like. Does not belong here:
the marks of a wording and what is wrong with one (`wording.py`); what was issued, which stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Problem, Stale
from supervision.core.i18n import _, day_long, speaking
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.offices.models import Office
from supervision.printing.document import Block, Document, Letterhead, Note, document
from supervision.printing.issuing import files_of
from supervision.printing.kinds import COMMON, PaperKind
from supervision.printing.models import PaperWording
from supervision.printing.operations import wait_for
from supervision.printing.policy import demand_word
from supervision.printing.queries import wordings_of
from supervision.printing.rules import Form
from supervision.printing.wording import Value, composed, problems

KIND = "paper_wording"


def save_wording(
    session: Session,
    actor: Actor,
    kind: PaperKind,
    language: str,
    words: str,
    *,
    in_force_from: date,
    version: int | None,
    today: date,
) -> PaperWording:
    """Keep a new version of the own office's wording; papers already issued stay as they are.

    `version` is the latest one its author saw, 0 for none. Raises Forbidden; Stale where somebody
    saved another meanwhile; Refused for a broken brace, a field the kind does not have, one left out
    that the law demands, a day before today, and for the wording that is the latest already.
    """
    office_id = demand_word(actor)
    earlier = _held(session, kind, language, office_id, version)
    said = tidy(words)
    found = list(problems(said, kind.fields))
    if in_force_from < today:
        found.append(Problem("A wording is in force from today or later.", "in_force_from"))
    if said == (_words(earlier) or kind.standard(language).strip()):
        found.append(Problem("This is the latest wording already.", "wording"))
    refuse(found)
    return _keep(session, actor, kind, language, said, in_force_from, earlier)


def return_to_standard(
    session: Session,
    actor: Actor,
    kind: PaperKind,
    language: str,
    *,
    version: int | None,
    today: date,
) -> PaperWording:
    """Go back to the standard wording from today on, as a version of its own.

    Raises Forbidden; Stale; Refused where the office has no wording of its own.
    """
    office_id = demand_word(actor)
    earlier = _held(session, kind, language, office_id, version)
    if _words(earlier) is None:
        refuse([Problem("The standard wording is in force already.")])
    return _keep(session, actor, kind, language, None, today, earlier)


def _held(
    session: Session, kind: PaperKind, language: str, office_id: int, version: int | None
) -> Sequence[PaperWording]:
    """The versions there are, while nobody else saves one; Stale where the author saw fewer."""
    wait_for(session, f"wording {kind.code} {language}", office_id)
    earlier = wordings_of(session, office_id, kind.code, language)
    latest = earlier[0].version if earlier else 0
    if version is not None and version != latest:
        raise Stale(latest, version)
    return earlier


def _words(earlier: Sequence[PaperWording]) -> str | None:
    return earlier[0].words if earlier else None


def _keep(
    session: Session,
    actor: Actor,
    kind: PaperKind,
    language: str,
    words: str | None,
    in_force_from: date,
    earlier: Sequence[PaperWording],
) -> PaperWording:
    made = PaperWording(
        office_id=demand_word(actor),
        kind=kind.code,
        language=language,
        version=earlier[0].version + 1 if earlier else 1,
        words=words,
        in_force_from=in_force_from,
        recorded_by=actor.name,
    )
    session.add(made)
    session.flush()
    record(
        session,
        actor,
        action="printing.wording" if words is not None else "printing.standard_wording",
        subject=(KIND, made.id),
        office_id=made.office_id,
        after={
            "kind": kind.code,
            "language": language,
            "version": made.version,
            "in_force_from": in_force_from,
            "words": words,
        },
    )
    return made


def tidy(words: str) -> str:
    """A wording as it is kept: written as every text is, no blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in written(words).splitlines())


def preview(kind: PaperKind, language: str, words: str, office: Office, *, today: date) -> Document:
    """What a paper in this wording would look like: each field by its name, every page marked.

    Raises Refused with everything that is wrong with the wording.
    """
    said = tidy(words)
    refuse(problems(said, kind.fields))
    with speaking(language):
        named = office.name_in(language)
        blocks: Sequence[Block] = composed(said, _examples(kind, office, language, today))
        return document(
            (Letterhead(named), *blocks),
            language=language,
            title=_(kind.title),
            office=named,
            issued_on=today,
            preview=True,
        )


def _examples(kind: PaperKind, office: Office, language: str, today: date) -> dict[str, Value]:
    """A value for each field: its own name in angle marks; the office, place and day as they are."""
    found: dict[str, Value] = {
        field.name: (Note(example),) if field.of_blocks else example
        for field in kind.fields
        for example in [f"‹{field_words(field.name)}›"]
    }
    own = {
        "office": office.name_in(language),
        "number": "0/0",
        "place": office.seat_in(language),
        "day": day_long(today, language),
    }
    return found | {field.name: own[field.name] for field in COMMON}


def preview_file(paper: Document, form: Form) -> bytes:
    """The preview as a file. Raises Refused where it cannot be printed."""
    return files_of([paper], form)[0]


def field_words(name: str) -> str:
    """What a field holds, in the language spoken at the moment."""
    return _(f"printing.field.{name}")
