"""Every operation that changes a row leaves an audit row: read from the operations themselves."""

from __future__ import annotations

import ast
from functools import cache
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


Place = tuple[Path, str]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _functions() -> dict[Place, ast.FunctionDef]:
    """Every function of an operations file by its file and name: rooms may share a name."""
    return {
        (path, node.name): node
        for path in OPERATION_FILES
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef)
    }


@cache
def _imported(path: Path) -> dict[str, tuple[Path, str]]:
    """What a file takes from operations: the name it uses, the room's folder, the name there."""
    found = {}
    for node in _tree(path).body:
        if isinstance(node, ast.ImportFrom) and "operations" in (node.module or ""):
            room = ROOT.joinpath(*str(node.module).split(".")[1:])
            for each in node.names:
                found[each.asname or each.name] = (room, each.name)
    return found


def _place(path: Path, name: str) -> Place | None:
    """Where the function that a file calls by this name is written."""
    if (path, name) in _functions():
        return path, name
    if name not in _imported(path):
        return None
    room, real = _imported(path)[name]
    for place in _functions():
        file = place[0]
        if place[1] == real and (file.with_suffix("") == room or room in file.parents):
            return place
    return None


def _calls(function: ast.FunctionDef) -> set[str]:
    return {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }


def _reached(place: Place) -> set[str]:
    """Every name called on the way, through the operations of whatever room."""
    seen: set[str] = set()
    known, waiting = {place}, [place]
    while waiting:
        path, name = waiting.pop()
        calls = _calls(_functions()[path, name])
        seen |= calls
        fresh = {found for call in calls if (found := _place(path, call))} - known
        known |= fresh
        waiting += fresh
    return seen


def _acting() -> list[Place]:
    """The verbs; what stands in a `within.py` are steps of verbs, each asked with its verb."""
    return sorted(
        (path, name)
        for (path, name), function in _functions().items()
        if not name.startswith("_")
        and path.name != "within.py"
        and name not in RECORDING
        and [argument.arg for argument in function.args.args[:2]] == ["session", "actor"]
    )


@pytest.mark.parametrize(
    "place", _acting(), ids=lambda place: f"{place[0].relative_to(ROOT)}:{place[1]}"
)
def test_an_operation_somebody_does_is_recorded(place: Place) -> None:
    assert _reached(place) & RECORDING, f"{place[1]} changes something and records nothing"


def test_the_guard_sees_the_operations_it_is_meant_for() -> None:
    assert {"move_by_hand", "record_fulfilment", "rebuild"} <= {name for _path, name in _acting()}


def test_the_guard_finds_an_operation_that_forgot() -> None:
    forgetful = ast.parse("def change(session, actor):\n    session.add(1)\n").body[0]
    assert isinstance(forgetful, ast.FunctionDef)
    assert _calls(forgetful) & CHANGING
    assert not _calls(forgetful) & RECORDING
