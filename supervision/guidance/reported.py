"""What reports count of the registers of guidance (`2002 ¶10–11, ¶13`, `2015 ¶28, ¶30–32`).

Belongs here: one select a section, in the shape of `core/counting.py`, made of the tallies that the
registers declare: a report and the register's own page count by the same words. Does not belong
here: tallies of no period (what waits, who holds a post), for no report asks what stood on a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import literal, select, union_all

from supervision.core.counting import Asked, Counted, Record, counted
from supervision.guidance.models import TABLES, Inspection
from supervision.guidance.queries.registers import counts
from supervision.guidance.rules import (
    inspections,
    practice,
    proposals,
    publications,
    training,
)
from supervision.guidance.rules.shape import Register, Tally
from supervision.responses.models import Breach, ResponseAct
from supervision.responses.rules import KIND as ACT
from supervision.responses.rules import ActState

# Training and publications serve one supervision or both; a report counts those of its own.
_BRANCHES = {"2002": ("enforcement", "both"), "2015": ("court_acts", "both")}
INSPECTIONS = ("inspections_done", "breaches_found", "breaches_removed", "responses_brought")
TRAININGS = ("studies_held", "seminars_held", "internships_held", "practical_help_given")
PUBLICATIONS = ("publications",)
PROPOSALS = ("proposals_sent", "proposals_accepted")
PRACTICE = ("breaches_entered", "practice_entered")


def inspections_held(asked: Asked) -> Counted:
    """Inspections carried out, the breaches they found and had removed, acts of response to them."""
    of_record = Record(inspections.KIND, Inspection.id)
    breaches = [
        select(
            *counted(
                key=literal(key),
                subject=("breach", Breach.id),
                record=of_record,
                office_id=Breach.office_id,
                on_day=day,
                label=Inspection.body,
                detail=Breach.description,
            )
        )
        .join(Inspection, Inspection.id == Breach.subject_id)
        .where(
            Breach.subject_kind == inspections.KIND,
            Breach.office_id.in_(asked.offices),
            day.between(asked.start, asked.end),
        )
        for key, day in zip(INSPECTIONS[1:3], (Breach.found_on, Breach.removed_on), strict=True)
    ]
    brought = select(
        *counted(
            key=literal("responses_brought"),
            subject=(ACT, ResponseAct.id),
            record=Record(ACT, ResponseAct.id),
            office_id=ResponseAct.office_id,
            on_day=ResponseAct.brought_on,
            label=ResponseAct.subject_label,
            detail=ResponseAct.number,
        )
    ).where(
        ResponseAct.subject_kind == inspections.KIND,
        ResponseAct.office_id.in_(asked.offices),
        ResponseAct.brought_on.between(asked.start, asked.end),
        ResponseAct.state != ActState.WITHDRAWN.value,
    )
    held = _records(inspections.REGISTER, ("inspections_done",), asked, detail="topic")
    return select(union_all(*held, *breaches, brought).subquery("counted"))


def trainings_held(asked: Asked) -> Counted:
    """Studies, seminars, internships and practical help held in the supervision of the report."""
    return _union(training.REGISTER, TRAININGS, asked, detail="attendees", by_branch=True)


def published(asked: Asked) -> Counted:
    """Publications in the supervision of the report: all of them, and by medium."""
    names = [tally.name for tally in publications.REGISTER.tallies]
    return _union(publications.REGISTER, names, asked, detail="outlet", by_branch=True)


def proposals_sent(asked: Asked) -> Counted:
    """Proposals sent, and those that were accepted."""
    return _union(proposals.REGISTER, PROPOSALS, asked, detail="addressee")


def findings_entered(asked: Asked) -> Counted:
    """Breaches and positive practice entered in the register."""
    return _union(practice.REGISTER, PRACTICE, asked, detail="measures")


def titles() -> Mapping[str, str]:
    """The message key of each tally by its name."""
    registers = (
        *(inspections.REGISTER, training.REGISTER, publications.REGISTER),
        *(proposals.REGISTER, practice.REGISTER),
    )
    return {tally.name: tally.title for register in registers for tally in register.tallies}


def _union(register: Register, names: Sequence[str], asked: Asked, **how: Any) -> Counted:
    return select(union_all(*_records(register, names, asked, **how)).subquery("counted"))


def _records(
    register: Register,
    names: Sequence[str],
    asked: Asked,
    *,
    detail: str,
    by_branch: bool = False,
) -> list[Any]:
    by_name = {tally.name: tally for tally in register.tallies}
    return [_tallied(register, by_name[name], asked, detail, by_branch) for name in names]


def _tallied(register: Register, tally: Tally, asked: Asked, detail: str, by_branch: bool) -> Any:
    table: Any = TABLES[register.kind]
    day = getattr(table, tally.by)
    statement = select(
        *counted(
            key=literal(tally.name),
            subject=(register.kind, table.id),
            record=Record(register.kind, table.id),
            office_id=table.office_id,
            on_day=day,
            label=getattr(table, register.name),
            detail=getattr(table, detail),
        )
    ).where(
        counts(register, tally),
        table.office_id.in_(asked.offices),
        day.between(asked.start, asked.end),
    )
    return statement.where(table.branch.in_(_BRANCHES[asked.act])) if by_branch else statement
