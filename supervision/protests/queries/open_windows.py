"""The windows open now: of acts in cases, whose duty is open, and of acts in disputes (`2015 ¶13`,
`2002 ¶7`).

Belongs here: reading rows. Does not belong here: the law's answer on a window of a case, and how a
page orders them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Text, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, Court, CourtAct
from supervision.cases.queries.cases import court_name
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.acts import CheckResult
from supervision.disputes.models import Dispute, DisputeAct, DisputeToldFact
from supervision.duties.models import Duty
from supervision.duties.queries import office_name
from supervision.duties.rules import DutyState
from supervision.law.lawbook import Lawbook
from supervision.law.windows import stated_window
from supervision.offices.models import Office, UserAccount
from supervision.protests.models import Protest
from supervision.protests.queries.lists import MOST_WINDOWS
from supervision.protests.rules import ProtestState

# The rules whose duty is to protest, or to find the act lawful, within the window (`2015 ¶13`).
WINDOW_RULES = (
    "2015/13/appellate_protest",
    "2015/13/appellate_protest_tax_or_social",
    "2015/13/protest_in_restored_term",
)
# What is told of an act in a dispute once nothing is left to be protested by this office (`2002 ¶7`).
SETTLED_BY = ("protest_brought", "representation_sent")
STANDING = (ProtestState.DRAFT.value, ProtestState.BROUGHT.value)
NO_DUTY = 0


class WindowRow(NamedTuple):
    """An act that may still be protested: until when, whose, whether a draft is there.

    `moved` marks a duty whose day was moved by hand; a dispute has no duty, so `duty_id` is 0.
    """

    duty_id: int
    in_dispute: bool
    due_on: date
    matter_id: int
    act_id: int
    matter_number: str
    about: str
    court: str
    office_id: int
    office_name: str
    assignee: str | None
    has_draft: bool
    moved: bool


def windows_of_cases(
    session: Session, *, office_id: int | None, today: date, language: str
) -> Sequence[WindowRow]:
    """The windows open today among the cases the scope shows, by their last day.

    `moved` marks a duty whose day was moved by hand, which moves no window: its last day is asked
    of the law.
    """
    key = literal("ruling_copy_handed_over#act-"), literal("protest_term_restored#act-")
    drafted = (
        select(Protest.id)
        .where(Protest.act_id == CourtAct.id, Protest.state.in_(STANDING))
        .exists()
    )
    number = func.cast(CourtAct.id, Text)
    columns: list[Any] = [
        Duty.id,
        literal(False),
        Duty.due_on,
        AdminCase.id,
        CourtAct.id,
        AdminCase.number,
        AdminCase.offender_name,
        court_name(language),
        AdminCase.office_id,
        office_name(language),
        UserAccount.full_name,
        drafted,
        Duty.moved,
    ]
    statement = (
        select(*columns)
        .join(AdminCase, and_(Duty.subject_kind == CASE, Duty.subject_id == AdminCase.id))
        .join(
            CourtAct,
            and_(
                CourtAct.case_id == AdminCase.id,
                or_(*(Duty.trigger == prefix + number for prefix in key)),
            ),
        )
        .join(Court, Court.id == CourtAct.court_id)
        .join(Office, Office.id == AdminCase.office_id)
        .outerjoin(UserAccount, UserAccount.id == AdminCase.assignee_id)
        .where(
            Duty.rule.in_(WINDOW_RULES),
            Duty.state == DutyState.OPEN.value,
            Duty.due_on >= today,
        )
        .order_by(Duty.due_on, Duty.id)
        .limit(MOST_WINDOWS)
    )
    if office_id is not None:
        statement = statement.where(AdminCase.office_id == office_id)
    return [WindowRow._make(row) for row in session.execute(statement)]


def windows_of_disputes(
    session: Session, *, office_id: int | None, law: Lawbook, today: date, language: str
) -> Sequence[WindowRow]:
    """The windows open today among the disputes the scope shows, by their stated day (`2002 ¶7`).

    An act found lawful, protested, or told to the higher office by a representation is left out.
    """
    drafted = (
        select(Protest.id)
        .where(Protest.dispute_act_id == DisputeAct.id, Protest.state.in_(STANDING))
        .exists()
    )
    settled = (
        select(DisputeToldFact.id)
        .where(
            DisputeToldFact.dispute_id == Dispute.id,
            DisputeToldFact.name.in_(SETTLED_BY),
            DisputeToldFact.key == literal("act-") + func.cast(DisputeAct.id, Text),
        )
        .exists()
    )
    columns: list[Any] = [
        literal(NO_DUTY),
        literal(True),
        DisputeAct.term_ends_on,
        Dispute.id,
        DisputeAct.id,
        Dispute.number,
        Dispute.subject,
        court_name(language),
        Dispute.office_id,
        office_name(language),
        UserAccount.full_name,
        drafted,
        literal(False),
        DisputeAct.received_on,
    ]
    statement = (
        select(*columns)
        .join(DisputeAct, DisputeAct.dispute_id == Dispute.id)
        .join(Court, Court.id == DisputeAct.court_id)
        .join(Office, Office.id == Dispute.office_id)
        .outerjoin(UserAccount, UserAccount.id == Dispute.assignee_id)
        .where(
            DisputeAct.received_on <= today,
            DisputeAct.term_ends_on >= today,
            DisputeAct.check_result.is_distinct_from(CheckResult.LAWFUL.value),
            ~settled,
        )
        .order_by(DisputeAct.term_ends_on, DisputeAct.id)
        .limit(MOST_WINDOWS)
    )
    if office_id is not None:
        statement = statement.where(Dispute.office_id == office_id)
    found = []
    for *columns_of_row, received_on in session.execute(statement):
        row = WindowRow._make(columns_of_row)
        last = stated_window(law, received_on, row.due_on).last_day
        if last is not None:
            found.append(row._replace(due_on=last))
    return found
