"""Making the demo world once, on a database that holds nobody yet.

Belongs here: the order in which the product's own operations are called. Does not belong here: an
insert of its own, except the one demo password all made-up people share.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.settings import Environment, Settings
from supervision import cases as cases_room
from supervision import offices
from supervision.cases.operations import load_courts
from supervision.core import clock
from supervision.core.access import Level, system_actor
from supervision.core.db import engine_for, set_scope
from supervision.core.transaction import transaction
from supervision.duties.operations import RecurringOffice, open_recurring
from supervision.guidance.operations import settle_all
from supervision.indicators.operations import compute, freeze_due
from supervision.indicators.rules import RunKind
from supervision.law.calendar import load_calendar
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.local.announcement import SignIn
from supervision.local.demo.chapters import CHAPTERS
from supervision.local.demo.courts import offence_courts
from supervision.local.demo.morning import issue_last_morning
from supervision.local.demo.people import DISTRICTS_OF_OBLAST, PASSWORD, settle
from supervision.local.demo.scene import Scene, Share
from supervision.local.demo.story import Storyteller
from supervision.offices.models import UserAccount
from supervision.offices.operations import load_offices
from supervision.offices.queries import enter_as_house, see_everybody, tree
from supervision.representations.operations import open_missed_windows

SEED = 2026
FILES = 600
CASES = 200
OFFICES_FILE = Path(offices.__path__[0]) / "data" / "offices.csv"
COURTS_FILE = Path(cases_room.__path__[0]) / "data" / "courts.csv"
SIGN_INS = (
    SignIn("district assistant: registers and studies files", "assistant.35-01", PASSWORD),
    SignIn("head of the same district office", "head.35-01", PASSWORD),
    SignIn("head of the oblast office: watches its districts", "head.35", PASSWORD),
    SignIn("Department of the GPO: the whole country", "department-prosecutor.00", PASSWORD),
    SignIn("administrator: people and offices, no cases", "administrator.00", PASSWORD),
    SignIn("auditor: sees everything, changes nothing", "auditor.00", PASSWORD),
)


class ProductionRefused(RuntimeError):
    """The demo world was asked for on a production installation."""


def ensure(settings: Settings) -> Sequence[SignIn]:
    """Load the demo world when the database holds nobody yet; returns whom to sign in as."""
    if settings.environment is Environment.PRODUCTION:
        raise ProductionRefused("the demo world is never loaded into production")
    with _session(settings.database_url) as session:
        see_everybody(session)
        somebody = session.scalar(select(UserAccount.id).limit(1))
    if somebody is None:
        load(settings.database_url, settings.extended_acts, clock.today(settings.zone))
    return SIGN_INS


def load(
    database_url: str,
    extended_acts: tuple[str, ...],
    today: date,
    files: int = FILES,
    cases: int = CASES,
) -> None:
    """Make the whole world with `today` in its middle: the same seed and day, the same world.

    Offices fill their registers side by side, a process a core, as they would in life.
    """
    with _session(database_url) as session:
        with transaction(session):
            load_offices(session, OFFICES_FILE.read_text(encoding="utf-8"))
            load_courts(session, COURTS_FILE.read_text(encoding="utf-8"))
            load_courts(session, offence_courts(tree(session)))
        teller = Storyteller(SEED, today, load_calendar())
        teams = settle(session, teller, today, clock.now())
    shares = [
        Share(
            database_url,
            extended_acts,
            today,
            team,
            _part(files, len(teams), place),
            _part(cases, len(teams), place),
            SEED + 1 + place,
            full=place % DISTRICTS_OF_OBLAST == 0,
        )
        for place, team in enumerate(teams)
    ]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        list(pool.map(fill, shares))
        _work_by_night(database_url, extended_acts, today)
        list(pool.map(fill, _above(shares)))
    _figures(database_url, extended_acts, today)
    issue_last_morning(database_url, extended_acts, today)


def _part(whole: int, offices: int, place: int) -> int:
    """How much of the whole falls to the office at a place."""
    return whole // offices + (1 if place < whole % offices else 0)


def _above(shares: Sequence[Share]) -> list[Share]:
    """The parts of the oblast offices and of the GPO, each told beside the first district below."""
    first = {share.team.above.office_id: share for share in reversed(shares)}
    oblasts = [
        replace(share, level=Level.OBLAST, seed=share.seed + len(shares))
        for share in first.values()
    ]
    gpo = replace(shares[0], level=Level.GPO, seed=shares[0].seed - 1)
    return [gpo, *oblasts]


def fill(share: Share) -> None:
    """One office's part in one transaction, chapter after chapter."""
    law = _law(share.extended_acts)
    teller = Storyteller(share.seed, share.today, law.calendar)
    chance = Random(share.seed)  # noqa: S311 — a demo world, not a secret
    with _session(share.database_url) as session, transaction(session):
        set_scope(session, share.team.head.scope)
        scene = Scene(session, share, law, teller, chance)
        for tell in CHAPTERS[share.level]:
            tell(scene)


def _work_by_night(database_url: str, extended_acts: tuple[str, ...], today: date) -> None:
    """What the house opens by itself, as its nightly tasks do: what recurs, and missed terms."""
    law = _law(extended_acts)
    with _session(database_url) as session, transaction(session):
        house = system_actor(enter_as_house(session))
        offices_of_today = [
            RecurringOffice(
                office.id, office.name_ru, Level(office.level), office.kind != "territorial"
            )
            for office in tree(session)
            if office.active_to is None
        ]
        open_recurring(session, house, offices_of_today, law=law, today=today)
        settle_all(session, house, law=law, today=today)
        open_missed_windows(session, house, law=law, today=today)


def _figures(database_url: str, extended_acts: tuple[str, ...], today: date) -> None:
    """The figures of the last night, and the quarter whose cut-off has passed frozen by them."""
    law = _law(extended_acts)
    with _session(database_url) as session, transaction(session):
        house = system_actor(enter_as_house(session))
        run = compute(session, house, law=law, today=today, kind=RunKind.NIGHTLY)
        if run is not None:
            freeze_due(session, house, run, law=law)


def _law(extended_acts: tuple[str, ...]) -> Lawbook:
    return Lawbook.load(extensions_of(extended_acts, Lawbook.load()))


@contextmanager
def _session(database_url: str) -> Iterator[Session]:
    """A session on a connection of its own, given back at the end."""
    engine = engine_for(database_url)
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()
