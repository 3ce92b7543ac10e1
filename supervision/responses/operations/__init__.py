"""Verbs of breaches and of acts of response (`2002 ¶4`, `2015 ¶4, ¶12`).

A breach is recorded and removed at the request of the room that found it. A verb of an act of
response asks policy and rules, changes rows, leaves an audit row, and lets the subject's room follow.
"""

from supervision.responses.operations.acts import (
    bring_act,
    change_draft,
    correct_act,
    draft_act,
    withdraw_act,
)
from supervision.responses.operations.breaches import record_breaches, remove_breach
from supervision.responses.operations.moving import move_subject, rename_subject
from supervision.responses.operations.results import (
    close_act,
    record_answer,
    record_held_liable,
    record_removal,
)

__all__ = [
    "bring_act",
    "change_draft",
    "close_act",
    "correct_act",
    "draft_act",
    "move_subject",
    "record_answer",
    "record_breaches",
    "record_held_liable",
    "record_removal",
    "remove_breach",
    "rename_subject",
    "withdraw_act",
]
