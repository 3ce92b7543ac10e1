"""Reads of one representation, and of those of a matter or of a protest."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from supervision.cases.rules import KIND as CASE
from supervision.core.access import Post
from supervision.core.errors import NotFound
from supervision.disputes.rules import KIND as DISPUTE
from supervision.offices.models import Office, UserAccount
from supervision.protests.models import Protest
from supervision.protests.queries.matters import Matter, MatterAct, matter_of
from supervision.protests.queries.protests import LARGEST_ID
from supervision.protests.rules import ProtestState
from supervision.representations.models import JustifiedRejection, Representation

LEADERS = (Post.HEAD, Post.DEPUTY)


@dataclass(frozen=True)
class Dossier:
    """A representation with its matter, its act, the protest it answers and the one it led to."""

    representation: Representation
    matter: Matter
    act: MatterAct
    author: Office
    addressee: Office
    protest: Protest | None
    leads_to: Protest | None

    @property
    def may_be_drafted_anew(self) -> bool:
        """Whether the protest drafted from it was dropped, so that another one may be drafted."""
        return self.leads_to is not None and self.leads_to.state == ProtestState.DROPPED

    @property
    def since(self) -> date:
        """The day that gave rise to it: before it nothing can be sent."""
        if self.protest is not None and self.protest.outcome_on is not None:
            return self.protest.outcome_on
        return self.representation.breach_on or self.act.made_on


def get(session: Session, representation_id: int) -> Representation:
    """The representation as it stands now, if the scope shows it; raises NotFound otherwise."""
    found = None
    if representation_id <= LARGEST_ID:
        found = session.scalars(
            select(Representation)
            .where(Representation.id == representation_id)
            .execution_options(populate_existing=True)
        ).first()
    if found is None:
        raise NotFound
    return found


def place_of(found: Representation) -> tuple[str, int]:
    """The kind and id of the matter it is about."""
    if found.dispute_id is not None:
        return DISPUTE, found.dispute_id
    return CASE, found.case_id or 0


def dossier_of(session: Session, representation_id: int) -> Dossier:
    """A representation with everything about it; raises NotFound."""
    found = get(session, representation_id)
    matter = matter_of(session, *place_of(found))
    return Dossier(
        found,
        matter,
        matter.act(found.about_act_id),
        session.get_one(Office, found.author_office_id),
        session.get_one(Office, found.addressed_to_id),
        protest=session.get(Protest, found.protest_id) if found.protest_id else None,
        leads_to=session.get(Protest, found.leads_to_id) if found.leads_to_id else None,
    )


def of_matter(session: Session, kind: str, matter_id: int) -> Sequence[Representation]:
    """The representations of a case or dispute in the order they were drafted."""
    place = Representation.dispute_id if kind == DISPUTE else Representation.case_id
    statement = select(Representation).where(place == matter_id)
    return session.scalars(statement.order_by(Representation.id)).all()


def of_protest(session: Session, protest_id: int) -> Sequence[Representation]:
    """The representations that answer a rejected protest or led to this one."""
    linked = or_(Representation.protest_id == protest_id, Representation.leads_to_id == protest_id)
    return session.scalars(select(Representation).where(linked).order_by(Representation.id)).all()


def justified_of(session: Session, protest_id: int) -> JustifiedRejection | None:
    """The finding that the rejection of this protest was justified."""
    statement = select(JustifiedRejection).where(JustifiedRejection.protest_id == protest_id)
    return session.scalars(statement).first()


def drafted_before(session: Session, office_id: int, key: uuid.UUID) -> Representation | None:
    """What a form sent before with this key has drafted."""
    return session.scalars(
        select(Representation).where(
            Representation.author_office_id == office_id, Representation.idempotency_key == key
        )
    ).first()


def leaders_of(
    session: Session, office_id: int, posts: Sequence[Post] = LEADERS
) -> list[UserAccount]:
    """The active head and deputies of an office, in the order of their names."""
    statement = select(UserAccount).where(
        UserAccount.office_id == office_id,
        UserAccount.active.is_(True),
        UserAccount.post.in_([post.value for post in posts]),
    )
    return list(session.scalars(statement.order_by(UserAccount.full_name)))
