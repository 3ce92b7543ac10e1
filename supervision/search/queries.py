"""What is found, kind by kind; row-level security keeps it to the offices seen.

Each room keeps a table of words (`core/searching.py`): under row-level security no pattern and no
full-text operator reaches an index, a plain comparison does. A few of the finds are shown, the latest
of the first `MOST_LOOKED_AT` words met; the register they lead to has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, cast, exists, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from supervision.cases.models import AdminCase, CaseWord
from supervision.core.searching import FOLDED_LETTERS, FOLDED_TO, begins
from supervision.disputes.models import Dispute, DisputeWord
from supervision.duties.queries import office_name
from supervision.enforcement.models import EnforcementDocument, EnforcementWord
from supervision.offices.models import Office, UserAccount
from supervision.petitions.models import Petition, PetitionWord
from supervision.studies.models import FileWord, RequestedFile

SHOWN = 8
MOST_LOOKED_AT = 400  # words; a thing has several that begin alike


class Find(NamedTuple):
    """One thing found: what it is called, what it is about, whose it is, its day."""

    id: int
    number: str
    about: str
    office_name: str
    on: date | None


@dataclass(frozen=True)
class Finds:
    """The finds of one kind; `more` says that the register has others."""

    kind: str
    rows: Sequence[Find]
    more: bool


@dataclass(frozen=True)
class Source:
    """A kind of thing with its table of words; `key` names the thing in that table."""

    kind: str
    words: Any
    key: str
    thing: Any
    number: ColumnElement[str] | InstrumentedAttribute[str]
    about: InstrumentedAttribute[str]
    on: InstrumentedAttribute[date]


def _numbered(thing: Any) -> ColumnElement[str]:
    """The number of a thing in its office's register: 2026-0012."""
    sequence = func.lpad(cast(thing.sequence, Text), func.greatest(4, _length(thing.sequence)), "0")
    return cast(thing.year, Text).concat("-").concat(sequence)


def _length(number: Any) -> ColumnElement[int]:
    return func.length(cast(number, Text))


SOURCES = (
    Source(
        "cases",
        CaseWord,
        "case_id",
        AdminCase,
        AdminCase.number,
        AdminCase.offender_name,
        AdminCase.registered_on,
    ),
    Source(
        "files",
        FileWord,
        "file_id",
        RequestedFile,
        _numbered(RequestedFile).concat(" · ").concat(RequestedFile.number),
        RequestedFile.subject,
        RequestedFile.registered_on,
    ),
    Source(
        "documents",
        EnforcementWord,
        "document_id",
        EnforcementDocument,
        EnforcementDocument.writ_number,
        EnforcementDocument.debtor_name,
        EnforcementDocument.received_on,
    ),
    Source(
        "disputes",
        DisputeWord,
        "dispute_id",
        Dispute,
        Dispute.number,
        Dispute.subject,
        Dispute.registered_on,
    ),
    Source(
        "petitions",
        PetitionWord,
        "petition_id",
        Petition,
        _numbered(Petition),
        Petition.petitioner_name,
        Petition.registered_on,
    ),
)


def things(session: Session, source: Source, words: Sequence[str], language: str) -> Finds:
    """The things of one kind in which every word begins some word, the latest first."""
    first, *rest = sorted(words, key=len, reverse=True)
    begun = getattr(source.words, source.key)
    looked_at = select(begun.label("id")).where(begins(source.words.word, first))
    for word in rest:
        other = aliased(source.words)
        same = getattr(other, source.key) == begun
        looked_at = looked_at.where(exists().where(same, begins(other.word, word)))
    # Cut before anything is sorted or made distinct: a word that begins half the register must not
    # be walked whole.
    met = looked_at.limit(MOST_LOOKED_AT).cte("met").prefix_with("materialized")
    found = select(met.c.id).distinct().cte("found")
    thing = source.thing
    statement = (
        select(thing.id, source.number, source.about, office_name(language), source.on)
        .join(found, found.c.id == thing.id)
        .join(Office, Office.id == thing.office_id)
        .order_by(source.on.desc(), thing.id.desc())
        .limit(SHOWN + 1)
    )
    rows = [Find._make(row) for row in session.execute(statement)]
    return Finds(source.kind, rows[:SHOWN], len(rows) > SHOWN)


def people(session: Session, words: Sequence[str], language: str) -> Finds:
    """The people of the offices seen in whose name or login every word begins some word."""
    names = literal(" ").concat(UserAccount.full_name).concat(" ").concat(UserAccount.login)
    folded = func.translate(func.lower(names), FOLDED_LETTERS, FOLDED_TO)
    statement = (
        select(UserAccount.id, UserAccount.full_name, UserAccount.post, office_name(language))
        .join(Office, Office.id == UserAccount.office_id)
        .where(*(func.strpos(folded, f" {word}") > 0 for word in words))
        .order_by(func.kk_key(UserAccount.full_name), UserAccount.id)
        .limit(SHOWN + 1)
    )
    rows = [Find(*row, None) for row in session.execute(statement)]
    return Finds("people", rows[:SHOWN], len(rows) > SHOWN)
