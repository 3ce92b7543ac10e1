"""Reads of files taken away: one person's own, the next to be made, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, undefer

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.exchange.models import ExportRun
from supervision.exchange.rules import SILENT_FOR, UNDER_WAY, ExportState
from supervision.offices.models import Office, UserAccount
from supervision.offices.queries import actor_of

SHOWN = 50
LARGEST_ID = 2**63 - 1
_ASKING_LOCK = 7_251_030


def own_runs(session: Session, user_id: int | None) -> Sequence[ExportRun]:
    """The last files of one person, the newest first."""
    statement = select(ExportRun).where(ExportRun.user_id == user_id)
    return session.scalars(statement.order_by(ExportRun.id.desc()).limit(SHOWN)).all()


def own_ready(session: Session, user_id: int | None, run_id: int) -> ExportRun:
    """A file of this person that is there to be fetched, with its bytes; raises NotFound."""
    found = None
    if run_id <= LARGEST_ID:
        found = session.scalars(
            select(ExportRun)
            .options(undefer(ExportRun.content))
            .where(
                ExportRun.id == run_id,
                ExportRun.user_id == user_id,
                ExportRun.state == ExportState.READY.value,
            )
        ).first()
    if found is None:
        raise NotFound
    return found


def hold_person(session: Session, user_id: int) -> None:
    """Let this person ask for no other file until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(_ASKING_LOCK, user_id)))


def under_way(session: Session, user_id: int) -> bool:
    """Whether a file of this person waits or is being made."""
    statement = select(ExportRun.id).where(
        ExportRun.user_id == user_id, ExportRun.state.in_(UNDER_WAY)
    )
    return session.scalars(statement.limit(1)).first() is not None


def asked_since(session: Session, user_id: int, since: datetime) -> list[datetime]:
    """When this person asked for files since a moment, the earliest first."""
    statement = select(ExportRun.asked_at).where(
        ExportRun.user_id == user_id, ExportRun.asked_at > since
    )
    return list(session.scalars(statement.order_by(ExportRun.asked_at)))


def next_to_make(session: Session, now: datetime) -> ExportRun | None:
    """The file that waits longest, or one whose worker is gone; held against other workers."""
    lost = and_(
        ExportRun.state == ExportState.RUNNING.value, ExportRun.touched_at < now - SILENT_FOR
    )
    statement = (
        select(ExportRun)
        .where(or_(ExportRun.state == ExportState.WAITING.value, lost))
        .order_by(ExportRun.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).first()


def past_their_day(session: Session, today: date) -> Sequence[ExportRun]:
    """Files kept longer than they are promised."""
    statement = select(ExportRun).where(
        ExportRun.state == ExportState.READY.value, ExportRun.kept_until < today
    )
    return session.scalars(statement.with_for_update(skip_locked=True)).all()


def actor_named(session: Session, login: str) -> Actor | None:
    """The person of an active account by its login, with the rights of today."""
    statement = select(UserAccount.id).where(UserAccount.login == login)
    found = session.scalars(statement).first()
    return None if found is None else actor_behind(session, found)


def actor_behind(session: Session, user_id: int) -> Actor | None:
    """Who asked, with the rights of today; None when the account is closed."""
    found = session.execute(
        select(UserAccount, Office)
        .join(Office, Office.id == UserAccount.office_id)
        .where(UserAccount.id == user_id, UserAccount.active.is_(True))
        .execution_options(populate_existing=True)
    ).first()
    return None if found is None else actor_of(session, found[0], found[1])
