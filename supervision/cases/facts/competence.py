"""Competence as the law hears of it: whose case the court took, and that the office was told (`¶7`).

Belongs here: events of notices and hand-overs. Does not belong here: whose case it is
(`queries/findings.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supervision.cases.queries.findings import CaseGrounds, competence_of
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.notices import COMPETENCE_OF_KIND, Direction
from supervision.duties.rules import Event


def competence_events(whole: Whole, grounds: CaseGrounds) -> Iterator[Event]:
    """The court took a case of a specialised office at its seat, and that office was told (`¶7`).

    Once handed over, the trail tells the day of the notice: the register stays with the sender.
    """
    finding = competence_of(whole, grounds)
    kinds = {COMPETENCE_OF_KIND[each.office_kind] for each in whole.specialised}
    own = COMPETENCE_OF_KIND[whole.office.office_kind]
    came = [each for each in whole.transfers if each.direction == Direction.RECEIVED]
    if not came and (finding.belongs_to == own or finding.belongs_to not in kinds):
        return
    yield Event("specialised_case_accepted", whole.case.received_by_court_on)
    told: list[date] = [each.notice_given_on for each in came]
    of_kind = {
        each.id
        for each in whole.specialised
        if COMPETENCE_OF_KIND[each.office_kind] == finding.belongs_to
    }
    told += [each.given_on for each in whole.notices if each.to_office_id in of_kind]
    if told:
        yield Event("specialised_office_notified", min(told))
