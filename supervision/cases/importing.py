"""Court acts out of a sheet: each row is recorded in its registered case (`2015 ¶10, ¶13`).

Belongs here: columns, and how a row becomes an entry. Does not belong here: any rule of an act.
"""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from supervision.cases.models import AdminCase, Court, CourtAct
from supervision.cases.operations import record_act, take_back_act
from supervision.cases.queries.filed_acts import INSTANCES
from supervision.cases.rules.acts import ActEntry, ActKind
from supervision.core.access import Permission
from supervision.core.errors import NotFound, Refused
from supervision.core.i18n import _
from supervision.core.texts import written
from supervision.exchange.importables import (
    Entering,
    Field,
    Importable,
    Pairs,
    Values,
    What,
    at_columns,
)

SUBJECT = "court_act"
_COLUMNS = {"court_id": "court"}


def _instances() -> Pairs:
    return [(each, _(f"cases.instance.{each}")) for each in INSTANCES]


def _kinds() -> Pairs:
    return [(each.value, _(f"cases.act.{each}")) for each in ActKind]


def _key(values: Values) -> str:
    """One case has one act of a court on a day in an instance."""
    number = written(values["case_number"]).lower()
    return f"{number}|{written(values['court']).lower()}|{values['instance']}|{values['made_on']}"


def _case(at: Entering, values: Values) -> AdminCase:
    """The own case of this number; raises Refused where there is none, or more than one."""
    statement = select(AdminCase).where(
        AdminCase.number == written(values["case_number"]),
        AdminCase.office_id == at.actor.office_id,
    )
    found = at.session.scalars(statement.limit(2)).all()
    if len(found) != 1:
        raise Refused(
            "Your office has no registered case with this number: register it first."
            if not found
            else "Your office has several cases with this number: record the act on its page.",
            field="case_number",
        )
    return found[0]


def _court(at: Entering, values: Values) -> int:
    """The court of this name in any language, or of this code; raises Refused."""
    name = written(values["court"])
    named = (Court.code, Court.name_kk, Court.name_ru, Court.name_en)
    statement = select(Court.id).where(or_(*(column == name for column in named)))
    found = at.session.scalars(statement.limit(1)).first()
    if found is None:
        raise Refused(
            "This is not on the list. Take the words from the sheet of lists.", field="court"
        )
    return found


def _find(at: Entering, values: Values) -> int | None:
    statement = select(CourtAct.id).where(
        CourtAct.case_id == _case(at, values).id,
        CourtAct.court_id == _court(at, values),
        CourtAct.instance == values["instance"],
        CourtAct.made_on == values["made_on"],
    )
    return at.session.scalars(statement.limit(1)).first()


def _enter(at: Entering, values: Values, key: uuid.UUID) -> tuple[str, int]:
    entry = ActEntry(
        instance=values["instance"],
        court_id=_court(at, values),
        kind=values["kind"],
        made_on=values["made_on"],
        is_arrest=values["is_arrest"],
        termination_ground=values["termination_ground"],
        copy_on=values["copy_on"],
        in_force_on=values["in_force_on"],
    )
    with at_columns(_COLUMNS):
        act = record_act(
            at.session,
            at.actor,
            _case(at, values).id,
            entry,
            idempotency_key=key,
            law=at.law,
            today=at.today,
        )
    at.session.flush()
    return SUBJECT, act.id


def _take_back(at: Entering, act_id: int) -> None:
    case_id = at.session.scalars(select(CourtAct.case_id).where(CourtAct.id == act_id)).first()
    if case_id is None:
        raise NotFound
    take_back_act(at.session, at.actor, case_id, act_id, law=at.law, today=at.today)


IMPORTABLE = Importable(
    "court_acts",
    "Court acts",
    Permission.RECORD_CASES,
    (
        Field("case_number", "Number of the case", required=True),
        Field(
            "court", "Court", required=True, note="Its name as in the list of courts, or its code."
        ),
        Field("instance", "Instance", What.CHOICE, required=True, choices=_instances),
        Field("kind", "What was decided", What.CHOICE, required=True, choices=_kinds),
        Field("made_on", "Made on", What.DAY, required=True),
        Field("is_arrest", "Administrative arrest is imposed", What.YES_NO),
        Field("termination_ground", "Ground of the termination"),
        Field("copy_on", "Copy handed over on", What.DAY),
        Field("in_force_on", "Entry into force", What.DAY),
    ),
    _key,
    _find,
    _enter,
    _take_back,
)
