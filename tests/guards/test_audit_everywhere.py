"""Every operation that changes a row leaves an audit row: read from the operations themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "supervision"
OPERATION_FILES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if path.name == "operations.py" or path.parent.name == "operations"
)
RECORDING = {"record", "sync"}  # `sync` records what it did itself
CHANGING = {"add", "add_all", "insert", "update", "delete"}


def _functions() -> dict[str, ast.FunctionDef]:
    return {
        node.name: node
        for path in OPERATION_FILES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def _calls(function: ast.FunctionDef) -> set[str]:
    return {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }


def _reached(name: str, functions: dict[str, ast.FunctionDef]) -> set[str]:
    seen: set[str] = set()
    waiting = {name}
    while waiting:
        calls = _calls(functions[waiting.pop()])
        fresh = calls - seen
        seen |= fresh
        waiting |= {call for call in fresh if call in functions}
    return seen


def _acting() -> list[str]:
    return sorted(
        name
        for name, function in _functions().items()
        if not name.startswith("_")
        and name not in RECORDING
        and [argument.arg for argument in function.args.args[:2]] == ["session", "actor"]
    )


@pytest.mark.parametrize("name", _acting())
def test_an_operation_somebody_does_is_recorded(name: str) -> None:
    reached = _reached(name, _functions())
    assert reached & RECORDING, f"{name} changes something and records nothing"


def test_the_guard_sees_the_operations_it_is_meant_for() -> None:
    assert {"move_by_hand", "record_fulfilment", "rebuild"} <= set(_acting())


def test_the_guard_finds_an_operation_that_forgot() -> None:
    forgetful = ast.parse("def change(session, actor):\n    session.add(1)\n").body[0]
    assert isinstance(forgetful, ast.FunctionDef)
    assert (
        _calls(forgetful) & CHANGING and not _reached("change", {"change": forgetful}) & RECORDING
    )
