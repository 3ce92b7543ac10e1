"""A database of a given size for measuring: the real office tree, people, and many duties."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision import offices
from supervision.core import clock
from supervision.core.db import engine_for
from supervision.core.transaction import transaction
from supervision.offices import sessions
from supervision.offices.operations import load_offices
from supervision.offices.queries import enter_as_house

OFFICES_FILE = Path(offices.__path__[0]) / "data" / "offices.csv"

PEOPLE = text(
    "insert into user_account (office_id, login, password_hash, full_name, post, created_at) "
    "select office.id, held.post || '.' || lower(office.code), '', 'Made Up', held.post, now() "
    "from office cross join (values ('assistant'), ('head')) as held (post)"
)
# One duty in ten is open, in each office alike; their days lie around today, as they do in life.
DUTIES = text(
    "insert into duty (office_id, owner_office_id, subject_kind, subject_id, subject_label, rule, "
    "trigger, event_on, due_on, edition, steps, calendar_version, confirmed, assignee_id, state, "
    "closed_on, version) "
    "select 1 + n % 270, 1 + n % 270, 'measured', n, 'file ' || n, '2002/6/study_requested_file', "
    "'requested_file_received', :today - 20, :today + (n / 2700 % 40)::int - 10, '2002@2003-02-12', "
    "'[]', 'measured', true, u.id, case when n / 270 % 10 = 0 then 'open' else 'fulfilled' end, "
    "case when n / 270 % 10 = 0 then null else :today end, 1 "
    "from generate_series(1, :size) as n "
    "join user_account u on u.office_id = 1 + n % 270 and u.post = 'assistant'"
)


def fill(app_url: str, size: int) -> str:
    """Fill an empty database; returns the token of a signed-in head of a district office."""
    engine = engine_for(app_url)
    now = clock.now()
    with Session(engine, expire_on_commit=False) as session:
        with transaction(session):
            load_offices(session, OFFICES_FILE.read_text(encoding="utf-8"))
        with transaction(session):
            enter_as_house(session)
            session.execute(PEOPLE)
            session.execute(DUTIES, {"size": size, "today": now.date()})
            user_id = session.scalars(
                text("select id from user_account where login = 'head.35-01'")
            ).one()
            token = sessions.begin(session, user_id, address="", browser="bench", now=now)
        session.connection().exec_driver_sql("commit")
    engine.dispose()
    return token
