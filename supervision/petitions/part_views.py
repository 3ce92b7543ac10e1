"""What the forms of a petition's steps have in common: opened, walked, told when outdated.

Belongs here: the walk of one form over one petition. Does not belong here: a page.
"""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.cases.part_views import walked
from supervision.core import web
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer, Verb
from supervision.duties.forms import RecordForm
from supervision.petitions import policy
from supervision.petitions.models import Petition
from supervision.petitions.queries.petitions import get
from supervision.petitions.rules import KIND
from supervision.petitions.rules.intake import CLOSED

STEP = "petitions/step.html"


def opened(petition_id: int, *, even_closed: bool = False) -> Petition:
    """The petition for a form about it; refuses whoever may not change it, and a closed one unless
    the form still has something to record of it.
    """
    petition = get(db.session(), petition_id)
    policy.demand_change(web.actor(), petition)
    if petition.state in CLOSED and not even_closed:
        raise Refused("This petition is answered; nothing more is recorded of it.")
    return petition


def step(
    petition: Petition,
    form: RecordForm,
    verb: Verb,
    *,
    done: str,
    anchor: str = "",
    to: str = "",
    template: str = STEP,
    **shown: Any,
) -> Answer:
    """Show the form, or carry out the verb and go back to the petition (or to `to`)."""
    own = url_for("petitions.petition", petition_id=petition.id, _anchor=anchor or None)
    return walked(
        form,
        template,
        verb,
        subject=(KIND, petition.id),
        done=done,
        to=to or own,
        petition=petition,
        **shown,
    )
