"""Private rulings and hearings (`2015 ¶6, ¶8, ¶24`)."""

from __future__ import annotations

from sqlalchemy import (
    case,
    func,
    literal,
    or_,
    select,
)

from supervision.cases.models import (
    AdminCase,
    CaseHearing,
    PrivateRuling,
)
from supervision.cases.queries.hearings import is_required
from supervision.cases.rules.hearings import AbsenceCause, HearingOutcome
from supervision.cases.rules.rulings import RulingResult
from supervision.indicators.queries.things.records import (
    Records,
    Statement,
    holder,
    said,
    taken_part,
    who_took_part,
)


def issued_private_rulings(_records: Records) -> Statement:
    """Private rulings on breaches of legality issued in cases heard with a prosecutor (`2015 ¶24`);
    those on the causes of offences alone are none of them.
    """
    ruling = PrivateRuling
    return (
        select(
            literal("private_ruling").label("subject_kind"),
            ruling.id.label("subject_id"),
            holder(ruling.case_id, ruling.decided_on, AdminCase.office_id).label("office_id"),
            ruling.decided_on.label("on_day"),
            ruling.case_id.label("case_id"),
            who_took_part(ruling.case_id, None, AdminCase.assignee_id).label("prosecutor_id"),
            AdminCase.number.label("label"),
            ruling.number.label("detail"),
            said(ruling.moved_on.is_not(None)).label("on_motion"),
        )
        .join(AdminCase, AdminCase.id == ruling.case_id)
        .where(
            ruling.result == RulingResult.ISSUED.value,
            ruling.of_breach.is_(True),
            taken_part(ruling.case_id).exists(),
        )
    )


def required_hearings(records: Records) -> Statement:
    """Past hearings in which a prosecutor had to take part (`2015 ¶6, ¶8, ¶9`)."""
    hearing = CaseHearing
    return (
        select(
            literal("case_hearing").label("subject_kind"),
            hearing.id.label("subject_id"),
            holder(hearing.case_id, hearing.day, AdminCase.office_id).label("office_id"),
            hearing.day.label("on_day"),
            hearing.case_id.label("case_id"),
            func.coalesce(hearing.took_part_id, hearing.prosecutor_id).label("prosecutor_id"),
            AdminCase.number.label("label"),
            hearing.instance.label("detail"),
            case(
                (hearing.outcome == HearingOutcome.TOOK_PART.value, "took_part"),
                (hearing.absence_cause == AbsenceCause.NOT_NOTIFIED.value, "not_notified"),
                (hearing.outcome == HearingOutcome.NOBODY.value, "other"),
                else_="none",
            ).label("outcome"),
        )
        .join(AdminCase, AdminCase.id == hearing.case_id)
        .where(
            hearing.outcome.is_distinct_from(HearingOutcome.NOT_HELD.value),
            or_(hearing.outcome.is_not(None), hearing.day < records.as_of),
            is_required(),
        )
    )
