"""Verbs of enforcement documents: entered on a card, their events, their transfers (`F4 ¶11–75`).

Each asks policy and rules, changes rows and leaves an audit row. The law gives an office no duty
about a document, so nothing is synced here.
"""

from supervision.enforcement.operations.closing import close_accounts
from supervision.enforcement.operations.correcting import correct_card
from supervision.enforcement.operations.events import correct_event, record_event
from supervision.enforcement.operations.registration import register_document
from supervision.enforcement.operations.taking_back import take_back_document, take_back_event
from supervision.enforcement.operations.transfers import (
    accept_transfer,
    recall_transfer,
    refuse_transfer,
    send_document,
)

__all__ = [
    "accept_transfer",
    "close_accounts",
    "correct_card",
    "correct_event",
    "recall_transfer",
    "record_event",
    "refuse_transfer",
    "register_document",
    "send_document",
    "take_back_document",
    "take_back_event",
]
