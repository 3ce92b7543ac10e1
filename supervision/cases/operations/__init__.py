"""Verbs of administrative cases, from registration to the check of the court act (`2015 ¶4–9, ¶16`).

Each asks policy and rules, changes rows, leaves an audit row, and lets `duties.sync` ask the law.
Does not belong here: a day count, or anything a page needs only to look nice.
"""

from supervision.cases.operations.acts import (
    record_act,
    record_check,
    record_copy,
    record_entry_into_force,
)
from supervision.cases.operations.competence import give_notice, hand_over
from supervision.cases.operations.court_terms import (
    mark_court_term_breach,
    record_court_term_response,
)
from supervision.cases.operations.courts import LoadedCourts, load_courts
from supervision.cases.operations.grounds import (
    lift_overrule,
    order_participation,
    overrule_ground,
    withdraw_order,
)
from supervision.cases.operations.hearings import (
    change_hearing,
    record_outcome,
    record_report,
    set_hearing,
)
from supervision.cases.operations.registration import assign_case, change_case, register_case

__all__ = [
    "LoadedCourts",
    "assign_case",
    "change_case",
    "change_hearing",
    "give_notice",
    "hand_over",
    "lift_overrule",
    "load_courts",
    "mark_court_term_breach",
    "order_participation",
    "overrule_ground",
    "record_act",
    "record_check",
    "record_copy",
    "record_court_term_response",
    "record_entry_into_force",
    "record_outcome",
    "record_report",
    "register_case",
    "set_hearing",
    "withdraw_order",
]
