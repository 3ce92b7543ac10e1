"""Layout and habits: who reads the time, how long a file may be, which template nobody renders."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("supervision", "tasks", "config")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
LONGEST_FILE = 400
CLOCK = ROOT / "supervision" / "core" / "clock.py"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_belongs_in_it(path: Path) -> None:
    if path == ROOT / "supervision" / "__init__.py":
        assert path.read_text(encoding="utf-8") == "", "the package itself loads nothing"
        return
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_a_reader(path: Path) -> None:
    if "migrations" in path.parts:
        pytest.skip("a migration is history, not a room")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_only_the_clock_reads_the_time() -> None:
    readers = {
        (path.relative_to(ROOT), call)
        for path in SOURCES
        if path != CLOCK
        for call in _time_reads(path)
    }
    assert readers == set()


def _time_reads(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if called in {
                "datetime.now",
                "datetime.utcnow",
                "datetime.today",
                "date.today",
                "datetime.datetime.now",
                "datetime.date.today",
                "time.time",
            }:
                yield called


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ]
    assert found == []


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [path for path in SOURCES if path.stem in {"utils", "helpers", "common", "misc"}] == []


def test_importing_the_law_loads_no_framework() -> None:
    script = (
        "import sys, supervision.law.lawbook, supervision.law.participation; "
        "print([name for name in ('flask', 'sqlalchemy', 'celery', 'wtforms', 'psycopg') "
        "if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_template_is_rendered_or_included_by_somebody() -> None:
    templates = ROOT / "templates"
    everything = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*SOURCES, *templates.rglob("*.html"), *templates.rglob("*.txt")]
    )
    dead = [
        name
        for path in sorted(templates.rglob("*"))
        if path.is_file()
        and not re.search(
            rf"""["']{re.escape(name := str(path.relative_to(templates)))}["']""", everything
        )
    ]
    assert dead == []


def test_no_template_carries_inline_script_style_or_unescaped_text() -> None:
    forbidden = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe\b|<script(?![^>]*\ssrc=)"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in forbidden.finditer(
            re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        )
    ]
    assert found == []
