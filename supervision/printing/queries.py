"""Reads of papers: the last ones of a kind, one copy, wordings, the proof that no chain was mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import LargeBinary, Select, func, select, text, type_coerce
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from supervision.core.errors import NotFound
from supervision.printing.models import Paper, PaperCopy, PaperWording
from supervision.printing.rules import Form, copy_name


class Last(NamedTuple):
    """The last paper of a kind an office issued, with the hash of each of its copies by name."""

    paper_id: int
    year: int
    number: int
    issued_on: date
    hashes: Mapping[str, str]


class Read(NamedTuple):
    """One copy with its bytes and what names it."""

    paper_id: int
    office_id: int
    kind: str
    year: int
    number: int
    issued_on: date
    content: bytes
    content_hash: str

    @property
    def mark(self) -> str:
        """The number as it is written: `5/2026`."""
        return f"{self.number}/{self.year}"


class Verdict(NamedTuple):
    """What walking all chains of papers found: how many papers, and the first that does not fit."""

    papers: int
    first_bad: str | None
    reason: str


def last_of(session: Session, kind: str, office_ids: Sequence[int]) -> dict[int, Last]:
    """The last paper of a kind by office; offices without any are left out."""
    newest = (
        select(Paper)
        .where(Paper.kind == kind, Paper.office_id.in_(office_ids))
        .ext(distinct_on(Paper.office_id))
        .order_by(Paper.office_id, Paper.id.desc())
    )
    papers = {paper.id: paper for paper in session.scalars(newest)}
    hashes: dict[int, dict[str, str]] = {}
    copies = select(
        PaperCopy.paper_id, PaperCopy.language, PaperCopy.form, PaperCopy.content_hash
    ).where(PaperCopy.paper_id.in_(papers))
    for paper_id, language, form, content_hash in session.execute(copies):
        hashes.setdefault(paper_id, {})[copy_name(language, form)] = content_hash
    return {
        paper.office_id: Last(
            paper.id, paper.year, paper.number, paper.issued_on, hashes.get(paper.id, {})
        )
        for paper in papers.values()
    }


def copy_of(
    session: Session, paper_id: int, kind: str, language: str, form: str = Form.PDF
) -> Read:
    """One copy of a paper of this kind; raises NotFound."""
    found = session.execute(
        select(
            Paper.id,
            Paper.office_id,
            Paper.kind,
            Paper.year,
            Paper.number,
            Paper.issued_on,
            PaperCopy.content,
            PaperCopy.content_hash,
        )
        .join(PaperCopy, PaperCopy.paper_id == Paper.id)
        .where(
            Paper.id == paper_id,
            Paper.kind == kind,
            PaperCopy.language == language,
            PaperCopy.form == form,
        )
    ).first()
    if found is None:
        raise NotFound
    return Read._make(found)


class Issued(NamedTuple):
    """One issued paper of a thing, with the hash of each of its copies by name.

    `wordings` are the versions of the office's own wording it was issued in, by language.
    """

    paper_id: int
    mark: str
    issued_on: date
    issued_by: str
    hashes: Mapping[str, str]
    wordings: Mapping[str, int]


def issued_of(session: Session, kind: str, thing_id: int) -> list[Issued]:
    """The papers issued on a thing, the latest first."""
    rows = session.execute(
        select(
            Paper,
            PaperCopy.language,
            PaperCopy.form,
            PaperCopy.content_hash,
            PaperCopy.wording,
        )
        .join(PaperCopy, PaperCopy.paper_id == Paper.id)
        .where(Paper.kind == kind, Paper.thing_id == thing_id)
        .order_by(Paper.id.desc(), PaperCopy.language, PaperCopy.form.desc())
    )
    found: dict[int, Issued] = {}
    hashes: dict[int, dict[str, str]] = {}
    wordings: dict[int, dict[str, int]] = {}
    for paper, language, form, content_hash, wording in rows:
        hashes.setdefault(paper.id, {})[copy_name(language, form)] = content_hash
        own = wordings.setdefault(paper.id, {})
        if wording:
            own[language] = wording
        found[paper.id] = Issued(
            paper.id, paper.mark, paper.issued_on, paper.issued_by, hashes[paper.id], own
        )
    return list(found.values())


def paper_with(session: Session, kind: str, thing_id: int, fingerprint: str) -> Paper | None:
    """The paper on a thing that already says exactly this."""
    return session.scalars(
        select(Paper).where(
            Paper.kind == kind, Paper.thing_id == thing_id, Paper.fingerprint == fingerprint
        )
    ).first()


def wording_in_force(
    session: Session, office_id: int, kind: str, language: str, on: date
) -> PaperWording | None:
    """The latest version of an office's own wording that is in force that day; None where the standard
    is: there is no version, or the latest one went back to it.
    """
    found = session.scalars(
        _wordings(office_id, kind, language).where(PaperWording.in_force_from <= on).limit(1)
    ).first()
    return found if found is not None and found.words is not None else None


def wordings_of(
    session: Session, office_id: int, kind: str, language: str
) -> Sequence[PaperWording]:
    """Every version of an office's own wording, the latest first."""
    return session.scalars(_wordings(office_id, kind, language)).all()


def _wordings(office_id: int, kind: str, language: str) -> Select[PaperWording]:
    return (
        select(PaperWording)
        .where(
            PaperWording.office_id == office_id,
            PaperWording.kind == kind,
            PaperWording.language == language,
        )
        .order_by(PaperWording.version.desc())
    )


def worded_of(session: Session, office_id: int) -> list[PaperWording]:
    """The latest version of every wording an office ever replaced."""
    newest = (
        select(PaperWording)
        .where(PaperWording.office_id == office_id)
        .ext(distinct_on(PaperWording.kind, PaperWording.language))
        .order_by(PaperWording.kind, PaperWording.language, PaperWording.version.desc())
    )
    return list(session.scalars(newest))


def broken_links(session: Session, paper_ids: Sequence[int] | None = None) -> dict[int, str]:
    """Papers that do not fit their chain, with the reason as a code, by id in the order of issue.

    `bytes`: a copy's bytes have another hash; `link`: a copy names another hash than the copy
    before it has; `gap`: a number does not follow the one before; `copy`: a copy is missing.
    Looks at `paper_ids` alone when given; at what the scope shows.
    """
    before, earlier = aliased(Paper), aliased(PaperCopy)
    bare = func.encode(func.sha256(type_coerce(PaperCopy.content, LargeBinary)), "hex")
    follows = (
        select(func.count())
        .select_from(PaperCopy)
        .where(PaperCopy.paper_id == Paper.id)
        .scalar_subquery()
    )
    wrong_bytes = select(PaperCopy.paper_id).where(PaperCopy.content_hash != bare)
    wrong_link = (
        select(PaperCopy.paper_id)
        .join(Paper, Paper.id == PaperCopy.paper_id)
        .outerjoin(
            earlier,
            (earlier.paper_id == Paper.previous_id)
            & (earlier.language == PaperCopy.language)
            & (earlier.form == PaperCopy.form),
        )
        .where(PaperCopy.previous_hash != func.coalesce(earlier.content_hash, ""))
    )
    due_number = func.coalesce(before.number, 0) + 1
    wrong_number = (
        select(Paper.id)
        .outerjoin(before, (before.id == Paper.previous_id) & (before.year == Paper.year))
        .where(Paper.number != due_number)
    )
    wrong_copies = select(Paper.id).where(follows == 0)
    found: dict[int, str] = {}
    looked = (
        (wrong_bytes, PaperCopy.paper_id, "bytes"),
        (wrong_link, PaperCopy.paper_id, "link"),
        (wrong_number, Paper.id, "gap"),
        (wrong_copies, Paper.id, "copy"),
    )
    for statement, column, reason in looked:
        asked = statement if paper_ids is None else statement.where(column.in_(paper_ids))
        for paper_id in session.scalars(asked):
            found.setdefault(paper_id, reason)
    return dict(sorted(found.items()))


_REASONS = {
    "bytes": "its bytes are not the ones that were issued",
    "link": "it does not carry the hash of the paper before it",
    "gap": "its number does not follow the one before",
    "copy": "its text is missing",
    "log": "the log of changes holds another hash of it, or none",
    "lost": "it was issued, says the log of changes, and is gone",
}
# What the log of changes says of papers is held against the papers themselves, both ways.
_AGAINST_LOG = text(
    """
    select coalesce(paper.id, entry.subject_id) as id,
           case when paper.id is null then 'lost' else 'log' end as reason
      from (select id, subject_id, after -> 'hashes' as hashes
              from audit_entry
             where subject_kind = 'paper' and action = 'printing.issue') as entry
      full join (select paper.id, jsonb_object_agg(
                        case copy.form when 'pdf' then copy.language
                                       else copy.language || '.' || copy.form end,
                        copy.content_hash) as hashes
                   from paper join paper_copy as copy on copy.paper_id = paper.id
                  group by paper.id) as paper
        on paper.id = entry.subject_id
     where paper.hashes is distinct from entry.hashes
     order by 1
     limit 1
    """
)
_NAMED = text(
    """
    select told.kind || ' ' || office.code || ' ' || told.number || ' (' || told.id || ')'
      from (select id, kind, office_id, number || '/' || year as number from paper
             where paper.id = :paper
             union all
            select subject_id, after ->> 'kind', office_id, after ->> 'number' from audit_entry
             where subject_kind = 'paper' and action = 'printing.issue' and subject_id = :paper
            ) as told
      join office on office.id = told.office_id
     limit 1
    """
)


def verify(session: Session) -> Verdict:
    """Recompute every hash, follow every chain, hold the papers against the log of changes.

    Names the first paper that does not fit. Sees what the scope shows: the house sees all.
    """
    papers = session.scalar(select(func.count()).select_from(Paper)) or 0
    found = broken_links(session)
    for paper_id, reason in session.execute(_AGAINST_LOG):
        found.setdefault(paper_id, reason)
    if not found:
        return Verdict(papers, None, "")
    first = min(found)
    named = session.execute(_NAMED, {"paper": first}).scalar()
    return Verdict(papers, named or f"paper {first}", _REASONS[found[first]])
