"""The kinds of events in the life of an enforcement document, as the columns of Form No. 4 name them.

Belongs here: names and groups of kinds, and which ground each of them needs. Does not belong here:
which kind may follow which (`life.py`), or what a column counts.
"""

from __future__ import annotations

from enum import StrEnum

from supervision.law.checklist import list_items
from supervision.law.model import ListItem

ACT = "enforcement-2010"


class EventKind(StrEnum):
    """What happens to a document; `ANNULLED` says that an event recorded by mistake never was."""

    REFUSED = "refused"
    INITIATED = "initiated"
    RE_INITIATED = "re_initiated"
    ACCEPTED = "accepted_by_territoriality"
    INITIATION_CANCELLED = "initiation_cancelled"
    ENDING_CANCELLED = "ending_cancelled"
    RESUMED_AFTER_CANCELLATION = "resumed_after_cancellation"
    SENT = "sent_by_territoriality"
    RECEIPT_CONFIRMED = "territorial_receipt_confirmed"
    RECEIPT_FAILED = "territorial_receipt_failed"
    FULFILLED = "fulfilled_by_bailiff"
    PAID_BEFORE = "paid_before_presentation"
    RETURNED = "returned_to_claimant"
    RETURNED_ON_DEMAND = "returned_on_demand"
    TERMINATED = "terminated"
    PARTLY_RECOVERED = "partly_recovered"
    PERIODIC = "put_on_periodic_execution"
    SUSPENDED = "suspended"
    RESUMED = "resumed_from_suspension"
    ARREARS = "arrears_ruling"
    SANCTION_PAID = "sanction_paid_voluntarily"
    AMOUNT_CHANGED = "amount_changed"
    TERM_SET = "term_set"
    ANNULLED = "annulled"


INITIATIONS = frozenset({EventKind.INITIATED, EventKind.RE_INITIATED, EventKind.ACCEPTED})
ENDINGS = frozenset(
    {
        EventKind.FULFILLED,
        EventKind.PAID_BEFORE,
        EventKind.RETURNED,
        EventKind.RETURNED_ON_DEMAND,
        EventKind.TERMINATED,
    }
)
# What a control card records by itself; nobody enters these by hand (`F4 ¶11`).
BY_CONTROL_CARD = frozenset(
    {EventKind.ACCEPTED, EventKind.SENT, EventKind.RECEIPT_CONFIRMED, EventKind.RECEIPT_FAILED}
)
# Kinds with a sum of their own in tenge: recovered, under the ruling, paid, the new claim.
WITH_AMOUNT = frozenset(
    {
        EventKind.PARTLY_RECOVERED,
        EventKind.ARREARS,
        EventKind.SANCTION_PAID,
        EventKind.AMOUNT_CHANGED,
    }
)
# Kinds that may stand several times on one day of one proceeding: sums paid in parts.
REPEATABLE = frozenset({EventKind.PARTLY_RECOVERED, EventKind.SANCTION_PAID})

# The list of grounds a kind needs: article of the Law and the list's name in its file.
_GROUND_LISTS = {
    EventKind.REFUSED: ("38", "refusal_grounds"),
    EventKind.SUSPENDED: ("42", "suspension_grounds"),
    EventKind.TERMINATED: ("47", "termination_grounds"),
    EventKind.RETURNED: ("48", "return_grounds"),
    EventKind.TERM_SET: ("39", "other_terms"),
}
# A refusal on these two grounds cannot be cured by presenting the document anew (art. 38(3)).
INCURABLE_REFUSALS = frozenset({"5", "12"})


def grounds_of(kind: EventKind) -> tuple[ListItem, ...]:
    """The grounds that the Law gives for a kind of event, in its order; empty: it needs none."""
    named = _GROUND_LISTS.get(kind)
    if named is None:
        return ()
    article, name = named
    return list_items(f"{ACT} art. {article}", name)


def needs_ground(kind: EventKind) -> bool:
    """Whether an event of this kind names the ground of the Law it rests on."""
    return kind in _GROUND_LISTS
