"""`supervision user create-admin` and `supervision office load` on a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cli.offices import court_group, office_group, user_group
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house

SHIPPED = Path("supervision/offices/data/offices.csv").resolve()
ADMIN = ["create-admin", "--office", "00", "--login", "root.admin", "--name", "Бірінші Әкімші"]


@pytest.fixture
def run(roles: Roles, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", roles.app_url)
    return CliRunner()


def test_the_first_administrator_gets_a_one_time_password_shown_once(
    run: CliRunner, session: Session
) -> None:
    answer: Result = run.invoke(user_group, [*ADMIN, "--json"])
    assert answer.exit_code == 0
    made = json.loads(answer.stdout)
    assert made["login"] == "root.admin" and len(made["one_time_password"]) == 19
    enter_as_house(session)
    row = session.execute(
        text(
            "select post, must_change_password, password_expires_at > now() + interval '23 hours' "
            "as a_day, password_hash from user_account where login = 'root.admin'"
        )
    ).one()
    assert (row.post, row.must_change_password, row.a_day) == ("administrator", True, True)
    assert made["one_time_password"] not in row.password_hash


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"--office": "nowhere"}, "no office with the code nowhere"),
        ({"--login": "gpo.head"}, "taken"),
        ({"--login": "бірінші"}, "Latin letters"),
        ({"--name": " "}, "surname"),
    ],
)
def test_what_cannot_be_is_a_finding_said_in_words(
    run: CliRunner, changes: dict[str, str], words: str
) -> None:
    arguments = list(ADMIN)
    for option, value in changes.items():
        arguments[arguments.index(option) + 1] = value
    answer = run.invoke(user_group, arguments)
    assert answer.exit_code == 1 and words in answer.stderr and not answer.stdout


def test_wrong_use_is_exit_2(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run.invoke(user_group, ["create-admin"]).exit_code == 2
    assert run.invoke(office_group, ["load", "missing.csv"]).exit_code == 2
    monkeypatch.setenv("DATABASE_URL", "")
    answer = run.invoke(office_group, ["load", str(SHIPPED)])
    assert answer.exit_code == 2 and "DATABASE_URL" in answer.stderr


def test_the_shipped_tree_loads_and_loads_again(run: CliRunner) -> None:
    first = run.invoke(office_group, ["load", str(SHIPPED), "--json"])
    assert first.exit_code == 0 and sum(json.loads(first.stdout).values()) == 270
    second = run.invoke(office_group, ["load", str(SHIPPED)])
    assert second.stdout == "0 added, 0 changed, 270 unchanged\n"


def test_a_wrong_file_names_row_and_field_and_changes_nothing(
    run: CliRunner, session: Session, tmp_path: Path
) -> None:
    before = session.scalar(text("select count(*) from office"))
    session.rollback()
    wrong = tmp_path / "offices.csv"
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace("oblast", "province")
    wrong.write_text("\n".join(lines), encoding="utf-8")
    answer = run.invoke(office_group, ["load", str(wrong)])
    assert answer.exit_code == 1
    assert "Row 5, level: must be gpo, oblast or district." in answer.stderr
    assert session.scalar(text("select count(*) from office")) == before


def test_a_file_that_is_not_text_is_wrong_use(run: CliRunner, tmp_path: Path) -> None:
    odd = tmp_path / "offices.csv"
    odd.write_bytes("Астана".encode("cp1251"))
    answer = run.invoke(office_group, ["load", str(odd)])
    assert answer.exit_code == 2 and "UTF-8" in answer.stderr


def test_a_list_of_courts_is_loaded_once_and_a_wrong_row_stops_it_whole(
    run: CliRunner, session: Session, tmp_path: Path
) -> None:
    lines = [
        "code,office_code,kind,name_kk,name_ru,name_en",
        "10-01-D,10-01,district,Әуезов соты,Суд Ауэзовского района,Auezov Court",
        "10-O,10,oblast,Абай облысының соты,Суд области Абай,Abai Oblast Court",
    ]
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("\n".join(lines), encoding="utf-8")
    bad.write_text("\n".join([*lines, "X,nowhere,district,Сот,Суд,Court"]), encoding="utf-8")
    refused = run.invoke(court_group, ["load", str(bad)])
    assert refused.exit_code == 1 and "office_code" in refused.output
    assert session.scalar(text("select count(*) from court")) == 0
    assert json.loads(run.invoke(court_group, ["load", str(good), "--json"]).stdout) == {
        "added": 2,
        "changed": 0,
        "unchanged": 0,
    }
    assert "2 unchanged" in run.invoke(court_group, ["load", str(good)]).output
