"""Figures: the number of the API, the length of its list and the number of the page are one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from supervision.indicators.asking import SIDES
from tests.api.conftest import Programs, problem
from tests.conftest import Web
from tests.factories.cases import Desk
from tests.indicators.conftest import Computing
from tests.protests.conftest import Desks

MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19)
FIGURES = "/api/v1/indicators"
QUARTER = "office=3&period=2026-Q4"


@pytest.fixture
def counted(session: Session, desk: Desk, at: Desks, computed: Computing) -> None:
    """A rejected protest, a granted one, and one that waits, in Auezov; all figures computed."""
    head = at("abay1.head")
    for outcome in ("rejected", "granted", None):
        case = desk.register(sanctions=("arrest",))
        act = desk.act(case, MONDAY, copy_on=MONDAY)
        protest = head.bring(head.draft(act), WEDNESDAY)
        if outcome is not None:
            head.outcome(protest, outcome, THURSDAY)
    computed()
    session.commit()


def listed(client: FlaskClient, code: str, query: str) -> list[dict[str, Any]]:
    """Every thing of a list, page after page."""
    found: list[dict[str, Any]] = []
    place: str | None = ""
    while place is not None:
        more = f"&page={place}" if place else ""
        answer = client.get(f"{FIGURES}/{code}/things?{query}{more}").get_json()
        found += answer["items"]
        place = answer["next"]
    return found


def number_of(figure: dict[str, Any], side: str) -> int:
    """The number of a side in the answer of a figure."""
    if side == "missed":
        return figure["denominator"] - figure["numerator"]
    if side.startswith("strict_"):
        return figure["strict"][side.removeprefix("strict_")]
    return figure[side]


def test_every_number_is_the_length_of_its_list_and_the_number_of_the_page(
    web: Web, counted: None, program: Programs
) -> None:
    client, browser = program("abay1.head"), web.client("abay1.head")
    figures = client.get(f"{FIGURES}?{QUARTER}").get_json()["figures"]
    assert any(figure["denominator"] for figure in figures)
    for figure in figures:
        code = figure["code"]
        for side in SIDES:
            query = f"{QUARTER}&side={side.value}"
            things = listed(client, code, query)
            answer = client.get(f"{FIGURES}/{code}/things?{query}").get_json()
            page = browser.get(f"/indicators/{code}/things?{query}").text
            on_page = re.findall(r"<tr[^>]*>\s*<td", page)
            assert len(things) == answer["things"] == number_of(figure, side.value), (code, side)
            assert len(on_page) == len(things) or not things, (code, side)


def test_a_figure_is_worked_out_by_hand(counted: None, program: Programs) -> None:
    whole = program("abay1.head").get(f"{FIGURES}/satisfaction_of_protests?{QUARTER}").get_json()
    # one granted of two decided; the one that waits is in neither half
    assert (whole["numerator"], whole["denominator"], whole["value"]) == (1, 2, 50.0)
    assert whole["strict"] == {"numerator": 1, "denominator": 2, "value": 50.0}
    assert (whole["excluded"], whole["excluded_by"]) == (0, [])
    assert whole["is_small"] is True and whole["numerator_words"]
    assert whole["asked"] | {"computed_at": None} == {
        "office": {"id": 3, "name": "Auezov District Office"},
        "own": False,
        "from": "2026-10-01",
        "to": "2026-12-31",
        "prosecutor": None,
        "category": None,
        "article": None,
        "frozen": None,
        "as_of": "2026-11-20",
        "computed_at": None,
    }


def test_no_data_is_null_and_never_nought(counted: None, program: Programs) -> None:
    whole = program("abay1.head").get(f"{FIGURES}/satisfaction_of_protests?office=3&period=2026-Q1")
    assert whole.get_json()["value"] is None
    assert whole.get_json()["denominator"] == 0


@pytest.mark.parametrize("by", ["below", "prosecutor", "month", "quarter"])
def test_the_parts_of_a_breakdown_make_the_whole(counted: None, program: Programs, by: str) -> None:
    client, query = program("abay.head"), "period=2026-Q4"
    whole = client.get(f"{FIGURES}/satisfaction_of_protests?{query}").get_json()
    told = client.get(f"{FIGURES}/satisfaction_of_protests/breakdown?{query}&by={by}").get_json()
    for half in ("numerator", "denominator", "excluded"):
        assert sum(part[half] for part in told["parts"]) == whole[half]
    assert whole["denominator"] == 2
    if by == "below":
        assert {part["key"]: part["denominator"] for part in told["parts"]}["3"] == 2


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("office=4", "office"),
        ("period=2026-13", "period"),
        ("period=2026-Q4&from=2026-01-01&to=2026-01-31", "from"),
        ("from=2026-01-01", "from"),
        ("from=2026-02-01&to=2026-01-01", "from"),
        ("from=0&to=1", "from"),
        ("from=01.01.2026&to=31.01.2026", "from"),
        ("prosecutor=12345", "prosecutor"),
        ("category=nothing", "category"),
        ("article=x", "article"),
        ("as_of=2020-01-01", "as_of"),
        ("frozen=2001-Q1", "frozen"),
        ("own=1", "own"),
    ],
)
def test_what_the_page_would_mend_with_a_sentence_is_refused_here(
    counted: None, program: Programs, query: str, field: str
) -> None:
    refused = problem(program("abay1.head").get(f"{FIGURES}?{query}"), 422)
    assert field in refused["errors"], refused


def test_a_figure_nobody_declared_is_not_there(program: Programs) -> None:
    problem(program("abay1.head").get(f"{FIGURES}/happiness"), 404)
    problem(program("abay1.head").get(f"{FIGURES}/happiness/things"), 404)
