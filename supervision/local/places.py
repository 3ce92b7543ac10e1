"""Where local services keep sockets and data, and as which user they run.

Belongs here: short private directories, locks, and the question whether another user reaches a
path. Does not belong here: starting anything. No directory that was not made here is ever changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET_PATH = 107
_LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")


class PlaceRefused(RuntimeError):
    """A directory cannot be used safely; the message names it and says what to do."""


@dataclass(frozen=True)
class Identity:
    """The user and group a service runs as when the launcher is root."""

    uid: int
    gid: int


def service_identity(directory: Path) -> Identity | None:
    """Who runs a service that refuses root: the owner of its data, or `nobody` for new data.

    None when the launcher is an ordinary user, who then runs everything.
    """
    if os.geteuid() != 0:
        return None
    if directory.exists() and directory.stat().st_uid != 0:
        found = directory.stat()
        return Identity(found.st_uid, found.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Identity(nobody.pw_uid, nobody.pw_gid)


def reaches(path: Path, identity: Identity | None) -> bool:
    """Whether that user may enter (or run) `path`; asked of the system itself, not guessed."""
    if identity is None:
        return os.access(path, os.X_OK)
    answer = subprocess.run(  # noqa: S603 — fixed command, the path is an argument of its own
        ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)],
        user=identity.uid,
        group=identity.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return answer.returncode == 0


def short_name(path: Path) -> str:
    """A name that stays the same for one directory and one user, and differs for others."""
    mark = f"{path.resolve()}|{os.geteuid()}".encode()
    return "supervision-" + hashlib.sha256(mark).hexdigest()[:12]


def run_directory(data: Path, identity: Identity | None) -> Path:
    """A private directory for sockets, short enough for their paths (107 bytes at most)."""
    candidates = [Path("/tmp"), Path("/var/tmp")]  # noqa: S108 — private subdirectory, checked below
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if identity is None and runtime and os.access(runtime, os.W_OK | os.X_OK):
        candidates.insert(0, Path(runtime))
    for parent in candidates:
        place = parent / short_name(data)
        if len(os.fsencode(place)) + _LONGEST_SOCKET_NAME <= LONGEST_SOCKET_PATH:
            return private_directory(place, identity)
    raise PlaceRefused("no directory short enough for sockets was found")  # pragma: no cover


def private_directory(place: Path, identity: Identity | None) -> Path:
    """Make a directory only its owner may enter, or take it when it already is one.

    Raises `PlaceRefused` when something else stands there: another user may have put it.
    """
    owner = os.geteuid() if identity is None else identity.uid
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if identity is not None:
            os.chown(place, identity.uid, identity.gid)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise PlaceRefused(f"{place} belongs to somebody else; remove it and start again")
    if stat.S_IMODE(found.st_mode) != 0o700:
        place.chmod(0o700)
    return place


def root_directory(place: Path) -> Path:
    """A directory of root's own that others may enter but not change; for data under /var/tmp."""
    place.mkdir(mode=0o755, exist_ok=True)
    found = place.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != 0
        or stat.S_IMODE(found.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        raise PlaceRefused(f"{place} belongs to somebody else; remove it and start again")
    place.chmod(0o755)
    return place


class Lock:
    """One holder at a time; the system frees it when the holder ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self, *, wait: bool = False) -> bool:
        """Take the lock; without `wait` return False at once when another process holds it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor
        return True

    def holder(self) -> str:
        """The process number the last holder wrote down; only for messages."""
        try:
            return self._path.read_text(encoding="ascii").strip()
        except OSError:
            return ""

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
