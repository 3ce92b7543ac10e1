"""The higher office assesses an act changed or quashed, or a protest that failed (`2015 ¶22–23`)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases.operations.within import demand_version
from supervision.cases.queries.cases import hold_case
from supervision.cases.rules import KIND as CASE
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.exclusions.models import ActAssessment, ProtestAssessment
from supervision.exclusions.operations.within import note
from supervision.exclusions.policy import demand_assess
from supervision.exclusions.queries.assessments import is_to_be_assessed, of_act, of_protest
from supervision.exclusions.rules import (
    ACT_KIND,
    PROTEST_KIND,
    AssessmentEntry,
    assessment_problems,
)
from supervision.law.exclusions import is_protest_assessed, is_quality_assessed
from supervision.protests.models import Protest
from supervision.protests.operations.within import acting_name
from supervision.protests.operations.within import held as held_protest
from supervision.protests.queries.matters import MatterAct, matter_of


def assess_act(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    entry: AssessmentEntry,
    *,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> ActAssessment:
    """Record whether the ruling below had an obvious breach (`2015 ¶22`), or correct what was found.

    The same key a second time gives the first record. Raises NotFound, Forbidden; Stale where
    somebody assessed it meanwhile; Refused for an act that is not assessed.
    """
    hold_case(session, case_id)
    matter = matter_of(session, CASE, case_id)
    act, kept = matter.act(act_id), of_act(session, act_id)
    by = kept.assessing_office_id if kept is not None else None
    office_id = demand_assess(actor, matter.line, by)
    if kept is not None and kept.idempotency_key == idempotency_key:
        return kept
    demand_assessable(session, act)
    entry = _read(entry)
    if kept is not None:
        found = {"obvious_breach": entry.found, "reasons": entry.reasons}
        _correct(session, actor, kept, ACT_KIND, found, office_id, version, today=today)
        return kept
    made = ActAssessment(
        case_id=matter.id,
        office_id=matter.office.id,
        act_id=act.id,
        obvious_breach=entry.found,
        **_assessed(actor, entry, office_id, idempotency_key, today=today),
    )
    session.add(made)
    session.flush()
    after = {"act_id": act.id, "obvious_breach": entry.found, "reasons": entry.reasons}
    note(session, (ACT_KIND, made.id), made.office_id, "assess_act", after, actor=actor)
    return made


def assess_protest(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: AssessmentEntry,
    *,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> ProtestAssessment:
    """Record whether a protest that failed was unfounded (`2015 ¶23`), or correct what was found.

    The same key a second time gives the first record. Raises NotFound, Forbidden; Stale where
    somebody assessed it meanwhile; Refused for a protest that is not assessed.
    """
    dossier = held_protest(session, protest_id)
    protest, kept = dossier.protest, of_protest(session, protest_id)
    by = kept.assessing_office_id if kept is not None else None
    office_id = demand_assess(actor, dossier.author.ancestors, by)
    if kept is not None and kept.idempotency_key == idempotency_key:
        return kept
    demand_failed(protest)
    entry = _read(entry)
    if kept is not None:
        found = {"unfounded": entry.found, "reasons": entry.reasons}
        _correct(session, actor, kept, PROTEST_KIND, found, office_id, version, today=today)
        return kept
    made = ProtestAssessment(
        protest_id=protest.id,
        office_id=protest.office_id,
        unfounded=entry.found,
        **_assessed(actor, entry, office_id, idempotency_key, today=today),
    )
    session.add(made)
    session.flush()
    after = {"protest_id": protest.id, "unfounded": entry.found, "reasons": entry.reasons}
    note(session, (PROTEST_KIND, made.id), made.office_id, "assess_protest", after, actor=actor)
    return made


def demand_assessable(session: Session, act: MatterAct) -> None:
    """Refuse any act but one changed or quashed on a complaint or a higher prosecutor's protest."""
    if not is_quality_assessed(act.instance, act.decides):
        raise Refused("Only an act by which a higher court changed or quashed another is assessed.")
    if not is_to_be_assessed(session, act.id):
        raise Refused("The office itself protested or wrote a representation: nothing to assess.")


def demand_failed(protest: Protest) -> None:
    """Refuse any protest but an appellate one of a case that was withdrawn, returned or rejected."""
    if protest.case_id is None or not is_protest_assessed(protest.kind, protest.outcome):
        raise Refused("Only an appellate protest withdrawn, returned or rejected is assessed.")


def _read(entry: AssessmentEntry) -> AssessmentEntry:
    entry = replace(entry, reasons=written(entry.reasons))
    refuse(assessment_problems(entry))
    return entry


def _assessed(
    actor: Actor, entry: AssessmentEntry, office_id: int, key: uuid.UUID, *, today: date
) -> dict[str, Any]:
    """Who found it, when and why, as both tables keep it."""
    return {
        "reasons": entry.reasons,
        "assessed_on": today,
        "assessed_by": acting_name(actor),
        "assessing_office_id": office_id,
        "idempotency_key": key,
    }


def _correct(
    session: Session,
    actor: Actor,
    kept: ActAssessment | ProtestAssessment,
    kind: str,
    found: dict[str, Any],
    office_id: int,
    version: int | None,
    *,
    today: date,
) -> None:
    """Put what is found now in the place of what was; the audit keeps the old value."""
    demand_version(kept.version, version or 0)
    before = {name: getattr(kept, name) for name in found}
    for name, value in found.items():
        setattr(kept, name, value)
    kept.assessed_on, kept.assessed_by = today, acting_name(actor)
    kept.assessing_office_id = office_id
    note(session, (kind, kept.id), kept.office_id, "correct_assessment", found, before, actor=actor)
