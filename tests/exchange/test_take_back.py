"""A row of a sheet opens the duties a form opens. A sheet goes back whole while nobody works on its rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import Actor
from supervision.core.db import engine_for
from supervision.core.transaction import transaction
from supervision.enforcement.operations import register_document
from supervision.enforcement.rules.card import CardEntry, ChildEntry
from supervision.enforcement.rules.events import EventEntry
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.exchange.test_imports import (  # noqa: F401 — two are fixtures
    HEAD,
    _on_the_twentieth,
    numbers,
    read,
    row,
    send,
    work,
)
from tests.exchange.test_upload_guard import book
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.enforcement import CHILD, alimony_entry
from tests.factories.studies import file_entry, registered

NUMBERS = ("by sheet", "checked")
FILES = ("requested_file", "file_party", "file_word", "file_supply")
PETITION = {
    "kind": "other",
    "received_on": "18.11.2026",
    "came_by": "post",
    "petitioner_name": "Омарова",
    "petitioner_kind": "person",
    "address": "Семей",
    "subject": "Шағым",
}
Work = Callable[[], int]


def test_a_sheet_goes_back_whole_with_its_duties_and_may_be_sent_again(
    web: Web,
    work: Work,  # noqa: F811
) -> None:
    browser = web.client("abay1.head", "en")
    at_hand = row("2/26", supply_by="", requested_on="16.11.2026")
    sheet = book([*HEAD, "Received on"], row("1/26"), [*at_hand, "18.11.2026"], row("3/26"))
    address = send(browser, sheet)
    work()
    assert "Take the whole sheet back" not in browser.get(address).text
    assert browser.post(f"{address}/take-back").status_code == 409  # nothing is entered yet
    browser.post(f"{address}/enter")
    work()
    assert numbers(web, "requested_file") == 3
    assert "Take the whole sheet back" in browser.get(address).text
    assert browser.post(f"{address}/take-back").status_code == 302
    assert browser.post(f"{address}/stop").status_code == 409
    assert work() == 1
    assert [numbers(web, table) for table in FILES] == [0, 0, 0, 0]
    assert read(web, "select distinct state || ' ' || closed_by from duty") == [
        "dropped facts_gone"
    ]
    told = read(web, "select action from audit_entry order by id")
    assert told.count("studies.take_back_request") == 3
    assert "exchange.sheet_taken_back" in told
    page = browser.get(address).text
    assert "Taken back" in page and "Take the whole sheet back" not in page
    assert browser.post(f"{address}/take-back").status_code == 409
    again = send(browser, sheet)
    work()
    browser.post(f"{again}/enter")
    work()
    assert numbers(web, "requested_file") == 3


def test_a_sheet_on_whose_row_work_was_recorded_stays_whole_and_the_row_is_named(
    web: Web,
    work: Work,  # noqa: F811
) -> None:
    browser = web.client("abay1.head", "en")
    address = send(browser, book(list(HEAD), row("1/26"), row("2/26"), row("3/26")))
    work()
    browser.post(f"{address}/enter")
    work()
    [second] = read(web, "select id from requested_file where number = '2/26'")
    supply = {"supplied_on": "20.11.2026", "completeness": "partial", "version": "1", "note": "жоқ"}
    assert browser.post(f"/files/{second}/supply", data=supply).status_code == 302
    before = read(web, "select requested_file::text from requested_file order by id")
    duties = read(web, "select duty::text from duty order by id")
    browser.post(f"{address}/take-back")
    assert work() == 1
    assert read(web, "select requested_file::text from requested_file order by id") == before
    assert read(web, "select duty::text from duty order by id") == duties
    assert read(web, "select number from import_row where problems <> '[]' order by 1") == ["3"]
    page = browser.get(address).text
    assert "Nothing was taken back: work has been recorded on rows of this sheet." in page
    assert "Rows on which work was recorded" in page


def test_a_row_opens_the_duties_its_form_opens_and_an_act_goes_back_out_of_its_case(
    web: Web,
    work: Work,  # noqa: F811
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
) -> None:
    browser, head = web.client("abay1.head", "en"), acting("abay1.head")
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, head, law, TODAY, courts_by_code(session))
    acts = [desk.register(number=number) for number in ("typed", "by sheet", "checked")]
    desk.act(acts[0], TODAY, copy_on=TODAY)
    file = file_entry(TODAY, number="typed")
    with transaction(session):
        registered(session, head, law=law, today=TODAY, number="typed")
    columns = ["case_number", "court", "instance", "kind", "made_on", "copy_on"]
    day = f"{TODAY:%d.%m.%Y}"
    sheets = {
        "court_acts": [columns, *([n, "10-01-D", "first", "penalty", day, day] for n in NUMBERS)],
        "requested_files": [
            list(HEAD),
            row("by sheet", requested_on=file.requested_on, supply_by=file.supply_by),
        ],
    }
    sent = {kind: send(browser, book(*rows), kind=kind) for kind, rows in sheets.items()}
    work()
    for address in sent.values():
        browser.post(f"{address}/enter")
    assert work() == 2
    for table in ("admin_case", "requested_file"):
        opened = f"""
            select s.number, string_agg(d.rule || d.due_on || d.state, ',' order by d.rule, d.due_on)
            from duty d join {table} s on s.id = d.subject_id and d.subject_kind = '{table}'
            where s.number in ('typed', 'by sheet') group by 1
        """
        duties = dict(pairs(web, opened))
        assert duties["typed"] and duties["typed"] == duties["by sheet"], table
    before = read(web, "select count(*) from duty where state = 'open'")
    browser.post(f"{sent['court_acts']}/take-back")
    work()
    assert numbers(web, "court_act") == 1
    assert int(before[0]) > int(read(web, "select count(*) from duty where state = 'open'")[0])


CHILDREN = "Серікұлы, Алихан, Маратұлы, 04.05.2018, male; Серікқызы, Аружан, , 2020-01-31, ӘЙЕЛ"
RULED = {"decision": "қозғалды", "decided_on": "16.11.2026", "serial_number": "35/26-7"}


def test_a_card_of_a_sheet_equals_a_typed_one_with_its_children_and_ruling_and_goes_back(
    web: Web,
    work: Work,  # noqa: F811
    session: Session,
    acting: Callable[[str], Actor],
) -> None:
    browser = web.client("abay1.head", "en")
    typed = alimony_entry(
        TODAY,
        children=(CHILD, ChildEntry("Серікқызы", "Аружан", "", date(2020, 1, 31), "female")),
        children_count=2,
        joint=True,
        joint_group="Борыш-1",
    )
    kept = asdict(typed) | {"children": CHILDREN, "children_count": None} | RULED
    names = [
        field.name for field in web.app.extensions["importables"]["enforcement_documents"].fields
    ]
    rows = [
        kept,
        kept | {"writ_number": "no claim", "claim": None},
        kept | {"writ_number": "no row", "report_row": "-1"},
        kept | {"writ_number": "no birth", "children": "Серікұлы, Алихан, , , ер"},
        kept | {"writ_number": "no child", "children": "Серікұлы, Алихан, , , ұл"},
        kept | {"writ_number": "half a ruling", "decision": ""},
        kept | {"writ_number": "early", "decided_on": typed.writ_issued_on, "serial_number": "8"},
    ]
    cells = [[_written(row.get(name, "")) for name in names] for row in rows]
    address = send(browser, book(names, *cells), kind="enforcement_documents")
    work()
    assert read(web, "select state from import_row order by number") == ["good"] + ["refused"] * 6
    columns = read(web, "select problems->0->>0 from import_row where number > 2 order by number")
    assert columns == ["claim", "report_row", "children", "children", "decision", "decided_on"]
    assert "This is no number. Write it in figures." in browser.get(address).text
    browser.post(f"{address}/enter")
    work()
    by_sheet = [read(web, question) for question in card_questions(typed)]
    browser.post(f"{address}/take-back")
    work()
    assert [numbers(web, table) for table in CARDS] == [0] * 5
    ruling = EventEntry("initiated", date(2026, 11, 16), serial_number=RULED["serial_number"])
    head = acting("abay1.head")
    with transaction(session):
        register_document(session, head, typed, ruling, idempotency_key=uuid.uuid4(), today=TODAY)
    assert [read(web, question) for question in card_questions(typed)] == by_sheet


def _written(cell: object) -> object:
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, Decimal) else cell


CARDS = (
    *("enforcement_document", "enforcement_word", "enforcement_child", "enforcement_event"),
    "enforcement_proceeding",
)


def card_questions(entry: CardEntry) -> list[str]:
    """A card, its lines of children, its words and its first ruling, each without its ids."""
    names = ", ".join(name for name in asdict(entry) if name != "children")
    return [
        f"select row({names}, standing, initiated_on, term_ends_on)::text from enforcement_document",
        "select row(position, surname, first_name, patronymic, birth_on, sex)::text "
        "from enforcement_child order by position",
        "select word from enforcement_word order by 1",
        "select row(e.kind, effective_on, claim, joint, first_of_kind, serial_number)::text "
        "from enforcement_event e join enforcement_proceeding p on p.id = e.proceeding_id",
    ]


def pairs(web: Web, question: str) -> list[tuple[str, str]]:
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        found = [(str(one), str(other)) for one, other in connection.execute(text(question))]
    engine.dispose()
    return found


def test_the_database_lets_go_only_what_a_sheet_entered(
    web: Web,
    work: Work,  # noqa: F811
) -> None:
    browser = web.client("abay1.head", "en")
    address = send(browser, book(list(PETITION), list(PETITION.values())), kind="petitions")
    work()
    browser.post(f"{address}/enter")
    work()
    typed = {**PETITION, "subject": "Басқа шағым", "petitioner_name": "Ахметов"}
    assert browser.post("/petitions/new", data={**typed, "idempotency_key": KEY}).status_code == 302
    assert numbers(web, "petition") == 2
    engine = engine_for(web.roles.app_url)
    with engine.begin() as connection:
        for setting in ("read_offices", "write_offices"):
            connection.execute(text(f"set local app.{setting} = '{{3}}'"))
        connection.execute(text("delete from petition_word"))
        gone = connection.execute(text("delete from petition returning subject")).scalars()
        assert list(gone) == ["Шағым"]
        connection.rollback()
    engine.dispose()
    browser.post(f"{address}/take-back")
    work()
    assert read(web, "select subject from petition") == ["Басқа шағым"]


KEY = "7d4b1d0e-8e0a-4b3f-9a53-1c2f3a4b5c6d"
