"""The verbs of a requested file: what they keep, what they refuse, what the law makes of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.models import Duty, DutyMove
from supervision.duties.operations import rebuild
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.responses.models import Breach
from supervision.studies import operations
from supervision.studies.facts import SOURCE
from supervision.studies.models import FileParty, FileSupply, RequestedFile
from supervision.studies.rules import (
    STUDY_RULE,
    SUPPLY_RULE,
    Completeness,
    PartyEntry,
    PointAnswer,
    TermRunOut,
)
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.factories.studies import answers, file_entry, registered, with_control_digit

Acting = Callable[[str], Actor]
FRIDAY = TODAY  # 20 November 2026; five days later is Wednesday the 25th


def day(number: int) -> date:
    """A day of November 2026."""
    return date(2026, 11, number)


@pytest.fixture
def assistant(acting: Acting) -> Actor:
    return acting("abay1.assistant")


@pytest.fixture
def file(session: Session, assistant: Actor, law: Lawbook) -> RequestedFile:
    """Requested on the 17th, to be supplied by the 22nd."""
    with transaction(session):
        return registered(session, assistant, law=law, today=FRIDAY)


@pytest.fixture
def received(session: Session, assistant: Actor, law: Lawbook) -> RequestedFile:
    """At hand since Friday the 20th."""
    with transaction(session):
        return registered(session, assistant, law=law, today=FRIDAY, received_on=FRIDAY)


def clock(session: Session, file: RequestedFile, rule: str) -> Duty | None:
    """The duty a rule gave this file."""
    return session.scalars(
        select(Duty).where(Duty.subject_id == file.id, Duty.rule == rule)
    ).one_or_none()


def problems(refused: pytest.ExceptionInfo[Refused]) -> dict[str | None, str]:
    """The refusal's messages by their field."""
    return {problem.field: problem.message for problem in refused.value.problems}


def test_a_request_starts_the_bailiffs_clock_on_the_day_it_states(
    session: Session, file: RequestedFile
) -> None:
    supply = clock(session, file, SUPPLY_RULE)
    assert supply is not None
    assert (supply.due_on, supply.outside, supply.state) == (day(22), True, "open")
    assert clock(session, file, STUDY_RULE) is None
    assert file.registration_number == "2026-0001"


def test_a_request_without_a_stated_day_leaves_the_bailiffs_clock_without_a_date(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    with transaction(session):
        file = registered(session, assistant, law=law, today=FRIDAY, supply_by=None)
    supply = clock(session, file, SUPPLY_RULE)
    assert supply is not None
    assert (supply.due_on, supply.gap) == (None, "no_stated_day")


def test_a_file_at_hand_is_registered_in_one_step_and_due_in_five_days(
    session: Session, received: RequestedFile, assistant: Actor
) -> None:
    study = clock(session, received, STUDY_RULE)
    supply = clock(session, received, SUPPLY_RULE)
    assert study is not None and supply is not None
    assert (study.due_on, study.assignee_id, study.state) == (day(25), assistant.user_id, "open")
    assert (supply.state, supply.closed_on) == ("fulfilled", FRIDAY)
    assert received.state == "received"


def test_registration_numbers_run_on_in_each_office_and_begin_anew_each_year(
    session: Session, acting: Acting, law: Lawbook
) -> None:
    given = []
    for login, today in (
        ("abay1.assistant", FRIDAY),
        ("abay1.head", FRIDAY),
        ("abay2.assistant", FRIDAY),
        ("abay1.assistant", date(2027, 1, 11)),
    ):
        actor = acting(login)
        with transaction(session):
            given.append(registered(session, actor, law=law, today=today).registration_number)
    assert given == ["2026-0001", "2026-0002", "2026-0001", "2027-0001"]


def test_the_same_form_sent_twice_makes_one_file(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    key = uuid.uuid4()
    made = set()
    for _ in range(2):
        with transaction(session):
            made.add(
                operations.register_request(
                    session,
                    assistant,
                    file_entry(FRIDAY),
                    idempotency_key=key,
                    assignee_id=None,
                    law=law,
                    today=FRIDAY,
                ).id
            )
    assert len(made) == 1
    assert session.scalar(select(func.count()).select_from(RequestedFile)) == 1
    assert session.scalar(select(func.count()).select_from(FileParty)) == 2


def test_the_ordinary_term_of_two_months_is_proposed_with_its_steps(file: RequestedFile) -> None:
    # initiated on 31 October 2026; two months later is 31 December, a Thursday
    assert file.statutory_term_ends_on == date(2026, 12, 31)
    assert file.statutory_term_steps[0]["code"] == "counting_starts"
    assert file.statutory_term_reason == ""


def test_another_term_is_kept_with_its_reason(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    with transaction(session):
        file = registered(
            session,
            assistant,
            law=law,
            today=FRIDAY,
            statutory_term_ends_on=date(2027, 3, 1),
            statutory_term_reason="Periodic payments: the term does not run",
        )
    assert file.statutory_term_ends_on == date(2027, 3, 1)
    assert file.statutory_term_rule.endswith("enforcement_actions_by_other_term")
    assert file.statutory_term_reason == "Periodic payments: the term does not run"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requested_on": day(21)}, "requested_on"),
        ({"initiated_on": day(18)}, "initiated_on"),
        ({"supply_by": day(16)}, "supply_by"),
        ({"received_on": day(16)}, "received_on"),
        ({"received_on": day(21)}, "received_on"),
        ({"number": " \t "}, "number"),
        ({"number": "1" * 301}, "number"),
        ({"bailiff": ""}, "bailiff"),
        ({"subject": "\x00"}, "subject"),
        ({"branch": "military"}, "branch"),
        ({"priority": "none"}, "priority"),
        ({"contested_by": ("debtor",)}, "contested_by"),
        ({"parties": ()}, "parties-0-name"),
        ({"parties": (PartyEntry("debtor", "person", ""),)}, "parties-0-name"),
        ({"parties": (PartyEntry("judge", "person", "А"),)}, "parties-0-role"),
        ({"parties": (PartyEntry("debtor", "ghost", "А"),)}, "parties-0-kind"),
        (
            {"parties": (PartyEntry("debtor", "person", "А", "850314400018"),)},
            "parties-0-identity_number",
        ),
        (
            {"parties": (PartyEntry("debtor", "state", "А", cannot_defend=("age",)),)},
            "parties-0-cannot_defend",
        ),
        (
            {"parties": (PartyEntry("debtor", "person", "А", birth_on=day(21)),)},
            "parties-0-birth_on",
        ),
        ({"statutory_term_ends_on": day(28)}, "statutory_term_reason"),
        ({"initiated_on": date(2009, 3, 2)}, "statutory_term_ends_on"),
        ({"initiated_on": date(2026, 9, 1)}, "requested_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_own_field_and_nothing_is_kept(
    session: Session, assistant: Actor, law: Lawbook, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused, transaction(session):
        registered(session, assistant, law=law, today=FRIDAY, **changes)
    assert set(problems(refused)) == {field}
    assert session.scalar(select(func.count()).select_from(RequestedFile)) == 0


def test_every_problem_of_an_entry_is_said_at_once(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    with pytest.raises(Refused) as refused, transaction(session):
        registered(
            session, assistant, law=law, today=FRIDAY, number="", bailiff="", received_on=day(1)
        )
    assert set(problems(refused)) == {"number", "bailiff", "received_on"}


def test_a_file_whose_term_was_over_when_it_came_is_refused_with_the_day(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    # initiated on 17 September, so the ordinary term ended on Tuesday the 17th of November
    with pytest.raises(TermRunOut) as refused, transaction(session):
        registered(
            session,
            assistant,
            law=law,
            today=FRIDAY,
            initiated_on=date(2026, 9, 17),
            received_on=day(18),
        )
    assert refused.value.problems[0].params == {"ended": "17.11.2026"}
    assert set(problems(refused)) == {"received_on"}


def test_on_the_last_day_of_its_term_a_file_is_still_studied(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    with transaction(session):
        file = registered(
            session,
            assistant,
            law=law,
            today=FRIDAY,
            initiated_on=date(2026, 9, 17),
            received_on=day(17),
        )
    assert clock(session, file, STUDY_RULE) is not None


def test_nobody_of_another_office_gets_the_file(
    session: Session, assistant: Actor, law: Lawbook, world: World
) -> None:
    with pytest.raises(Refused) as refused, transaction(session):
        operations.register_request(
            session,
            assistant,
            file_entry(FRIDAY),
            idempotency_key=uuid.uuid4(),
            assignee_id=world.people["abay2.assistant"],
            law=law,
            today=FRIDAY,
        )
    assert set(problems(refused)) == {"assignee_id"}


def test_an_auditor_registers_nothing(session: Session, acting: Acting, law: Lawbook) -> None:
    auditor = acting("abay.auditor")
    with pytest.raises(Forbidden), transaction(session):
        registered(session, auditor, law=law, today=FRIDAY)


def test_a_partial_supply_keeps_the_bailiffs_clock_running_and_starts_no_study(
    session: Session, assistant: Actor, file: RequestedFile, law: Lawbook
) -> None:
    for completeness, on in ((Completeness.PARTIAL, 18), (Completeness.ILLEGIBLE, 19)):
        with transaction(session):
            operations.record_supply(
                session,
                assistant,
                file.id,
                supplied_on=day(on),
                completeness=completeness,
                note="Sheets 4 to 9 are missing",
                law=law,
                today=FRIDAY,
            )
    supply = clock(session, file, SUPPLY_RULE)
    assert supply is not None and supply.state == "open"
    assert clock(session, file, STUDY_RULE) is None
    assert file.state == "requested"
    kept = session.execute(
        select(FileSupply.supplied_on, FileSupply.completeness).order_by(FileSupply.id)
    )
    assert [tuple(row) for row in kept] == [(day(18), "partial"), (day(19), "illegible")]


def test_a_complete_supply_ends_one_clock_and_starts_the_other(
    session: Session, assistant: Actor, file: RequestedFile, law: Lawbook
) -> None:
    with transaction(session):
        operations.record_supply(
            session,
            assistant,
            file.id,
            supplied_on=day(18),
            completeness=Completeness.COMPLETE,
            law=law,
            today=FRIDAY,
        )
    supply, study = clock(session, file, SUPPLY_RULE), clock(session, file, STUDY_RULE)
    assert supply is not None and study is not None
    assert supply.state == "fulfilled"
    assert (study.state, study.due_on) == ("open", day(23))  # Monday


def test_an_incomplete_supply_says_what_is_missing(
    session: Session, assistant: Actor, file: RequestedFile, law: Lawbook
) -> None:
    with pytest.raises(Refused) as refused, transaction(session):
        operations.record_supply(
            session,
            assistant,
            file.id,
            supplied_on=day(16),
            completeness=Completeness.PARTIAL,
            law=law,
            today=FRIDAY,
        )
    assert set(problems(refused)) == {"note", "supplied_on"}


def study(
    session: Session, actor: Actor, file: RequestedFile, law: Lawbook, **changes: Any
) -> None:
    """Record a study on Monday the 23rd, everything in order unless changed."""
    given: dict[str, Any] = {"studied_on": day(23), "answers": answers(), "today": day(30)}
    with transaction(session):
        operations.record_study(session, actor, file.id, law=law, **given | changes)


def test_a_study_in_time_closes_the_duty_and_finds_no_breach(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    study(session, assistant, received, law)
    duty = clock(session, received, STUDY_RULE)
    assert duty is not None
    assert (duty.state, duty.closed_on, duty.was_late) == ("fulfilled", day(23), False)
    assert session.scalar(select(func.count()).select_from(Breach)) == 0
    assert received.state == "studied"


def test_each_no_is_a_breach_that_stays_open_until_its_removal_is_recorded(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    found = answers(
        state_duty=PointAnswer("no", "State duty of 4 000 tenge not recovered"),
        evasion_materials=PointAnswer("not_applicable"),
    )
    study(session, assistant, received, law, answers=found)
    breach = session.scalars(select(Breach)).one()
    assert (breach.code, breach.is_open) == ("state_duty", True)
    opened = session.scalars(select(Duty).where(Duty.trigger == f"breach_found#{breach.id}")).all()
    assert {(duty.rule, duty.state) for duty in opened} == {
        ("2002/4/respond_to_breach", "open"),
        ("2002/4/see_breach_removed", "open"),
    }
    with transaction(session):
        operations.record_return(
            session, assistant, received.id, returned_on=day(24), law=law, today=day(30)
        )
    assert breach.is_open
    with transaction(session):
        operations.remove_breach(
            session,
            assistant,
            received.id,
            breach.id,
            removed_on=day(27),
            note="Representation granted, duty recovered",
            law=law,
            today=day(30),
        )
    assert {duty.state for duty in opened} == {"fulfilled"}
    assert (breach.removed_on, breach.removal_note) == (
        day(27),
        "Representation granted, duty recovered",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"removed_on": day(22)}, "removed_on"),
        ({"removed_on": date(2026, 12, 1)}, "removed_on"),
        ({"note": "  "}, "note"),
    ],
)
def test_a_removal_that_cannot_be_is_refused(
    session: Session,
    assistant: Actor,
    received: RequestedFile,
    law: Lawbook,
    changes: dict[str, Any],
    field: str,
) -> None:
    study(session, assistant, received, law, answers=answers(state_duty=PointAnswer("no", "None")))
    breach = session.scalars(select(Breach)).one()
    given: dict[str, Any] = {"removed_on": day(27), "note": "Granted"} | changes
    with pytest.raises(Refused) as refused, transaction(session):
        operations.remove_breach(
            session, assistant, received.id, breach.id, law=law, today=day(30), **given
        )
    assert set(problems(refused)) == {field}


def test_a_breach_is_removed_once(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    study(session, assistant, received, law, answers=answers(state_duty=PointAnswer("no", "None")))
    breach = session.scalars(select(Breach)).one()

    def remove() -> None:
        with transaction(session):
            operations.remove_breach(
                session,
                assistant,
                received.id,
                breach.id,
                removed_on=day(27),
                note="Granted",
                law=law,
                today=day(30),
            )

    remove()
    with pytest.raises(Refused):
        remove()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"studied_on": day(19)}, {"studied_on"}),
        ({"studied_on": date(2026, 12, 1)}, {"studied_on", "late_cause"}),
        ({"answers": answers(state_duty=PointAnswer("no", " "))}, {"state_duty_note"}),
        ({"answers": answers(state_duty=PointAnswer("perhaps"))}, {"state_duty_answer"}),
        ({"answers": answers() | {"sixth": PointAnswer("yes")}}, {"sixth_answer"}),
        ({"studied_on": day(26)}, {"late_cause"}),
        ({"studied_on": day(26), "lateness": Lateness(LateCause.WORKLOAD, " ")}, {"late_unit"}),
    ],
)
def test_a_study_that_cannot_be_is_refused(
    session: Session,
    assistant: Actor,
    received: RequestedFile,
    law: Lawbook,
    changes: dict[str, Any],
    fields: set[str],
) -> None:
    with pytest.raises(Refused) as refused:
        study(session, assistant, received, law, **changes)
    assert set(problems(refused)) == fields


def test_a_point_left_out_is_refused(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    given = answers()
    del given["enforcement_sanction"]
    with pytest.raises(Refused) as refused:
        study(session, assistant, received, law, answers=given)
    assert set(problems(refused)) == {"enforcement_sanction_answer"}


def test_a_late_study_is_recorded_as_late_with_cause_and_unit(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    late = Lateness(LateCause.EXECUTOR_ABSENT, "Auezov district office", "On leave until the 25th")
    study(session, assistant, received, law, studied_on=day(26), lateness=late)
    duty = clock(session, received, STUDY_RULE)
    assert duty is not None and duty.was_late
    assert (duty.late_cause, duty.late_unit, duty.late_note) == (
        "executor_absent",
        "Auezov district office",
        "On leave until the 25th",
    )


def test_a_cause_given_for_a_study_in_time_is_not_kept(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    study(session, assistant, received, law, lateness=Lateness(LateCause.WORKLOAD, "Office"))
    assert received.late_cause is None


def test_steps_follow_their_order(
    session: Session, assistant: Actor, file: RequestedFile, law: Lawbook
) -> None:
    with pytest.raises(Refused):
        study(session, assistant, file, law)
    with pytest.raises(Refused), transaction(session):
        operations.record_return(
            session, assistant, file.id, returned_on=day(24), law=law, today=day(30)
        )
    with pytest.raises(Refused), transaction(session):
        operations.correct_receipt(
            session,
            assistant,
            file.id,
            received_on=day(18),
            reason="A slip",
            law=law,
            today=FRIDAY,
        )


def test_a_file_whose_term_is_over_is_declined_without_a_duty_to_study(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    with transaction(session):
        file = registered(session, assistant, law=law, today=FRIDAY, initiated_on=date(2026, 9, 17))
    with pytest.raises(TermRunOut), transaction(session):
        operations.record_supply(
            session,
            assistant,
            file.id,
            supplied_on=day(18),
            completeness=Completeness.COMPLETE,
            law=law,
            today=FRIDAY,
        )
    with transaction(session):
        operations.decline_run_out(
            session,
            assistant,
            file.id,
            received_on=day(18),
            returned_on=day(19),
            law=law,
            today=FRIDAY,
        )
    supply = clock(session, file, SUPPLY_RULE)
    assert supply is not None and supply.state == "fulfilled"
    assert clock(session, file, STUDY_RULE) is None
    assert (file.state, file.returned_on) == ("declined", day(19))


def test_a_file_whose_term_still_runs_cannot_be_declined(
    session: Session, assistant: Actor, file: RequestedFile, law: Lawbook
) -> None:
    with pytest.raises(Refused) as refused, transaction(session):
        operations.decline_run_out(
            session,
            assistant,
            file.id,
            received_on=day(18),
            returned_on=day(19),
            law=law,
            today=FRIDAY,
        )
    assert set(problems(refused)) == {"received_on"}


def test_a_corrected_receipt_moves_the_duty_and_says_who_and_why(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    with transaction(session):
        operations.correct_receipt(
            session,
            assistant,
            received.id,
            received_on=day(18),
            reason="The stamp of the chancery shows the 18th",
            law=law,
            today=FRIDAY,
        )
    duty = clock(session, received, STUDY_RULE)
    assert duty is not None and duty.due_on == day(23)
    move = session.scalars(select(DutyMove).where(DutyMove.duty_id == duty.id)).one()
    assert (move.old_due_on, move.new_due_on) == (day(25), day(23))
    assert move.actor_id == assistant.user_id
    told = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "studies.correct_receipt")
    ).one()
    assert told.before == {"received_on": "2026-11-20"}
    assert told.after is not None
    assert told.after["reason"] == "The stamp of the chancery shows the 18th"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": day(16)}, "received_on"),
        ({"received_on": day(21)}, "received_on"),
        ({"received_on": day(20)}, "received_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    session: Session,
    assistant: Actor,
    received: RequestedFile,
    law: Lawbook,
    changes: dict[str, Any],
    field: str,
) -> None:
    given: dict[str, Any] = {"received_on": day(18), "reason": "A slip"} | changes
    with pytest.raises(Refused) as refused, transaction(session):
        operations.correct_receipt(session, assistant, received.id, law=law, today=FRIDAY, **given)
    assert set(problems(refused)) == {field}


def test_a_colleague_takes_the_file_and_its_open_duty(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook, world: World
) -> None:
    colleague = world.people["abay1.second"]
    with transaction(session):
        operations.assign(
            session, assistant, received.id, assignee_id=colleague, law=law, today=FRIDAY
        )
    duty = clock(session, received, STUDY_RULE)
    assert duty is not None and duty.assignee_id == colleague
    with pytest.raises(Refused), transaction(session):
        operations.assign(
            session,
            assistant,
            received.id,
            assignee_id=world.people["abay.auditor"],
            law=law,
            today=FRIDAY,
        )


def test_an_older_version_is_stale(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    seen = received.version
    study(session, assistant, received, law, version=seen)
    with pytest.raises(Stale), transaction(session):
        operations.record_return(
            session,
            assistant,
            received.id,
            returned_on=day(24),
            version=seen,
            law=law,
            today=day(30),
        )


def test_another_offices_file_is_not_there_and_one_below_is_not_mine_to_change(
    session: Session, acting: Acting, file: RequestedFile, law: Lawbook
) -> None:
    for login, error in (("turan1.head", NotFound), ("abay.head", Forbidden)):
        actor = acting(login)
        with pytest.raises(error), transaction(session):
            operations.assign(session, actor, file.id, assignee_id=None, law=law, today=FRIDAY)
    with pytest.raises(NotFound), transaction(session):
        operations.assign(session, actor, 2**70, assignee_id=None, law=law, today=FRIDAY)


def test_a_breach_of_another_file_is_not_there(
    session: Session, assistant: Actor, received: RequestedFile, law: Lawbook
) -> None:
    study(session, assistant, received, law, answers=answers(state_duty=PointAnswer("no", "None")))
    breach = session.scalars(select(Breach)).one()
    with transaction(session):
        other = registered(session, assistant, law=law, today=FRIDAY, received_on=FRIDAY)
    study(session, assistant, other, law)
    with pytest.raises(NotFound), transaction(session):
        operations.remove_breach(
            session,
            assistant,
            other.id,
            breach.id,
            removed_on=day(27),
            note="Granted",
            law=law,
            today=day(30),
        )


def test_every_verb_leaves_its_audit_row(
    session: Session, assistant: Actor, file: RequestedFile, law: Lawbook
) -> None:
    with transaction(session):
        operations.record_supply(
            session,
            assistant,
            file.id,
            supplied_on=FRIDAY,
            completeness=Completeness.COMPLETE,
            law=law,
            today=FRIDAY,
        )
    study(session, assistant, file, law)
    actions = session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject_id == file.id).order_by(AuditEntry.id)
    )
    assert list(actions) == [
        "studies.register_request",
        "duties.sync",
        "studies.record_supply",
        "duties.sync",
        "studies.record_study",
        "duties.sync",
    ]


def test_a_rebuild_from_the_files_changes_nothing_when_nothing_changed(
    session: Session, acting: Acting, law: Lawbook
) -> None:
    assistant = acting("abay1.assistant")
    with transaction(session):
        for given in ({}, {"received_on": day(18)}, {"supply_by": None}):
            registered(session, assistant, law=law, today=FRIDAY, **given)
        late = registered(session, assistant, law=law, today=FRIDAY, received_on=day(17))
    study(
        session,
        assistant,
        late,
        law,
        answers=answers(state_duty=PointAnswer("no", "None")),
        lateness=Lateness(LateCause.WORKLOAD, "Office"),
    )
    with transaction(session):
        done = rebuild(session, assistant, [SOURCE], law=law, today=FRIDAY + timedelta(days=40))
    assert done.lines == ()
    assert len(list(SOURCE.read(session))) == 4


def test_an_iin_with_blanks_is_kept_as_digits(
    session: Session, assistant: Actor, law: Lawbook
) -> None:
    number = with_control_digit("85031440001")
    spaced = f" {number[:6]} {number[6:]} "
    with transaction(session):
        registered(
            session,
            assistant,
            law=law,
            today=FRIDAY,
            parties=(PartyEntry("debtor", "person", "Асан", spaced),),
        )
    assert session.scalar(select(FileParty.identity_number)) == number


@pytest.mark.parametrize(("length", "fields"), [(4000, set()), (4001, {"note"})])
def test_a_note_has_an_end(
    session: Session,
    assistant: Actor,
    file: RequestedFile,
    law: Lawbook,
    length: int,
    fields: set[str],
) -> None:
    found: set[str | None] = set()
    try:
        with transaction(session):
            operations.record_supply(
                session,
                assistant,
                file.id,
                supplied_on=FRIDAY,
                completeness=Completeness.PARTIAL,
                note="ж" * length,
                law=law,
                today=FRIDAY,
            )
    except Refused as refused:
        found = {problem.field for problem in refused.problems}
    assert found == fields
