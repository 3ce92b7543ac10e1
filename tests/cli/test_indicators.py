"""`supervision indicators compute`: what it computes, prints and ends with."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cli import main
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house
from tests.factories.duties import open_duty
from tests.services import Services


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["indicators", *arguments])


def compute(office: str, *more: str) -> Result:
    return run("compute", "--office", office, "--from", "2026-10-01", "--to", "2026-10-31", *more)


@pytest.fixture
def installed(roles: Roles, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of an installation on this test's database."""
    monkeypatch.setenv("SUPERVISION_ENV", "test")
    monkeypatch.setenv("DATABASE_URL", roles.app_url)
    monkeypatch.setenv("REDIS_URL", services.celery_url())
    monkeypatch.setenv("SUPERVISION_LAW_EXTENSIONS", "2002,2015")


@pytest.fixture
def duties(session: Session) -> None:
    """Three duties of the Auezov district due in October: two done in time, one never done."""
    enter_as_house(session)
    for day in (5, 6, 7):
        open_duty(session, office_id=3, due_on=date(2026, 10, day))
    session.execute(
        text("update duty set state = 'fulfilled', closed_on = due_on where due_on < '2026-10-07'")
    )
    session.commit()


@pytest.mark.usefixtures("installed", "duties")
def test_each_figure_is_printed_with_its_halves_and_the_case_behind_it() -> None:
    done = compute("10", "--json", "--cases")
    assert done.exit_code == 0, done.output
    figures = {each["figure"]: each for each in json.loads(done.stdout)["figures"]}
    assert len(figures) == 8
    in_time = figures["duties_in_time"]
    assert (in_time["numerator"], in_time["denominator"], in_time["value"]) == (2, 3, "66.7")
    assert in_time["noted"] == {"not_done": 1}
    assert [each["counts_as"] for each in in_time["cases"]] == [
        "denominator",
        "numerator",
        "numerator",
    ]
    assert figures["satisfaction_of_protests"]["value"] is None


@pytest.mark.usefixtures("installed", "duties")
def test_a_figure_without_things_says_no_data_and_another_oblast_has_none() -> None:
    told = compute("20").stdout
    assert "Duties done in time (2002 ¶12): no data (0/0)" in told


@pytest.mark.usefixtures("installed")
def test_wrong_use_ends_with_2() -> None:
    assert compute("nowhere").exit_code == 2
    backwards = run("compute", "--office", "10", "--from", "2026-10-31", "--to", "2026-10-01")
    assert backwards.exit_code == 2
