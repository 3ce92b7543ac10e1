"""Figures at the size of the country: a live year, sums by month, and what a computation costs.

Belongs here: filling the ledger and the records by statements, and measuring. Does not belong here:
how results are printed (`__main__`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.results import Result, median_of
from supervision.core.access import Actor, system_actor
from supervision.core.db import engine_for
from supervision.core.transaction import transaction
from supervision.indicators.operations import compute
from supervision.indicators.queries.figures import By, sums
from supervision.indicators.rules import Narrowing, RunKind, Span
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.local.provision import Roles
from supervision.offices.queries import all_office_ids, enter_as_house

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31), "2025")
TODAY = date(2026, 6, 30)
# An any-days span of the same year: it is added up from the ledger, not from the sums by month.
ANY_DAYS = Span(date(2025, 1, 1), date(2025, 12, 30))

RUN = text(
    "insert into indicator_run (kind, as_of, cut_off_at, editions, calendar_version, asked_by) "
    "values ('nightly', :today, now(), '{}', 'measured', 'measured') returning id"
)
# Things of eight figures over eight years, in the order of their days as life brings them.
LEDGER = text(
    "insert into indicator_item (figure, subject_kind, subject_id, office_id, on_day, label, "
    "detail, facts, categories, articles, strict, method, mark, clause, from_run) "
    "select (array['effectiveness_of_appellate_protesting', 'quality_of_supervision', "
    "'satisfaction_of_protests', 'unfounded_protests', 'effectiveness_of_response', "
    "'participation_coverage', 'petitions_in_time', 'duties_in_time'])[1 + (n % 8)::int], "
    "'measured', n, 1 + ((n * 7919) % 270)::int, "
    "date '2018-01-01' + (n * 2920 / cast(:size as bigint))::int, 'case', '', "
    "'{}', '{tax}', '{440}', case when n % 3 = 0 then 'denominator' else 'numerator' end, "
    "case when n % 41 = 0 then 'nothing' when n % 3 = 0 then 'denominator' else 'numerator' end, "
    "case when n % 41 = 0 then 'excluded' end, case when n % 41 = 0 then 'new_evidence' else '' end, "
    ":run from generate_series(1, cast(:size as bigint)) as n"
)
MONTHS = text(
    "insert into indicator_month (figure, office_id, month, numerator, denominator, "
    "strict_numerator, strict_denominator, excluded, corrected, apart, noted, from_run) "
    "select figure, office_id, date_trunc('month', on_day)::date, "
    "count(*) filter (where method = 'numerator'), count(*) filter (where method <> 'nothing'), "
    "count(*) filter (where strict = 'numerator'), count(*) filter (where strict <> 'nothing'), "
    "count(*) filter (where mark = 'excluded'), 0, 0, 0, :run "
    "from indicator_item group by 1, 2, 3"
)
COUNT = text(
    "select count(*) from indicator_item where on_day between :start and :end and until_run is null"
)


def figures(roles: Roles, size: int) -> list[Result]:
    """A year of the country live and from the sums by month, each beside counting the same rows."""
    engine = engine_for(roles.app_url)
    with Session(engine) as session:
        with transaction(session):
            enter_as_house(session)
            run = session.scalar(RUN, {"today": TODAY})
            session.execute(LEDGER, {"size": size, "run": run})
            session.execute(MONTHS, {"run": run})
        _analyze(roles)
        offices = all_office_ids(session)
        days = {"start": YEAR.start, "end": YEAR.end}
        bare = _alone(session, lambda: session.execute(COUNT, days).all())
        live = median_of(lambda: sums(session, office_ids=offices, span=ANY_DAYS, by=By.BELOW))
        monthly = median_of(lambda: sums(session, office_ids=offices, span=YEAR, by=By.BELOW))
        district = median_of(
            lambda: sums(
                session, office_ids=[120], span=ANY_DAYS, narrowing=Narrowing(article="440")
            )
        )
    engine.dispose()
    counted = "count(*) of the year's things"
    return [
        Result("year of 8 figures, live", counted, live / bare, "≤ 3"),
        Result("the same from sums by month", counted, monthly / bare, "≤ 0.15"),
        Result("one office, one article, live", counted, district / bare, "≤ 0.05"),
    ]


def _alone(session: Session, work: Callable[[], object]) -> float:
    """The work by one process, as the limits of databases are told."""
    session.execute(text("set local max_parallel_workers_per_gather = 0"))
    taken = median_of(work)
    session.execute(text("set local max_parallel_workers_per_gather = 2"))
    return taken


def _analyze(roles: Roles) -> None:
    owner = engine_for(roles.owner_url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text("vacuum analyze"))
    owner.dispose()


def computation(roles: Roles) -> list[Result]:
    """A computation of all figures over the duties there are, and a repeated one that finds all the
    same, each beside counting the duties it reads.
    """
    law = Lawbook.load(extensions_of(("2002", "2015"), Lawbook.load()))
    engine = engine_for(roles.app_url)
    with Session(engine) as session:
        actor = system_actor(enter_as_house(session))
        bare = _alone(session, lambda: session.execute(text("select count(*) from duty")).all())
        first = median_of(lambda: _compute(session, actor, law), rounds=1)
        again = median_of(lambda: _compute(session, actor, law), rounds=3)
    engine.dispose()
    return [
        Result("first computation of figures", "count(*) of the duties", first / bare, "none set"),
        Result("a computation, all the same", "the first one", again / first, "≤ 0.6"),
    ]


def _compute(session: Session, actor: Actor, law: Lawbook) -> None:
    with transaction(session):
        session.execute(text("set local statement_timeout = 0"))
        compute(session, actor, law=law, today=TODAY, kind=RunKind.NIGHTLY)
