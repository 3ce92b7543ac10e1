"""Child processes that never outlive the one who started them.

Belongs here: starting a child in a session of its own, stopping it, and telling whether a process
found in an old note is still the same one. Does not belong here: what the children are.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from supervision.local.places import Identity

_PR_SET_PDEATHSIG = 1
_LONGEST_LOG = 10_000_000  # bytes; a longer one is put aside at the next start
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class ServiceFailed(RuntimeError):
    """A local service cannot run; the message says what happened and what to do."""


def start(
    command: Sequence[str],
    *,
    log: Path | None = None,
    environment: Mapping[str, str] | None = None,
    identity: Identity | None = None,
    directory: str | None = None,
    dies_by: signal.Signals = signal.SIGTERM,
    feed: bytes | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in its own session, so that Ctrl-C at the terminal reaches only the parent.

    `identity` runs it as another user (only root may), `feed` is written to its standard input,
    `log` receives all it prints. On Linux the kernel sends `dies_by` to the child when the thread
    that called this ends, even when it was killed; so call it from the main thread.
    """
    output = _open_log(log)
    try:
        child = subprocess.Popen(  # noqa: S603 — commands are built here, never from a request
            list(command),
            stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            cwd=directory,
            start_new_session=True,
            preexec_fn=_follow_parent(dies_by),
            user=identity.uid if identity else None,
            group=identity.gid if identity else None,
            extra_groups=[] if identity else None,
        )
    finally:
        if not isinstance(output, int):
            output.close()
    if feed is not None and child.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(feed)
            child.stdin.close()
    return child


def _open_log(log: Path | None) -> IO[bytes] | int:
    if log is None:
        return subprocess.DEVNULL
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LONGEST_LOG:
        log.replace(log.with_name(log.name + ".old"))
    return log.open("ab")


def _follow_parent(dies_by: signal.Signals) -> Callable[[], None] | None:
    """What the child does before it becomes the command: ask the kernel to end with its parent."""
    if _LIBC is None:
        return None
    libc, parent = _LIBC, os.getpid()

    def follow() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(dies_by), 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the request was made
            os._exit(1)

    return follow


def stop(child: subprocess.Popen[bytes], how: signal.Signals, patience: float) -> bool:
    """Ask a child to end, wait `patience` seconds, then end it and its whole group by force.

    Returns whether it ended by itself.
    """
    in_time = True
    if child.poll() is None:
        child.send_signal(how)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            in_time = False
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return in_time


def command_of(pid: int) -> str:
    """The command line of a living process; empty when there is none (or it is a zombie)."""
    entry = Path("/proc") / str(pid)
    if Path("/proc/self/cmdline").exists():
        try:
            return (
                entry.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except OSError:
            return ""
    listing = subprocess.run(  # noqa: S603 — a number and fixed words
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listing.stdout.strip()


def end_of_log(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for a message that explains why its writer did not start."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
