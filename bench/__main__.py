"""`make bench`: each goal as a ratio inside one run, its two sides in turn, medians.

Belongs here: what is measured and beside what. Numbers depend on the machine; ratios much less.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from bench.data import fill
from bench.figures import computation, figures
from bench.form4 import form4
from bench.results import Result, median_of
from config.settings import Environment, Settings
from supervision.app import create_app
from supervision.core import clock
from supervision.core.access import system_actor
from supervision.core.db import engine_for, set_scope
from supervision.core.schema import upgrade
from supervision.law.calendar import load_calendar
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.local.postgres import Postgres
from supervision.local.provision import Passwords, Roles, provision
from supervision.offices.queries import enter_as_house, house_scope
from supervision.reminders.operations import Swept, sweep
from supervision.reminders.operations.sweeping import plan

SIZES = {"small": 50_000, "full": 1_000_000, "country": 5_000_000}  # duties
EVENTS = {"small": 200_000, "full": 5_000_000}  # events of enforcement documents, of one year
THINGS = {"small": 200_000, "full": 5_000_000}  # things that figures count, of eight years


def calendar_look_up() -> Result:
    """The n-th working day by table and bisection, beside walking day by day."""
    calendar = load_calendar()
    starts = [date(2010, 1, 1) + timedelta(days=step) for step in range(0, 5000, 7)]

    def walk(day: date, amount: int) -> date:
        while amount:
            day += timedelta(days=1)
            amount -= calendar.works_on(day)
        return day

    ours = median_of(lambda: [calendar.nth_working_day_after(day, 30) for day in starts])
    peer = median_of(lambda: [walk(day, 30) for day in starts])
    return Result("30th working day", "a day-by-day loop", ours / peer, "≤ 0.2")


def start_up() -> Result:
    """`supervision --help` beside importing the libraries it needs."""

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    imports = "import flask, sqlalchemy.orm, flask_sqlalchemy, psycopg, celery, redis"
    ours = median_of(run("-m", "supervision.cli", "--help"), 5)
    return Result(
        "supervision --help",
        "bare imports of the stack",
        ours / median_of(run("-c", imports), 5),
        "≤ 1.3",
    )


@contextmanager
def database(size: int) -> Iterator[tuple[Roles, str]]:
    """A throw-away embedded PostgreSQL with so many duties in it, and a signed-in head's token."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        Path(place).chmod(0o755)
        server = Postgres(Path(place) / "postgres", durable=False)
        server.start()
        try:
            passwords = Passwords("owner-bench", "app-bench", "backup-bench")
            roles = provision(server.superuser_url, "bench", passwords)
            upgrade(roles.owner_url)
            token = fill(roles.app_url, size)
            owner = engine_for(roles.owner_url, isolation_level="AUTOCOMMIT")
            with owner.connect() as connection:
                connection.execute(text("analyze"))
            owner.dispose()
            yield roles, token
        finally:
            server.stop()


def page_beside_hello(roles: Roles, token: str) -> Result:
    """The desk with user, scope and frame, beside the shortest answer of the same application."""
    app = create_app(
        Settings(
            environment=Environment.TEST,
            database_url=roles.app_url,
            secret_key="a key for measuring that is long enough",
            law_extensions=("2002", "2015"),
        )
    )
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    if client.get("/").status_code != 200:
        raise RuntimeError("the desk did not answer")
    page = median_of(lambda: [client.get("/") for _ in range(20)])
    hello = median_of(lambda: [client.get("/healthz") for _ in range(20)])
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    return Result("desk of a district, req/s", "/healthz, same process", hello / page, "≥ 0.18")


def row_security(roles: Roles) -> Result:
    """A list under row-level security beside the same query with a literal filter and no policy."""
    query = text(
        "select id, subject_label, due_on from duty where owner_office_id = 3 and state = 'open' "
        "order by due_on, id limit 50"
    )
    scoped, bare = engine_for(roles.app_url), engine_for(roles.backup_url)
    with Session(scoped) as ours, Session(bare) as peer:
        set_scope(ours, house_scope(ours))
        ratio = median_of(lambda: ours.execute(query).all(), 60) / median_of(
            lambda: peer.execute(query).all(), 60
        )
    scoped.dispose()
    bare.dispose()
    return Result("list under row-level security", "no policy", ratio, "≤ 1.3")


def sweeps(roles: Roles) -> list[Result]:
    """The plan of a first sweep beside the SELECT that finds the same notices; a whole first sweep and
    a repeated one.
    """
    law = Lawbook.load(extensions_of(("2002", "2015"), Lawbook.load()))
    zone = ZoneInfo("Asia/Almaty")
    engine = engine_for(roles.app_url)
    with Session(engine, expire_on_commit=False) as session:
        house = system_actor(enter_as_house(session))
        session.info["scope"] = house_scope(session)
        with noted(engine, "insert into reminder") as planned:
            plan(session, house, Swept(), law=law, now=clock.now(), zone=zone)
        session.rollback()
        bare = median_of(
            lambda: session.connection().exec_driver_sql(finding(planned.statement), planned.given),
            3,
        )
        session.commit()
        first = median_of(
            lambda: sweep(session, house, law=law, now=clock.now(), zone=zone), rounds=1
        )
        again = median_of(lambda: sweep(session, house, law=law, now=clock.now(), zone=zone), 3)
    engine.dispose()
    return [
        Result("plan of the first sweep", "its SELECT alone", planned.seconds / bare, "≤ 9 (16)"),
        Result("repeated sweep", "the first sweep", again / first, "≤ 0.15"),
    ]


@dataclass
class Noted:
    """A statement that was sent, with what was given to it and the seconds it took."""

    statement: str = ""
    given: Any = None
    seconds: float = 0.0


@contextmanager
def noted(engine: Engine, part: str) -> Iterator[Noted]:
    """Note the one statement sent meanwhile that holds these words."""
    found, began = Noted(), [0.0]

    def before(*_: object) -> None:
        began[0] = time.perf_counter()

    def after(_conn: object, _cursor: object, statement: str, given: Any, *_rest: object) -> None:
        if part in statement:
            found.statement, found.given = statement, given
            found.seconds = time.perf_counter() - began[0]

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    yield found
    event.remove(engine, "before_cursor_execute", before)
    event.remove(engine, "after_cursor_execute", after)


def finding(planning: str) -> str:
    """The SELECT of the statement that plans: what it finds, and nothing inserted."""
    head, rest = planning.split("insert into reminder", 1)
    return head + rest[rest.index("select owed.office_id") : rest.index("on conflict")]


def over_duties(size: int) -> list[Result]:
    """What grows with the number of duties: the desk, a list, the sweep."""
    with database(size) as (roles, token):
        return [page_beside_hello(roles, token), row_security(roles), *sweeps(roles)]


def main() -> int:
    """Measure everything and print one line a goal; of the whole country's duties alone what grows
    with them.
    """
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    asked = parser.parse_args().size
    size, things = SIZES[asked], THINGS.get(asked)
    if things is None:
        results = over_duties(size)
    else:
        results = [calendar_look_up(), start_up()]
        with database(size) as (roles, token):
            results += [page_beside_hello(roles, token), row_security(roles), *sweeps(roles)]
            results += computation(roles)
        with database(1000) as (roles, _):
            results += figures(roles, things)
        with database(1000) as (roles, _):
            results += form4(roles, EVENTS[asked])
    counted = f"{size} duties" + (f", {things} things, {EVENTS[asked]} events" if things else "")
    print(f"{counted}; each ratio from one run, its two sides in turn, medians")
    for found in results:
        print(f"{found.name:34} {found.ratio:8.3f} x  {found.beside:34} goal {found.goal}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
