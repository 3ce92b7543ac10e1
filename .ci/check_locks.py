"""Compares the packages named in pyproject.toml with those in the two hashed lock files.

Belongs here: names and versions. Does not belong here: resolving anything (`uv lock` does).
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")


def normal(name: str) -> str:
    """A package name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    """The names in a list of requirements."""
    return {normal(found[0]) for line in requirements if (found := _NAME.match(line))}


def pinned(lock: Path) -> dict[str, str]:
    """Name and version of each package of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {normal(found[1]): found[2] for line in lines if (found := _PINNED.match(line))}


def asked_for_directly(lock: Path, project: str) -> set[str]:
    """Packages of a lock that stand there because the project itself names them."""
    found: set[str] = set()
    package = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := _PINNED.match(line):
            package = normal(match[1])
        elif re.sub(r"^\s*#\s*(via\s+)?", "", line) == project:
            found.add(package)
    return found


def findings() -> list[str]:
    """Every difference, one sentence each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    wanted = named(project["project"]["dependencies"])
    tools = named(project["dependency-groups"]["dev"])
    in_run, in_dev = pinned(run), pinned(dev)
    locked = asked_for_directly(run, project["project"]["name"])
    return [
        *(
            f"{name} is in pyproject.toml but not in {run.name}"
            for name in sorted(wanted - {*in_run})
        ),
        *(
            f"{name} is in {run.name} but no longer in pyproject.toml"
            for name in sorted(locked - wanted)
        ),
        *(
            f"{name} is in the dev group but not in {dev.name}"
            for name in sorted(tools - {*in_dev})
        ),
        *(
            f"{name} is {version} in {run.name} but {in_dev.get(name, 'absent')} in {dev.name}"
            for name, version in sorted(in_run.items())
            if in_dev.get(name) != version
        ),
    ]


if __name__ == "__main__":
    found = findings()
    print("\n".join(found) if found else "the locks carry what pyproject.toml names")
    sys.exit(bool(found))
