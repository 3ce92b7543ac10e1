"""Directories for the launcher's tests: reachable for the user a server runs as, and removed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervision.local.places import short_name


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty directory others may enter, as a project's directory usually is."""
    made = Path(tempfile.mkdtemp(prefix="supervision-home-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    for directory in (made, made / "var", made / "own"):
        for place in ("/tmp", "/var/tmp"):
            for server in ("postgres", "valkey"):
                shutil.rmtree(Path(place) / short_name(directory / server), ignore_errors=True)
    shutil.rmtree(made, ignore_errors=True)
