"""What this room does at once when something of a case or protest was recorded (`2015 ¶17`)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Actor
from supervision.duties.views import lawbook
from supervision.protests.models import Protest
from supervision.protests.rules import KIND as PROTEST
from supervision.representations.operations import open_missed_windows


def listen(session: Session, actor: Actor, subject: tuple[str, int]) -> None:
    """Open or lift the missed terms of the case, where the record just made makes that due."""
    kind, number = subject
    case_id: int | None = number if kind == CASE else None
    if kind == PROTEST:
        session.flush()
        protest = session.get(Protest, number)
        case_id = protest.case_id if protest is not None else None
    if case_id is not None:
        open_missed_windows(session, actor, law=lawbook(), today=web.today(), case_id=case_id)
