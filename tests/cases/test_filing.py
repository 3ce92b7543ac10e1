"""Nomenclature files, acts entered in them, and the register of acts (`2015 ¶11`)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import ActFiling, AdminCase, CourtAct, NomenclatureFile
from supervision.cases.queries import filed_acts
from supervision.cases.queries import nomenclature as queries
from supervision.cases.queries.filed_acts import ActRow, Filters
from supervision.cases.rules.filing import (
    FilingEntry,
    NomenclatureEntry,
    filing_problems,
    nomenclature_problems,
)
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.cases.conftest import Acting
from tests.conftest import TODAY
from tests.factories.cases import TRANSPORT_OFFICE, Desk
from tests.factories.reconciliation import TRANSPORT_HEAD

WEDNESDAY, THURSDAY = date(2026, 11, 18), date(2026, 11, 19)
ENTER = "11/file_act_and_conclusion"


@pytest.fixture
def head(session: Session, acting: Acting, law: Lawbook, desk: Desk) -> Desk:
    """The desk of the head of the Auezov district."""
    return Desk(session, acting("abay1.head"), law, TODAY, desk.courts)


def add(desk: Desk, file_index: str = "04-12", **changes: Any) -> NomenclatureFile:
    entry = NomenclatureEntry(2026, file_index, "Әкімшілік істер бойынша қорытындылар")
    with transaction(desk.session):
        return operations.add_file(
            desk.session,
            desk.actor,
            replace(entry, **changes),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )


def attended(desk: Desk, **changes: Any) -> tuple[AdminCase, CourtAct]:
    """A case at whose hearing a prosecutor took part, and its act."""
    case = desk.register(**changes)
    hearing = desk.hearing(case, WEDNESDAY, prosecutor_id=desk.actor.user_id)
    desk.do(operations.record_outcome, case.id, hearing.id, OutcomeEntry("took_part"))
    return case, desk.act(case, WEDNESDAY)


def file(desk: Desk, sheets: dict[int, str], kept: int, **changes: Any) -> list[ActFiling]:
    entry = replace(FilingEntry(kept, "1", "", THURSDAY), **changes)
    made: list[ActFiling] = desk.do(operations.file_acts, sheets, entry)
    return made


def rows(desk: Desk, **narrowed: Any) -> list[ActRow]:
    page = filed_acts.register(desk.session, Filters(**narrowed), cursor=None, language="en")
    return list(page.rows)


def test_entering_the_act_closes_the_duty_on_its_day(head: Desk) -> None:
    case, act = attended(head)
    duty = head.duties(case.id)[(ENTER, f"court_act_issued#act-{act.id}")]
    assert (duty.state, duty.due_on) == ("open", None)
    kept = add(head)
    [filing] = file(head, {act.id: " 12–15 "}, kept.id)
    assert (filing.file_index, filing.file_year, filing.sheets) == ("04-12", 2026, "12–15")
    head.session.expire_all()
    duty = head.duties(case.id)[(ENTER, f"court_act_issued#act-{act.id}")]
    assert (duty.state, duty.closed_on, duty.closed_by) == (
        "fulfilled",
        THURSDAY,
        "court_act_filed",
    )
    [counted] = queries.files(head.session, [3], 2026)
    assert counted.acts == 1


def test_several_acts_are_entered_at_once_or_none(head: Desk) -> None:
    (_one, first), (_two, second) = attended(head), attended(head)
    kept = add(head)
    sheets = {first.id: "1–4", second.id: "5–9"}
    with pytest.raises(Refused) as refused:
        file(head, sheets, kept.id, filed_on=date(2026, 11, 17))
    assert {problem.field for problem in refused.value.problems} == {"filed_on"}
    assert not head.session.scalars(select(ActFiling)).all()
    assert len(file(head, sheets, kept.id)) == 2
    assert file(head, sheets, kept.id) == [], "the same form again enters nothing"
    with pytest.raises(Refused, match="lies in a file already"):
        file(head, {first.id: "10"}, kept.id)


@pytest.mark.parametrize(
    ("changes", "is_open", "field"),
    [
        ({}, None, "file_id"),
        ({}, False, "file_id"),
        ({"volume": ""}, True, "volume"),
        ({"volume": "1" * 121}, True, "volume"),
        ({"sheets": "1" * 121}, True, "sheets"),
        ({"filed_on": date(2026, 11, 21)}, True, "filed_on"),
        ({"filed_on": date(2026, 11, 17)}, True, "filed_on"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(
    changes: dict[str, Any], is_open: bool | None, field: str
) -> None:
    entry = FilingEntry(1, "1", "12–15", THURSDAY)
    assert not list(filing_problems(entry, True, WEDNESDAY, TODAY))
    [problem] = filing_problems(replace(entry, **changes), is_open, WEDNESDAY, TODAY)
    assert problem.field == field


def test_a_file_of_another_office_is_none(head: Desk) -> None:
    _case, act = attended(head)
    add(head)
    with pytest.raises(Refused) as refused:
        file(head, {act.id: ""}, 999)
    assert [problem.field for problem in refused.value.problems] == ["file_id"]


def test_an_act_waits_for_its_conclusion_in_the_works(head: Desk, acting: Acting) -> None:
    case, act = attended(head)
    kept = add(head)
    writer = replace_actor(head, acting("abay1.assistant"))
    with transaction(head.session):
        operations.write_conclusion(
            head.session,
            writer.actor,
            case.id,
            act.id,
            reasoned=False,
            sections={},
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
    set_scope(head.session, head.actor.scope)
    with pytest.raises(Refused, match="is not approved yet"):
        file(head, {act.id: ""}, kept.id)
    [row] = rows(head, conclusion="draft")
    assert row.id == act.id


def replace_actor(desk: Desk, actor: Actor) -> Desk:
    return Desk(desk.session, actor, desk.law, desk.today, desk.courts)


def test_the_place_of_an_act_is_corrected_and_an_old_page_told(head: Desk) -> None:
    case, act = attended(head)
    one, two = add(head), add(head, "04-13")
    [filing] = file(head, {act.id: "1"}, one.id)
    seen = filing.version
    moved = FilingEntry(two.id, "2", "1–3", TODAY)
    head.do(operations.change_filing, case.id, act.id, moved, version=seen)
    assert (filing.file_index, filing.volume, filing.sheets) == ("04-13", "2", "1–3")
    with pytest.raises(Stale):
        head.do(operations.change_filing, case.id, act.id, moved, version=seen)
    with pytest.raises(NotFound):
        head.do(operations.change_filing, case.id, act.id + 999, moved)
    (key,) = [key for key in head.duties(case.id) if key[0] == ENTER]
    assert head.duties(case.id)[key].closed_on == TODAY


def test_nothing_more_is_entered_in_a_closed_file(head: Desk) -> None:
    (_one, first), (case, second) = attended(head), attended(head)
    kept, other = add(head), add(head, "04-13")
    file(head, {first.id: "1"}, kept.id)
    file(head, {second.id: "1"}, other.id)
    with transaction(head.session):
        operations.close_file(head.session, head.actor, kept.id, version=kept.version, today=TODAY)
    entry = FilingEntry(kept.id, "1", "2", THURSDAY)
    with pytest.raises(Refused, match="closed; choose another"):
        head.do(operations.change_filing, case.id, second.id, entry)
    lying = replace(entry, sheets="1–2")
    head.do(operations.change_filing, _one.id, first.id, lying)
    with pytest.raises(Refused, match="closed already"), transaction(head.session):
        operations.close_file(head.session, head.actor, kept.id, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"file_index": "дело"}, "file_index"),
        ({"file_index": "04"}, "file_index"),
        ({"title": ""}, "title"),
        ({"year": 2028}, "year"),
        ({"year": 1999}, "year"),
    ],
)
def test_a_file_that_cannot_stand_is_refused(changes: dict[str, Any], field: str) -> None:
    entry = NomenclatureEntry(2026, "04-12/2а", "Сот актілері")
    assert not list(nomenclature_problems(entry, TODAY))
    [problem] = nomenclature_problems(replace(entry, **changes), TODAY)
    assert problem.field == field


def test_an_index_stands_once_a_year(head: Desk) -> None:
    add(head)
    add(head, year=2025)
    with pytest.raises(Refused, match="stands in the nomenclature already"):
        add(head, title="Басқа атау")


def test_only_the_head_or_deputy_keeps_the_nomenclature(head: Desk, acting: Acting) -> None:
    kept_id = add(head).id
    for login in ("abay1.assistant", "abay.administrator", "abay.auditor"):
        actor = acting(login)
        with pytest.raises(Forbidden):
            add(replace_actor(head, actor), "04-14")
    above = acting("abay.head")
    with pytest.raises(Forbidden), transaction(head.session):
        operations.close_file(head.session, above, kept_id, today=TODAY)
    stranger = acting("abay2.head")
    with pytest.raises(NotFound), transaction(head.session):
        operations.close_file(head.session, stranger, kept_id, today=TODAY)


def test_an_act_of_another_office_cannot_be_entered(head: Desk, acting: Acting) -> None:
    _case, act = attended(head)
    other = replace_actor(head, acting("abay2.head"))
    kept = add(other)
    with pytest.raises(NotFound):
        file(other, {act.id: ""}, kept.id)


def test_the_entry_goes_with_the_case_and_stays_readable(head: Desk) -> None:
    case, act = attended(head, transport_field="rail", sanctions=("confiscation",))
    file(head, {act.id: "1"}, add(head).id)
    head.notice(case)
    head.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    set_scope(head.session, TRANSPORT_HEAD.scope)
    head.session.expire_all()
    [filing] = head.session.scalars(select(ActFiling)).all()
    assert (filing.office_id, filing.file_index) == (TRANSPORT_OFFICE, "04-12")
    assert not head.session.scalars(select(NomenclatureFile)).all()


def test_the_register_holds_acts_of_cases_a_prosecutor_took_part_in(head: Desk) -> None:
    case, act = attended(head, sanctions=("arrest",), number="3/77")
    without = head.register()
    head.act(without, WEDNESDAY)
    [row] = rows(head)
    assert (row.id, row.number, row.filed_on) == (act.id, "3/77", None)
    assert row.prosecutors == [head.actor.name]
    file(head, {act.id: "1–4"}, add(head).id)
    head.session.expire_all()
    found = {
        "office_id": (3, 4),
        "court_id": (act.court_id, act.court_id + 1),
        "instance": ("first", "appellate"),
        "kind": ("penalty", "termination"),
        "category": ("arrest", "tax"),
        "filed": (True, False),
        "file_index": ("04-12", "04-13"),
        "conclusion": ("none", "approved"),
        "prosecutor_id": (head.actor.user_id, 1),
        "made_from": (WEDNESDAY, THURSDAY),
        "made_to": (WEDNESDAY, date(2026, 11, 17)),
        "text": ("3/77", "Бейсенов"),
        "check_result": (None, "lawful"),
        "competence": ("territorial", "transport"),
        "opened_by": (case.opened_by, "other"),
        "in_force": (False, True),
        "ruling": (False, True),
    }
    for name, (fits, misses) in found.items():
        assert [each.case_id for each in rows(head, **{name: fits})] == [case.id], name
        assert rows(head, **{name: misses}) == [], name


def test_the_register_is_read_page_by_page(head: Desk) -> None:
    made = [attended(head)[1].id for _ in range(3)]
    first = filed_acts.register(head.session, Filters(), cursor=None, language="kk", size=2)
    assert [row.id for row in first.rows] == [made[2], made[1]]
    assert first.before is None and first.after is not None
