"""Which journals named which day of a duty, as the rehearsal of a decree asks for it."""

from __future__ import annotations

from datetime import date

from supervision.rehearsals.printed import EXTENSION, Printed
from supervision.reports.printed import printed_dates
from tests.conftest import Web
from tests.factories.duties import open_duty
from tests.reports.conftest import DISTRICT, FRIDAY, THURSDAY, Desk, at

NEW_DAY = date(2026, 11, 25)


def test_each_day_that_was_printed_is_told_with_the_latest_journal(web: Web, desk: Desk) -> None:
    duty = open_duty(desk.session, office_id=DISTRICT, due_on=FRIDAY)
    unprinted = open_duty(desk.session, office_id=DISTRICT, due_on=date(2027, 3, 1)).id
    desk.issue(at(date(2026, 11, 18)), only={DISTRICT})
    desk.issue(at(THURSDAY), only={DISTRICT})
    duty.due_on = NEW_DAY
    desk.issue(at(FRIDAY), only={DISTRICT})
    with web.app.test_request_context("/", headers={"Accept-Language": "en"}):
        told = printed_dates(desk.session, [duty.id, unprinted])
        nothing = printed_dates(desk.session, [])
    page = f"/journals?office={DISTRICT}&day="
    assert told == [
        Printed(duty.id, "the control journal No. 2/2026", THURSDAY, FRIDAY, f"{page}2026-11-19"),
        Printed(duty.id, "the control journal No. 3/2026", FRIDAY, NEW_DAY, f"{page}2026-11-20"),
    ]
    assert nothing == []


def test_a_line_without_a_day_names_none(web: Web, desk: Desk) -> None:
    duty = open_duty(desk.session, office_id=DISTRICT, due_on=FRIDAY, opened_at=at(THURSDAY, 12))
    duty.due_on, duty.gap = None, "missing_event"
    desk.issue(at(FRIDAY), only={DISTRICT})
    assert desk.lines(FRIDAY) == {("entered", duty.id)}
    assert desk.journal(FRIDAY).undated == 1
    with web.app.app_context():
        assert printed_dates(desk.session, [duty.id]) == []


def test_the_rehearsal_finds_it_in_the_application(web: Web) -> None:
    assert web.app.extensions[EXTENSION] is printed_dates
