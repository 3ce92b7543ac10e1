"""Two people at one case: the second is told and loses nothing of their text (S34)."""

from __future__ import annotations

from html import unescape

import pytest

from tests.guards.planted_exclusions import MARKED
from tests.guards.test_mass_assignment import row, typed
from tests.guards.walking import Walk

FIRST, SECOND = "Бірінші адамның мәтіні", "Екінші адамның мәтіні"


# Each form that changes: its address, its row, what the first writes and what the second.
FORMS = (
    (
        "edit",
        "admin_case",
        {"offender_name": FIRST},
        {"offender_name": SECOND},
    ),
    (
        "hearings/{hearing}",
        "case_hearing",
        {"place": FIRST},
        {"place": SECOND},
    ),
    (
        "hearings/{hearing}/report",
        "case_hearing",
        {"reported_on": "20.11.2026", "reported_to": FIRST},
        {"reported_on": "20.11.2026", "reported_to": SECOND},
    ),
    (
        "hearings/{hearing}/outcome",
        "case_hearing",
        {"outcome": "not_held", "note": FIRST},
        {"outcome": "not_held", "note": SECOND},
    ),
    (
        "acts/{act}/copy",
        "court_act",
        {"copy_on": "19.11.2026"},
        {"copy_on": "20.11.2026"},
    ),
    (
        "acts/{act}/correct",
        "court_act",
        {"part": FIRST, "reason": FIRST},
        {"part": SECOND, "reason": SECOND},
    ),
    (
        "acts/{act}/check",
        "court_act",
        {"result": "lawful", "checked_on": "20.11.2026", "note": FIRST},
        {"result": "lawful", "checked_on": "20.11.2026", "note": SECOND},
    ),
)


@pytest.fixture
def address(walk: Walk) -> dict[str, str]:
    """The waiting case of the Zaisan district with its hearing, and an act of today recorded in it."""
    case = walk.ids.court.cases[4][1]
    browser = walk.browser("abay2.head")
    new = typed(browser, f"/cases/{case}/acts/new")
    made = {"instance": "first", "kind": "penalty", "made_on": "18.11.2026"}
    assert browser.post(f"/cases/{case}/acts/new", data=new | made).status_code == 302
    page = browser.get(f"/cases/{case}").text
    acts = [part.split("/")[0] for part in page.split(f"/cases/{case}/acts/")[1:]]
    hearing = dict(walk.ids.court.parts["hearing_id"][4])[case]
    return {
        "case": str(case),
        "hearing": str(hearing),
        "act": max(filter(str.isdigit, acts), key=int),
    }


def test_the_second_hand_at_each_part_of_a_case_sees_what_the_first_wrote(
    walk: Walk, address: dict[str, str]
) -> None:
    one, two = walk.browser("abay2.head"), walk.browser("abay2.assistant")
    for step, table, first, second in FORMS:
        path = f"/cases/{address['case']}/{step.format(**address)}"
        number = {"admin_case": "case", "case_hearing": "hearing", "court_act": "act"}[table]
        mine, other = typed(one, path), typed(two, path)
        assert mine["version"] == other["version"], step
        sent = one.post(path, data=mine | first)
        assert sent.status_code == 302, step
        after_first = row(walk, table, int(address[number]))
        late = two.post(path, data=other | second)
        if step.endswith("/check"):
            assert late.status_code in (409, 422), step
        else:
            assert late.status_code == 409, step
        page = unescape(late.text)
        assert all(words in page for words in second.values()), step
        assert row(walk, table, int(address[number])) == after_first, step


def test_the_second_executor_is_not_written_over_the_first(walk: Walk) -> None:
    case = walk.ids.court.cases[4][0]
    path = f"/cases/{case}/assign"
    one, two = walk.browser("abay2.head"), walk.browser("abay2.assistant")
    mine, other = typed(one, path), typed(two, path)
    people = walk.world.people
    first = mine | {"assignee_id": str(people["abay2.assistant"])}
    assert one.post(path, data=first).status_code == 302
    after_first = row(walk, "admin_case", case)
    late = two.post(path, data=other | {"assignee_id": str(people["abay2.head"])})
    assert late.status_code == 409
    assert row(walk, "admin_case", case) == after_first


def test_the_second_hand_at_an_absence_sees_what_the_first_wrote(walk: Walk) -> None:
    absence = walk.ids.absences[4][-1]
    path = f"/absences/{absence}"
    one, two = walk.browser("abay2.head"), walk.browser("abay.administrator")
    mine, other = typed(one, path), typed(two, path)
    assert one.post(path, data=mine | {"kind": "sick"}).status_code == 302
    after_first = row(walk, "absence", absence)
    late = two.post(path, data=other | {"kind": "training"})
    assert late.status_code == 409 and "Sickness" in late.text
    assert row(walk, "absence", absence) == after_first


def test_the_second_hand_at_an_assessment_sees_what_the_first_wrote(walk: Walk) -> None:
    case, act = walk.ids.court.parts["act_id"][3][1]
    path = f"/exclusions/of-case/{case}/acts/{act}/assessment"
    one, two = walk.browser("abay.head"), walk.browser("abay.senior")
    mine, other = typed(one, path), typed(two, path)
    found = {"verdict": "not_found"}
    assert one.post(path, data=mine | found | {"reasons": FIRST}).status_code == 302
    late = two.post(path, data=other | found | {"reasons": SECOND})
    assert late.status_code == 409
    page = unescape(late.text)
    assert FIRST in page and SECOND in page


def test_the_second_hand_at_a_request_for_exclusion_sees_what_the_first_wrote(walk: Walk) -> None:
    marked = walk.ids.excluded.requests[4][MARKED]
    path = f"/exclusions/{marked}/waive"
    one, two = walk.browser("abay2.head"), walk.browser("abay2.assistant")
    mine, other = typed(one, path), typed(two, path)
    assert one.post(path, data=mine | {"reason": FIRST}).status_code == 302
    after_first = row(walk, "exclusion_request", marked)
    late = two.post(path, data=other | {"reason": SECOND})
    assert late.status_code == 409
    page = unescape(late.text)
    assert FIRST in page and SECOND in page
    assert row(walk, "exclusion_request", marked) == after_first
