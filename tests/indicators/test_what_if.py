"""What one record would change: worked out by the declarations themselves, and nothing is stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.indicators.queries.figures import sums
from supervision.indicators.queries.things import records_of
from supervision.indicators.queries.what_if import (
    EFFECTIVENESS,
    Supposition,
    consent_effects,
    counted,
    supposing,
    tally_of,
)
from supervision.indicators.rules import Span
from supervision.law.figures import Tally
from supervision.law.lawbook import Lawbook
from supervision.law.protests import Outcome
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.indicators.conftest import Computing
from tests.protests.conftest import MONDAY, Desks

AUEZOV = 3
SATISFACTION = "satisfaction_of_protests"
WEDNESDAY, THURSDAY = date(2026, 11, 18), date(2026, 11, 19)
QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31))


def both_ways(
    session: Session, law: Lawbook, case_id: int, supposed: Supposition, figure: str
) -> tuple[Tally, Tally]:
    """A figure's count of one case as recorded, and as supposed."""
    real = records_of(law, TODAY)
    return tuple(
        tally_of(counted(session, case_id, law=law, records=records), figure, [AUEZOV])
        for records in (real, supposing(real, supposed))
    )


def test_a_rejected_protest_taken_as_granted_moves_both_figures(
    session: Session, desk: Desk, at: Desks, law: Lawbook, computed: Computing
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    head = at("abay1.head")
    protest = head.outcome(head.bring(head.draft(act), WEDNESDAY), "rejected", THURSDAY)
    granted = Supposition(protest_id=protest.id, outcome=Outcome.GRANTED)
    before, after = both_ways(session, law, case.id, granted, SATISFACTION)
    assert (before.numerator, before.denominator) == (0, 1)
    assert (after.numerator, after.denominator) == (1, 1)
    before, after = both_ways(session, law, case.id, granted, EFFECTIVENESS)
    assert before == Tally()
    assert (after.numerator, after.denominator) == (1, 1)
    computed()
    stored = {each.figure: each.tally for each in sums(session, office_ids=[AUEZOV], span=QUARTER)}
    assert stored[SATISFACTION].value == Decimal("0.0")
    assert EFFECTIVENESS not in stored


def test_a_protest_still_before_the_court_taken_as_granted_needs_no_decision_yet(
    session: Session, desk: Desk, at: Desks, law: Lawbook
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    head = at("abay1.head")
    protest = head.bring(head.draft(act), WEDNESDAY)
    granted = Supposition(protest_id=protest.id, outcome=Outcome.GRANTED)
    before, after = both_ways(session, law, case.id, granted, EFFECTIVENESS)
    assert (before, after.value) == (Tally(), Decimal("100.0"))
    assert session.scalar(text("select outcome from protest")) is None
    assert session.scalar(text("select count(*) from court_act")) == 1


def test_a_clause_consented_to_takes_the_act_out_of_both_halves(
    session: Session, desk: Desk, law: Lawbook, computed: Computing
) -> None:
    reviews = []
    for _ in range(3):
        case = desk.register(sanctions=("arrest",))
        act = desk.act(case, MONDAY, copy_on=MONDAY)
        reviews.append(
            desk.act(
                case,
                THURSDAY,
                court="10-O",
                instance="appellate",
                kind="changed",
                part="Жаза",
                reviews_id=act.id,
            )
        )
    asked = reviews[0]
    consent = Supposition(act_id=asked.id, clause="within_sanction")
    before, after = both_ways(session, law, asked.case_id, consent, EFFECTIVENESS)
    assert (before.denominator, after.denominator) == (1, 0)
    assert (after.excluded, after.strict_denominator) == (1, 1)
    computed()
    effect = consent_effects(session, {asked.id: "within_sanction"}, law=law)[asked.id]
    assert (effect.before.denominator, effect.after.denominator) == (3, 2)
    assert consent_effects(session, {}, law=law) == {}


def test_the_page_offers_the_protest_and_shows_what_it_would_move(
    session: Session, desk: Desk, at: Desks, computed: Computing, web: Web
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    head = at("abay1.head")
    protest = head.outcome(head.bring(head.draft(act), WEDNESDAY), "rejected", THURSDAY)
    computed()
    session.commit()
    client = web.client("abay1.head")
    offered = client.get(f"/indicators/what-if/{case.id}").get_data(as_text=True)
    assert f'value="protest-{protest.id}-granted"' in offered
    assert f'value="protest-{protest.id}-rejected"' not in offered
    page = client.get(f"/indicators/what-if/{case.id}?suppose=protest-{protest.id}-granted")
    told = " ".join(page.get_data(as_text=True).split())
    assert "Satisfaction of protests" in told
    assert "0.0 %" in told and "0 / 1" in told
    assert "100.0 %" in told and "1 / 1" in told
    assert web.client("turan1.head").get(f"/indicators/what-if/{case.id}").status_code == 404
    hostile = client.get(f"/indicators/what-if/{case.id}?suppose=protest-9999-granted%00")
    assert hostile.status_code in (200, 400)
