"""A representation is drafted, corrected and sent; or the rejection is found justified (`2015 ¶14`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.rules import KIND as CASE
from supervision.core.access import Actor, Post
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.checklist import list_items
from supervision.law.lawbook import Lawbook
from supervision.law.protests import Outcome
from supervision.protests.models import Protest
from supervision.protests.operations.within import acting_name, hold_matter
from supervision.protests.queries.matters import Matter, matter_of
from supervision.protests.queries.protests import get as get_protest
from supervision.protests.queries.protests import place_of as place_of_protest
from supervision.representations.facts import justified_events
from supervision.representations.models import JustifiedRejection, Representation
from supervision.representations.operations.within import (
    demand_state,
    follow,
    held,
    note,
    note_change,
    tell_matter,
)
from supervision.representations.policy import demand_work, demand_write
from supervision.representations.queries.representations import (
    drafted_before,
    justified_of,
    leaders_of,
    of_protest,
)
from supervision.representations.rules import (
    JUSTIFIED_KIND,
    Cause,
    PartsEntry,
    RepresentationState,
    SendEntry,
    parts_problems,
    reasons_problems,
    send_problems,
)

PARTS = ("descriptive", "reasoning", "resolutive")


def draft(
    session: Session,
    actor: Actor,
    matter_id: int,
    act_id: int,
    entry: PartsEntry,
    *,
    kind: str = CASE,
    addressed_to_id: int | None = None,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> Representation:
    """Begin a representation on an act: for a material breach in a case (`2015 ¶14`), on an
    unlawful act in a dispute (`2002 ¶7`). The same key a second time gives the first draft.

    Raises NotFound, Forbidden, Refused.
    """
    hold_matter(session, kind, matter_id)
    matter = matter_of(session, kind, matter_id)
    office_id = demand_write(actor, matter.line, in_dispute=matter.is_dispute)
    first = drafted_before(session, office_id, idempotency_key)
    if first is not None:
        return first
    act = matter.act(act_id)
    cause = Cause.UNLAWFUL_ACT if matter.is_dispute else Cause.MATERIAL_BREACH
    return _drafted(
        session,
        actor,
        matter,
        act.id,
        cause,
        _written(entry),
        addressed_to_id=addressed_to_id,
        idempotency_key=idempotency_key,
        law=law,
        today=today,
    )


def draft_on_rejection(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: PartsEntry,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> Representation:
    """Begin the representation that answers a rejected appellate protest of a case (`2015 ¶14`).

    The same key a second time gives the first draft. Raises NotFound, Forbidden, Refused.
    """
    protest, matter = _rejected(session, protest_id)
    office_id = demand_write(actor, matter.line, in_dispute=False)
    first = drafted_before(session, office_id, idempotency_key)
    if first is not None:
        return first
    _demand_undecided(session, protest)
    return _drafted(
        session,
        actor,
        matter,
        protest.against_id,
        Cause.REJECTED_PROTEST,
        _written(entry),
        protest_id=protest.id,
        idempotency_key=idempotency_key,
        law=law,
        today=today,
    )


def _drafted(
    session: Session,
    actor: Actor,
    matter: Matter,
    act_id: int,
    cause: Cause,
    entry: PartsEntry,
    *,
    protest_id: int | None = None,
    addressed_to_id: int | None = None,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> Representation:
    act = matter.act(act_id)
    office_id = actor.office_id or 0
    problems = list(parts_problems(entry, cause, act.made_on, today))
    above = matter.line[: matter.line.index(office_id)]
    to = addressed_to_id if matter.is_dispute else matter.line[0]
    if to not in above:
        problems.append(Problem("Choose an office above yours.", "addressed_to_id"))
    refuse(problems)
    place = ("dispute_id", "dispute_act_id") if matter.is_dispute else ("case_id", "act_id")
    made = Representation(
        **dict(zip(place, (matter.id, act.id), strict=True)),
        office_id=matter.office.id,
        author_office_id=office_id,
        addressed_to_id=to,
        cause=cause.value,
        protest_id=protest_id,
        state=RepresentationState.DRAFT.value,
        drafted_on=today,
        drafted_by=acting_name(actor),
        idempotency_key=idempotency_key,
        **_kept(entry, cause),
    )
    session.add(made)
    session.flush()
    after = {"act_id": act.id, "cause": cause, "protest_id": protest_id, **asdict(entry)}
    note_change(session, made, "draft", after, actor=actor)
    follow(session, made, actor=actor, law=law, today=today)
    return made


def change_draft(
    session: Session,
    actor: Actor,
    representation_id: int,
    entry: PartsEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Representation:
    """Correct a draft. Raises NotFound, Forbidden, Stale; Refused once it is sent."""
    found = held(session, representation_id, version)
    kept = found.representation
    demand_work(actor, kept, found.matter.line)
    demand_state(kept, RepresentationState.DRAFT)
    entry = _written(entry)
    refuse(parts_problems(entry, kept.cause, found.act.made_on, today))
    after = _kept(entry, kept.cause)
    before = {name: getattr(kept, name) for name in after}
    for name, value in after.items():
        setattr(kept, name, value)
    note_change(session, kept, "change_draft", after, before, actor=actor)
    follow(session, kept, actor=actor, law=law, today=today)
    return kept


def send(
    session: Session,
    actor: Actor,
    representation_id: int,
    entry: SendEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Representation:
    """Record that the representation was sent: its three parts written, signed by the head of the
    office (`2015 ¶14, ¶19`). Raises NotFound, Forbidden, Stale, Refused.
    """
    found = held(session, representation_id, version)
    kept = found.representation
    demand_work(actor, kept, found.matter.line)
    demand_state(kept, RepresentationState.DRAFT)
    entry = replace(entry, number=written(entry.number))
    heads = {person.id: person for person in leaders_of(session, actor.office_id or 0, [Post.HEAD])}
    refuse(send_problems(entry, missing_parts(kept), found.since, heads, today))
    kept.state, kept.author_office_id = RepresentationState.SENT.value, actor.office_id or 0
    kept.number, kept.sent_on = entry.number, entry.sent_on
    kept.signed_by_id = entry.signed_by_id
    kept.signed_by = heads[entry.signed_by_id or 0].full_name
    note_change(session, kept, "send", asdict(entry), actor=actor)
    follow(session, kept, actor=actor, law=law, today=today)
    return kept


def find_justified(
    session: Session,
    actor: Actor,
    protest_id: int,
    *,
    reasons: str,
    found_on: date,
    law: Lawbook,
    today: date,
) -> JustifiedRejection:
    """Record that the protest was rejected with reason, which closes the duty (`2015 ¶14`).

    A second record gives the first. Raises NotFound, Forbidden, Refused.
    """
    protest, matter = _rejected(session, protest_id)
    office_id = demand_write(actor, matter.line, in_dispute=False)
    first = justified_of(session, protest.id)
    if first is not None:
        return first
    _demand_undecided(session, protest)
    reasons = written(reasons)
    refuse(reasons_problems(reasons, found_on, protest.outcome_on or today, today))
    made = JustifiedRejection(
        protest_id=protest.id,
        office_id=protest.office_id,
        author_office_id=office_id,
        found_on=found_on,
        reasons=reasons,
        found_by=acting_name(actor),
    )
    session.add(made)
    session.flush()
    after = {"protest_id": protest.id, "found_on": found_on, "reasons": reasons}
    subject = (JUSTIFIED_KIND, made.id)
    note(session, subject, made.office_id, "find_justified", after, actor=actor)
    place = place_of_protest(protest)
    tell_matter(session, actor, place, subject, justified_events(made), law=law, today=today)
    return made


def missing_parts(found: Representation) -> list[str]:
    """The parts of the law's list that are still empty (`2015 ¶19`)."""
    named = [item.code for item in list_items("2015 ¶19", "representation_parts")]
    return [name for name in named if not getattr(found, name)]


def demand_rejected(protest: Protest) -> None:
    """Refuse anything but a rejected appellate protest of a case (`2015 ¶14`)."""
    if protest.outcome != Outcome.REJECTED or protest.kind != "appellate" or not protest.case_id:
        raise Refused("Only a rejected appellate protest is answered so (2015 ¶14).")


def _rejected(session: Session, protest_id: int) -> tuple[Protest, Matter]:
    """A rejected protest with its matter, held until the transaction ends."""
    protest = get_protest(session, protest_id)
    place = place_of_protest(protest)
    hold_matter(session, *place)
    protest = get_protest(session, protest_id)
    demand_rejected(protest)
    return protest, matter_of(session, *place)


def _demand_undecided(session: Session, protest: Protest) -> None:
    """One decision a rejected protest: a standing representation, or that it was justified."""
    standing = [
        each
        for each in of_protest(session, protest.id)
        if each.protest_id == protest.id and each.state != RepresentationState.REFUSED
    ]
    if standing:
        raise Refused("A representation on this protest is there already.")
    if justified_of(session, protest.id) is not None:
        raise Refused("The rejection of this protest is found justified already.")


def _kept(entry: PartsEntry, cause: str) -> dict[str, object]:
    """A draft as its columns hold it; a day of a breach is kept only where there is one."""
    kept: dict[str, object] = {name: getattr(entry, name) for name in PARTS}
    return kept | {"breach_on": entry.breach_on if cause == Cause.MATERIAL_BREACH else None}


def _written(entry: PartsEntry) -> PartsEntry:
    return replace(
        entry,
        descriptive=written(entry.descriptive),
        reasoning=written(entry.reasoning),
        resolutive=written(entry.resolutive),
    )
