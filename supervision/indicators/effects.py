"""What consent to each request for exclusion would change, for the Department's queue (`2015 ¶22`).

Belongs here: the figure before and after in words. Does not belong here: the requests (`exclusions`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from supervision.core.i18n import _
from supervision.duties.views import lawbook
from supervision.exclusions.effects import Asked
from supervision.indicators.queries.what_if import consent_effects
from supervision.indicators.words import percent_words
from supervision.law.figures import Tally

_UNANSWERED = ("marked", "sent")


def effects_of_consent(
    session: Session, requests: Sequence[Asked], language: str
) -> dict[int, str]:
    """`72.0 % → 74.1 %` by the id of the request: the effectiveness of appellate protesting of its
    office in the quarter of the decision, as last computed. Requests already answered, and acts that
    no computation has seen yet, are left out.
    """
    open_ones = [each for each in requests if each.state in _UNANSWERED]
    effects = consent_effects(
        session, {int(each.act_id): str(each.clause) for each in open_ones}, law=lawbook()
    )
    return {
        int(each.id): f"{_value(found.before, language)} → {_value(found.after, language)}"
        for each in open_ones
        if (found := effects.get(int(each.act_id))) is not None
    }


def _value(tally: Tally, language: str) -> str:
    return percent_words(tally.value, language) or _("no data")
