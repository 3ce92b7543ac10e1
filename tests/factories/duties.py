"""Duties put straight into the table, for tests that ask about what comes after a duty."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.duties.models import Duty

STUDY = "2002/6/study_requested_file"  # remind: [-3, -1, 0, 1, 3, 7]
SUPPLY = "2002/6/supply_requested_file"  # remind: [0, 1, 3, 7], owed by the bailiff
OPENED = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
_numbers = count(1)


def open_duty(
    session: Session,
    *,
    office_id: int,
    due_on: date,
    assignee_id: int | None = None,
    owner_office_id: int | None = None,
    rule: str = STUDY,
    outside: bool = False,
    opened_at: datetime = OPENED,
) -> Duty:
    """An open duty; `session` needs a scope that may write the office's duties."""
    number = next(_numbers)
    duty = Duty(
        office_id=office_id,
        owner_office_id=owner_office_id or office_id,
        outside=outside,
        subject_kind="requested_file",
        subject_id=number,
        subject_label=f"{number}/26",
        rule=rule,
        trigger="requested_file_received",
        event_on=opened_at.date(),
        due_on=due_on,
        edition="2002@2003-02-12+extended",
        steps=[],
        calendar_version="test",
        confirmed=True,
        assignee_id=assignee_id,
        opened_at=opened_at,
    )
    session.add(duty)
    session.flush()
    return duty


def open_many(session: Session, number: int, *, office_id: int, due_on: date, user_id: int) -> None:
    """Many open duties of one assignee and one day, in one statement."""
    session.execute(
        text(
            "insert into duty (office_id, owner_office_id, subject_kind, subject_id, "
            "subject_label, rule, trigger, due_on, edition, steps, calendar_version, confirmed, "
            "assignee_id, opened_at) select :office, :office, 'requested_file', 100000 + n, "
            "n || '/26', :rule, 'requested_file_received', :due, 'test', '[]', 'test', true, "
            ":user, :opened from generate_series(1, :number) as n"
        ),
        {
            "office": office_id,
            "rule": STUDY,
            "due": due_on,
            "user": user_id,
            "opened": OPENED,
            "number": number,
        },
    )
