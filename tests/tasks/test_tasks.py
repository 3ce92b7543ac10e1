"""Each task enters the house, does its one operation, and leaves no scope behind."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.db import db
from supervision.duties.models import Duty
from supervision.local.provision import Roles, database_of, with_database
from supervision.offices.queries import enter_as_house
from tasks import api, audit, celery_app, duties, reminders
from tests.factories.duties import open_duty
from tests.factories.offices import World
from tests.services import Services

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def seeing(session: Session, world: World) -> Session:
    """A session that sees every office."""
    enter_as_house(session)
    return session


def test_the_sweep_task_sends_what_is_due_now(seeing: Session, world: World) -> None:
    yesterday = clock.now() - timedelta(days=1)
    open_duty(
        seeing,
        office_id=3,
        due_on=yesterday.date() - timedelta(days=60),
        assignee_id=world.people["abay1.assistant"],
        opened_at=yesterday,
    )
    seeing.commit()
    reminders.sweep()
    assert seeing.scalar(text("select count(*) from reminder where state = 'sent'")) == 5


def test_the_heartbeat_task_notes_scheduler_and_worker(seeing: Session) -> None:
    seeing.execute(text("update heartbeat set at = '2026-01-01T00:00Z'"))
    seeing.commit()
    reminders.beat_heartbeat()
    beats = dict(seeing.execute(text("select name, at from heartbeat")).all())
    assert set(beats) == {"beat", "worker"}
    assert all(clock.now() - at < timedelta(minutes=1) for at in beats.values())


def test_recurring_duties_are_opened_for_offices_that_exist_today_and_only_once(
    seeing: Session,
) -> None:
    seeing.execute(text("update office set active_to = '2020-01-01' where id = 9"))
    seeing.commit()
    duties.open_recurring()
    opened = set(seeing.scalars(select(Duty.owner_office_id).where(Duty.subject_kind == "office")))
    assert {2, 3, 10} <= opened
    assert 9 not in opened
    number = seeing.scalar(text("select count(*) from duty"))
    duties.open_recurring()
    assert seeing.scalar(text("select count(*) from duty")) == number


def test_a_rebuild_of_an_empty_house_changes_nothing(seeing: Session, world: World) -> None:
    open_duty(seeing, office_id=3, due_on=date(2026, 11, 27))
    seeing.commit()
    before = seeing.execute(text("select * from duty")).all()
    seeing.commit()
    duties.rebuild()
    assert seeing.execute(text("select * from duty")).all() == before


def test_the_nightly_walk_fails_aloud_when_the_chain_is_broken(
    roles: Roles, services: Services, seeing: Session
) -> None:
    duties.open_recurring()
    audit.verify_chain()
    database = with_database(services.superuser_url, database_of(roles.app_url))
    with psycopg.connect(database) as connection:
        connection.execute("update audit_entry set action = 'nothing' where id = 1")
    with pytest.raises(audit.ChainBroken, match="entry 1: it was changed"):
        audit.verify_chain()


def test_a_task_leaves_no_scope_behind_and_without_one_nothing_is_seen(seeing: Session) -> None:
    open_duty(seeing, office_id=3, due_on=date(2026, 11, 27))
    seeing.commit()
    with celery_app.house() as at:
        assert at.session.scalar(text("select count(*) from duty")) == 1
    with celery_app.application().app_context():
        assert db.session.scalar(text("select count(*) from duty")) == 0


def test_the_keys_of_programs_are_forgotten_without_a_hand(seeing: Session, world: World) -> None:
    world.token(celery_app.application(), "abay1.head")
    seeing.execute(
        text(
            "insert into api_creation (token_id, key, fingerprint, at) select id, key, 'x', at from"
            " api_token, (values ('old', now() - interval '31 days'), ('fresh', now())) as t (key, at)"
        )
    )
    seeing.commit()
    api.forget_keys()
    assert seeing.scalars(text("select key from api_creation")).all() == ["fresh"]
