"""Corrections of court acts and of checks recorded wrongly: with a reason, and the duties follow."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from supervision.cases import operations
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.rules.acts import ActEntry
from supervision.core import clock
from supervision.core.errors import Refused, Stale
from supervision.duties.models import Duty
from supervision.duties.rules import LateCause, Lateness
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import text_of

MADE = date(2026, 11, 12)
WINDOW = "13/appellate_protest_window"


@pytest.fixture
def case(desk: Desk) -> AdminCase:
    return desk.register(number="1/26")


@pytest.fixture
def act(desk: Desk, case: AdminCase) -> CourtAct:
    return desk.act(case, MADE, copy_on=date(2026, 11, 13))


def correct(desk: Desk, act: CourtAct, reason: str = "Қате жазылған", **changes: Any) -> CourtAct:
    names = ActEntry.__dataclass_fields__
    entry = ActEntry(**({name: getattr(act, name) for name in names} | changes))
    version = changes.pop("version", act.version)
    found: CourtAct = desk.do(
        operations.correct_act, act.case_id, act.id, entry, reason=reason, version=version
    )
    return found


def open_windows(desk: Desk, act: CourtAct) -> dict[str, Duty]:
    return {
        rule: duty
        for (rule, trigger), duty in desk.duties(act.case_id).items()
        if trigger == f"ruling_copy_handed_over#act-{act.id}"
    }


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str | None]:
    return [problem.field for problem in refused.value.problems]


def test_a_corrected_copy_day_moves_the_window_and_the_reason_is_kept(
    desk: Desk, act: CourtAct
) -> None:
    before = {rule: duty.due_on for rule, duty in open_windows(desk, act).items()}
    assert before, "the copy opened the window and its check"
    correct(desk, act, copy_on=date(2026, 11, 16))
    after = {rule: duty.due_on for rule, duty in open_windows(desk, act).items()}
    for rule, due_on in before.items():
        moved = after[rule]
        assert due_on is not None and moved is not None and moved > due_on, rule
    told = desk.session.execute(
        text("select before, after from audit_entry where action = 'cases.correct_act'")
    ).one()
    assert told.before["copy_on"] == "2026-11-13" and told.after["copy_on"] == "2026-11-16"
    assert told.after["reason"] == "Қате жазылған"


def test_a_correction_needs_a_reason_and_obeys_the_rules_of_the_record(
    desk: Desk, case: AdminCase, act: CourtAct
) -> None:
    for changes, field in (
        ({"reason": " "}, "reason"),
        ({"made_on": date(2026, 11, 14)}, "copy_on"),
        ({"kind": "termination"}, "termination_ground"),
        ({"reviews_id": act.id, "instance": "appellate", "kind": "upheld"}, "reviews_id"),
    ):
        with pytest.raises(Refused) as refused:
            correct(desk, act, **changes)
        assert field in fields(refused), changes
    appeal = desk.act(
        case, TODAY, instance="appellate", court="10-O", kind="upheld", reviews_id=act.id
    )
    with pytest.raises(Refused) as refused:
        correct(desk, appeal, made_on=date(2026, 11, 11))
    assert "made_on" in fields(refused)
    with pytest.raises(Stale):
        entry = ActEntry("first", act.court_id, "penalty", MADE)
        desk.do(operations.correct_act, case.id, act.id, entry, reason="Қате", version=99)


def checked(desk: Desk, act: CourtAct, on: date, late: Lateness | None = None) -> None:
    desk.do(
        operations.record_check,
        act.case_id,
        act.id,
        result="lawful",
        checked_on=on,
        note="Заңды",
        lateness=late,
    )


def test_a_checked_act_keeps_its_days_until_the_check_is_open_again(
    desk: Desk, act: CourtAct
) -> None:
    checked(desk, act, date(2026, 11, 18))
    closed = {rule: (duty.due_on, duty.closed_on) for rule, duty in open_windows(desk, act).items()}
    with pytest.raises(Refused, match="open the check again"):
        correct(desk, act, copy_on=date(2026, 11, 16))
    correct(desk, act, court_id=act.court_id, part="Екінші бөлігінде")
    kept = {rule: (duty.due_on, duty.closed_on) for rule, duty in open_windows(desk, act).items()}
    assert kept == closed, "words change no verdict"
    desk.do(operations.reopen_check, act.case_id, act.id, reason="Басқа акт", version=act.version)
    assert (act.check_result, act.checked_on, act.check_note) == (None, None, "")
    assert {duty.state for duty in open_windows(desk, act).values()} == {"open"}
    correct(desk, act, copy_on=date(2026, 11, 16))
    told = desk.session.execute(
        text("select before, after from audit_entry where action = 'cases.reopen_check'")
    ).one()
    assert told.before["check_note"] == "Заңды" and told.after["reason"] == "Басқа акт"


def test_a_late_check_opened_again_and_recorded_in_time_is_in_time(
    desk: Desk, case: AdminCase
) -> None:
    old = desk.act(case, date(2026, 10, 20), copy_on=date(2026, 10, 21))
    checked(desk, old, TODAY, Lateness(LateCause.WORKLOAD, "Бөлім"))
    assert {duty.late_cause for duty in open_windows(desk, old).values()} == {"workload"}
    desk.do(operations.reopen_check, case.id, old.id, reason="Күні қате", version=old.version)
    checked(desk, old, date(2026, 10, 26))
    verdicts = {(duty.state, duty.late_cause) for duty in open_windows(desk, old).values()}
    assert verdicts == {("fulfilled", None)}
    with pytest.raises(Refused):
        desk.do(operations.reopen_check, case.id, old.id, reason=" ", version=old.version)


def test_an_act_without_a_check_has_none_to_open_again(desk: Desk, act: CourtAct) -> None:
    with pytest.raises(Refused, match="no check"):
        desk.do(operations.reopen_check, act.case_id, act.id, reason="Қате", version=act.version)


def test_an_act_others_built_on_is_corrected_no_more(desk: Desk, act: CourtAct) -> None:
    desk.session.execute(
        text(
            "insert into case_told_fact "
            "(case_id, office_id, source_kind, source_id, name, key, on_day, attributes) values "
            "(:case, 3, 'protest', 1, 'appellate_protest_brought', :key, :day, '{}')"
        ),
        {"case": act.case_id, "key": f"act-{act.id}", "day": TODAY},
    )
    desk.session.commit()
    with pytest.raises(Refused, match="protest"):
        correct(desk, act, part="Екінші бөлігінде")


def test_pages_correct_an_act_and_open_a_check_again(
    web: Web, desk: Desk, act: CourtAct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    client, path = web.client("abay1.assistant"), f"/cases/{act.case_id}/acts/{act.id}"
    page = client.get(f"{path}/correct").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version is not None and 'value="13.11.2026"' in page
    typed = {
        "version": version.group(1),
        "instance": "first",
        "court_id": str(act.court_id),
        "kind": "penalty",
        "made_on": "12.11.2026",
        "copy_on": "16.11.2026",
        "reason": "",
    }
    refused = client.post(f"{path}/correct", data=typed)
    assert refused.status_code == 422 and 'value="16.11.2026"' in refused.text
    assert client.post(f"{path}/correct", data=typed | {"reason": "Қате күн"}).status_code == 302
    stale = client.post(f"{path}/correct", data=typed | {"reason": "Екінші рет"})
    assert stale.status_code == 409 and "Екінші рет" in stale.text
    said = text_of(client.get(f"/cases/{act.case_id}").text)
    assert "Court act corrected" in said and "Қате күн" in said
    assert client.get(f"{path}/reopen").status_code == 409
    desk.session.expire_all()  # the pages wrote in sessions of their own
    checked(desk, act, date(2026, 11, 18))
    again = client.get(f"{path}/reopen").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', again)
    assert version is not None
    sent = client.post(f"{path}/reopen", data={"version": version.group(1), "reason": "Қате акт"})
    assert sent.status_code == 302
    assert "Check of an act opened again" in text_of(client.get(f"/cases/{act.case_id}").text)
