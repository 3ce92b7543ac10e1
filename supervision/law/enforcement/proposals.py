"""Which documents are worth requesting for a study, and why (`2002 ¶6`).

Belongs here: the reasons and their measures, which are our reading: the text names what a study
checks, not when a file is asked for. Does not belong here: the list itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from supervision.law.enforcement.term import months_later

SOON_DAYS = 10
LONG_SUSPENDED_MONTHS = 6
UNCONFIRMED_DAYS = 30


class Reason(StrEnum):
    """Why a document is proposed, the most pressing first.

    A file whose term is over is no longer studied under the paragraph, so a term that soon ends
    stands before one that is over.
    """

    TERM_ENDS_SOON = "term_ends_soon"
    OVERDUE = "overdue"
    LONG_SUSPENDED = "long_suspended"
    UNCONFIRMED = "unconfirmed"
    SANCTION_NOT_COLLECTED = "sanction_not_collected"


def soon_until(today: date) -> date:
    """The last day a term may end on to be said to end soon."""
    return today + timedelta(days=SOON_DAYS)


def suspended_too_long_since(today: date) -> date:
    """The day since which, or before, a suspension counts as long."""
    return months_later(today, -LONG_SUSPENDED_MONTHS)


def unconfirmed_since(today: date) -> date:
    """The day on which, or before, a document was sent to count as sent but not confirmed."""
    return today - timedelta(days=UNCONFIRMED_DAYS)
