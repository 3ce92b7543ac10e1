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
from supervision.cases.operations.bulk import Pick, assign_many
from supervision.cases.operations.cause_list import Recorded, record_cause_list
from supervision.cases.operations.competence import give_notice, hand_over
from supervision.cases.operations.conclusion_control import control_conclusion, send_conclusion
from supervision.cases.operations.conclusions import (
    approve_conclusion,
    edit_conclusion,
    return_conclusion,
    submit_conclusion,
    write_conclusion,
)
from supervision.cases.operations.corrections import correct_act, reopen_check, take_back_act
from supervision.cases.operations.court_terms import mark_court_term_breach
from supervision.cases.operations.courts import LoadedCourts, load_courts
from supervision.cases.operations.filing import (
    add_file,
    change_filing,
    close_file,
    file_acts,
)
from supervision.cases.operations.grounds import (
    lift_overrule,
    order_participation,
    overrule_ground,
    withdraw_order,
)
from supervision.cases.operations.hearings import (
    assign_hearing,
    change_hearing,
    record_outcome,
    record_report,
    set_hearing,
)
from supervision.cases.operations.oblast_checks import record_oblast_check
from supervision.cases.operations.reconciliation import (
    open_reconciliation,
    settle_difference,
    sign_act,
    submit_list,
)
from supervision.cases.operations.reconciliation_duty import record_no_counterpart
from supervision.cases.operations.registration import assign_case, change_case, register_case
from supervision.cases.operations.rulings import (
    change_ruling,
    move_for_ruling,
    record_ruling,
    record_ruling_answer,
    record_ruling_decision,
)
from supervision.cases.operations.told import tell

__all__ = [
    "LoadedCourts",
    "Pick",
    "Recorded",
    "add_file",
    "approve_conclusion",
    "assign_case",
    "assign_hearing",
    "assign_many",
    "change_case",
    "change_filing",
    "change_hearing",
    "change_ruling",
    "close_file",
    "control_conclusion",
    "correct_act",
    "edit_conclusion",
    "file_acts",
    "give_notice",
    "hand_over",
    "lift_overrule",
    "load_courts",
    "mark_court_term_breach",
    "move_for_ruling",
    "open_reconciliation",
    "order_participation",
    "overrule_ground",
    "record_act",
    "record_cause_list",
    "record_check",
    "record_copy",
    "record_entry_into_force",
    "record_no_counterpart",
    "record_oblast_check",
    "record_outcome",
    "record_report",
    "record_ruling",
    "record_ruling_answer",
    "record_ruling_decision",
    "register_case",
    "reopen_check",
    "return_conclusion",
    "send_conclusion",
    "set_hearing",
    "settle_difference",
    "sign_act",
    "submit_conclusion",
    "submit_list",
    "take_back_act",
    "tell",
    "withdraw_order",
    "write_conclusion",
]
