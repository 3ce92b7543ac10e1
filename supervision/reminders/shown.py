"""What became of the reminders of some duties, for a record of what was missed (`2015 ¶17`).

Belongs here: reading notices with their letters. Does not belong here: any page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.offices.models import UserAccount
from supervision.reminders.models import Letter, Reminder
from supervision.representations.notices import Shown


def shown_of(session: Session, duty_ids: Sequence[int]) -> list[Shown]:
    """Every reminder of these duties by the moment it was planned for; a person out of the reader's
    reach has no name.
    """
    columns: list[Any] = [
        Reminder.duty_id,
        Reminder.rung,
        Reminder.due_on_seen,
        func.coalesce(UserAccount.full_name, ""),
        Reminder.moment,
        Reminder.state,
        Reminder.sent_at,
        Reminder.seen_at,
        func.coalesce(Letter.state, ""),
    ]
    statement = (
        select(*columns)
        .outerjoin(UserAccount, UserAccount.id == Reminder.recipient_id)
        .outerjoin(Letter, Letter.reminder_id == Reminder.id)
        .where(Reminder.duty_id.in_(duty_ids))
        .order_by(Reminder.moment, Reminder.id)
    )
    return [Shown._make(row) for row in session.execute(statement)]
