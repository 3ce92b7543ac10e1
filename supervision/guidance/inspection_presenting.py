"""What the page of an inspection shows beside what every record has: breaches and responses."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from supervision.duties.presenting import Presenter
from supervision.guidance.models import Inspection, Record
from supervision.guidance.rules import inspections
from supervision.responses.presenting import subject_lines
from supervision.responses.queries import acts_of_subject, of_subject


def of_inspection(session: Session, found: Record, writer: Presenter) -> dict[str, Any]:
    """The breaches an inspection found, the acts of response to them, the term for mending.

    Nothing for a record of another register, and before there is an act.
    """
    if not isinstance(found, Inspection) or found.act_on is None:
        return {"inspection": None}
    subject = (inspections.KIND, found.id)
    breaches = of_subject(session, *subject)
    still_open = [each for each in breaches if each.is_open]
    return {
        "inspection": found,
        "breaches": breaches,
        "responses": subject_lines(acts_of_subject(session, *subject), writer.today),
        "overdue": inspections.mending_overdue(found.mend_by, len(still_open), writer.today),
        "response_url": url_for(
            "guidance.new_inspection_response",
            inspection_id=found.id,
            breach=[each.id for each in still_open],
        ),
    }
