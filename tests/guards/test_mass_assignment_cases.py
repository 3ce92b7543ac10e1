"""A form of a case changes what it shows and nothing else, whatever is sent along with it (S07)."""

from __future__ import annotations

import pytest

from tests.guards.planted_exclusions import MARKED, SENT
from tests.guards.test_mass_assignment import changed, latest, row, send
from tests.guards.walking import Walk

ALIEN = {"office_id": "7", "case_id": "1", "day": "01.01.1999", "took_part_name": "Somebody"}


def alien(*shown: str) -> dict[str, str]:
    """What is sent along beside the fields a form shows."""
    return {name: value for name, value in ALIEN.items() if name not in shown}


def test_a_registered_case_is_a_new_one_of_the_own_office(walk: Walk) -> None:
    sent = send(
        walk.browser("abay1.assistant"),
        "/cases/new",
        number="6301-26/1",
        opened_by_name="Полиция",
        offender_name="Ахметов",
        birth_on="14.03.1985",
        offence_on="10.11.2026",
        **{"articles-0-article": "440"},
        **alien(),
    )
    assert sent == 302
    made = row(walk, "admin_case", latest(walk, "admin_case"))
    assert (made["office_id"], made["number"], made["version"]) == (3, "6301-26/1", 1)
    assert made["registered_on"].year == 2026 and made["registered_at"].year != 1999


STEPS = (
    ("edit", "admin_case", {"offender_name": "Омаров"}, {"offender_name", "version"}),
    ("assign", "admin_case", {}, {"assignee_id", "version"}),
    ("hearings/{hearing}", "case_hearing", {"place": "2-зал"}, {"place", "version"}),
    (
        "hearings/{hearing}/report",
        "case_hearing",
        {"reported_on": "20.11.2026", "reported_to": "Бастық"},
        {"reported_on", "reported_to", "version"},
    ),
    (
        "hearings/{hearing}/outcome",
        "case_hearing",
        {"outcome": "not_held", "note": "Кейінге қалдырылды"},
        {"outcome", "note", "version"},
    ),
)


@pytest.mark.parametrize(
    ("step", "table", "values", "allowed"), STEPS, ids=[step for step, *_rest in STEPS]
)
def test_a_step_of_a_case_moves_only_its_own_columns(
    walk: Walk, step: str, table: str, values: dict[str, str], allowed: set[str]
) -> None:
    case = walk.ids.court.cases[3][1]
    hearing = dict(walk.ids.court.parts["hearing_id"][3])[case]
    number = case if table == "admin_case" else hearing
    before = row(walk, table, number)
    path = f"/cases/{case}/{step.format(hearing=hearing)}"
    person = str(walk.world.people["abay1.assistant"])
    given = values or {"assignee_id": person}
    assert send(walk.browser("abay1.assistant"), path, **given, **alien()) == 302
    assert changed(before, row(walk, table, number)) <= allowed


def test_a_new_hearing_act_and_notice_belong_to_their_case(walk: Walk) -> None:
    case = walk.ids.court.cases[3][1]
    browser = walk.browser("abay1.assistant")
    hearing = {"held_on": "30.11.2026", "held_at": "10:00", "instance": "first"}
    outcome = {"outcome": "took_part", "took_part_id": "1"}
    assert send(browser, f"/cases/{case}/hearings/new", **hearing, **outcome, **alien()) == 302
    made = row(walk, "case_hearing", latest(walk, "case_hearing"))
    assert (made["case_id"], made["office_id"], made["day"].isoformat()) == (case, 3, "2026-11-30")
    assert made["outcome"] is None and made["took_part_id"] is None
    act = {"instance": "first", "kind": "penalty", "made_on": "18.11.2026"}
    check = {"check_result": "lawful", "checked_on": "19.11.2026"}
    assert send(browser, f"/cases/{case}/acts/new", **act, **check, **alien()) == 302
    made = row(walk, "court_act", latest(walk, "court_act"))
    assert (made["case_id"], made["office_id"]) == (case, 3)
    assert made["check_result"] is None and made["late_cause"] is None
    notice = {"given_by": "Серікова", "taken_by": "Омаров", "given_on": "20.11.2026"}
    assert send(browser, f"/cases/{case}/notice", given_time="09:00", **notice, **alien()) == 302
    made = row(walk, "case_notice", latest(walk, "case_notice"))
    assert (made["case_id"], made["office_id"], made["year"]) == (case, 3, 2026)
    assert made["sequence"] != 777


def test_nobody_of_another_office_can_be_given_a_case_or_a_hearing(walk: Walk) -> None:
    case = walk.ids.court.cases[3][0]
    browser, before = walk.browser("abay1.assistant"), row(walk, "admin_case", case)
    stranger = str(walk.world.people["turan1.assistant"])
    assert send(browser, f"/cases/{case}/assign", assignee_id=stranger) == 422
    bulk = {"pick": f"{case}-{before['version']}", "assignee_id": stranger}
    assert browser.post("/cases/assign-many", data=bulk).status_code == 422
    foreign = walk.ids.court.cases[7][0]
    bulk = {"pick": f"{foreign}-1", "assignee_id": str(walk.world.people["abay1.assistant"])}
    assert browser.post("/cases/assign-many", data=bulk).status_code == 422
    assert row(walk, "admin_case", case) == before


def test_an_absence_belongs_to_the_person_of_the_page(walk: Walk) -> None:
    person = walk.world.people["abay1.assistant"]
    sent = send(
        walk.browser("abay1.assistant"),
        f"/people/{person}/absences/new",
        from_on="01.12.2026",
        until_on="03.12.2026",
        cancel_reason="nobody",
        cancelled_on="01.01.1999",
        **alien(),
    )
    assert sent == 302
    made = row(walk, "absence", latest(walk, "absence"))
    assert (made["user_id"], made["office_id"], made["cancelled_on"]) == (person, 3, None)


def test_a_step_of_a_request_for_exclusion_moves_only_its_own_columns(walk: Walk) -> None:
    marked, sent = (walk.ids.excluded.requests[3][place] for place in (MARKED, SENT))
    given = {"way": "paper", "number": "2-22", "copies": "Қаулылар"}
    alien_answer = {"answered_by": "nobody", "answer_reasons": "x", "clause": "new_evidence"}
    for found, login, step, values, allowed in (
        (
            marked,
            "abay1.assistant",
            "send",
            given | {"sent_on": "20.11.2026"},
            {"state", "sent_on", "sent_number", "sent_way", "sent_by", "copies", "version"},
        ),
        (
            sent,
            "gpo.department",
            "answer",
            given | {"answer": "refused", "answered_on": "20.11.2026", "reasons": "Уәж"},
            {
                *("state", "answered_on", "answered_by", "answer_way", "answer_number"),
                *("answer_reasons", "version"),
            },
        ),
    ):
        before = row(walk, "exclusion_request", found)
        path = f"/exclusions/{found}/{step}"
        assert send(walk.browser(login), path, **values, **alien(), **alien_answer) == 302
        after = row(walk, "exclusion_request", found)
        assert changed(before, after) == allowed, step
        assert "nobody" not in (after["answered_by"] or "")
