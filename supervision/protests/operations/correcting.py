"""What was recorded wrongly of a protest is put right with a reason (`2015 ¶13, ¶23`).

Belongs here: corrections of a bringing and of an outcome. Does not belong here: what becomes of the
duties, which follow the facts told anew (`within.follow`). Old and new stay in the audit.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.rules.grounds import reason_problems
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.law.protests import ProtestKind
from supervision.law.windows import WindowState
from supervision.protests.correcting import (
    Brought,
    BroughtEntry,
    bringing_problems,
    reported_problems,
)
from supervision.protests.models import Protest
from supervision.protests.operations.bringing import NO_WINDOW, drafted, tell_term
from supervision.protests.operations.ending import conclude, concluded, problems_of_outcome
from supervision.protests.operations.within import (
    act_asked,
    demand_state,
    follow,
    held,
    note,
)
from supervision.protests.policy import demand_record, demand_work
from supervision.protests.queries.protests import place_of, report_of, terms_of
from supervision.protests.queries.windows import window_of
from supervision.protests.rules import OutcomeEntry, ProtestState


def correct_bringing(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: BroughtEntry,
    *,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Protest:
    """Correct number and day of a protest brought; another day is asked of the window as the first.

    Raises NotFound, Forbidden, Stale; Refused without a reason, and for a draft.
    """
    found = held(session, protest_id, version)
    protest = found.protest
    demand_work(actor, protest, found.line)
    if protest.state != ProtestState.ENDED:
        demand_state(protest, ProtestState.BROUGHT)
    if protest.brought_on is None or protest.recorded_on is None:
        raise Refused("This protest is not brought yet.")
    entry, reason = replace(entry, number=written(entry.number)), written(reason)
    window = window_of(found.matter, found.act, terms_of(session, *place_of(protest)), law)
    window = window or NO_WINDOW
    followed_by = [each.moved_on for each in found.motions] + [protest.outcome_on or today]
    was = Brought(
        protest.brought_on, protest.recorded_on, min(followed_by), protest.late_reason or reason
    )
    asked = act_asked(found.matter, found.act)
    problems = list(bringing_problems(drafted(protest), entry, was, asked, window))
    refuse([*problems, *reason_problems(reason)])
    before = {name: getattr(protest, name) for name in (*asdict(entry), "window_ends_on")}
    moved = entry.brought_on != protest.brought_on
    protest.number, protest.brought_on = entry.number, entry.brought_on
    if moved and protest.kind == ProtestKind.APPELLATE:
        protest.window_opens_on, protest.window_ends_on = window.opens_on, window.last_day
        over = window.state(was.recorded_on) is WindowState.CLOSED
        protest.late_reason = was.late_reason if over else None
    after = {**asdict(entry), "window_ends_on": protest.window_ends_on, "reason": reason}
    note(session, protest, "correct_bringing", after, before, actor=actor)
    tell_term(session, actor, found.matter, found.act, window, law=law, today=today)
    follow(session, protest.id, actor=actor, law=law, today=today)
    return protest


def correct_outcome(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: OutcomeEntry,
    *,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Protest:
    """Correct the recorded outcome under the rules of the first record; the duties follow it anew.

    Raises NotFound, Forbidden, Stale; Refused without a reason, and before an outcome is recorded.
    """
    found = held(session, protest_id, version)
    protest = found.protest
    demand_record(actor, protest)
    demand_state(protest, ProtestState.ENDED)
    entry, reason = replace(entry, note=written(entry.note)), written(reason)
    report = report_of(session, protest.id)
    refuse(
        [
            *problems_of_outcome(found, entry, today),
            *reported_problems(entry, report.informed_on if report is not None else None),
            *reason_problems(reason),
        ]
    )
    before = _recorded(protest)
    conclude(found, entry)
    after = _recorded(protest) | {"ended_by": entry.ended_by, "reason": reason}
    note(session, protest, "correct_outcome", after, before, actor=actor)
    follow(session, protest.id, actor=actor, law=law, today=today)
    return protest


def _recorded(protest: Protest) -> dict[str, object]:
    """The outcome as the audit compares it."""
    return {
        **concluded(protest),
        "outcome_on": protest.outcome_on,
        "note": protest.outcome_note,
        "act_id": protest.deciding_id,
    }
