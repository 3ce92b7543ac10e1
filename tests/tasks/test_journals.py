"""The journal's task: after six on a working day, on disk too, made up for after a missed morning."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.db import engine_for
from supervision.local.provision import Roles
from tasks import reports

SIX = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 06:00 at the office's seat


def test_the_task_issues_the_mornings_journals_once_and_puts_them_on_disk(
    installation: None, roles: Roles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNAL_DIR", str(tmp_path))
    engine = engine_for(roles.backup_url)
    with time_machine.travel(SIX, tick=False):
        reports.issue_journals()
        reports.issue_journals()
    with Session(engine) as session:
        offices = session.scalar(text("select count(*) from office"))
        journals = session.scalar(text("select count(*) from control_journal"))
    engine.dispose()
    assert journals == offices
    assert len(list(tmp_path.rglob("*.pdf"))) == 2 * journals
