"""The product's own processes: started again with back-off, stopped in order, never left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from supervision.local import children, processes
from supervision.local.places import Lock
from supervision.local.processes import GaveUp, Keeper, Program, end_leftovers
from supervision.local.secret_store import SecretStore
from tests.local.listening import eventually


def _program(tmp_path: Path, script: str) -> Program:
    return Program(
        (sys.executable, "-c", script), {"PATH": os.environ["PATH"]}, tmp_path / "log" / "any.log"
    )


class _Recorded:
    """Something that starts and stops and writes down when."""

    def __init__(self, name: str, story: list[str], *, stubborn: bool = False) -> None:
        self._name, self._story, self._stubborn = name, story, stubborn

    def start(self) -> None:
        self._story.append(f"start {self._name}")

    def stop(self) -> None:
        self._story.append(f"stop {self._name}")
        if self._stubborn:
            raise RuntimeError("does not want to")

    def running(self) -> bool:
        return True


def test_what_started_last_stops_first_even_when_one_fails(tmp_path: Path) -> None:
    story: list[str] = []
    keeper = Keeper(tmp_path / "note.json")
    keeper.add("database", _Recorded("database", story), tmp_path)
    keeper.add("queue", _Recorded("queue", story, stubborn=True), tmp_path)
    keeper.add("web", _Recorded("web", story), tmp_path)
    with pytest.raises(ExceptionGroup, match="could be stopped cleanly"):
        keeper.stop()
    assert story == [
        *("start database", "start queue", "start web"),
        *("stop web", "stop queue", "stop database"),
    ]


@pytest.mark.fault
def test_a_program_that_dies_is_started_again_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_FIRST_PAUSE", 0.05)
    keeper = Keeper(tmp_path / "note.json")
    program = _program(tmp_path, "import time; time.sleep(60)")
    keeper.add("The web server", program, program.log)
    try:
        assert keeper.look() == []
        assert program.process is not None
        first = program.process.pid
        program.process.kill()
        said: list[str] = []

        def heard_both() -> bool:
            said.extend(keeper.look())
            return len(said) == 2

        assert eventually(heard_both)
        assert said[0].startswith("The web server stopped unexpectedly")
        assert said[1] == "The web server runs again"
        assert program.running() and program.process.pid != first
    finally:
        keeper.stop()
    assert not program.running()


@pytest.mark.fault
def test_a_program_that_never_stays_up_is_given_up_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_FIRST_PAUSE", 0.01)
    keeper = Keeper(tmp_path / "note.json")
    program = _program(tmp_path, "raise SystemExit('no such table')")
    keeper.add("The worker", program, program.log)
    with pytest.raises(GaveUp, match=r"The worker stopped 5 times in a row(.|\n)*no such table"):
        eventually(lambda: not keeper.look() and False)
    keeper.stop()


def test_the_pause_before_each_new_start_doubles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([0.0, 0.0, 1.0, 1.1, 3.1, 3.2])
    monkeypatch.setattr("supervision.local.processes.time.monotonic", lambda: next(moments))
    keeper = Keeper(tmp_path / "note.json")

    class Dead(_Recorded):
        def running(self) -> bool:
            return False

    story: list[str] = []
    keeper.add("web", Dead("web", story), tmp_path / "log")
    pauses = [keeper.look() for _ in range(5)]
    assert "again in 1 s" in pauses[0][0]
    assert pauses[1] == ["web runs again"]
    assert "again in 2 s" in pauses[2][0]
    assert pauses[3] == ["web runs again"]
    assert "again in 4 s" in pauses[4][0]


@pytest.mark.fault
def test_stopping_ends_the_whole_family_of_a_program(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    program = _program(tmp_path, script)
    program.start()
    assert eventually(lambda: program.log.exists() and program.log.read_text().endswith("\n"))
    grandchild = int(program.log.read_text())
    program.stop()
    assert eventually(lambda: not _alive(grandchild))


@pytest.mark.fault
def test_a_program_that_ignores_the_request_is_ended_by_force(tmp_path: Path) -> None:
    script = (
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('deaf', flush=True)\n"
        "time.sleep(60)\n"
    )
    program = _program(tmp_path, script)
    program.patience = 0.2
    program.start()
    assert program.process is not None
    assert eventually(lambda: "deaf" in program.log.read_text())
    process = program.process
    program.stop()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.fault
def test_only_the_very_programs_written_down_are_ended_at_the_next_start(tmp_path: Path) -> None:
    ours = subprocess.Popen(["sleep", "61.5"], start_new_session=True)
    stranger = subprocess.Popen(["sleep", "62.5"], start_new_session=True)
    note = tmp_path / "processes.json"
    # A program just started has no command line for a moment, on a busy machine for a longer one.
    eventually(lambda: all(children.command_of(each.pid) for each in (ours, stranger)))
    try:
        note.write_text(
            json.dumps(
                [
                    {"pid": ours.pid, "command": ["sleep", "61.5"]},
                    {"pid": stranger.pid, "command": ["sleep", "61.5"]},
                ]
            )
        )
        assert end_leftovers(note) == 1
        assert ours.wait(10) == -signal.SIGKILL
        assert stranger.poll() is None
        assert not note.exists()
        assert end_leftovers(note) == 0
    finally:
        for process in (ours, stranger):
            process.kill()
            process.wait()


def test_a_damaged_note_is_no_obstacle(tmp_path: Path) -> None:
    note = tmp_path / "processes.json"
    note.write_text("{half a")
    assert end_leftovers(note) == 0


def test_a_lock_has_one_holder_and_ends_with_it(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.acquire()
    assert not second.acquire()
    assert second.holder() == str(os.getpid())
    first.release()
    assert second.acquire()
    second.release()


def test_a_secret_is_made_once_and_kept_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.json"
    made = SecretStore(path).get("one")
    assert SecretStore(path).get("one") == made
    assert SecretStore(path).get("two") != made
    path.chmod(0o644)
    assert SecretStore(path).get("one") == made
    assert path.stat().st_mode & 0o777 == 0o600


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
