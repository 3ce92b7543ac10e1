"""What a case's page shows of petitions about the case.

Belongs here: the panel and what it reads. Does not belong here: the case, or a page of petitions.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.panels import Content, Panel
from supervision.cases.queries.whole import Whole
from supervision.core.access import Actor
from supervision.petitions.models import Petition


def _content(session: Session, _actor: Actor, whole: Whole) -> Content | None:
    """The petitions linked to the case that the reader sees; nothing where there are none."""
    statement = select(Petition).where(Petition.case_id == whole.case.id).order_by(Petition.id)
    found = session.scalars(statement).all()
    return {"petitions": found} if found else None


PANEL = Panel("petitions", "petitions/_panel.html", _content)
