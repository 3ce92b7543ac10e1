"""What the forms of a dispute's parts have in common: opened, carried out, told when outdated.

Belongs here: the walk of one form over a step, a hearing or an act. Does not belong here: a page.
"""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.cases.part_views import Standing, walked
from supervision.cases.queries.courts import courts_of
from supervision.core import web
from supervision.core.db import db
from supervision.core.form_walk import Answer, Verb
from supervision.core.i18n import _, current_language
from supervision.disputes import policy
from supervision.disputes.models import Dispute
from supervision.disputes.queries.disputes import get
from supervision.disputes.rules import KIND
from supervision.duties.forms import Choices, RecordForm
from supervision.offices.queries import colleagues


def opened(dispute_id: int) -> Dispute:
    """The dispute for a form of one of its parts; refuses whoever may not change it."""
    dispute = get(db.session(), dispute_id)
    policy.demand_change(web.actor(), dispute)
    return dispute


def court_choices(dispute: Dispute) -> Choices:
    """The courts of the dispute's office, for a select."""
    language = current_language()
    found = courts_of(db.session(), dispute.office_id)
    return [(str(court.id), court.name_in(language)) for court in found]


def people_choices(office_id: int) -> Choices:
    """The colleagues who may be given a dispute or a hearing, for a select."""
    found = colleagues(db.session(), office_id)
    return [(str(person.id), person.full_name) for person in found]


def carried_out(
    dispute: Dispute,
    form: RecordForm,
    template: str,
    verb: Verb,
    *,
    done: str,
    anchor: str,
    standing: Standing | None = None,
    **shown: Any,
) -> Answer:
    """Show the form, or carry out the verb and go to the dispute; what was typed always stays.

    The templates are those of cases, told where a dispute's page is.
    """
    address = url_for("disputes.dispute", dispute_id=dispute.id)
    return walked(
        form,
        template,
        verb,
        subject=(KIND, dispute.id),
        done=done,
        to=f"{address}#{anchor}",
        standing=standing,
        case=dispute,
        part_address=address,
        part_crumbs=[(_("Disputes in enforcement"), url_for("disputes.register"))],
        part_note=dispute.subject,
        **shown,
    )
