"""`kill -9` anywhere in a morning's journals: none lost, none twice, numbers without a gap, no half file.

The task itself runs in a process of its own, on the morning of a set clock: what a worker does.
"""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.faults import FaultPoint
from supervision.offices.queries import enter_as_house
from supervision.printing.queries import verify
from supervision.reports.operations.journals import CHUNK
from tests.factories.duties import open_duty
from tests.faults.conftest import Programs
from tests.reports.conftest import DISTRICT, FRIDAY, THURSDAY

pytestmark = [pytest.mark.fault, pytest.mark.timeout(180)]

OFFICES = CHUNK + 1  # two chunks
KEPT = re.compile(r"2026-11-20_No-1-2026_(kk|ru)\.pdf")
Issue = Callable[..., "subprocess.Popen[bytes]"]


class Issued(NamedTuple):
    """What stands in the database after a run."""

    journals: int
    copies: int
    lines: int


@pytest.fixture
def place(programs: Programs, tmp_path: Path) -> Path:
    """Where the programs keep journals as files."""
    made = tmp_path / "journals"
    programs.environment["JOURNAL_DIR"] = str(made)
    return made


@pytest.fixture
def issue(programs: Programs) -> Issue:
    """Start the task of a morning in a process of its own."""

    def start(morning: object, fault: str = "") -> subprocess.Popen[bytes]:
        program = (
            "import time_machine\n"
            "from tasks.reports import issue_journals\n"
            f"with time_machine.travel('{morning}T06:20:00+05:00'): issue_journals()"
        )
        return programs.start("-c", program, fault=fault)

    return start


@pytest.fixture
def offices(session: Session) -> None:
    """So many offices that a morning takes two transactions, and a duty in the first of them."""
    enter_as_house(session)
    session.execute(
        text(
            "insert into office (id, code, parent_id, level, kind, name_kk, name_ru, name_en, "
            "seat_kk, seat_ru, ancestors) select n, '20-' || n, 6, level, kind, name_kk, name_ru, "
            "name_en, seat_kk, seat_ru, array[1, 6, n] from office, generate_series(50, 49 + "
            "cast(:all as int) - (select count(*)::int from office)) as n where office.id = 7"
        ),
        {"all": OFFICES},
    )
    open_duty(session, office_id=DISTRICT, due_on=THURSDAY)
    session.commit()


def issued(session: Session, morning: object) -> Issued:
    enter_as_house(session)
    found = session.execute(
        text(
            "select count(*), (select count(*) from paper_copy c join control_journal j "
            "on j.paper_id = c.paper_id where j.morning = :morning), "
            "(select count(*) from journal_line l join control_journal j on j.id = l.journal_id "
            "where j.morning = :morning) from control_journal where morning = :morning"
        ),
        {"morning": morning},
    ).one()
    session.rollback()
    return Issued._make(found)


def whole(session: Session, place: Path) -> None:
    """Everything of the morning stands once, in the database and on disk, numbers and chains fit."""
    enter_as_house(session)
    numbers = session.execute(
        text(
            "select count(distinct office_id), count(*), min(number), max(number) from paper "
            "where kind = 'control_journal'"
        )
    ).one()
    assert tuple(numbers) == (OFFICES, OFFICES, 1, 1)
    assert verify(session).first_bad is None
    assert session.scalar(text("select first_bad from audit_verify()")) is None
    told = text("select count(*) from audit_entry where action = 'printing.issue'")
    assert session.scalar(told) == OFFICES
    session.rollback()
    files = [file for file in place.rglob("*") if file.is_file() and file.name != ".lock"]
    assert len(files) == OFFICES * 2
    for file in files:
        assert KEPT.fullmatch(file.name), file.name
        content = file.read_bytes()
        assert content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def test_a_morning_killed_at_every_point_in_turn_is_finished_by_the_next_run(
    programs: Programs, issue: Issue, offices: None, session: Session, place: Path
) -> None:
    for point, journals in (
        (FaultPoint.AFTER_PRINT, 0),
        (FaultPoint.BEFORE_COMMIT, 0),
        (FaultPoint.BETWEEN_CHUNKS, CHUNK),
        (FaultPoint.HALF_FILE, OFFICES),
    ):
        assert issue(FRIDAY, point).wait(60) == -signal.SIGKILL
        broken = issued(session, FRIDAY)
        assert (broken.journals, broken.copies) == (journals, journals * 4), point
        assert len(list(place.rglob("*.part"))) == (point is FaultPoint.HALF_FILE)
        assert not list(place.rglob("*.pdf"))
    last = issue(FRIDAY)
    assert last.wait(60) == 0, programs.output(last)
    assert issued(session, FRIDAY) == Issued(OFFICES, OFFICES * 4, 1)
    whole(session, place)


def test_runs_side_by_side_one_of_them_killed_share_a_morning(
    programs: Programs, issue: Issue, offices: None, session: Session, place: Path
) -> None:
    side_by_side = [issue(FRIDAY, FaultPoint.BETWEEN_CHUNKS), issue(FRIDAY), issue(FRIDAY)]
    for program in side_by_side:
        program.wait(90)
    last = issue(FRIDAY)
    assert last.wait(60) == 0, programs.output(last)
    whole(session, place)
