"""Everything that changes offices and people, one verb a function; each leaves an audit entry.

`entering` (sign in and out, own password and language), `people` (accounts), `assignments`
(`2015 ¶5`), `absences`, `tokens` (of the JSON API), `tree` (the offices themselves). Callers import
from here.
"""

from supervision.offices.operations.absences import (
    cancel_absence,
    change_absence,
    enter_absence,
)
from supervision.offices.operations.assignments import Charge, assign, end_assignment
from supervision.offices.operations.entering import (
    Entered,
    NotEntered,
    change_password,
    end_session,
    remember_language,
    sign_in,
    sign_out,
)
from supervision.offices.operations.people import (
    AccountData,
    MadeAccount,
    create_first_administrator,
    create_user,
    edit_user,
    reset_password,
)
from supervision.offices.operations.tokens import MadeToken, end_token, make_token
from supervision.offices.operations.tree import (
    LoadedOffices,
    OfficeData,
    edit_office,
    fingerprint,
    load_offices,
)

__all__ = [
    "AccountData",
    "Charge",
    "Entered",
    "LoadedOffices",
    "MadeAccount",
    "MadeToken",
    "NotEntered",
    "OfficeData",
    "assign",
    "cancel_absence",
    "change_absence",
    "change_password",
    "create_first_administrator",
    "create_user",
    "edit_office",
    "edit_user",
    "end_assignment",
    "end_session",
    "end_token",
    "enter_absence",
    "fingerprint",
    "load_offices",
    "make_token",
    "remember_language",
    "reset_password",
    "sign_in",
    "sign_out",
]
