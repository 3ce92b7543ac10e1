"""The product's own processes: web, worker and scheduler, kept alive and stopped in order.

Belongs here: their command lines, restarting with back-off, the note that lets the next start end
what a killed launcher left. Does not belong here: the servers they use, and what they do.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import supervision
from supervision.core.queue import QueueName
from supervision.local import children

HOME = Path(supervision.__file__).resolve().parent.parent
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_CALM_AFTER = 60.0
_MOST_DEATHS = 5
_WORKER_PROCESSES = 2


class Runs(Protocol):
    """Anything that can be started, stopped and asked whether it is alive."""

    def start(self) -> None:
        """Start, or start again after a death."""

    def stop(self) -> None:
        """Stop; harmless when stopped."""

    def running(self) -> bool:
        """Whether it is alive."""


@dataclass
class Program:
    """One program of the product, run from the project's directory, its output in `log`."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    patience: float = 15.0
    dies_by: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the program; whatever an earlier run of it left in its group is ended first."""
        self.stop()
        self.process = children.start(
            self.command,
            log=self.log,
            environment=self.environment,
            directory=str(HOME),
            dies_by=self.dies_by,
        )

    def stop(self) -> None:
        """Ask it to finish what it does, wait, then end it with everything it started."""
        if self.process is not None:
            children.stop(self.process, signal.SIGTERM, self.patience)
            self.process = None

    def running(self) -> bool:
        """Whether its main process is alive."""
        return self.process is not None and self.process.poll() is None


def web(environment: Mapping[str, str], logs: Path, host: str, port: int) -> Program:
    """The web server: one worker process a processor, each serving one request at a time.

    Its processes count together what /metrics answers; counts of an earlier start are thrown away.
    """
    counts = logs / "metrics"
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(parents=True)
    environment = {**environment, "PROMETHEUS_MULTIPROC_DIR": str(counts)}
    command = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(max(2, os.cpu_count() or 1)), "--blocking-threads", "1"),
        *("--workers-kill-timeout", "10", "--respawn-failed-workers", "wsgi:app"),
    )
    return Program(command, environment, logs / "web.log")


def worker(environment: Mapping[str, str], logs: Path) -> Program:
    """The worker; it ends at once with a killed launcher, since all work is in the database."""
    command = (
        *(sys.executable, "-m", "celery", "-A", "tasks.celery_app", "worker"),
        *("--pool", "prefork", "--concurrency", str(_WORKER_PROCESSES)),
        *("--queues", ",".join(queue.value for queue in QueueName)),
        *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
    )
    return Program(command, environment, logs / "worker.log", dies_by=signal.SIGQUIT)


def beat(environment: Mapping[str, str], logs: Path, data: Path) -> Program:
    """The scheduler; its own notes may vanish, the sweeps catch up from the database."""
    command = (
        *(sys.executable, "-m", "celery", "-A", "tasks.celery_app", "beat"),
        *("--schedule", str(data / "beat-schedule"), "--pidfile", "", "--loglevel", "INFO"),
    )
    return Program(command, environment, logs / "beat.log")


@dataclass
class Watched:
    """Something kept alive: what it is, how often it died lately, and when it may start again."""

    name: str
    what: Runs
    log: Path
    started: float = 0.0
    deaths: int = 0
    again_at: float | None = None


class GaveUp(RuntimeError):
    """Something died too often; the message says what and where its log is."""


class Keeper:
    """Starts things in order, starts again what dies, and stops all in the opposite order."""

    def __init__(self, note: Path) -> None:
        self._note = note
        self._watched: list[Watched] = []

    def add(self, name: str, what: Runs, log: Path) -> None:
        """Start something and keep it alive from now on."""
        entry = Watched(name, what, log, started=time.monotonic())
        self._watched.append(entry)
        what.start()
        self._write_note()

    def look(self, *, most_deaths: int = _MOST_DEATHS) -> list[str]:
        """Start again what has died, after a growing pause; returns what a reader should know.

        Raises `GaveUp` when something died `most_deaths` times without a calm minute between.
        """
        news: list[str] = []
        moment = time.monotonic()
        for entry in self._watched:
            if entry.what.running():
                continue
            if entry.again_at is None:
                news.append(self._note_death(entry, moment, most_deaths))
            elif moment >= entry.again_at:
                entry.again_at = None
                entry.started = moment
                entry.what.start()
                self._write_note()
                news.append(f"{entry.name} runs again")
        return news

    def _note_death(self, entry: Watched, moment: float, most_deaths: int) -> str:
        if moment - entry.started > _CALM_AFTER:
            entry.deaths = 0
        entry.deaths += 1
        if entry.deaths >= most_deaths:
            times = "at once" if entry.deaths == 1 else f"{entry.deaths} times in a row"
            raise GaveUp(
                f"{entry.name} stopped {times}, see {entry.log}:\n" + children.end_of_log(entry.log)
            )
        pause = min(_FIRST_PAUSE * 2 ** (entry.deaths - 1), _LONGEST_PAUSE)
        entry.again_at = moment + pause
        return (
            f"{entry.name} stopped unexpectedly, starting it again in {pause:.0f} s ({entry.log})"
        )

    def stop(self) -> None:
        """Stop everything, last started first; one that cannot be stopped does not save others."""
        failures: list[Exception] = []
        while self._watched:
            entry = self._watched.pop()
            try:
                entry.what.stop()
            except Exception as error:  # the rest must still be stopped
                failures.append(error)
        self._note.unlink(missing_ok=True)
        if failures:
            raise ExceptionGroup("not everything could be stopped cleanly", failures)

    def _write_note(self) -> None:
        known = [
            {"pid": entry.what.process.pid, "command": list(entry.what.command)}
            for entry in self._watched
            if isinstance(entry.what, Program) and entry.what.process is not None
        ]
        self._note.write_text(json.dumps(known), encoding="utf-8")


def end_leftovers(note: Path) -> int:
    """End programs a killed launcher left running; returns how many.

    Only call while holding the installation's lock. A process is ended only when its number still
    belongs to the very command that was written down.
    """
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    ended = 0
    for entry in known:
        if " ".join(entry["command"]).strip() in children.command_of(int(entry["pid"])):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(int(entry["pid"]), signal.SIGKILL)
                ended += 1
    note.unlink(missing_ok=True)
    return ended
