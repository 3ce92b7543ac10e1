"""Registering cases and courts: what is kept, what is refused, who may, who sees."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.cases import operations
from supervision.cases.models import AdminCase, CaseArticle, CaseWord, Court
from supervision.cases.queries.courts import courts_of
from supervision.cases.rules.case import ArticleEntry, CaseEntry
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.cases.conftest import Acting
from tests.conftest import TODAY, count
from tests.factories.cases import COURTS, Desk, case_entry
from tests.factories.offices import World


def register(desk: Desk, entry: CaseEntry, key: uuid.UUID | None = None) -> AdminCase:
    with transaction(desk.session):
        return operations.register_case(
            desk.session,
            desk.actor,
            entry,
            idempotency_key=key or uuid.uuid4(),
            assignee_id=None,
            law=desk.law,
            today=TODAY,
        )


def plain(desk: Desk) -> CaseEntry:
    return case_entry(TODAY, desk.courts["10-01-D"])


def test_courts_are_loaded_once_and_corrected_afterwards(
    session: Session, courts: dict[str, int]
) -> None:
    with transaction(session):
        again = operations.load_courts(session, COURTS)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 6)
    with transaction(session):
        third = operations.load_courts(session, COURTS.replace("Auezov Court", "Court of Auezov"))
    assert (third.added, third.changed, third.unchanged) == (0, 1, 5)
    assert session.get_one(Court, courts["10-01-D"]).name_en == "Court of Auezov"


@pytest.mark.parametrize(
    ("office_id", "codes"),
    [
        (3, ["10-01-D", "10-O", "SC"]),
        (2, ["10-O", "SC"]),
        (1, ["SC"]),
        # every office of the small world stands in one town, so the transport one meets them all
        (10, ["10-02-D", "20-01-D", "10-01-D", "10-O", "20-O", "SC"]),
    ],
)
def test_an_offices_courts_are_those_of_its_seat_and_of_the_offices_above(
    session: Session, courts: dict[str, int], office_id: int, codes: list[str]
) -> None:
    found = [court.code for court in courts_of(session, office_id)]
    assert sorted(found) == sorted(codes)
    ranks = ["first", "appellate", "cassation"]
    order = [ranks.index(court.instance) for court in courts_of(session, office_id)]
    assert order == sorted(order)


def test_a_case_is_kept_with_its_articles_and_the_words_it_is_found_by(desk: Desk) -> None:
    entry = replace(
        plain(desk), articles=(ArticleEntry(" 440 ", "1", "tax", 29), ArticleEntry("441"))
    )
    case = register(desk, entry)
    rows = desk.session.execute(
        select(CaseArticle.article, CaseArticle.part, CaseArticle.area, CaseArticle.chapter)
        .where(CaseArticle.case_id == case.id)
        .order_by(CaseArticle.position)
    )
    assert [tuple(row) for row in rows] == [("440", "1", "tax", 29), ("441", "", None, None)]
    words = set(desk.session.scalars(select(CaseWord.word).where(CaseWord.case_id == case.id)))
    assert {"ахметов", "850314400017", "6301-26-00-3/101"} <= words


def test_the_same_form_sent_twice_makes_one_case(desk: Desk) -> None:
    key = uuid.uuid4()
    assert register(desk, plain(desk), key).id == register(desk, plain(desk), key).id
    assert count(desk.session, "admin_case") == 1


def test_the_same_number_of_the_same_court_is_registered_once_an_office(desk: Desk) -> None:
    register(desk, plain(desk))
    with pytest.raises(Refused) as refused:
        register(desk, plain(desk))
    assert refused.value.problems[0].field == "number"


@pytest.mark.parametrize("code", ["10-02-D", "20-01-D", "10-O", "SC"])
def test_a_case_is_registered_at_a_first_instance_court_of_the_own_seat(
    desk: Desk, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        register(desk, case_entry(TODAY, desk.courts[code]))
    assert [problem.field for problem in refused.value.problems] == ["court_id"]


def test_an_office_that_does_not_exist_opened_no_case(desk: Desk) -> None:
    entry = replace(
        plain(desk), opened_by="prosecutors_office", opened_by_office_id=999, opened_by_name=""
    )
    with pytest.raises(Refused) as refused:
        register(desk, entry)
    assert [problem.field for problem in refused.value.problems] == ["opened_by_office_id"]


def test_nobody_of_another_office_gets_a_case(desk: Desk, world: World) -> None:
    case = desk.register()
    with pytest.raises(Refused) as refused:
        desk.do(operations.assign_case, case.id, assignee_id=world.people["abay2.assistant"])
    assert refused.value.problems[0].field == "assignee_id"
    desk.do(operations.assign_case, case.id, assignee_id=world.people["abay1.second"])
    assert case.assignee_id == world.people["abay1.second"]


def test_an_auditor_and_another_office_record_nothing(
    desk: Desk, acting: Acting, law: Lawbook
) -> None:
    case_id = desk.register().id
    for login, error in (
        ("abay.head", Forbidden),
        ("abay.auditor", Forbidden),
        ("abay2.head", NotFound),
    ):
        other = Desk(desk.session, acting(login), law, TODAY, desk.courts)
        with pytest.raises(error):
            other.do(operations.assign_case, case_id, assignee_id=None)


def test_the_second_of_two_people_who_correct_a_case_is_told_and_changes_nothing(
    desk: Desk,
) -> None:
    case = desk.register()
    seen = case.version
    corrected = replace(plain(desk), number="6301-26-00-3/102")
    desk.do(operations.change_case, case.id, corrected, version=seen)
    with pytest.raises(Stale):
        desk.do(operations.change_case, case.id, plain(desk), version=seen)
    assert case.number == "6301-26-00-3/102"


def test_a_corrected_case_is_found_by_its_new_words_alone(desk: Desk) -> None:
    case = desk.register()
    entry = replace(plain(desk), offender_name="Бекова Айша", articles=(ArticleEntry("73"),))
    desk.do(operations.change_case, case.id, entry, version=case.version)
    words = set(desk.session.scalars(select(CaseWord.word)))
    assert "бекова" in words and "ахметов" not in words
    assert desk.session.scalars(select(CaseArticle.article)).all() == ["73"]


def test_the_audit_tells_of_a_case_but_not_the_iin(desk: Desk, acting: Acting) -> None:
    register(desk, plain(desk))
    acting("abay1.head")
    entry = desk.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "cases.register_case")
    ).one()
    assert entry.after is not None and entry.after["offender_name"] == "Ахметов Нұрлан Серікұлы"
    assert "850314400017" not in str(entry.after)


def test_a_breach_of_the_courts_term_is_marked_once_and_opens_a_duty(desk: Desk) -> None:
    case = desk.register()
    breach = desk.do(
        operations.mark_court_term_breach,
        case.id,
        step="copy_sent",
        description="Copy sent after 20 days",
        found_on=TODAY,
    )
    key = ("4/respond_to_court_term_breach", f"court_term_breach_found#breach-{breach.id}")
    assert desk.duties(case.id)[key].state == "open"
    with pytest.raises(Refused):
        desk.do(
            operations.mark_court_term_breach,
            case.id,
            step="copy_sent",
            description="Again",
            found_on=TODAY,
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"step": "appeal"}, "step"),
        ({"description": " "}, "description"),
        ({"found_on": date(2026, 11, 21)}, "found_on"),
    ],
)
def test_a_mark_of_a_broken_term_says_which_how_and_when(
    desk: Desk, changes: dict[str, object], field: str
) -> None:
    given = {"step": "decided", "description": "Two months", "found_on": TODAY}
    with pytest.raises(Refused) as refused:
        desk.do(operations.mark_court_term_breach, desk.register().id, **(given | changes))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_no_row_of_a_case_is_seen_by_a_neighbour_or_written_from_above(
    desk: Desk, acting: Acting
) -> None:
    case = desk.register(sanctions=("arrest",))
    desk.hearing(case, TODAY)
    desk.act(case, TODAY)
    tables = ("admin_case", "case_article", "case_word", "case_category", "case_hearing")
    acting("abay2.head")
    assert {table: count(desk.session, table) for table in (*tables, "court_act")} == dict.fromkeys(
        (*tables, "court_act"), 0
    )
    acting("abay.head")
    assert desk.session.scalar(select(func.count()).select_from(AdminCase)) == 1
    moved = desk.session.execute(text("update admin_case set number = 'x'"))
    assert moved.rowcount == 0
