"""Which protest a reviewing court decided on by which act: asked alike by requests and assessments.

Belongs here: conditions over `Protest` and an act of a court. Does not belong here: what follows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from supervision.law.exclusions import GRANTED
from supervision.protests.models import Protest
from supervision.representations.models import Representation


def is_granted_by(act: Any) -> ColumnElement[bool]:
    """Whether a `Protest` was granted by this act: the one it names or, where it names none, the act
    of its order and day. `act` is a `CourtAct`, its alias or a row.

    Which act of the case was protested says nothing: a representation on a rejected protest leads
    to a protest against the first ruling (`2015 ¶14`).
    """
    unnamed = and_(
        Protest.outcome_act_id.is_(None),
        Protest.kind == act.instance,
        Protest.outcome_on == act.made_on,
    )
    return and_(
        Protest.case_id == act.case_id,
        Protest.outcome.in_([each.value for each in GRANTED]),
        or_(Protest.outcome_act_id == act.id, unnamed),
    )


def is_represented() -> ColumnElement[bool]:
    """Whether a `Protest` was drafted from a representation of a lower office."""
    return exists().where(Representation.leads_to_id == Protest.id)
