"""Who may do what with a report: its office writes, its head approves, the office above answers."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden, NotFound
from supervision.offices.models import Office
from supervision.reports.models import Report
from supervision.reports.rules.reports import ReportState


def demand_office(actor: Actor) -> int:
    """Whoever records writes the reports of the own office; returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office writes its reports.")
    return actor.office_id


def may_write(actor: Actor, report: Report) -> bool:
    """Whether the actor writes and sends this report."""
    return actor.may(Permission.RECORD_CASES) and actor.office_id == report.office_id


def demand_write(actor: Actor, report: Report) -> None:
    """Only the report's own office writes and sends it."""
    if not may_write(actor, report):
        raise Forbidden("Only the office whose report it is writes and sends it.")


def may_approve(actor: Actor, report: Report) -> bool:
    """Whether the actor approves this report, or opens an approved one again."""
    return actor.may(Permission.APPROVE) and actor.office_id == report.office_id


def demand_approve(actor: Actor, report: Report) -> None:
    """Only the head or a deputy of the report's office approves it."""
    if not may_approve(actor, report):
        raise Forbidden("Only the head of the office whose report it is, or a deputy, approves it.")


def may_answer(actor: Actor, office: Office) -> bool:
    """Whether the actor accepts or sends back the report of this office."""
    return actor.may(Permission.RECORD_CASES) and actor.office_id == office.parent_id


def demand_answer(actor: Actor, office: Office) -> None:
    """Only the office right above answers a report."""
    if not may_answer(actor, office):
        raise Forbidden("Only the office to which the report was sent answers it.")


def may_read(actor: Actor, report: Report) -> bool:
    """A report is the office's own until it was sent; those above then see it for good."""
    return actor.office_id == report.office_id or report.state in (
        ReportState.SENT,
        ReportState.RETURNED,
        ReportState.ACCEPTED,
    )


def demand_read(actor: Actor, report: Report) -> None:
    """What another office has not sent yet does not exist for the others."""
    if not may_read(actor, report):
        raise NotFound
