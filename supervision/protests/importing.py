"""Protests out of a sheet: each row is a protest as lodged, with its outcome where there is one
(`2015 ¶13, ¶23`, `2002 ¶7`).

Belongs here: columns, and how a row finds its act and becomes an entry. Does not belong here: any rule
of a protest.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from supervision.cases.models import AdminCase
from supervision.cases.rules import KIND as CASE
from supervision.core.access import Permission
from supervision.core.errors import Refused
from supervision.core.i18n import _, current_language
from supervision.core.texts import written
from supervision.disputes.models import Dispute
from supervision.disputes.rules import KIND as DISPUTE
from supervision.exchange.importables import (
    Entering,
    Field,
    Importable,
    Pairs,
    Values,
    What,
    at_columns,
)
from supervision.law.protests import EndedBy, ProtestKind, grounds_of_appeal
from supervision.offices.queries import colleagues
from supervision.protests.models import Protest
from supervision.protests.operations import enter_protest, take_back_protest
from supervision.protests.operations.by_sheet import Lodged
from supervision.protests.queries.matters import Matter, MatterAct, matter_of
from supervision.protests.rules import (
    COURT_OF,
    KIND,
    BringEntry,
    Decision,
    DraftEntry,
    OutcomeEntry,
)

_COLUMNS = {"brought_by_id": "brought_by", "note": "outcome_note", "act_id": "outcome_on"}
_DECIDED = [each for each in Decision if each is not Decision.NONE]


def _kinds() -> Pairs:
    return [(each.value, _(f"protests.kind.{each}")) for each in ProtestKind]


def _grounds() -> Pairs:
    return [(item.code, item.title.in_language(current_language())) for item in grounds_of_appeal()]


def _decisions() -> Pairs:
    return [(each.value, _(f"protests.decision.{each}")) for each in _DECIDED]


def _endings() -> Pairs:
    return [(each.value, _(f"protests.ended_by.{each}")) for each in EndedBy]


def _key(values: Values) -> str:
    """A case or dispute has one protest of a number brought on a day."""
    case, number = written(values["case_number"]).lower(), written(values["number"]).lower()
    return f"{case}|{number}|{values['brought_on']}"


def _matter(at: Entering, values: Values) -> Matter:
    """The case or dispute of this number, of the own office or one below; raises Refused."""
    number, found = written(values["case_number"]), list[tuple[str, int]]()
    for kind, model in ((CASE, AdminCase), (DISPUTE, Dispute)):
        statement = select(model.id).where(
            model.number == number, model.office_id.in_(at.actor.offices_below)
        )
        found += [(kind, matter_id) for matter_id in at.session.scalars(statement.limit(2))]
    if len(found) != 1:
        raise Refused(
            "There is no registered case or dispute with this number: register it first."
            if not found
            else "There are several cases with this number: record the protest on the page of the act.",
            field="case_number",
        )
    return matter_of(at.session, *found[0])


def _act(matter: Matter, values: Values) -> MatterAct:
    """The act made on the day the row names; raises Refused where there is none, or more than one."""
    found = [act for act in matter.acts if act.made_on == values["act_on"]]
    if len(found) != 1:
        raise Refused(
            "No act of this day is recorded in the case: record it first."
            if not found
            else "The case has several acts of this day: record the protest on the page of the act.",
            field="act_on",
        )
    return found[0]


def _person(at: Entering, values: Values) -> int:
    """Whoever of the own office has this name; raises Refused where nobody has, or several."""
    name = written(values["brought_by"]).lower()
    people = colleagues(at.session, at.actor.office_id or 0)
    found = [person.id for person in people if person.full_name.lower() == name]
    if len(found) != 1:
        raise Refused(
            "No prosecutor of your office has this name: write it as in the list of people."
            if not found
            else "Several people of your office have this name: record the protest on its page.",
            field="brought_by",
        )
    return found[0]


def _outcome(acts: Sequence[MatterAct], values: Values) -> OutcomeEntry | None:
    """What became of the protest, linked to the court's act where exactly one fits; None as yet."""
    decision, ended_by, on = values["decision"], values["ended_by"], values["outcome_on"]
    if not (decision or ended_by or on or values["outcome_note"]):
        return None
    if on is None:
        raise Refused("Give the day of the court's decision.", field="outcome_on")
    if not decision and not ended_by:
        raise Refused("Say what the court decided, or how the protest ended.", field="decision")
    if decision and ended_by:
        raise Refused("Give the decision, or how it ended without one, not both.", field="ended_by")
    court = COURT_OF[ProtestKind(values["kind"])]
    deciding = [act.id for act in acts if (act.made_on, act.instance) == (on, court)]
    return OutcomeEntry(
        decision=decision or Decision.NONE.value,
        outcome_on=on,
        note=values["outcome_note"],
        ended_by=ended_by,
        act_id=deciding[0] if decision and len(deciding) == 1 else None,
    )


def _find(at: Entering, values: Values) -> int | None:
    matter = _matter(at, values)
    place = Protest.dispute_id if matter.is_dispute else Protest.case_id
    statement = select(Protest.id).where(
        place == matter.id,
        Protest.number == written(values["number"]),
        Protest.brought_on == values["brought_on"],
    )
    return at.session.scalars(statement.limit(1)).first()


def _enter(at: Entering, values: Values, key: uuid.UUID) -> tuple[str, int]:
    matter = _matter(at, values)
    act = _act(matter, values)
    lodged = Lodged(
        DraftEntry(
            **{name: values[name] for name in ("kind", "part", "grounds", "own_grounds", "demand")}
        ),
        BringEntry(
            values["number"], values["brought_on"], _person(at, values), values["late_reason"]
        ),
        _outcome(matter.acts, values),
    )
    with at_columns(_COLUMNS):
        protest = enter_protest(
            at.session,
            at.actor,
            (matter.kind, matter.id),
            act.id,
            lodged,
            idempotency_key=key,
            law=at.law,
            today=at.today,
        )
    return KIND, protest.id


def _take_back(at: Entering, protest_id: int) -> None:
    take_back_protest(at.session, at.actor, protest_id, law=at.law, today=at.today)


IMPORTABLE = Importable(
    "protests",
    "Protests and their outcomes",
    Permission.RECORD_CASES,
    (
        Field("case_number", "Number of the case", required=True),
        Field("act_on", "Day of the court act under protest", What.DAY, required=True),
        Field("kind", "Kind of protest", What.CHOICE, required=True, choices=_kinds),
        Field("part", "Part of the act under protest"),
        Field(
            "grounds",
            "Grounds of CoAO 840",
            What.CHOICES,
            choices=_grounds,
            note="Empty only for a protest in enforcement proceedings.",
        ),
        Field("own_grounds", "Grounds written out", required=True),
        Field("demand", "What the court is asked to decide"),
        Field("number", "Number of the protest", required=True),
        Field("brought_on", "Protest brought on", What.DAY, required=True),
        Field(
            "brought_by",
            "Protest brought by",
            required=True,
            note="The full name of a prosecutor of your office, as in the list of people.",
        ),
        Field(
            "late_reason",
            "Why it is recorded only now",
            note="Only when the term of the protest is over.",
        ),
        Field(
            "decision",
            "What the court decided on the protest",
            What.CHOICE,
            choices=_decisions,
            note="Empty while the protest awaits its outcome.",
        ),
        Field("outcome_on", "Day of the court's decision", What.DAY),
        Field(
            "ended_by",
            "How it ended without a decision on it",
            What.CHOICE,
            choices=_endings,
        ),
        Field("outcome_note", "Explanation"),
    ),
    _key,
    _find,
    _enter,
    _take_back,
)
