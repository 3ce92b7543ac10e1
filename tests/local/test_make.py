"""The make targets others rely on, and the check of the lock files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that set an environment up, in a place without one."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    return tmp_path


def _make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a terminal, even when these tests themselves run under make."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=clone, env=environment, capture_output=True, text=True
    )


def _locks(clone: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, clone / ".ci" / "check_locks.py"], capture_output=True, text=True
    )


def test_help_lists_every_target_of_the_contract(clone: Path) -> None:
    said = _make(clone, "help").stdout
    for target in ("run", "test", "check", "bench", "help"):
        assert f"make {target} " in said


def test_a_python_that_is_too_old_is_refused_with_the_way_out(clone: Path) -> None:
    old = clone / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = _make(clone, "run", f"PY={old}")
    assert done.returncode != 0
    assert "make run PY=python3.12" in done.stderr
    assert not (clone / ".venv").exists()


def test_the_locks_carry_what_the_project_names(clone: Path) -> None:
    done = _locks(clone)
    assert done.returncode == 0, done.stdout


def test_a_dependency_that_was_not_locked_is_named(clone: Path) -> None:
    project = clone / "pyproject.toml"
    project.write_text(
        project.read_text().replace("dependencies = [", 'dependencies = [\n    "not-locked>=1",', 1)
    )
    done = _locks(clone)
    assert done.returncode == 1
    assert "not-locked is in pyproject.toml but not in requirements.lock" in done.stdout


def test_a_dependency_that_was_given_up_but_stays_locked_is_named(clone: Path) -> None:
    project = clone / "pyproject.toml"
    project.write_text(re.sub(r'\n *"whitenoise[^"]*",', "", project.read_text()))
    done = _locks(clone)
    assert done.returncode == 1
    assert "whitenoise is in requirements.lock but no longer in pyproject.toml" in done.stdout


def test_two_versions_of_one_package_are_named(clone: Path) -> None:
    lock = clone / "requirements.lock"
    lock.write_text(re.sub(r"(?m)^flask==\S+", "flask==0.1", lock.read_text()))
    done = _locks(clone)
    assert done.returncode == 1
    assert "flask is 0.1 in requirements.lock" in done.stdout
