"""Passwords and keys this machine made for itself.

Belongs here: one file that only its owner may read. Does not belong here: users' passwords.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
from pathlib import Path


class SecretStore:
    """Random secrets by name, made on first use and kept in one JSON file of mode 600."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> str:
        """The secret of that name; letters, digits, `-` and `_` only, so it fits any address."""
        known = self._read()
        if name not in known:
            known[name] = secrets.token_urlsafe(32)
            self._write(known)
        return known[name]

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        if stat.S_IMODE(self._path.stat().st_mode) & 0o077:
            self._path.chmod(0o600)
        found = json.loads(self._path.read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in found.items()}

    def _write(self, known: dict[str, str]) -> None:
        """Write beside and rename, so that a crash leaves the old file or the new one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(self._path.name + ".new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
