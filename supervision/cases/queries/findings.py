"""What the law finds in a recorded case: its grounds (`2015 ¶6`) and who covers it (`¶7`).

Belongs here: telling the law what is recorded, and laying the prosecutors' overrules over its
answer. Does not belong here: the tests of a category or a competence (`law`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from supervision.cases.models.grounds import Overrule
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.case import OpenedBy, article_number, initiator
from supervision.cases.rules.grounds import ORDERED, RESULT
from supervision.cases.rules.notices import COMPETENCE_OF_KIND
from supervision.law.competence import (
    Competence,
    CompetenceFacts,
    CompetenceFinding,
    competence,
)
from supervision.law.participation import (
    CaseFacts,
    Ground,
    OffenceArticle,
    full_years,
    mandatory_grounds,
)
from supervision.offices.rules import OfficeKind


class GroundView(NamedTuple):
    """A ground the facts give, and the overrule that takes it away, if any."""

    ground: Ground
    overrule: Overrule | None


@dataclass(frozen=True)
class CaseGrounds:
    """Why a case is mandatory, or why not (`2015 ¶6`).

    `derived` are the grounds the facts give; `added` hold by a prosecutor's decision alone;
    `codes` are those that stand after any overruling.
    """

    derived: Sequence[GroundView]
    added: Sequence[Overrule]
    result: Overrule | None
    codes: frozenset[str]

    @property
    def is_mandatory(self) -> bool:
        """Whether any ground stands."""
        return bool(self.codes)

    @property
    def derived_codes(self) -> frozenset[str]:
        """The codes of the grounds the facts give, overruled or not."""
        return frozenset(view.ground.code for view in self.derived)


def grounds_of(whole: Whole) -> CaseGrounds:
    """The grounds of a case with what was overruled.

    What a higher prosecutor found necessary stands whatever the lower one decides.
    """
    return laid_over(mandatory_grounds(_case_facts(whole)), whole.overrules)


def laid_over(grounds: Iterable[Ground], overrules: Iterable[Overrule]) -> CaseGrounds:
    """What the facts give with the decisions against it laid over."""
    active = {each.target: each for each in overrules if each.is_active}
    result = active.get(RESULT)
    derived = [GroundView(ground, _against(active, result, ground.code)) for ground in grounds]
    added = [each for each in active.values() if each.stands]
    standing = {view.ground.code for view in derived if view.overrule is None}
    if result is None:
        standing |= {each.target for each in added}
    return CaseGrounds(derived, added, result, frozenset(standing))


def _against(active: dict[str, Overrule], result: Overrule | None, code: str) -> Overrule | None:
    """The overrule that takes a derived ground away."""
    if code == ORDERED:
        return None
    own = active.get(code)
    return own if own is not None and not own.stands else result


def _case_facts(whole: Whole) -> CaseFacts:
    case = whole.case
    age = None
    if case.birth_on is not None and case.offence_on is not None:
        age = full_years(case.birth_on, case.offence_on)
    ordered = ", ".join(order.ordered_by for order in whole.orders if order.stands)
    return CaseFacts(
        articles=[
            OffenceArticle(article_number(each.article, each.part), each.area)
            for each in whole.articles
        ],
        offender_age=age,
        sanctions=tuple(case.sanctions),
        initiated_by_prosecutor=case.opened_by == OpenedBy.PROSECUTORS_OFFICE,
        higher_prosecutor=ordered or None,
        complaints=(case.complaint,) if case.complaint else (),
    )


def competence_of(whole: Whole, grounds: CaseGrounds) -> CompetenceFinding:
    """Who covers the case and why (`2015 ¶7`).

    A specialised office that has the case already needs no notice; one that stood at the seat is
    told by a notice, or by the hand-over that followed one.
    """
    case = whole.case
    own = COMPETENCE_OF_KIND[whole.office.office_kind]
    here = [] if own is Competence.TERRITORIAL else [own]
    return competence(
        CompetenceFacts(
            chapters=[each.chapter for each in whole.articles if each.chapter is not None],
            initiator=initiator(case.opened_by, whole.opener.kind if whole.opener else None),
            military_status=case.military_status,
            transport_field=case.transport_field,
            mandatory=grounds.is_mandatory,
            complaint=case.complaint is not None,
            specialised_at_seat=[*here, *(_kind(each.kind) for each in whole.specialised)],
            notified=[*here, *_notified(whole)],
        )
    )


def _notified(whole: Whole) -> list[Competence]:
    """The kinds of office at the seat that a registered notice went to."""
    told = {notice.to_office_id for notice in whole.notices}
    return [_kind(each.kind) for each in whole.specialised if each.id in told]


def _kind(kind: str) -> Competence:
    return COMPETENCE_OF_KIND[OfficeKind(kind)]


def is_initiated_in_line(whole: Whole, grounds: CaseGrounds) -> bool:
    """Whether this office or one above it initiated the case, so that `2015 ¶9` names who is bound.

    A case that another office initiated and that is not handed over is an ordinary mandatory case
    of the office covering it (`¶6`).
    """
    return (
        whole.case.opened_by_office_id in whole.office.ancestors
        and "own_initiative" in grounds.codes
    )
