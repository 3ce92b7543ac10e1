"""Steps that the verbs of a report share: its state, the trail, the version its reader saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Refused, Stale
from supervision.core.problems import refuse
from supervision.reports.models import Report, ReportStep
from supervision.reports.rules.reports import (
    KIND,
    NOT_HERE,
    STEPS,
    Verb,
    is_open_to,
    step_problems,
)


def demand_version(report: Report, version: int | None) -> None:
    """Refuse (`Stale`) where the report is no longer the one its reader saw."""
    if version is not None and version != report.version:
        raise Stale(report.version, version)


def demand_open(report: Report, verb: Verb) -> None:
    """Refuse a step that the report's state does not allow."""
    if not is_open_to(verb, report.state):
        raise Refused(NOT_HERE)


def demand_step(report: Report, verb: Verb, remarks: str = "") -> None:
    """Refuse a step that its state does not allow, or whose words are missing."""
    refuse(step_problems(verb, report.state, remarks))


def step(
    session: Session,
    actor: Actor,
    report: Report,
    verb: Verb,
    remarks: str = "",
    after: Mapping[str, Any] | None = None,
) -> None:
    """Take a step: the new state, a row of who and when, an audit entry."""
    before = report.state
    if verb in STEPS:
        report.state = STEPS[verb][1].value
    session.execute(
        insert(ReportStep).inline(),
        {
            "report_id": report.id,
            "office_id": report.office_id,
            "what": verb.value,
            "by_office_id": actor.office_id,
            "by_name": actor.name,
            "remarks": remarks,
        },
    )
    record(
        session,
        actor,
        action=f"reports.{verb.value}",
        subject=(KIND, report.id),
        office_id=report.office_id,
        before={"state": before},
        after={"state": report.state, "remarks": remarks, **(after or {})},
    )
