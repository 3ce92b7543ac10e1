"""Verbs of a requested file's life: requested, supplied, studied, returned (`2002 ¶6`).

Each asks policy and rules, changes rows, leaves an audit row, and lets `duties.sync` ask the law.
Does not belong here: a day count, or anything a page needs only to look nice.
"""

from supervision.studies.operations.expenses import (
    add_expense,
    note_export,
    record_expense_breach,
    strike_expense,
)
from supervision.studies.operations.life import (
    assign,
    correct_receipt,
    decline_run_out,
    record_return,
    record_study,
    record_supply,
    remove_breach,
)
from supervision.studies.operations.registration import register_request
from supervision.studies.operations.taking_back import take_back_request

__all__ = [
    "add_expense",
    "assign",
    "correct_receipt",
    "decline_run_out",
    "note_export",
    "record_expense_breach",
    "record_return",
    "record_study",
    "record_supply",
    "register_request",
    "remove_breach",
    "strike_expense",
    "take_back_request",
]
