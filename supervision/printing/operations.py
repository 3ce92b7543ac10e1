"""Issuing papers and reading them: each leaves an audit row.

Belongs here: numbers, the chain, the trail. Does not belong here: what a paper says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.printing.models import Paper, PaperCopy
from supervision.printing.queries import Last, Read, copy_of, last_of
from supervision.printing.rules import KIND, Form, copy_parts


@dataclass(frozen=True)
class Place:
    """The place of a paper that is about to be issued: its number, and what it follows."""

    kind: str
    office_id: int
    issued_on: date
    number: int
    previous: Last | None

    @property
    def mark(self) -> str:
        """The number as it is written: `5/2026`."""
        return f"{self.number}/{self.issued_on.year}"

    def previous_hash(self, name: str) -> str:
        """The hash the copy of this name must carry; empty for the first paper of all."""
        return self.previous.hashes.get(name, "") if self.previous else ""


def hold(session: Session, kind: str) -> bool:
    """Keep the numbers of a kind until the transaction ends; False while another issuer holds them.

    Nobody waits: a kind of which many papers are issued at a time is issued by one process alone.
    """
    held: bool = session.scalars(
        text(
            "select pg_try_advisory_xact_lock(hashtextextended('paper ' || cast(:kind as text), 0))"
        ),
        {"kind": kind},
    ).one()
    return held


def wait_for(session: Session, kind: str, office_id: int) -> None:
    """Keep the numbers of a kind in one office until the transaction ends, waiting for one's turn.

    For papers that people issue one at a time; `hold` is for those the house issues by the hundred.
    """
    session.execute(
        text("select pg_advisory_xact_lock(hashtextextended(cast(:name as text), 0))"),
        {"name": f"paper {kind} {office_id}"},
    )


def places(
    session: Session, kind: str, office_ids: Sequence[int], issued_on: date
) -> dict[int, Place]:
    """The next place of each office in its chain; ask only while the kind is held."""
    lasts = last_of(session, kind, office_ids)
    found = {}
    for office_id in office_ids:
        last = lasts.get(office_id)
        follows = last is not None and last.year == issued_on.year
        number = last.number + 1 if last is not None and follows else 1
        found[office_id] = Place(kind, office_id, issued_on, number, last)
    return found


def issue(
    session: Session,
    actor: Actor,
    place: Place,
    copies: Mapping[str, bytes],
    *,
    thing: tuple[int, str] | None = None,
    wordings: Mapping[str, int] | None = None,
) -> Paper:
    """Keep a paper for good at its place, with its copies by name (`rules.copy_name`).

    `thing` is the id of what it was printed from and the fingerprint of what it says; `wordings` are
    the versions of the office's own wording by language, where it is not the standard one.
    Raises IntegrityError when the number or the place was taken meanwhile (see `hold`).
    """
    paper = Paper(
        office_id=place.office_id,
        kind=place.kind,
        year=place.issued_on.year,
        number=place.number,
        issued_on=place.issued_on,
        issued_by=actor.name,
        previous_id=place.previous.paper_id if place.previous else None,
        thing_id=thing[0] if thing else None,
        fingerprint=thing[1] if thing else None,
    )
    session.add(paper)
    session.flush()
    hashes = {name: hashlib.sha256(made).hexdigest() for name, made in copies.items()}
    session.execute(
        insert(PaperCopy).inline(),
        [
            _copy(paper, name, made, wordings or {}) | {"previous_hash": place.previous_hash(name)}
            for name, made in copies.items()
        ],
    )
    record(
        session,
        actor,
        action="printing.issue",
        subject=(KIND, paper.id),
        office_id=place.office_id,
        after={
            "kind": place.kind,
            "number": place.mark,
            "issued_on": place.issued_on,
            "hashes": hashes,
            **({"wordings": dict(wordings)} if wordings else {}),
        },
    )
    return paper


def _copy(paper: Paper, name: str, made: bytes, wordings: Mapping[str, int]) -> dict[str, Any]:
    language, form = copy_parts(name)
    return {
        "paper_id": paper.id,
        "office_id": paper.office_id,
        "language": language,
        "form": form.value,
        "content": made,
        "content_hash": hashlib.sha256(made).hexdigest(),
        "wording": wordings.get(language, 0),
    }


def take(
    session: Session, actor: Actor, paper_id: int, kind: str, language: str, form: str = Form.PDF
) -> Read:
    """The bytes of a copy for somebody who takes it away; raises NotFound."""
    found = copy_of(session, paper_id, kind, language, form)
    record(
        session,
        actor,
        action="printing.take",
        subject=(KIND, paper_id),
        office_id=found.office_id,
        after={"language": language, "form": form, "hash": found.content_hash},
    )
    return found
