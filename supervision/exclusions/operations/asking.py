"""A ground is marked on an act; the request is sent to the Department, or waived (`2015 ¶22`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.queries.cases import hold_case
from supervision.cases.rules import KIND as CASE
from supervision.core.access import Actor
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.rules import Lateness, is_late
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.operations.within import demand_state, follow, held, note_change
from supervision.exclusions.policy import demand_ask
from supervision.exclusions.queries.requests import (
    Dossier,
    Reviewed,
    dossier_of,
    marked_before,
    reviewed_of,
    standing_on,
    told_days,
)
from supervision.exclusions.rules import (
    MarkEntry,
    RequestState,
    SendEntry,
    mark_problems,
    obstacle_words,
    send_problems,
    waiver_problems,
)
from supervision.law.exclusions import Clause, Obstacle, clauses, decision_day, is_countable
from supervision.law.lawbook import Lawbook
from supervision.protests.operations.within import acting_name
from supervision.protests.queries.matters import matter_of


def mark(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    entry: MarkEntry,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> ExclusionRequest:
    """Mark that a clause applies to an appellate act; the duty to ask for consent opens (`2015 ¶22`).

    The same key a second time gives the first mark. Raises NotFound, Forbidden; Refused where the
    act is none of those counted, the clause does not apply, or a request stands on the act.
    """
    hold_case(session, case_id)
    matter = matter_of(session, CASE, case_id)
    office_id = demand_ask(actor, matter.line)
    first = marked_before(session, office_id, idempotency_key)
    if first is not None:
        return first
    reviewed = reviewed_of(session, matter, act_id)
    demand_markable(session, reviewed)
    entry = replace(entry, explanation=written(entry.explanation))
    refuse(mark_problems(entry, reviewed.asked, [item.code for item in clauses()]))
    reversal = reviewed.reversal if entry.clause == Clause.CASSATION_REVERSED else None
    made = ExclusionRequest(
        case_id=matter.id,
        office_id=matter.office.id,
        act_id=reviewed.act.id,
        cassation_act_id=reversal.id if reversal is not None else None,
        author_office_id=office_id,
        state=RequestState.MARKED.value,
        found_on=today,
        found_by=acting_name(actor),
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(made)
    session.flush()
    after = {"act_id": made.act_id, "cassation_act_id": made.cassation_act_id, **asdict(entry)}
    note_change(session, made, "mark", after, actor=actor)
    on = decision_day(entry.clause, reviewed.asked)
    follow(session, made, on, actor=actor, law=law, today=today)
    return made


def send(
    session: Session,
    actor: Actor,
    request_id: int,
    entry: SendEntry,
    *,
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> ExclusionRequest:
    """Record that the request went to the Department with copies of the acts; late, also why.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = _asked(session, actor, request_id, version)
    kept = found.request
    demand_clause_stands(found)
    entry = replace(entry, number=written(entry.number), copies=written(entry.copies))
    problems = list(send_problems(entry, found.decided_on, today))
    late = is_request_late(found, entry.sent_on)
    problems += _late_problems(lateness, late=late)
    refuse(problems)
    kept.state = RequestState.SENT.value
    kept.sent_on, kept.sent_number = entry.sent_on, entry.number
    kept.sent_way, kept.copies = entry.way, entry.copies
    kept.sent_by = acting_name(actor)
    _keep_lateness(kept, lateness if late else None)
    note_change(session, kept, "send", {**asdict(entry), "late": kept.late_cause}, actor=actor)
    follow(session, kept, found.decided_on, actor=actor, law=law, today=today)
    return kept


def waive(
    session: Session,
    actor: Actor,
    request_id: int,
    reason: str,
    *,
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> ExclusionRequest:
    """Record, today, that consent will not be asked for, which closes the duty; the act counts.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = _asked(session, actor, request_id, version)
    kept, reason = found.request, written(reason)
    late = is_request_late(found, today)
    refuse([*waiver_problems(reason), *_late_problems(lateness, late=late)])
    kept.state, kept.waived_on = RequestState.WAIVED.value, today
    kept.waived_by, kept.waiver_reason = acting_name(actor), reason
    _keep_lateness(kept, lateness if late else None)
    after = {"waived_on": today, "reason": reason, "late": kept.late_cause}
    note_change(session, kept, "waive", after, actor=actor)
    follow(session, kept, found.decided_on, actor=actor, law=law, today=today)
    return kept


def keep_in_step(session: Session, actor: Actor, case_id: int, *, law: Lawbook, today: date) -> int:
    """Tell the case anew where the day of the court's decision was corrected, so that the ten
    working days run from the right one. Returns how many requests were told anew.
    """
    told, changed = told_days(session, case_id), 0
    for request_id, on in sorted(told.items()):
        found = dossier_of(session, request_id)
        if found.decided_on == on:
            continue
        after = {"decided_on": found.decided_on}
        note_change(session, found.request, "keep_in_step", after, actor=actor)
        follow(session, found.request, found.decided_on, actor=actor, law=law, today=today)
        changed += 1
    return changed


def demand_markable(session: Session, reviewed: Reviewed) -> None:
    """Refuse an act that is not counted at all, and one on which a request stands."""
    if not is_countable(reviewed.asked):
        raise Refused(obstacle_words(Obstacle.NOT_ON_APPEAL))
    if standing_on(session, reviewed.act.id) is not None:
        raise Refused("A request on this act is there already.")


def demand_clause_stands(found: Dossier) -> None:
    """Refuse to go on once the acts were corrected so that the clause applies no more."""
    if found.obstacle is not None:
        raise Refused(obstacle_words(found.obstacle))


def is_request_late(found: Dossier, on: date) -> bool:
    """Whether sending or waiving on that day comes after the duty's day (`2015 ¶22`)."""
    return found.duty is not None and found.duty.is_open and is_late(found.duty.due_on, on)


def _asked(session: Session, actor: Actor, request_id: int, version: int | None) -> Dossier:
    """A marked request for a verb of the office that asks."""
    found = held(session, request_id, version)
    demand_ask(actor, found.matter.line)
    demand_state(found.request, RequestState.MARKED)
    return found


def _late_problems(lateness: Lateness | None, *, late: bool) -> list[Problem]:
    if late and (lateness is None or not written(lateness.unit)):
        return [
            Problem("This is after the term: name the cause and the unit at fault.", "late_cause")
        ]
    return []


def _keep_lateness(kept: ExclusionRequest, lateness: Lateness | None) -> None:
    if lateness is not None:
        kept.late_cause, kept.late_unit = lateness.cause.value, written(lateness.unit)
        kept.late_note = written(lateness.note)
