"""The verbs of petitions, one function a verb.

Every verb checks who asks, then the rules, then changes, leaves an audit row and lets the duties
follow the facts; it never commits.
"""

from supervision.petitions.operations.checks import order_check, report_check
from supervision.petitions.operations.examining import (
    assign_examiner,
    extend_petition,
    forward_petition,
    order_request,
    record_request_way,
)
from supervision.petitions.operations.intake import change_petition, register_petition
from supervision.petitions.operations.resolving import (
    decide_refusal,
    draft_refusal,
    record_checklist,
    send_letter,
    withdraw_refusal,
)
from supervision.petitions.operations.taking_back import take_back_petition

__all__ = [
    "assign_examiner",
    "change_petition",
    "decide_refusal",
    "draft_refusal",
    "extend_petition",
    "forward_petition",
    "order_check",
    "order_request",
    "record_checklist",
    "record_request_way",
    "register_petition",
    "report_check",
    "send_letter",
    "take_back_petition",
    "withdraw_refusal",
]
