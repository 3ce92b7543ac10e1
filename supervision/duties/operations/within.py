"""Steps that several verbs of duties share: the duty as it stands now, its rule, its version."""

from __future__ import annotations

from sqlalchemy.orm import Session

from supervision.core.errors import NotFound, Stale
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from supervision.law.model import Rule, UnknownLaw


def get(session: Session, duty_id: int) -> Duty:
    """The duty, if the scope shows it; raises NotFound otherwise."""
    duty = session.get(Duty, duty_id)
    if duty is None:
        raise NotFound
    return duty


def held(session: Session, duty_id: int) -> Duty:
    """The duty as it stands now, held until the end: whoever comes second sees the first's work."""
    duty = session.get(Duty, duty_id, with_for_update=True, populate_existing=True)
    if duty is None:
        raise NotFound
    return duty


def demand_version(duty: Duty, version: int | None) -> None:
    """Refuse (`Stale`) where the duty is no longer the one its reader saw."""
    if version is not None and version != duty.version:
        raise Stale(duty.version, version)


def rule_of(law: Lawbook, duty: Duty) -> Rule | None:
    """The rule as it binds on the day of the event; None when the law's files hold it no more."""
    try:
        return law.rule(duty.rule, duty.event_on)
    except UnknownLaw:
        return None
