"""What golden cases are made of: reviews, endings of protests, consents, and the reading of a figure.

Belongs here: short verbs over the desks of other rooms, and rows of rooms whose verbs a test does not
ask about. Does not belong here: what a test expects.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.exclusions.models import ActAssessment, ExclusionRequest, ProtestAssessment
from supervision.indicators.queries.figures import sums
from supervision.indicators.queries.listing import all_things
from supervision.indicators.rules import LATEST, Moment, Side, Span
from supervision.law.figures import Tally
from supervision.offices.queries import enter_as_house
from supervision.protests import operations as protests
from supervision.protests.models import Protest
from supervision.protests.rules import DraftEntry
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.protests import DRAFT
from tests.factories.representations import RepresentationDesk
from tests.protests.conftest import Desks

AUEZOV, TRANSPORT = 3, 10
MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19)
QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31), "2026-Q4")
EFFECTIVENESS = "effectiveness_of_appellate_protesting"
QUALITY = "quality_of_supervision"
SATISFACTION = "satisfaction_of_protests"
UNFOUNDED = "unfounded_protests"
RESPONSE = "effectiveness_of_response"
COVERAGE = "participation_coverage"
PETITIONS = "petitions_in_time"
DUTIES = "duties_in_time"
MANDATORY = {"sanctions": ("arrest",)}


class Reading(NamedTuple):
    """A figure as a test writes it down: both shares, and what stands beside them."""

    share: str
    strict: str
    value: str
    marks: dict[str, int]


def reading(
    session: Session,
    figure: str,
    office_id: int = AUEZOV,
    span: Span = QUARTER,
    moment: Moment = LATEST,
) -> Reading:
    """A figure of one office alone: `n/N` by the method and strictly, the percentage, the clauses."""
    found = sums(session, office_ids=[office_id], span=span, moment=moment)
    tally = next((each.tally for each in found if each.figure == figure), Tally())
    marks: dict[str, int] = {}
    for thing in all_things(
        session,
        figure=figure,
        side=Side.ALL,
        office_ids=[office_id],
        span=span,
        language="en",
        limit=1000,
        moment=moment,
    ):
        if thing.mark is not None:
            told = f"{thing.mark}: {thing.clause}"
            marks[told] = marks.get(told, 0) + 1
    return Reading(
        f"{tally.numerator}/{tally.denominator}",
        f"{tally.strict_numerator}/{tally.strict_denominator}",
        "no data" if tally.value is None else str(tally.value),
        marks,
    )


class Bench:
    """The courts and prosecutors of a golden case: the Auezov district's desk and all above it."""

    def __init__(self, desk: Desk, at: Desks, sitting: Callable[..., RepresentationDesk]) -> None:
        self.desk, self.at, self.sitting = desk, at, sitting

    @property
    def session(self) -> Session:
        """The one session of the test."""
        return self.desk.session

    def _sit(self) -> Desk:
        set_scope(self.session, self.desk.actor.scope)
        return self.desk

    def case(self, **changes: Any) -> AdminCase:
        """A case of the district; mandatory unless its sanctions are given otherwise."""
        return self._sit().register(**{**MANDATORY, **changes})

    def ruling(self, case: AdminCase | None = None, **changes: Any) -> CourtAct:
        """A first-instance ruling of Monday whose copy came the same day, in force on Thursday."""
        at_hand = case or self.case()
        given = {"copy_on": MONDAY, "in_force_on": THURSDAY, **changes}
        return self._sit().act(at_hand, MONDAY, **given)

    def review(self, act: CourtAct, kind: str, on: date = THURSDAY, **changes: Any) -> CourtAct:
        """What the court above decided on an act: on appeal, or in cassation of an appellate act."""
        appeal = act.instance == "first"
        given = {
            "instance": "appellate" if appeal else "cassation",
            "court": "10-O" if appeal else "SC",
            "part": "" if kind == "upheld" else "Жаза бөлігі",
            **changes,
        }
        return self._sit().act(
            self.session.get_one(AdminCase, act.case_id), on, kind=kind, reviews_id=act.id, **given
        )

    def attend(self, case: AdminCase, instance: str = "first", **outcome: Any) -> None:
        """A hearing of Monday with its outcome: the assistant took part, unless said otherwise."""
        desk = self._sit()
        court = {"first": "10-01-D", "appellate": "10-O", "cassation": "SC"}[instance]
        made = desk.hearing(
            case, MONDAY, instance=instance, court=court, prosecutor_id=desk.actor.user_id
        )
        entry = OutcomeEntry(**{"outcome": "took_part", **outcome})
        desk.do(cases.record_outcome, case.id, made.id, entry)

    def protest(self, act: CourtAct, login: str = "abay1.head") -> Protest:
        """An appellate protest against an act, brought on Wednesday."""
        head = self.at(login)
        return head.bring(head.draft(act), WEDNESDAY)

    def end(
        self, protest: Protest, decision: str, by: CourtAct | None = None, login: str = "abay1.head"
    ) -> Protest:
        """What the court decided on a protest, on Thursday or the day of the act it decided by."""
        on = by.made_on if by is not None else THURSDAY
        given = {} if by is None else {"act_id": by.id}
        return self.at(login).outcome(protest, decision, on, **given)

    def represented(self, rejected: Protest) -> Protest:
        """The cassation protest the GPO brought today on the oblast's representation."""
        oblast, general = self.sitting("abay.head"), self.sitting("gpo.head")
        sent = oblast.send(oblast.on_rejection(rejected))
        general.answer(sent, True)
        made = general.turn(sent)
        entry = DraftEntry("cassation", "", DRAFT.grounds, made.own_grounds, made.demand)
        head = self.at("gpo.head")
        head.do(protests.change_draft, made.id, entry)
        return head.bring(made, TODAY)

    def cassation(self, act: CourtAct) -> Protest:
        """A cassation protest the GPO brought today against an act, asked by nobody below."""
        head = self.at("gpo.head")
        return head.bring(head.draft(act, kind="cassation"), TODAY)

    def consent(
        self,
        act: CourtAct,
        clause: str,
        state: str = "consented",
        cassation_act: CourtAct | None = None,
    ) -> ExclusionRequest:
        """A request on an act in one of its states, as the exclusions room keeps it."""
        given: dict[str, Any] = {}
        if state in ("sent", "consented", "refused", "withdrawn"):
            given |= {"sent_on": TODAY, "sent_number": "1", "sent_way": "paper"}
            given |= {"sent_by": "Head", "copies": "Актілер"}
        if state in ("consented", "refused", "withdrawn"):
            given |= {"answered_on": TODAY, "answered_by": "D", "answer_way": "electronic"}
            given |= {"answer_number": "2", "answer_reasons": "Негіз бар"}
        if state == "withdrawn":
            given |= {"withdrawn_on": TODAY, "withdrawn_by": "D", "withdrawal_reasons": "Қате"}
        if state == "waived":
            given |= {"waived_on": TODAY, "waived_by": "Head", "waiver_reason": "Аз"}
        return self._kept(
            ExclusionRequest(
                case_id=act.case_id,
                office_id=act.office_id,
                act_id=act.id,
                cassation_act_id=cassation_act.id if cassation_act is not None else None,
                author_office_id=act.office_id,
                clause=clause,
                state=state,
                explanation="Жаза бөлігі",
                found_on=TODAY,
                found_by="Head",
                idempotency_key=uuid.uuid4(),
                **given,
            )
        )

    def assess_act(self, review: CourtAct, obvious_breach: bool) -> ActAssessment:
        """What the oblast found of the ruling under a review."""
        return self._kept(
            ActAssessment(
                case_id=review.case_id,
                office_id=review.office_id,
                act_id=review.id,
                obvious_breach=obvious_breach,
                **_ASSESSED,
                idempotency_key=uuid.uuid4(),
            )
        )

    def assess_protest(self, protest: Protest, unfounded: bool) -> ProtestAssessment:
        """What the oblast found of a protest that failed."""
        return self._kept(
            ProtestAssessment(
                protest_id=protest.id,
                office_id=protest.office_id,
                unfounded=unfounded,
                **_ASSESSED,
                idempotency_key=uuid.uuid4(),
            )
        )

    def _kept(self, row: Any) -> Any:
        enter_as_house(self.session)
        with transaction(self.session):
            self.session.add(row)
        return row


_ASSESSED: dict[str, Any] = {
    "reasons": "Зерделенді",
    "assessed_on": TODAY,
    "assessed_by": "Oblast",
    "assessing_office_id": 2,
}
