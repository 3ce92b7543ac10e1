"""Verbs of protests, from the draft to the outcome (`2015 ¶13, ¶17, ¶23`).

Each asks policy and rules, changes rows, leaves an audit row, and tells the case, whose duties
follow. Does not belong here: a day count, or anything a page needs only to look nice.
"""

from supervision.protests.operations.bringing import bring, restore_term
from supervision.protests.operations.by_sheet import enter_protest, take_back_protest
from supervision.protests.operations.correcting import correct_bringing, correct_outcome
from supervision.protests.operations.drafting import (
    answer_review,
    ask_review,
    change_draft,
    draft,
    drop_draft,
)
from supervision.protests.operations.ending import move_withdrawal, read_motives, record_outcome
from supervision.protests.operations.informing import inform_department, send_ruling_copies

__all__ = [
    "answer_review",
    "ask_review",
    "bring",
    "change_draft",
    "correct_bringing",
    "correct_outcome",
    "draft",
    "drop_draft",
    "enter_protest",
    "inform_department",
    "move_withdrawal",
    "read_motives",
    "record_outcome",
    "restore_term",
    "send_ruling_copies",
    "take_back_protest",
]
