"""The papers of one thing as its page shows them: drafts to take away, and what was issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.printing.policy import may_issue
from supervision.printing.queries import Issued, issued_of
from supervision.printing.rules import LANGUAGES, Form


@dataclass(frozen=True)
class Shelf:
    """What `printing/_shelf.html` shows. `may_issue` offers to issue a paper now."""

    kind: str
    thing_id: int
    issued: Sequence[Issued]
    may_issue: bool
    copies: Sequence[tuple[str, str]] = tuple(
        (language, form.value) for language in LANGUAGES for form in Form
    )


def shelf_of(
    session: Session, actor: Actor, kind: str, thing_id: int, *, office_id: int, settled: bool
) -> Shelf:
    """The papers of a thing of this office; `settled` where it is signed or sent."""
    return Shelf(
        kind=kind,
        thing_id=thing_id,
        issued=issued_of(session, kind, thing_id),
        may_issue=settled and may_issue(actor, office_id),
    )
