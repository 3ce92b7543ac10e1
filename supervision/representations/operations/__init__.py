"""Verbs of representations and of missed terms (`2015 ¶14, ¶17, ¶19`, `2002 ¶7`).

Each asks policy and rules, changes rows, leaves an audit row, and tells the case or dispute, whose
duties follow. Does not belong here: a day count, or anything a page needs only to look nice.
"""

from supervision.representations.operations.answering import answer, turn_into_protest
from supervision.representations.operations.missed import (
    decide,
    examine,
    open_missed_windows,
    record_missed,
)
from supervision.representations.operations.writing import (
    change_draft,
    draft,
    draft_on_rejection,
    find_justified,
    send,
)

__all__ = [
    "answer",
    "change_draft",
    "decide",
    "draft",
    "draft_on_rejection",
    "examine",
    "find_justified",
    "open_missed_windows",
    "record_missed",
    "send",
    "turn_into_protest",
]
