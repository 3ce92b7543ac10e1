"""Figures computed as the night computes them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import system_actor
from supervision.core.transaction import transaction
from supervision.indicators.models import IndicatorRun
from supervision.indicators.operations import compute, freeze_due
from supervision.indicators.rules import RunKind
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house


def reckon(session: Session, law: Lawbook, today: date) -> IndicatorRun:
    """All figures of all offices as of a day, and the quarters whose cut-off has passed frozen; the
    session sees the whole house afterwards.
    """
    house = system_actor(enter_as_house(session))
    with transaction(session):
        done = compute(session, house, law=law, today=today, kind=RunKind.NIGHTLY)
        assert done is not None
        freeze_due(session, house, done, law=law)
    return done
