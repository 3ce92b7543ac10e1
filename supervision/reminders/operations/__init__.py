"""Everything that changes notices and letters, one verb a function.

`sweeping` (plan, withdraw, deliver), `reading` (seen, signs of life), `channels` (what a person
chooses, the calendar's address), `mailing` (letters handed to the mail server), `watching`
(incidents of the machinery). Callers import from here.
"""

from supervision.reminders.operations.channels import (
    choose_letters,
    make_calendar_address,
    revoke_calendar_address,
    send_again,
)
from supervision.reminders.operations.mailing import Mailed, send_letters
from supervision.reminders.operations.reading import beat, mark_all_seen, mark_seen
from supervision.reminders.operations.sweeping import Swept, plan, sweep
from supervision.reminders.operations.watching import note_incidents

__all__ = [
    "Mailed",
    "Swept",
    "beat",
    "choose_letters",
    "make_calendar_address",
    "mark_all_seen",
    "mark_seen",
    "note_incidents",
    "plan",
    "revoke_calendar_address",
    "send_again",
    "send_letters",
    "sweep",
]
