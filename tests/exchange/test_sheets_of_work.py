"""Protests and events come by sheets as they come by their pages, and go back in the order they came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.enforcement.models import EnforcementDocument
from supervision.law.enforcement.events import EventKind
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.exchange.test_imports import (  # noqa: F401 — two are fixtures
    _on_the_twentieth,
    numbers,
    read,
    send,
    states,
    work,
)
from tests.exchange.test_take_back import pairs
from tests.exchange.test_upload_guard import book
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.enforcement import entered, recorded
from tests.factories.protests import DRAFT, ProtestDesk

MONDAY = date(2026, 11, 16)
LODGED = {
    "case_number": "by sheet",
    "act_on": MONDAY,
    "kind": "appellate",
    "grounds": "; ".join(DRAFT.grounds),
    "own_grounds": DRAFT.own_grounds,
    "number": "2-15/26",
    "brought_on": "18.11.2026",
    "brought_by": "",
    "decision": "rejected",
    "outcome_on": "20.11.2026",
}


def test_a_protest_of_a_sheet_equals_a_typed_one_and_its_case_forgets_it_when_it_goes_back(
    web: Web,
    work: Callable[[], int],  # noqa: F811
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
) -> None:
    browser, head = web.client("abay1.head", "en"), acting("abay1.head")
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, head, law, TODAY, courts_by_code(session))
    cases = ("typed", "by sheet", "waits", "never")
    acts = [desk.act(desk.register(number=each), MONDAY, copy_on=MONDAY) for each in cases]
    typing = ProtestDesk(session, head, law, TODAY)
    protest = typing.bring(typing.draft(acts[0]), date(2026, 11, 18))
    typing.outcome(protest, "rejected", TODAY)
    rows = [
        LODGED | {"brought_by": head.name.upper()},
        LODGED
        | {"case_number": "waits", "brought_by": head.name, "decision": "", "outcome_on": ""},
        LODGED | {"case_number": "unknown", "brought_by": head.name},
        LODGED | {"case_number": "never", "brought_by": "Nobody"},
        LODGED
        | {"case_number": "never", "brought_by": head.name, "act_on": "17.11.2026", "number": "3"},
        LODGED
        | {
            "case_number": "never",
            "brought_by": head.name,
            "brought_on": "13.11.2026",
            "number": "4",
        },
        LODGED | {"case_number": "never", "brought_by": head.name, "outcome_on": "", "number": "5"},
        LODGED | {"brought_by": head.name},
    ]
    sheet = book(list(LODGED), *(list(each.values()) for each in rows))
    before = told_and_due(web)
    address = send(browser, sheet, kind="protests")
    work()
    assert states(web) == ["good"] * 2 + ["refused"] * 6
    columns = read(
        web, "select problems->0->>0 from import_row where state = 'refused' order by number"
    )
    assert columns == ["case_number", "brought_by", "act_on", "brought_on", "outcome_on", ""]
    assert told_and_due(web) == before, "a sheet that is only checked tells its cases nothing"
    browser.post(f"{address}/enter")
    work()
    after = told_and_due(web)
    assert after["by sheet"] == after["typed"] != before["by sheet"]
    again = send(browser, sheet, kind="protests")
    work()
    assert states(web)[8:10] == ["known"] * 2, browser.get(again).text
    browser.post(f"{address}/take-back")
    work()
    assert read(web, "select state from import_batch order by id limit 1") == ["taken_back"]
    assert numbers(web, "protest") == 1
    assert told_and_due(web) == before


def test_a_protest_on_which_work_was_recorded_keeps_its_whole_sheet(
    web: Web,
    work: Callable[[], int],  # noqa: F811
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
) -> None:
    browser, head = web.client("abay1.head", "en"), acting("abay1.head")
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, head, law, TODAY, courts_by_code(session))
    desk.act(desk.register(number="by sheet"), MONDAY, copy_on=MONDAY)
    row = LODGED | {"brought_by": head.name, "decision": "", "outcome_on": ""}
    address = send(browser, book(list(row), list(row.values())), kind="protests")
    work()
    browser.post(f"{address}/enter")
    work()
    [protest_id] = read(web, "select id from protest")
    outcome = {"decision": "rejected", "outcome_on": "20.11.2026", "version": "2"}
    assert browser.post(f"/protests/{protest_id}/outcome", data=outcome).status_code == 302
    browser.post(f"{address}/take-back")
    work()
    assert read(web, "select outcome from protest") == ["rejected"]
    assert "Rows on which work was recorded" in browser.get(address).text


def told_and_due(web: Web) -> dict[str, str]:
    """What each case was told, and its duties as they stand, with no name of an act in them."""
    question = """
        select c.number, concat_ws(' | ',
            (select string_agg(t.name || t.on_day, ',' order by t.name)
             from case_told_fact t where t.case_id = c.id),
            (select string_agg(d.rule || d.due_on || d.state, ',' order by d.rule, d.due_on)
             from duty d where d.subject_kind = 'admin_case' and d.subject_id = c.id
             and d.state <> 'dropped'))
        from admin_case c
    """
    return dict(pairs(web, question))


EVENT = (
    "writ_number",
    "writ_issued_on",
    "issuing_body",
    "kind",
    "effective_on",
    "ground",
    "amount",
)
EVENTS = (*EVENT, "serial_number")


def test_events_of_a_sheet_follow_one_another_equal_typed_ones_and_go_back_from_the_last(
    web: Web,
    work: Callable[[], int],  # noqa: F811
    session: Session,
    acting: Callable[[str], Actor],
) -> None:
    browser, head = web.client("abay1.head", "en"), acting("abay1.head")
    days = [TODAY - timedelta(days=back) for back in (8, 5, 2)]
    with transaction(session):
        typed = entered(session, head, today=TODAY, writ_number="typed")
        entered(session, head, today=TODAY, writ_number="by sheet")
    with transaction(session):
        recorded(
            session, head, typed, EventKind.INITIATED, days[0], today=TODAY, serial_number="35/1"
        )
        partly = {"amount": Decimal(250_000), "today": TODAY}
        recorded(session, head, typed, EventKind.PARTLY_RECOVERED, days[1], **partly)
        recorded(session, head, typed, EventKind.TERMINATED, days[2], today=TODAY, ground="1")
    card = ["by sheet", TODAY - timedelta(days=20), "АБАЙ аудандық соты"]
    lines = [
        [*card, "initiated", days[0], "", "", "35/2"],
        [*card, "partly_recovered", days[1], "", "250000,00"],
        [*card, "terminated", days[2], "terminated.1"],
        [*card, "terminated", TODAY, "terminated.1"],
        [*card, "suspended", TODAY, "terminated.1"],
        ["unknown", *card[1:], "initiated", days[0], "", "", "35/3"],
    ]
    untouched = documents(web)
    sheet = book(list(EVENTS), *lines)
    address = send(browser, sheet, kind="enforcement_events")
    work()
    assert states(web) == ["good"] * 3 + ["refused"] * 3, browser.get(address).text
    columns = read(
        web, "select problems->0->>0 from import_row where state = 'refused' order by number"
    )
    assert columns == ["kind", "ground", "writ_number"]
    assert numbers(web, "enforcement_event") == 3, "a sheet that is only checked records nothing"
    browser.post(f"{address}/enter")
    work()
    same = documents(web)
    assert same["by sheet"] == same["typed"] != untouched["by sheet"]
    send(browser, sheet, kind="enforcement_events")
    work()
    assert states(web)[6:9] == ["known"] * 3
    browser.post(f"{address}/take-back")
    work()
    assert read(web, "select state from import_batch order by id limit 1") == ["taken_back"]
    assert documents(web) == untouched
    assert numbers(web, "enforcement_proceeding") == 1
    third = send(browser, book(list(EVENTS), lines[0]), kind="enforcement_events")
    work()
    browser.post(f"{third}/enter")
    work()
    with transaction(session):
        sheeted = entered_again(session, head)
        recorded(session, head, sheeted, EventKind.SUSPENDED, TODAY, today=TODAY, ground="1")
    browser.post(f"{third}/take-back")
    work()
    assert numbers(web, "enforcement_event") == 5, "an event another follows stays"
    assert "Rows on which work was recorded" in browser.get(third).text


def entered_again(session: Session, head: Actor) -> EnforcementDocument:
    """The document of the sheet as it stands now."""
    set_scope(session, head.scope)
    statement = select(EnforcementDocument).where(EnforcementDocument.writ_number == "by sheet")
    return session.scalars(statement).one()


def documents(web: Web) -> dict[str, str]:
    """Each document as its events left it, with the events themselves."""
    question = """
        select d.writ_number, concat_ws(' ', d.standing, d.initiated_on, d.ended_on, d.ended_by,
            d.claim_now, d.recovered, d.term_ends_on,
            (select string_agg(concat_ws('/', e.kind, e.effective_on, e.accounted_on, e.ground,
                e.amount, e.claim, e.first_of_kind, e.overdue), ',' order by e.sequence)
             from enforcement_event e where e.document_id = d.id and not e.superseded))
        from enforcement_document d
    """
    return dict(pairs(web, question))
