"""Verbs of disputes, from registration to the check of the court act (`2002 ¶2, ¶5, ¶7`).

Each asks policy and rules, changes rows, leaves an audit row, and lets `duties.sync` ask the law.
Does not belong here: a day count, or anything a page needs only to look nice.
"""

from supervision.disputes.operations.acts import record_act, record_check, record_days
from supervision.disputes.operations.grounds import lift_overrule, overrule_ground
from supervision.disputes.operations.hearings import (
    assign_hearing,
    change_hearing,
    record_outcome,
    record_report,
    set_hearing,
)
from supervision.disputes.operations.registration import (
    assign_dispute,
    change_dispute,
    register_dispute,
)
from supervision.disputes.operations.told import tell

__all__ = [
    "assign_dispute",
    "assign_hearing",
    "change_dispute",
    "change_hearing",
    "lift_overrule",
    "overrule_ground",
    "record_act",
    "record_check",
    "record_days",
    "record_outcome",
    "record_report",
    "register_dispute",
    "set_hearing",
    "tell",
]
