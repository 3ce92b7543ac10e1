"""`supervision reminders`, `duties`, `audit`: what they do, print and end with."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cli import COMMANDS, main
from supervision.core.access import Actor
from supervision.decrees.law_at_work import LawAtWork
from supervision.duties.models import Duty
from supervision.duties.operations import move_by_hand
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles, database_of, with_database
from supervision.offices.queries import enter_as_house
from tests.conftest import NOW, TODAY
from tests.factories.decrees import FAR_OFF, decreed
from tests.factories.duties import STUDY, open_duty
from tests.factories.offices import World
from tests.services import Services


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def installed(roles: Roles, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of an installation on this test's database."""
    monkeypatch.setenv("SUPERVISION_ENV", "test")
    monkeypatch.setenv("DATABASE_URL", roles.app_url)
    monkeypatch.setenv("REDIS_URL", services.celery_url())
    monkeypatch.setenv("SUPERVISION_LAW_EXTENSIONS", "2002,2015")


@pytest.fixture
def duty(session: Session, world: World, law: Lawbook) -> Duty:
    """A study duty with the law's own steps: received on Friday 16 October 2026.

    Due 5 days later, on Wednesday 21; its rungs before the day are on Friday 16 and Tuesday 20.
    """
    enter_as_house(session)
    added = open_duty(
        session,
        office_id=3,
        due_on=date(2026, 10, 21),
        assignee_id=world.people["abay1.assistant"],
        opened_at=datetime(2026, 10, 12, 5, tzinfo=UTC),
    )
    due = law.due(STUDY, date(2026, 10, 16))
    added.event_on, added.due_on, added.edition = due.event_on, due.due_on, due.edition or ""
    added.steps = [step.as_json() for step in due.steps]
    session.commit()
    return added


def test_help_lists_every_command_of_the_house() -> None:
    listed = run("--help").output
    assert all(f"\n  {name} " in listed for name in COMMANDS)


def test_an_unknown_command_is_wrong_use() -> None:
    assert run("remind").exit_code == 2


def test_without_a_database_the_command_says_which_setting_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = run("reminders", "sweep")
    assert result.exit_code == 2
    assert "DATABASE_URL is not set" in result.output


def test_a_database_that_does_not_answer_is_told_in_a_sentence(
    installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:x@127.0.0.1:1/none")
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert result.output == "The database does not answer: OperationalError.\n"


def test_a_sweep_as_on_a_day_sends_what_is_due_that_morning_and_again_nothing(
    installed: None, duty: Duty
) -> None:
    # planned ahead to Friday 23: both rungs before the day, the day's, and three of the day after
    first = run("reminders", "sweep", "--today", "2026-10-20")
    assert (first.exit_code, first.output) == (
        0,
        "6 planned, 0 withdrawn, 2 sent (1 of them late)\n",
    )
    again = run("reminders", "sweep", "--today", "2026-10-20", "--json")
    assert json.loads(again.output) == {
        "planned": 0,
        "withdrawn": 0,
        "sent": 0,
        "late": 0,
        "letters": 0,
        "beyond_calendar": 0,
        "unknown_rules": [],
    }


def test_a_day_that_does_not_exist_is_wrong_use(installed: None) -> None:
    result = run("reminders", "sweep", "--today", "2026-02-30")
    assert result.exit_code == 2
    assert "2026-02-30" in result.output


def test_a_duty_whose_rule_left_the_law_is_a_finding_and_does_not_stop_the_others(
    installed: None, duty: Duty, session: Session
) -> None:
    open_duty(session, office_id=3, due_on=date(2026, 10, 21), rule="2002/6/gone")
    session.commit()
    result = run("reminders", "sweep", "--today", "2026-10-20")
    assert result.exit_code == 1
    assert "2 sent" in result.output
    assert "2002/6/gone" in result.output


def test_explain_tells_rule_day_steps_and_every_move(
    installed: None,
    duty: Duty,
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
) -> None:
    move_by_hand(
        session,
        acting("abay1.head"),
        duty.id,
        new_due_on=date(2026, 10, 19),
        reason="supplied again",
        law=law,
        today=date(2026, 10, 16),
    )
    session.commit()
    result = run("duties", "explain", str(duty.id))
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "Study the requested enforcement file  (2002 ¶6)"
    assert lines[1] == "due 2026-10-19"
    assert "  counting starts 2026-10-17" in lines
    assert lines[-1] == "  2026-10-21 → 2026-10-19: supplied again (Сериков abay1.head)"
    told = json.loads(run("duties", "explain", str(duty.id), "--json", "--lang", "ru").output)
    assert told["title"] == "Изучить истребованное исполнительное производство"
    assert told["moves"][0]["by_hand"] is True
    assert (told["moves"][0]["kind"], told["moves"][0]["on"]) == ("hand", None)


def test_explaining_a_duty_that_does_not_exist_is_a_finding(installed: None, world: World) -> None:
    result = run("duties", "explain", "999")
    assert (result.exit_code, result.output) == (1, "There is no duty 999.\n")


def test_a_rebuild_with_nothing_to_change_says_so(installed: None, world: World) -> None:
    dry = run("duties", "rebuild", "--dry-run")
    assert (dry.exit_code, dry.output) == (0, "0 subjects would change\n")
    assert json.loads(run("duties", "rebuild", "--json").output) == {
        "dry_run": False,
        "changes": [],
    }


def test_rehearsing_the_law_in_place_finds_nothing(installed: None, world: World) -> None:
    told = run("duties", "rehearse", "--json")
    assert told.exit_code == 0
    assert json.loads(told.output)["moved"] == []
    named = run("duties", "rehearse", "--extend", "no-such-act")
    assert named.exit_code == 1 and "no-such-act" in named.output


def test_applying_other_law_needs_it_in_place_and_a_reason(
    installed: None, world: World, tmp_path: Path
) -> None:
    both = run("duties", "rehearse", "--acts", str(tmp_path), "--apply", "№ 36")
    assert both.exit_code == 2 and "in place first" in both.output
    assert run("duties", "rehearse", "--apply", " ").exit_code == 2
    done = run("duties", "rehearse", "--apply", "№ 36 бұйрық", "--json")
    assert done.exit_code == 0 and json.loads(done.output)["applied"]


def test_the_calendar_has_the_decrees_of_the_database_and_says_so(
    installed: None, session: Session, world: World, law: Lawbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    decreed(session, world, law, now=NOW, today=TODAY)
    asked = ("calendar", "is-working", FAR_OFF.isoformat())
    told = run(*asked)
    assert (told.exit_code, told.stderr) == (
        0,
        f"calendar {LawAtWork(law).of(session).calendar.version}, decrees of the database: 1\n",
    )
    assert "Government decree No. 777 of 2026-11-20" in told.stdout
    monkeypatch.delenv("DATABASE_URL")
    plain = run(*asked)
    assert "777" not in plain.output and plain.stderr == ""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    away = run(*asked)
    assert away.exit_code == 1 and "Unset DATABASE_URL" in away.stderr


def test_audit_verify_names_the_first_bad_entry(
    installed: None, duty: Duty, roles: Roles, services: Services
) -> None:
    run("reminders", "sweep", "--today", "2026-10-20")
    good = run("audit", "verify")
    assert (good.exit_code, good.output) == (
        0,
        "2 entries, the chain holds\n0 papers, their chains hold\n",
    )
    database = with_database(services.superuser_url, database_of(roles.app_url))
    with psycopg.connect(database) as connection:
        connection.execute("delete from audit_entry where id = 2")
    bad = run("audit", "verify", "--json")
    assert bad.exit_code == 1
    assert json.loads(bad.output)["first_bad"] == 2


def test_a_sweep_leaves_the_duty_itself_alone(
    installed: None, duty: Duty, session: Session
) -> None:
    before = session.execute(text("select * from duty")).all()
    session.commit()
    run("reminders", "sweep", "--today", "2026-10-30")
    assert session.execute(text("select * from duty")).all() == before
