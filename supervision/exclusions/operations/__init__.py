"""Verbs of requests for exclusion and of assessments (`2015 ¶22–23`).

Each asks policy and rules, changes rows, leaves an audit row, and where it moves a duty tells the
case. Does not belong here: a day count, or anything a page needs only to look nice.
"""

from supervision.exclusions.operations.answering import answer, withdraw_consent
from supervision.exclusions.operations.asking import keep_in_step, mark, send, waive
from supervision.exclusions.operations.assessing import assess_act, assess_protest

__all__ = [
    "answer",
    "assess_act",
    "assess_protest",
    "keep_in_step",
    "mark",
    "send",
    "waive",
    "withdraw_consent",
]
