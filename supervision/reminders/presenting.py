"""Notices and findings in the reader's words, for pages and letters alike.

Belongs here: sentences about rungs, findings and reasons. Does not belong here: reading rows.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from supervision.core.i18n import _, moment, ngettext_
from supervision.law.back_plan import BackPlan
from supervision.reminders.watch_rules import Finding, Found


def rung_words(rung: int) -> str:
    """A rung as a reader says it, in working days."""
    if rung == 0:
        return _("due on this day")
    if rung < 0:
        return ngettext_(
            "%(num)s working day before the day", "%(num)s working days before the day", -rung
        )
    return ngettext_("overdue by %(num)s working day", "overdue by %(num)s working days", rung)


def late_words(late_hours: int) -> str:
    """By how many hours a notice left late; empty for one that left in time."""
    return ngettext_("late by %(num)s h", "late by %(num)s h", late_hours) if late_hours else ""


def plan_words(plan: BackPlan, rung: int) -> str:
    """The steps of an office's back-plan whose safe day a rung is."""
    return " · ".join(_(f"duties.plan.{step}") for step in plan.steps_at(-rung))


def finding_words(found: Found, zone: ZoneInfo) -> str:
    """What is wrong with the machinery, what follows from it, and what to do."""
    since = moment(found.since, zone)
    if found.what is Finding.SCHEDULER_SILENT:
        return _(
            "The scheduler has been silent since %(moment)s: no notices go out. "
            "Tell whoever runs the system; nothing is lost, they leave when it is back.",
            moment=since,
        )
    if found.what is Finding.WORKER_SILENT:
        return _(
            "The workers have been silent since %(moment)s: the scheduler asks, nobody answers, "
            "and no notices go out. Tell whoever runs the system; nothing is lost.",
            moment=since,
        )
    if found.what is Finding.QUEUE_GROWING:
        return ngettext_(
            "%(num)s task waits in the queue: the workers do not keep up.",
            "%(num)s tasks wait in the queue: the workers do not keep up.",
            found.number,
        )
    if found.what is Finding.NOTICES_OVERDUE:
        return ngettext_(
            "%(num)s notice should have left and has not. Look at the duties themselves until then.",
            "%(num)s notices should have left and have not. Look at the duties themselves until then.",
            found.number,
        )
    return ngettext_(
        "%(num)s letter waits: the mail server does not take it. The list of notices has it.",
        "%(num)s letters wait: the mail server does not take them. The list of notices has them.",
        found.number,
    )
