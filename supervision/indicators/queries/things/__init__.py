"""The things that figures count, with the facts the law judges them by: one statement a kind.

Belongs here: finding the recorded things of a kind, whose figure each is and on which day, and the
facts of its record. Does not belong here: what a thing counts as (`law/figures.py`) and any sum.

Every statement gives the columns of `COMMON` and one column a fact. A case handed over counts for
the office that had it on the day that matters: for a ruling that is the last day of its protest
window (`2015 ¶22`), else the day of the thing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision.indicators.queries.things.acts import (
    acts_changed_without_office,
    reviewed_rulings,
)
from supervision.indicators.queries.things.court import issued_private_rulings, required_hearings
from supervision.indicators.queries.things.protests import ended_appellate_protests
from supervision.indicators.queries.things.records import COMMON, Records, Statement, records_of
from supervision.indicators.queries.things.work import owed_duties, resolved_petitions
from supervision.indicators.rules import Thing

__all__ = ["COMMON", "THINGS", "Records", "records_of"]

THINGS: Mapping[Thing, Callable[[Records], Statement]] = {
    Thing.REVIEWED_RULING: reviewed_rulings,
    Thing.ACT_CHANGED_WITHOUT_OFFICE: acts_changed_without_office,
    Thing.ENDED_APPELLATE_PROTEST: ended_appellate_protests,
    Thing.ISSUED_PRIVATE_RULING: issued_private_rulings,
    Thing.REQUIRED_HEARING: required_hearings,
    Thing.RESOLVED_PETITION: resolved_petitions,
    Thing.OWED_DUTY: owed_duties,
}
