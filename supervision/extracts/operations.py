"""Issuing an extract of a register: read as its page reads it, numbered, kept in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.i18n import _, speaking
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.exchange.exportables import Cells, Exportable, Reading, rows_of
from supervision.exchange.sheets import Column
from supervision.extracts.prints import extract
from supervision.extracts.rules import LONGEST_ABOUT, MOST_ROWS, kind_of
from supervision.offices.models import Office
from supervision.printing.document import Document
from supervision.printing.issuing import keep
from supervision.printing.models import Paper
from supervision.printing.policy import demand_issue
from supervision.printing.rules import KIND as PAPER
from supervision.printing.rules import LANGUAGES

ReadIn = Callable[[str], Reading]


def issue_extract(
    session: Session,
    actor: Actor,
    exportable: Exportable,
    reading_in: ReadIn,
    *,
    about: str,
    query: str,
    today: date,
) -> Paper:
    """Issue the list that is asked for as a paper of the actor's office.

    `reading_in` reads the list in a language; `about` says in words by what it was chosen, `query` is
    the address that chose it, for the log of changes. Raises Forbidden for somebody who issues no
    papers; Refused for a list of more than MOST_ROWS rows, for too long words, and for an extract issued
    today that says exactly the same.
    """
    office_id = actor.office_id or 0
    demand_issue(actor, office_id)
    said = written(about)
    if len(said) > LONGEST_ABOUT:
        most = {"most": str(LONGEST_ABOUT)}
        refuse([Problem("Write it shorter: %(most)s letters at most.", "about", most)])
    office = session.get_one(Office, office_id)
    read = {language: _read(exportable, reading_in(language)) for language in LANGUAGES}

    def papers(number: str) -> Sequence[Document]:
        return [
            extract(
                *read[language],
                about=said,
                office=office,
                signer=(_post(actor, language), actor.name),
                number=number,
                on=today,
                language=language,
            )
            for language in LANGUAGES
        ]

    made = keep(
        session,
        actor,
        kind=kind_of(exportable.kind),
        office_id=office_id,
        thing_id=office_id,
        papers=papers,
        today=today,
    )
    told = {"register": exportable.kind, "query": query, "rows": len(read[LANGUAGES[0]][2])}
    record(
        session,
        actor,
        action="extracts.issue",
        subject=(PAPER, made.id),
        office_id=office_id,
        after=told,
    )
    return made


def _read(
    exportable: Exportable, reading: Reading
) -> tuple[str, Sequence[Column], Sequence[Cells]]:
    """The register's title, columns and rows as they are told in the language of the reading."""
    with speaking(reading.language):
        rows = rows_of(exportable, reading, most=MOST_ROWS)
        return _(exportable.title), exportable.columns(), rows


def _post(actor: Actor, language: str) -> str:
    with speaking(language):
        return _(f"offices.post.{actor.post}")
