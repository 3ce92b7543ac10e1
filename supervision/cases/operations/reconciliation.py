"""The quarterly reconciliation of two offices: opened, lists submitted, settled, signed (`2015 ¶7`).

Every change is written in both offices' copies, inside `reaching()`. A difference is settled by
either side, and the other sees it before signing: so a new list or settlement after a signature
voids that signature, because it stood under another text.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.models import (
    Reconciliation,
    ReconciliationDifference,
    ReconciliationLine,
    ReconciliationSide,
)
from supervision.cases.operations.reconciliation_duty import (
    close_duty,
    due_on,
    office_of,
    period_of,
)
from supervision.cases.operations.within import demand_version
from supervision.cases.policy import demand_registration
from supervision.cases.queries import reconciliation as queries
from supervision.cases.queries.reconciliation import Copy
from supervision.cases.rules.reconciliation import (
    Matched,
    settlement_problems,
    signature_problems,
)
from supervision.core.access import Actor, Permission
from supervision.core.db import reaching
from supervision.core.errors import Forbidden, NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.rules import Lateness, is_late
from supervision.law.lawbook import Lawbook
from supervision.law.period import Period
from supervision.offices.models import Office
from supervision.offices.rules import OfficeKind

KIND = "reconciliation"


def open_reconciliation(
    session: Session,
    actor: Actor,
    *,
    counterpart_id: int,
    quarter: str,
    law: Lawbook,
    today: date,
) -> Reconciliation:
    """Open the reconciliation of a quarter with an office of the other sort at the same seat.

    The one that is open already is given back. Raises Forbidden; Refused for a quarter that has not
    begun and for an office of one's own kind or of another town.
    """
    office = office_of(session, demand_registration(actor))
    period = period_of(law, quarter, today)
    other = session.get(Office, counterpart_id)
    refuse(_counterpart_problems(session, office, other, period))
    if other is None:
        raise NotFound
    queries.hold(session, (office.id, other.id), period.key)
    for standing in queries.of_quarter(session, office.id, period.key):
        if standing.other_id == other.id:
            return standing
    territorial, specialised = _sorted_sides(office, other)
    shared: dict[str, Any] = {
        "pair": uuid.uuid4(),
        "territorial_id": territorial.id,
        "specialised_id": specialised.id,
        "quarter": period.key,
        "starts_on": period.start,
        "ends_on": period.end,
        "number": f"{period.key}/{territorial.code}/{specialised.code}",
        "opened_on": today,
        "opened_by": actor.name,
    }
    with reaching(session, [other.id]):
        copies = [Reconciliation(office_id=each.id, **shared) for each in (office, other)]
        session.add_all(copies)
        session.flush()
        session.add_all(
            ReconciliationSide(office_id=copy.office_id, reconciliation_id=copy.id, of_office_id=of)
            for copy in copies
            for of in (territorial.id, specialised.id)
        )
    _note_both(session, actor, copies, "open_reconciliation", {"quarter": period.key})
    return copies[0]


def submit_list(
    session: Session,
    actor: Actor,
    reconciliation_id: int,
    *,
    version: int | None = None,
    today: date,
) -> Reconciliation:
    """Submit the list the office's registers give today; both offices see it frozen.

    Again until both have signed: a new list voids whatever signature stood under the old one, and
    the settlements of those differences that it changed. Raises NotFound, Forbidden, Stale, Refused.
    """
    one = _own_copy(session, actor, reconciliation_id, version)
    office, other = office_of(session, one.office_id), office_of(session, one.other_id)
    listed = queries.list_of(session, office, other, Period.from_key(one.quarter))

    def change(copies: Sequence[Copy]) -> None:
        for copy in copies:
            side = copy.own if copy.head.office_id == office.id else copy.other
            side.submission += 1
            side.submitted_on, side.submitted_by = today, actor.name
            session.add_all(
                ReconciliationLine(
                    office_id=copy.head.office_id,
                    reconciliation_id=copy.head.id,
                    of_office_id=office.id,
                    submission=side.submission,
                    position=position,
                    **asdict(line),
                )
                for position, line in enumerate(listed, start=1)
            )
            copy.lines[office.id] = listed
            _find_differences(session, copy)

    _carry_out(session, actor, one, "submit_list", {"lines": len(listed)}, change)
    return one


def settle_difference(
    session: Session,
    actor: Actor,
    reconciliation_id: int,
    difference_id: int,
    *,
    settlement: str,
    note: str,
    version: int | None = None,
    today: date,
) -> Reconciliation:
    """Record what was decided on one difference; again, until both have signed.

    Raises NotFound, Forbidden, Stale; Refused for a decision of another sort or without a note.
    """
    one = _own_copy(session, actor, reconciliation_id, version)
    chosen = queries.difference_of(queries.whole(session, one.id), difference_id)
    note = written(note)
    refuse(settlement_problems(chosen.kind, settlement, note))
    place = chosen.place

    def change(copies: Sequence[Copy]) -> None:
        for copy in copies:
            for each in copy.differences:
                if each.place == place:
                    each.settlement, each.note, each.settled_on = settlement, note, today
                    each.settled_by, each.settled_by_office_id = actor.name, one.office_id

    told = {"number": chosen.number, "settlement": settlement, "note": note}
    _carry_out(session, actor, one, "settle_difference", told, change)
    return one


def sign_act(
    session: Session,
    actor: Actor,
    reconciliation_id: int,
    *,
    signed_on: date,
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Reconciliation:
    """Sign the act of reconciliation as head or deputy of one's side (`2015 ¶7`).

    With the second signature the act stands, and the quarter's duty closes for each office all
    of whose reconciliations of the quarter are signed. Raises NotFound, Forbidden, Stale; Refused
    while a list is missing or a difference open, twice, and without the cause after the last day.
    """
    actor.demand(Permission.APPROVE)
    one = _own_copy(session, actor, reconciliation_id, version)
    copy = queries.whole(session, one.id)
    problems = []
    if copy.own.signed_on is not None:
        problems.append(Problem("Your side has signed this act already."))
    days = [side.submitted_on for side in copy.sides.values()]
    problems += signature_problems(signed_on, days, copy.unsettled, today)
    late = is_late(due_on(session, one, law), signed_on)
    if late and (lateness is None or not written(lateness.unit)):
        problems.append(Problem("The act is late: name the cause and the unit.", "late_cause"))
    refuse(problems)

    def change(copies: Sequence[Copy]) -> None:
        for each in copies:
            side = each.sides[one.office_id]
            side.signed_on, side.signed_by = signed_on, actor.name
            if late and lateness is not None:
                side.late_cause, side.late_unit = lateness.cause.value, written(lateness.unit)
                side.late_note = written(lateness.note)
        signatures = [side.signed_on for side in copies[0].sides.values() if side.signed_on]
        if len(signatures) == len(copies[0].sides):
            for each in copies:
                each.head.signed_on = max(signatures)
            session.flush()
            for each in copies:
                close_duty(session, actor, each)

    told = {"signed_on": signed_on, "late_cause": lateness.cause if late and lateness else None}
    _carry_out(session, actor, one, "sign_reconciliation", told, change, voids=False)
    return one


def _own_copy(
    session: Session, actor: Actor, reconciliation_id: int, version: int | None
) -> Reconciliation:
    """The office's own copy, held against the other side; refuses what is signed by both."""
    office_id = demand_registration(actor)
    one = queries.get(session, reconciliation_id)
    if one.office_id != office_id:
        raise Forbidden("Only the two offices themselves reconcile their cases.")
    queries.hold(session, (one.territorial_id, one.specialised_id), one.quarter)
    one = queries.get(session, reconciliation_id)
    demand_version(one.version, version)
    if one.is_signed:
        raise Refused("Both offices have signed this act: it does not change any more.")
    return one


def _carry_out(
    session: Session,
    actor: Actor,
    one: Reconciliation,
    verb: str,
    told: Mapping[str, Any],
    change: Callable[[Sequence[Copy]], None],
    *,
    voids: bool = True,
) -> None:
    """Change both copies alike; a change of the text (`voids`) takes the signatures away."""
    taken: set[str] = set()
    with reaching(session, [one.other_id]):
        copies = queries.copies_of(session, one)
        change(copies)
        for copy in copies:
            copy.head.version += 1
            if voids:
                taken |= {_void(side) for side in copy.sides.values() if side.signed_on}
    after = {**told, "voided": sorted(taken)} if taken else told
    _note_both(session, actor, [copy.head for copy in copies], verb, after)


def _void(side: ReconciliationSide) -> str:
    """Take a signature away; returns whose it was."""
    name = side.signed_by or ""
    side.signed_on = side.signed_by = None
    side.late_cause = side.late_unit = side.late_note = None
    return name


def _find_differences(session: Session, copy: Copy) -> None:
    """Lay both lists side by side; a difference that says what it said before stays settled."""
    if not copy.both_submitted:
        return
    found = {each.place: each for each in copy.matches if each.difference is not None}
    kept = {}
    for standing in copy.differences:
        now = found.get(standing.place)
        if now is not None and (now.difference, now.content) == (standing.kind, standing.content):
            kept[standing.place] = standing
        else:
            standing.stands = False
    session.add_all(
        _difference(copy.head, each) for place, each in found.items() if place not in kept
    )


def _difference(head: Reconciliation, each: Matched) -> ReconciliationDifference:
    if each.difference is None:
        raise ValueError("both lists agree")
    return ReconciliationDifference(
        office_id=head.office_id,
        reconciliation_id=head.id,
        place=each.place,
        court_id=each.shown.court_id,
        number=each.shown.number,
        kind=each.difference.value,
        fields=list(each.fields),
        content=each.content,
        note="",
    )


def _note_both(
    session: Session,
    actor: Actor,
    copies: Iterable[Reconciliation],
    verb: str,
    after: Mapping[str, Any],
) -> None:
    """The audit row of one verb for each of the two offices."""
    for copy in copies:
        record(
            session,
            actor,
            action=f"cases.{verb}",
            subject=(KIND, copy.id),
            office_id=copy.office_id,
            after={"number": copy.number, **after},
        )


def _sorted_sides(one: Office, other: Office) -> tuple[Office, Office]:
    """The territorial office, then the specialised one."""
    return (one, other) if one.kind == OfficeKind.TERRITORIAL else (other, one)


def _counterpart_problems(
    session: Session, office: Office, other: Office | None, quarter: Period
) -> Iterable[Problem]:
    """Why the two offices do not reconcile: one kind, or another town."""
    name = "counterpart_id"
    if other is None:
        yield Problem("Choose one of the listed values.", name)
        return
    sorts = {each.kind == OfficeKind.TERRITORIAL for each in (office, other)}
    if len(sorts) == 1:
        yield Problem("A territorial office reconciles with a specialised one.", name)
    elif other.id not in {each.id for each in queries.counterparts(session, office, quarter)}:
        yield Problem("That office does not stand at the seat of your courts.", name)
