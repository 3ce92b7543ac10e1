"""Form No. 4 at the size of the country: a year of events for all offices, a region, one office; from the
events, and as it was counted ahead.

Belongs here: filling documents and their lives by statements, and measuring. Does not belong here:
how results are printed (`__main__`).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.results import Result, median_of
from supervision.core.db import engine_for
from supervision.core.transaction import transaction
from supervision.form4 import operations
from supervision.form4.queries.asked import Asked
from supervision.form4.queries.counted import SUMMED, split_of
from supervision.form4.queries.groups import grouped
from supervision.form4.reading import filled_of
from supervision.law.form4.editions import edition
from supervision.law.form4.model import Span
from supervision.local.provision import Roles
from supervision.offices.queries import all_office_ids, below, by_code, enter_as_house

YEAR = Span(date(2025, 1, 1), date(2026, 1, 1))
ZONE = "Asia/Almaty"
TODAY = date(2026, 6, 30)
REGION, OFFICE = "35", "35-01"
EVENTS_OF_TEN = 25  # events of ten documents below

# Two documents for five events; a twentieth is alimony, a tenth stands in a row of its kind too.
DOCUMENTS = text(
    "insert into enforcement_document (office_id, writ_number, number_key, case_number, "
    "writ_issued_on, issuing_body, body_key, document_kind, received_on, receipt_kind, "
    "delivery_mode, report_row, kind_row, substance, claim, claim_now, joint, joint_group, "
    "debtor_kind, debtor_name, debtor_number, debtor_paper_number, debtor_paper_issuer, "
    "debtor_workplace, debtor_post, debtor_foreign, debtor_citizenship, debtor_account, "
    "debtor_address, claimant_kind, claimant_name, claimant_number, claimant_foreign, "
    "claimant_address, beneficiary, children_count, filled_by, bailiff, filler_number, standing, "
    "recovered, sanction_paid, idempotency_key) "
    "select 1 + n % 270, n::text, n::text, '', date '2024-01-01', 'court', 'court', '1', "
    "date '2024-01-02', 'first', 'by_post', "
    "case when n % 20 = 7 then 20 else (array[1, 4, 8, 15, 16, 17, 18, 32, 34, 38])[1 + n % 10] "
    "end, case when n % 10 = 5 then 31 end, '', 1000 + n % 977, 1000 + n % 977, n % 50 = 0, '', "
    "'natural', 'debtor', lpad((n % 999983)::text, 12, '0'), '', '', '', '', false, '', '', '', "
    "'legal', 'bank', '', false, '', case when n % 20 = 7 then 'children' end, 0, "
    "'state_bailiff', '', '', 'awaiting', 0, 0, gen_random_uuid() "
    "from generate_series(1, cast(:size as bigint)) as n"
)
PROCEEDINGS = text(
    "insert into enforcement_proceeding (office_id, document_id, ordinal, serial_number) "
    "select office_id, id, 1, id::text from enforcement_document"
)
# Initiated, then what its number says: recovered in parts, suspended, arrears ruled, ended.
EVENTS = text(
    "insert into enforcement_event (office_id, document_id, proceeding_id, sequence, place, kind, "
    "effective_on, accounted_on, recorded_by, ground, amount, addressee, note, report_row, "
    "kind_row, claim, first_of_kind, re_initiated, by_territoriality, joint, overdue, "
    "term_steps, idempotency_key) "
    "select d.office_id, d.id, p.id, step.turn, step.turn, step.kind, on_day, on_day, 'measured', "
    "step.ground, step.amount, '', '', d.report_row, d.kind_row, d.claim, true, false, false, "
    "d.joint, false, null, gen_random_uuid() "
    "from enforcement_document d join enforcement_proceeding p on p.document_id = d.id "
    "cross join lateral (values "
    "(1, 'initiated', null, null::numeric, true), "
    "(2, 'partly_recovered', null, 100, d.id % 10 < 4), "
    "(3, 'suspended', '6', null, d.id % 10 = 4), "
    "(4, 'arrears_ruling', null, 700, d.report_row = 20), "
    "(5, 'sanction_paid_voluntarily', null, 50, d.id % 10 in (0, 2, 6)), "
    "(6, (array['fulfilled_by_bailiff', 'returned_to_claimant', 'terminated'])[1 + d.id % 3], "
    "'2', null, d.id % 10 in (0, 1, 2, 5, 6, 7))) as step (turn, kind, ground, amount, happened) "
    "cross join lateral (select date '2025-01-01' + ((d.id * 7919) % 300)::int + step.turn * 10 "
    "- case when d.id % 8 = 0 then 200 else 0 end as on_day) as days where step.happened"
)
COUNT = text("select (select count(*) from enforcement_event), count(*) from enforcement_document")


def form4(roles: Roles, size: int) -> list[Result]:
    """The form of the country, a region and an office, each beside counting both tables whole: from
    the events, then counted ahead.
    """
    engine = engine_for(roles.app_url)
    with Session(engine) as session:
        with transaction(session):
            enter_as_house(session)
            _patient(session)
            session.execute(DOCUMENTS, {"size": size * 10 // EVENTS_OF_TEN})
            session.execute(PROCEEDINGS)
            session.execute(EVENTS)
        _vacuum(roles)
        country = _asked(tuple(all_office_ids(session)))
        region = _asked(below(session, by_code(session, REGION).id))
        office = _asked((by_code(session, OFFICE).id,))
        live = _measured(session, country, region, office)
        for office_id in operations.due(session, today=TODAY, limit=len(country.office_ids)):
            with transaction(session):
                _patient(session)
                operations.count_account(session, office_id, today=TODAY)
        _vacuum(roles)
        counted = _measured(session, country, region, office)
        split = split_of(session, country)
        months = median_of(lambda: session.execute(SUMMED, country.given | split.given).all(), 5)
    engine.dispose()
    return [
        _result("its groups, country, live", live.groups, "≤ 3"),
        _result("whole, country, live", live.country, "none set"),
        _result("whole, a region, live", live.region, "none set"),
        _result("whole, an office, live", live.office, "none set"),
        _result("sums by month, country", months / counted.bare, "≤ 0.05"),
        _result("whole, country, counted", counted.country, "none set"),
        _result("whole, a region, counted", counted.region, "≤ 0.3"),
        _result("whole, an office, counted", counted.office, "≤ 0.05"),
    ]


class _Measured(NamedTuple):
    """Ratios to counting both tables whole, and the seconds that takes."""

    bare: float
    groups: float
    country: float
    region: float
    office: float


def _measured(session: Session, country: Asked, region: Asked, office: Asked) -> _Measured:
    _patient(session)
    session.execute(text("set local max_parallel_workers_per_gather = 0"))
    bare = median_of(lambda: session.execute(COUNT).all(), 5)
    session.execute(text("set local max_parallel_workers_per_gather = 2"))
    by = country.reading
    groups = median_of(lambda: session.execute(grouped(by), country.given).all(), 3)
    return _Measured(
        bare,
        groups / bare,
        median_of(lambda: filled_of(session, country), 3) / bare,
        median_of(lambda: filled_of(session, region), 5) / bare,
        median_of(lambda: filled_of(session, office), 5) / bare,
    )


def _asked(office_ids: tuple[int, ...]) -> Asked:
    known = edition("2020")
    return Asked(known, known.answers(), office_ids, YEAR, ZONE)


def _patient(session: Session) -> None:
    session.execute(text("set local statement_timeout = 0"))


def _vacuum(roles: Roles) -> None:
    owner = engine_for(roles.owner_url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text("vacuum analyze"))
    owner.dispose()


def _result(name: str, ratio: float, goal: str) -> Result:
    return Result(f"Form No. 4, {name}", "count(*) of events and documents", ratio, goal)
