"""Acts of response against the database: their life, the duties they answer, who may touch them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.duties.operations import rebuild
from supervision.responses import operations, queries
from supervision.responses.queries import Filters
from supervision.responses.rules import BringEntry, LiableEntry
from supervision.studies.facts import SOURCE
from tests.conftest import TODAY
from tests.responses.desk import FILE, ActDesk, act_entry

Acting = Callable[[str], Actor]
RESPOND, REMOVE = "2002/4/respond_to_breach", "2002/4/see_breach_removed"


def test_a_brought_act_answers_the_duty_and_its_removal_ends_the_other(desk: ActDesk) -> None:
    [breach] = desk.studied()
    assert desk.duties(breach) == {RESPOND: "open", REMOVE: "open"}
    act = desk.draft(breach)
    assert desk.duties(breach)[RESPOND] == "open", "a draft answers nothing"
    desk.bring(act, answer_by=TODAY + timedelta(days=30))
    assert desk.duties(breach) == {RESPOND: "fulfilled", REMOVE: "open"}
    desk.answer(act)
    with pytest.raises(Refused, match="removed"):
        desk.do(operations.close_act, act.id, closed_on=TODAY, note="")
    desk.do(
        operations.record_removal, act.id, breach.id, removed_on=TODAY, note="Granted, recovered"
    )
    assert desk.duties(breach) == {RESPOND: "fulfilled", REMOVE: "fulfilled"}
    closed = desk.do(operations.close_act, act.id, closed_on=TODAY, note="Done")
    assert (closed.state, breach.removal_note) == ("closed", "Granted, recovered")


def test_a_withdrawn_act_opens_its_duty_again_and_another_may_follow(desk: ActDesk) -> None:
    [breach] = desk.studied()
    act = desk.bring(desk.draft(breach))
    desk.do(operations.withdraw_act, act.id, withdrawn_on=TODAY, reason="Wrong addressee")
    assert desk.duties(breach)[RESPOND] == "open"
    desk.bring(desk.draft(breach, kind="order"))
    assert desk.duties(breach)[RESPOND] == "fulfilled"


def test_a_rebuild_from_above_changes_nothing(desk: ActDesk, acting: Acting) -> None:
    [first, second] = desk.studied(points=("state_duty", "evasion_materials"))
    desk.bring(desk.draft(first, second))
    higher = acting("gpo.head")
    with transaction(desk.session):
        lines = rebuild(desk.session, higher, [SOURCE], law=desk.law, today=TODAY).lines
    assert lines == ()


def test_an_act_comes_after_its_breach_and_its_answer_after_the_act(desk: ActDesk) -> None:
    [breach] = desk.studied(found_ago=2)
    act = desk.draft(breach)
    for wrong in (
        {"on": TODAY - timedelta(days=3)},
        {"on": TODAY + timedelta(days=1)},
        {"answer_by": TODAY - timedelta(days=1)},
        {"number": " "},
    ):
        with pytest.raises(Refused):
            desk.bring(act, **wrong)  # type: ignore[arg-type]
    desk.bring(act, TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        desk.answer(act, answered_on=TODAY - timedelta(days=2))
    assert refused.value.problems[0].field == "answered_on"
    with pytest.raises(Refused) as early:
        desk.do(
            operations.record_removal,
            act.id,
            breach.id,
            removed_on=TODAY - timedelta(days=2),
            note="Removed",
        )
    assert early.value.problems[0].field == "removed_on"


def test_a_correction_of_a_brought_act_is_noted_and_keeps_what_stood(desk: ActDesk) -> None:
    [breach] = desk.studied()
    act = desk.bring(desk.draft(breach))
    entry = act_entry(breach_ids=(breach.id,), addressee="Сот төрағасына")
    with pytest.raises(Refused) as refused:
        desk.do(operations.correct_act, act.id, entry, BringEntry("12-08/78", TODAY), note=" ")
    assert refused.value.problems[0].field == "note"
    desk.do(operations.correct_act, act.id, entry, BringEntry("12-08/78", TODAY), note="A slip")
    told = desk.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "responses.correct_act")
    ).one()
    assert told.before is not None and told.after is not None
    assert (told.before["number"], told.after["number"]) == ("12-08/77", "12-08/78")
    assert told.before["addressee"] != told.after["addressee"] and told.after["note"] == "A slip"


def test_a_correction_may_not_put_the_act_before_its_breach(desk: ActDesk) -> None:
    [breach] = desk.studied()
    act = desk.bring(desk.draft(breach))
    early = BringEntry("12-08/77", TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        desk.do(
            operations.correct_act, act.id, act_entry(breach_ids=(breach.id,)), early, note="Day"
        )
    assert refused.value.problems[0].field == "brought_on"


def test_a_draft_is_rewritten_with_the_breaches_it_names(desk: ActDesk) -> None:
    [first, second] = desk.studied(points=("state_duty", "evasion_materials"))
    act = desk.draft(first)
    desk.do(operations.change_draft, act.id, act_entry(breach_ids=(second.id,)))
    desk.bring(act)
    assert desk.duties(first)[RESPOND] == "open"
    assert desk.duties(second)[RESPOND] == "fulfilled"


def test_the_same_form_sent_twice_makes_one_act_and_one_person(desk: ActDesk) -> None:
    [breach] = desk.studied()
    key = uuid.uuid4()
    subject = (breach.subject_kind, breach.subject_id)
    made = []
    for _ in range(2):
        with transaction(desk.session):
            made.append(
                operations.draft_act(
                    desk.session,
                    desk.actor,
                    subject,
                    act_entry(grounds="Тексеру"),
                    idempotency_key=key,
                    house=desk.house,
                ).id
            )
    assert made[0] == made[1]
    act = desk.bring(desk.draft(breach))
    person = LiableEntry("Омаров", "Сот орындаушысы", "disciplinary", TODAY)
    for _ in range(2):
        with transaction(desk.session):
            operations.record_held_liable(
                desk.session, desk.actor, act.id, person, idempotency_key=key, house=desk.house
            )
    assert len(queries.held_of_act(desk.session, act.id)) == 1


def test_a_breach_of_another_file_or_a_removed_one_is_not_taken_up(desk: ActDesk) -> None:
    [mine], [other] = desk.studied(), desk.studied()
    with pytest.raises(Refused) as refused:
        desk.draft(mine, breach_ids=(mine.id, other.id))
    assert refused.value.problems[0].field == "breach_ids"
    act = desk.bring(desk.draft(mine))
    with pytest.raises(NotFound):
        desk.do(operations.record_removal, act.id, other.id, removed_on=TODAY, note="No")
    desk.do(operations.record_removal, act.id, mine.id, removed_on=TODAY, note="Granted")
    with pytest.raises(Refused):
        desk.draft(mine)


def test_an_outdated_step_is_told_and_changes_nothing(desk: ActDesk) -> None:
    [breach] = desk.studied()
    act = desk.draft(breach)
    seen = act.version
    desk.do(operations.change_draft, act.id, act_entry(breach_ids=(breach.id,), demand="Басқа"))
    with pytest.raises(Stale):
        desk.do(operations.bring_act, act.id, BringEntry("12", TODAY), version=seen)
    desk.session.rollback()
    assert queries.get_act(desk.session, act.id).state == "draft"


def test_nobody_else_changes_an_act_and_a_neighbour_does_not_see_it(
    desk: ActDesk, acting: Acting
) -> None:
    [breach] = desk.studied()
    act_id, subject = desk.draft(breach).id, (breach.subject_kind, breach.subject_id)
    for login, error in (
        ("gpo.head", Forbidden),
        ("abay.head", Forbidden),
        ("abay2.assistant", NotFound),
        ("abay.auditor", Forbidden),
    ):
        actor = acting(login)
        with pytest.raises(error), transaction(desk.session):
            operations.bring_act(
                desk.session,
                actor,
                act_id,
                BringEntry("12", TODAY),
                version=None,
                house=desk.house,
            )
        with pytest.raises(error), transaction(desk.session):
            operations.draft_act(
                desk.session,
                actor,
                subject,
                act_entry(grounds="Тексеру"),
                idempotency_key=uuid.uuid4(),
                house=desk.house,
            )


def test_the_register_narrows_by_everything_it_offers(desk: ActDesk) -> None:
    [one], [two], [three] = desk.studied(), desk.studied(), desk.studied(found_ago=2)
    draft = desk.draft(one, addressee="Сот төрағасына %")
    brought = desk.bring(desk.draft(two, kind="order"))
    overdue = desk.bring(
        desk.draft(three), TODAY - timedelta(days=2), answer_by=TODAY - timedelta(days=1)
    )

    def found(**filters: object) -> set[int]:
        page = queries.register(
            desk.session,
            Filters(**filters),  # type: ignore[arg-type]
            sort="recorded",
            descending=True,
            cursor=None,
            language="en",
            today=TODAY,
        )
        return {row.id for row in page.rows}

    assert found() == {draft.id, brought.id, overdue.id}
    assert found(state="draft") == {draft.id}
    assert found(kind="order") == {brought.id}
    assert found(overdue=True) == {overdue.id}
    assert found(until=TODAY - timedelta(days=1)) == {overdue.id}
    assert found(since=TODAY, state="brought") == {brought.id}
    assert found(office_id=4) == set()
    assert found(text="сот ТӨРАҒАСЫНА") == {draft.id}
    assert found(text="12-08/77") == {brought.id, overdue.id}
    assert found(text="сот_") == set() and found(text="%") == set()


@pytest.mark.parametrize("sort", ["recorded", "number", "on"])
def test_the_register_goes_on_where_a_page_ended(desk: ActDesk, sort: str) -> None:
    first, second = desk.studied(points=("state_duty", "evasion_materials"))
    made = {desk.draft(first).id for _ in range(3)} | {desk.bring(desk.draft(second)).id}

    def rows(cursor: Cursor | None) -> list[tuple[str | int, int]]:
        page = queries.register(
            desk.session,
            Filters(),
            sort=sort,
            descending=False,
            cursor=cursor,
            language="kk",
            today=TODAY,
        )
        values = [(row.id if sort == "recorded" else getattr(row, sort)) for row in page.rows]
        assert values == sorted(values)
        return [
            (str(value) if sort == "on" else value, row.id)
            for value, row in zip(values, page.rows, strict=True)
        ]

    whole = rows(None)
    assert {row_id for _value, row_id in whole} == made
    assert rows(Cursor(*whole[1])) == whole[2:]


def test_days_of_a_brought_act_read_in_the_order_of_its_life(desk: ActDesk) -> None:
    [breach] = desk.studied()
    act = desk.answer(desk.bring(desk.draft(breach), answer_by=date(2026, 12, 20)))
    assert (act.brought_on, act.answer_by, act.answered_on) == (TODAY, date(2026, 12, 20), TODAY)
    [line] = queries.brought_of_subjects(desk.session, FILE, [breach.subject_id])[breach.subject_id]
    assert (line.act_id, line.breach_ids) == (act.id, (breach.id,))
