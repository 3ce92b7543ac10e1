"""Taking petitions in: numbers, what a registered case tells, repeated petitions, bad entries."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.petitions import operations
from supervision.petitions.queries.intake import history_of_petitioner
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.petitions import Counter, petition_entry

Acting = Callable[[str], Actor]


def fields_refused(refused: pytest.ExceptionInfo[Refused]) -> set[str | None]:
    return {problem.field for problem in refused.value.problems}


def test_petitions_are_numbered_within_a_year_and_an_office(
    counter: Counter, acting: Acting
) -> None:
    first = counter.register()
    second = counter.register(petitioner_name="Ахметов Нұрлан", identity_number="")
    other = counter.as_(acting("abay2.assistant")).register()
    assert (first.number, second.number, other.number) == ("2026-0001", "2026-0002", "2026-0001")
    assert first.state == "received"


def test_a_double_click_makes_one_petition(counter: Counter) -> None:
    key, entry = uuid.uuid4(), petition_entry(TODAY)
    one = counter.do(operations.register_petition, entry, idempotency_key=key)
    two = counter.do(operations.register_petition, entry, idempotency_key=key)
    assert one.id == two.id


def test_in_2026_a_petition_is_resolved_in_fifteen_working_days(counter: Counter) -> None:
    """Received on Wednesday the 18th: fifteen working days end on Wednesday, 9 December."""
    duties = counter.duties(counter.register().id)
    assert set(duties) == {"2015/18/resolve_petition"}
    assert duties["2015/18/resolve_petition"].due_on == date(2026, 12, 9)
    assert any("APC" in str(step) for step in duties["2015/18/resolve_petition"].steps)


def test_before_july_2021_additional_study_gives_thirty_calendar_days(counter: Counter) -> None:
    on = date(2017, 6, 1)
    plain = counter.register(received_on=on, act_made_on=None)
    studied = counter.register(received_on=on, act_made_on=None, additional_study=True, is_new=True)
    assert counter.duties(plain.id)["2015/18/resolve_petition"].due_on == date(2017, 6, 16)
    assert counter.duties(studied.id)["2015/18/resolve_petition"].due_on == date(2017, 7, 1)


def test_each_kind_has_the_term_of_its_paragraph(counter: Counter) -> None:
    for kind, rule, owner in (
        ("enforcement_action", "2002/8/resolve_petition", 3),
        ("enforcement_court_act", "2002/8/resolve_petition", 3),
        ("other", "APC-2020/76/other_petition", 3),
        ("cassation_protest", "2015/27/resolve_cassation_petition", 1),
    ):
        duty = counter.duties(counter.register(kind=kind, is_new=True).id)[rule]
        assert (duty.due_on, duty.owner_office_id) == (date(2026, 12, 9), owner), kind


def test_outside_the_categories_the_right_to_appeal_is_to_be_explained(counter: Counter) -> None:
    duties = counter.duties(counter.register(categories=()).id)
    assert "2015/18/explain_own_appeal" in duties


def test_the_office_that_initiated_the_case_owes_the_answer(counter: Counter) -> None:
    found = counter.register(initiating_office_id=2, categories=("own_initiative",))
    duty = counter.duties(found.id)["2015/9/resolve_petition_in_initiated_case"]
    assert duty.owner_office_id == 2


def test_what_a_registered_case_tells_is_taken_from_it(
    session: Session, counter: Counter, acting: Acting, law: Lawbook
) -> None:
    with transaction(session):
        load_courts(session, COURTS)
    courts = courts_by_code(session)
    desk = Desk(session, acting("abay1.assistant"), law, TODAY, courts)
    case = desk.register(number="6301-26-00-3/5", sanctions=("confiscation",))
    act = desk.act(case, TODAY - timedelta(days=3), in_force_on=TODAY - timedelta(days=1))
    found = counter.register(
        case_id=case.id, act_id=act.id, categories=("tax",), case_number="", court_name=""
    )
    assert found.categories == ["confiscation"]
    assert found.case_number == "6301-26-00-3/5"
    assert (found.entered_into_force, found.act_made_on) == ("yes", TODAY - timedelta(days=3))
    with pytest.raises(Refused) as refused:
        counter.register(case_id=case.id, act_id=act.id + 1000, is_new=True)
    assert fields_refused(refused) == {"linked"}


def test_a_case_of_another_office_tells_nothing(
    session: Session, counter: Counter, acting: Acting, law: Lawbook
) -> None:
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, acting("abay2.assistant"), law, TODAY, courts_by_code(session), "10-02-D")
    foreign = desk.register()
    mine = counter.as_(acting("abay1.assistant"))
    with pytest.raises(Refused) as refused:
        mine.register(case_id=foreign.id)
    assert fields_refused(refused) == {"linked"}


def test_a_second_petition_about_the_same_is_told_before_it_is_kept(counter: Counter) -> None:
    first = counter.register()
    with pytest.raises(Refused) as refused:
        counter.register(petitioner_name="ОМАРОВА  Асел Кайраткызы")
    assert fields_refused(refused) == {"repeats"}
    assert refused.value.problems[0].params == {"numbers": first.number}
    again = counter.register(repeats_id=first.id)
    assert again.repeats_id == first.id
    another = counter.register(is_new=True)
    assert another.repeats_id is None


def test_another_case_or_another_petitioner_is_no_repetition(counter: Counter) -> None:
    counter.register()
    counter.register(case_number="6301-26-00-3/78")
    counter.register(identity_number="", petitioner_name="Омарова Дана")
    with pytest.raises(Refused) as refused:
        counter.register(identity_number="")  # the same name, and no number to tell them apart
    assert fields_refused(refused) == {"repeats"}


def test_one_petitioner_is_found_under_every_spelling(counter: Counter, acting: Acting) -> None:
    first = counter.register()
    second = counter.register(petitioner_name="Омарова А. Қ.", case_number="1")
    counter.register(petitioner_name="Біреу", identity_number="")
    zaisan = counter.as_(acting("abay2.assistant")).register(case_number="2")
    counter.as_(acting("abay1.assistant"))
    here = history_of_petitioner(counter.session, first)
    assert [each.id for each in here] == [second.id, first.id]
    counter.as_(acting("abay.head"))
    above = history_of_petitioner(counter.session, first)
    assert {each.id for each in above} == {first.id, second.id, zaisan.id}


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"petitioner_name": " "}, "petitioner_name"),
    ({"address": ""}, "address"),
    ({"subject": ""}, "subject"),
    ({"kind": "penalty"}, "kind"),
    ({"came_by": "pigeon"}, "came_by"),
    ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
    ({"act_made_on": TODAY}, "act_made_on"),
    ({"identity_number": "850314400018"}, "identity_number"),
    ({"power_of_attorney": "№ 5"}, "representative_name"),
    ({"categories": ("piracy",)}, "categories"),
    ({"initiating_office_id": 4711}, "initiating_office_id"),
    ({"region_id": 4}, "region_id"),
    ({"subject": "x" * 4001}, "subject"),
)


def test_a_wrong_entry_is_refused_at_its_field(counter: Counter) -> None:
    for changes, field in WRONG:
        with pytest.raises(Refused) as refused:
            counter.register(**changes)
        assert field in fields_refused(refused), changes


def test_a_correction_moves_the_term_and_meets_no_stale_reader(counter: Counter) -> None:
    found = counter.register()
    entry = petition_entry(TODAY, received_on=TODAY - timedelta(days=4))
    seen = found.version
    counter.do(operations.change_petition, found.id, entry, version=seen)
    assert counter.duties(found.id)["2015/18/resolve_petition"].due_on == date(2026, 12, 7)
    with pytest.raises(Stale):
        counter.do(operations.change_petition, found.id, entry, version=seen)


def test_only_the_office_that_has_the_petition_corrects_it(
    counter: Counter, acting: Acting
) -> None:
    found = counter.register()
    oblast = counter.as_(acting("abay.head"))
    with pytest.raises(Forbidden):
        oblast.do(operations.change_petition, found.id, petition_entry(TODAY), version=1)
