"""A quarter's information from district to the General Prosecutor's Office (`2015 ¶20`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase
from supervision.cases.operations import load_courts
from supervision.core.access import Actor, Level, Post, system_actor
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import RecurringOffice, open_recurring
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from supervision.reports import operations
from supervision.reports.models import ReportStep
from supervision.reports.queries import changes, sources
from supervision.reports.queries import reports as queries
from supervision.reports.sections import SECTIONS
from tests.conftest import Web
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.reports import Scribe, kind_of

Q4, NEXT, AFTER = "2026-Q4", "2027-Q1", "2027-Q2"
RULE = "2015/20/quarterly_information"
MADE = date(2026, 12, 10)
ON_22ND, ON_25TH, ON_28TH = date(2026, 12, 22), date(2026, 12, 25), date(2026, 12, 28)
IN_MARCH, IN_JUNE = date(2027, 3, 24), date(2027, 6, 24)
COURT_OF = {3: "10-01-D", 4: "10-02-D", 5: "10-03-D"}
OF_SHAR = "10-03-D,10-03,district,Шар соты,Суд города Шар,Shar Court\n"


@dataclass(frozen=True)
class Oblast:
    """An oblast office with its three districts and the General Prosecutor's Office above it."""

    session: Session
    law: Lawbook
    scribes: dict[str, Scribe]
    courts: dict[str, int]

    def decided(self, district: str, today: date, made_on: date = MADE, **act: str) -> AdminCase:
        """A case of the district that the court decided, recorded on a day."""
        scribe = self.scribes[district]
        scribe.enter()
        court = COURT_OF[scribe.actor.office_id or 0]
        desk = Desk(self.session, scribe.actor, self.law, today, self.courts, court=court)
        case = desk.register()
        desk.act(case, made_on, **act)
        return case

    def duty(self) -> Duty:
        enter_as_house(self.session)
        self.session.expire_all()
        found = select(Duty).where(Duty.rule == RULE, Duty.subject_label == Q4)
        return self.session.scalars(found).one()


@pytest.fixture
def oblast(session: Session, acting: Callable[[str], Actor], law: Lawbook, web: Web) -> Oblast:
    with transaction(session):
        load_courts(session, COURTS + OF_SHAR)
    courts = courts_by_code(session)
    head_of_shar = Actor(
        user_id=None,
        name="Омаров",
        office_id=5,
        office_name="Shar City Office",
        level=Level.DISTRICT,
        post=Post.HEAD,
        language="kk",
        offices_below=(5,),
    )
    people = {
        "first": acting("abay1.head"),
        "second": acting("abay2.head"),
        "third": head_of_shar,
        "oblast": acting("abay.head"),
        "gpo": acting("gpo.head"),
        "assistant": acting("abay1.assistant"),
    }
    house = system_actor(enter_as_house(session))
    circle = [RecurringOffice(2, "", Level.OBLAST, specialised=False)]
    with transaction(session):
        open_recurring(session, house, circle, law=law, today=ON_22ND)
    kind = kind_of("quarterly_information")
    scribes = {name: Scribe(session, actor, law, ON_25TH, kind) for name, actor in people.items()}
    return Oblast(session, law, scribes, courts)


def test_three_districts_one_late_the_oblast_freezes_and_a_late_entry_is_counted_once(
    oblast: Oblast,
) -> None:
    first, second, third = (oblast.scribes[name] for name in ("first", "second", "third"))
    head, gpo = oblast.scribes["oblast"], oblast.scribes["gpo"]
    for district in ("first", "first", "second", "third"):
        oblast.decided(district, ON_22ND)
    oblast.decided("second", ON_22ND, kind="termination", termination_ground="Құрамның болмауы")
    first.on(ON_22ND).submit(Q4)
    second.on(ON_22ND).submit(Q4)

    # What a district enters after its part went up is not in the part.
    oblast.decided("first", ON_25TH)
    report = head.open(Q4)
    found = {each.office.id: each for each in queries.arrivals(head.session, 2, head.kind.code, Q4)}
    assert {number for number, each in found.items() if each.has_come} == {3, 4}
    # Two and two from the parts, one read from the registers for the district that is late.
    assert head.counted(report, "movement") == {
        "received": 5,
        "decided": 5,
        "penalised": 4,
        "terminated": 1,
    }
    assert head.counted(report, "terminations") == {"Құрамның болмауы": 1}
    head.write(report, "conclusions", "Қысқартылғаны біреу.")
    edition = head.approve(report)
    assert edition.texts == {"conclusions": "Қысқартылғаны біреу."}
    head.send(report)
    duty = oblast.duty()
    assert (duty.state, duty.closed_on, duty.due_on) == ("fulfilled", ON_25TH, ON_25TH)
    assert duty.late_cause is None

    # After the cut-off: a late entry of the first district, and the third submits at last.
    late = oblast.decided("first", ON_28TH)
    third.on(ON_28TH).submit(Q4)
    assert head.counted(report, "movement")["decided"] == 5, "the report stands"
    head.enter()
    source = sources.source_of(head.session, report, head.kind, as_of=edition.as_of)
    moved = changes.changed_since(
        head.session, edition, [SECTIONS["movement"]], source, language="kk", limit=50
    )
    told = {(each.label, each.now, each.changed_by) for each in moved}
    assert (late.number, "decided", first.actor.name) in told
    assert all(each.then is None and each.changed_at is not None for each in moved)

    # The next report of the quarter after counts them in its tail, and no later one does.
    oblast.decided("first", IN_MARCH, made_on=date(2027, 3, 10))
    following = head.on(IN_MARCH).open(NEXT)
    march = head.on(IN_MARCH)
    assert march.counted(following, "movement") == {"decided": 1, "penalised": 1, "received": 1}
    assert march.tail(following, "movement") == {"received": 2, "decided": 2, "penalised": 2}
    march.approve(following)
    march.send(following)
    assert march.tail(following, "movement") == {"received": 2, "decided": 2, "penalised": 2}
    june = head.on(IN_JUNE)
    assert june.tail(june.open(AFTER), "movement") == {}
    # Beside the figures of March stands what the report of December said.
    [decided] = [
        each for each in march.section(following, "movement").lines if each.key == "decided"
    ]
    assert decided.before is not None and decided.before.counted == 5

    # The General Prosecutor's Office counts the oblast as its report says.
    country = gpo.on(ON_28TH).open(Q4)
    assert gpo.counted(country, "movement")["decided"] == 5


def test_a_report_sent_back_is_approved_anew_and_what_was_frozen_cannot_be_changed(
    oblast: Oblast,
) -> None:
    first, head = oblast.scribes["first"], oblast.scribes["oblast"]
    oblast.decided("first", ON_22ND)
    part = first.on(ON_22ND).open(Q4)
    with pytest.raises(Forbidden):
        oblast.scribes["assistant"].approve(part)
    with pytest.raises(Refused):
        first.send(part)  # not approved yet
    first.on(ON_22ND).approve(part)
    with pytest.raises(Refused):
        first.write(part, "conclusions", "кеш")
    first.on(ON_22ND).send(part)
    with pytest.raises(Refused):
        head.do(operations.send_back, part, remarks="  ")
    with pytest.raises(Stale):
        head.do(operations.accept, part, version=1)
    with pytest.raises(Forbidden):
        first.do(operations.accept, part)
    head.do(operations.send_back, part, remarks="Негіздерін көрсетіңіз.")
    # Not taken in while it is back; the registers stand in its place.
    oblast.decided("first", ON_25TH)
    merged = head.open(Q4)
    assert head.counted(merged, "movement")["decided"] == 2
    first.do(operations.reopen, part, reason="Ескерту бойынша")
    again = first.approve(part)
    assert again.number == 2
    first.send(part)
    head.do(operations.accept, part)
    assert head.counted(merged, "movement")["decided"] == 2
    steps = [each.what for each in queries.steps_of(head.session, part.id)]
    assert steps == [
        *("opened", "approved", "sent", "returned", "reopened", "approved", "sent", "accepted")
    ]
    head.session.commit()
    for table in ("report_edition", "report_line", "report_thing", "report_step"):
        first.enter()
        with pytest.raises(ProgrammingError, match="permission denied"):
            first.session.execute(text(f"update {table} set office_id = office_id"))
        first.session.rollback()


def test_a_report_after_its_term_names_the_cause(oblast: Oblast) -> None:
    head = oblast.scribes["oblast"].on(ON_28TH)
    report = head.open(Q4)
    head.approve(report)
    with pytest.raises(Refused) as refused:
        head.send(report)
    assert [each.field for each in refused.value.problems] == ["late_cause"]
    head.send(report, lateness=Lateness(LateCause.WORKLOAD, "Әуезов ауданы прокуратурасы"))
    assert oblast.duty().late_cause == LateCause.WORKLOAD


def test_nobody_opens_a_report_of_a_period_that_owes_none_and_two_open_the_same(
    oblast: Oblast,
) -> None:
    head = oblast.scribes["oblast"]
    assert head.open(Q4).id == head.open(Q4).id
    for period in ("2026-11", "2027-Q1", "nonsense"):
        with pytest.raises(Refused):
            head.open(period)
    assert head.session.scalars(select(ReportStep)).one().what == "opened"
