"""What the forms over one protest have in common: opened, shown, carried out, told when outdated.

Belongs here: the walk of one form over a protest. Does not belong here: a page.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import url_for

from supervision.cases.part_views import walked
from supervision.core import web
from supervision.core.db import db
from supervision.core.form_walk import Answer, Verb
from supervision.core.i18n import _, current_language, day
from supervision.duties.forms import Choices, RecordForm
from supervision.law.protests import ProtestKind
from supervision.protests import policy
from supervision.protests.operations.within import demand_state
from supervision.protests.presenting import act_words, ground_titles, state_words, title_of
from supervision.protests.queries.protests import Dossier, dossier_of
from supervision.protests.rules import COURT_OF, KIND, ProtestState


def worked_on(protest_id: int, state: ProtestState) -> Dossier:
    """The protest for a form of its own office; refuses another state."""
    found = dossier_of(db.session(), protest_id)
    policy.demand_work(web.actor(), found.protest, found.line)
    demand_state(found.protest, state)
    return found


def stepped(
    found: Dossier, form: RecordForm, template: str, verb: Verb, *, done: str, **shown: Any
) -> Answer:
    """One form over a protest: shown, carried out, told when outdated."""
    address = url_for("protests.protest", protest_id=found.protest.id)
    return walked(
        form,
        template,
        verb,
        subject=(KIND, found.protest.id),
        done=done,
        to=address,
        standing=lambda: _standing(found.protest.id),
        case={"number": title_of(found.protest)},
        part_address=address,
        part_crumbs=[(_("Protests"), url_for("protests.register"))],
        note=_beside(found),
        **shown,
    )


def _standing(protest_id: int) -> Sequence[tuple[str, str]]:
    """The protest as it stands now, for whom it was changed under the hand."""
    now = dossier_of(db.session(), protest_id).protest
    grounds = ground_titles(current_language())
    told = (
        (_("State"), state_words(now.state, now.outcome)[0]),
        (_("Part of the act under protest"), now.part),
        (_("Grounds of CoAO 840"), "; ".join(grounds.get(code, code) for code in now.grounds)),
        (_("Grounds written out"), now.own_grounds),
        (_("What the court is asked to decide"), now.demand),
        (_("Number of the protest"), now.number or ""),
        (_("Protest brought on"), day(now.brought_on) if now.brought_on else ""),
        (_("Day of the court's decision"), day(now.outcome_on) if now.outcome_on else ""),
        (_("Explanation"), now.outcome_note or ""),
    )
    return [(label, value) for label, value in told if value]


def _beside(found: Dossier) -> str:
    """Which act of which case a step is about."""
    return f"{found.matter.number} · {act_words(found.act.row, current_language())}"


def court_acts(found: Dossier) -> Choices:
    """The acts of the court that considers such a protest, for a select."""
    court = COURT_OF.get(ProtestKind(found.protest.kind))
    return [
        (str(each.id), act_words(each.row, current_language()))
        for each in found.matter.acts
        if each.instance == court
    ]


def seen(found: Dossier) -> dict[str, Any]:
    """The version a form remembers."""
    return {"version": str(found.protest.version)}


def fresh() -> dict[str, Any]:
    """A one-time key of a form."""
    return {"idempotency_key": str(uuid.uuid4())}
