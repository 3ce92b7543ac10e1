"""Verbs of reports: journals are issued; a report is opened, written, approved, sent, answered."""

from supervision.reports.operations.deciding import (
    accept,
    approve,
    is_send_late,
    reopen,
    send,
    send_back,
)
from supervision.reports.operations.journals import issue_journals, take_journal
from supervision.reports.operations.writing import open_report, write_text

__all__ = [
    "accept",
    "approve",
    "is_send_late",
    "issue_journals",
    "open_report",
    "reopen",
    "send",
    "send_back",
    "take_journal",
    "write_text",
]
