"""What the law finds in a recorded dispute: the grounds of mandatory participation (`2002 ¶5`).

Belongs here: telling the law what is recorded, and laying the prosecutors' overrules over its
answer. Does not belong here: the test of a ground (`law.participation`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.cases.queries.findings import CaseGrounds, laid_over
from supervision.disputes.models import DisputeOverrule
from supervision.disputes.queries.whole import Whole
from supervision.disputes.rules.dispute import contests_that_count
from supervision.law.participation import PartyFacts, enforcement_grounds

PARAGRAPH = "2002 ¶5"


def grounds_of(whole: Whole) -> CaseGrounds:
    """The grounds of a dispute, each with the fact behind it, with what was overruled."""
    facts = [
        PartyFacts(party.name, party.role, party.kind, tuple(party.cannot_defend))
        for party in whole.parties
    ]
    found = enforcement_grounds(facts, contests_that_count(whole.dispute.contested_by))
    return laid_over(found, whole.overrules)


def overrule_counts(
    session: Session, office_ids: Sequence[int], start: date, end: date
) -> dict[tuple[int, str], int]:
    """How often a ground, or the result, was overruled in a period, by office and target."""
    statement = (
        select(DisputeOverrule.office_id, DisputeOverrule.target, func.count())
        .where(
            DisputeOverrule.office_id.in_(office_ids), DisputeOverrule.made_on.between(start, end)
        )
        .group_by(DisputeOverrule.office_id, DisputeOverrule.target)
    )
    return {(office, target): number for office, target, number in session.execute(statement)}
