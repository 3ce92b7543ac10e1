"""`supervision up`: the whole product from one command.

Belongs here: the order of things. Does not belong here: how each of them is done.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
import psycopg

from config.settings import SAMPLE_SECRET_KEY, Environment, Settings
from supervision.local import announcement, ports, processes
from supervision.local.announcement import SignIn
from supervision.local.children import ServiceFailed
from supervision.local.places import Lock, PlaceRefused
from supervision.local.postgres import Postgres
from supervision.local.processes import GaveUp, Keeper
from supervision.local.provision import (
    Passwords,
    database_of,
    may_create_roles,
    provision,
)
from supervision.local.secret_store import SecretStore
from supervision.local.valkey import Valkey

HOST = "127.0.0.1"
DATABASE = "supervision"
_READY_PATIENCE = 60.0
_LOOK_EVERY = 0.2


@dataclass(frozen=True)
class Steps:
    """What the launcher asks of the product: bring the tables to date, and fill a demo world.

    `migrate(owner_url)` may run at every start. `demo(settings)` loads the demo world when the
    database holds no users yet and returns whom to sign in as; it is not called in production.
    """

    migrate: Callable[[str], None]
    demo: Callable[[Settings], Sequence[SignIn]]


class _Asked(BaseException):
    """Somebody asked for the end: Ctrl-C, SIGTERM, or a closed terminal.

    Like KeyboardInterrupt no `Exception`, so that no library between swallows it.
    """


def up(settings: Settings, data: Path, port: int, steps: Steps) -> int:
    """Start everything, keep it running until asked to stop, stop everything.

    Returns the exit status: 0 when asked to stop, 1 when something could not run (said on the
    terminal). Nothing is left running in either case.
    """
    began = time.monotonic()
    data = data.absolute()
    data.mkdir(parents=True, exist_ok=True)
    lock = Lock(data / "up.lock")
    if not lock.acquire():
        click.echo(announcement.already_running(data, lock.holder()), err=True)
        return 1
    keeper = Keeper(data / "processes.json")
    restore = _listen_for_the_end()
    try:
        processes.end_leftovers(data / "processes.json")
        if not ports.is_free(HOST, port):
            click.echo(announcement.port_taken(port, ports.who_listens(port)), err=True)
            return 1
        settings, sign_ins = prepare(settings, data, keeper, steps)
        _start_programs(settings, data, port, keeper)
        _wait_until_it_answers(port, keeper)
        seconds = time.monotonic() - began
        click.echo(announcement.ready(f"http://{HOST}:{port}/", sign_ins, data, seconds))
        _watch(keeper)
    except _Asked:
        click.echo("Stopping …")
        return 0
    except (ServiceFailed, PlaceRefused, GaveUp) as failure:
        click.echo(f"{failure}", err=True)
        return 1
    finally:
        _ignore_further_requests()
        keeper.stop()
        lock.release()
        restore()


def prepare(
    settings: Settings, data: Path, keeper: Keeper, steps: Steps
) -> tuple[Settings, Sequence[SignIn]]:
    """Servers, roles, tables and demo world; returns the settings the programs get.

    A DATABASE_URL whose role may create roles is used once to make ours; any other is taken as the
    application's own, and the tables are brought to date only where DATABASE_OWNER_URL is set.
    """
    store = SecretStore(data / "secrets.json")
    known = {
        "database_url": settings.database_url,
        "database_owner_url": settings.database_owner_url,
        "redis_url": settings.redis_url,
    }
    passwords = Passwords.kept_in(store)
    if not settings.database_url:
        click.echo("Starting the database …")
        postgres = Postgres(data / "postgres")
        keeper.add("The database", postgres, data / "log" / "postgres.log")
        roles = provision(postgres.superuser_url, DATABASE, passwords)
        known.update(database_url=roles.app_url, database_owner_url=roles.owner_url)
    elif _provisions(settings.database_url):
        name = database_of(settings.database_url) or DATABASE
        roles = provision(settings.database_url, name, passwords)
        known.update(database_url=roles.app_url, database_owner_url=roles.owner_url)
    if not settings.redis_url:
        valkey = Valkey(data / "valkey")
        keeper.add("The queue", valkey, data / "log" / "valkey.log")
        known["redis_url"] = valkey.celery_url()
    if settings.secret_key == SAMPLE_SECRET_KEY:
        known["secret_key"] = store.get("secret_key")
    settings = settings.model_copy(update=known)
    if settings.database_owner_url:
        click.echo("Bringing the tables up to date …")
        steps.migrate(settings.database_owner_url)
    if settings.environment is Environment.PRODUCTION:
        return settings, ()
    return settings, steps.demo(settings)


def _provisions(url: str) -> bool:
    try:
        return may_create_roles(url)
    except psycopg.OperationalError as error:
        raise ServiceFailed(
            f"the database named by DATABASE_URL does not answer: {error}"
        ) from None


def _start_programs(settings: Settings, data: Path, port: int, keeper: Keeper) -> None:
    """Web last, so that the page never answers before its work can be done."""
    environment = environment_for(settings)
    # links in letters and calendars lead to where this installation answers
    environment.setdefault("SUPERVISION_PUBLIC_ADDRESS", f"http://{HOST}:{port}")
    environment.setdefault("JOURNAL_DIR", str(data / "journals"))
    logs = data / "log"
    click.echo("Starting worker, scheduler and web …")
    for name, program in (
        ("The worker", processes.worker(environment, logs)),
        ("The scheduler", processes.beat(environment, logs, data)),
        ("The web server", processes.web(environment, logs, HOST, port)),
    ):
        keeper.add(name, program, program.log)


def environment_for(settings: Settings) -> dict[str, str]:
    """The programs' environment: this one's, with the addresses found, without the owner's."""
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
        "SUPERVISION_ENV": settings.environment.value,
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("DATABASE_OWNER_URL", None)
    return environment


def _wait_until_it_answers(port: int, keeper: Keeper) -> None:
    """Before the first answer a program that dies is broken, so nobody waits for another try."""
    until = time.monotonic() + _READY_PATIENCE
    while not ports.answers(HOST, port, "/healthz"):
        if time.monotonic() > until:
            raise ServiceFailed(f"the web server did not answer in {_READY_PATIENCE:.0f} s")
        _tell(keeper.look(most_deaths=1))
        time.sleep(0.05)


def _watch(keeper: Keeper) -> NoReturn:
    while True:
        time.sleep(_LOOK_EVERY)
        _tell(keeper.look())


def _tell(news: list[str]) -> None:
    for line in news:
        click.echo(line, err=True)


_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _listen_for_the_end() -> Callable[[], None]:
    """Turn each request to end into `_Asked`; returns what puts the old handlers back."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        raise _Asked

    before = {ending: signal.signal(ending, ask) for ending in _ENDINGS}

    def restore() -> None:
        for ending, handler in before.items():
            signal.signal(ending, handler)

    return restore


def _ignore_further_requests() -> None:
    """While everything is being stopped a second Ctrl-C must not leave half of it running."""
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
