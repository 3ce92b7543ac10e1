"""The audit chain proves itself: tampering is found, parallel writers make one chain."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.audit.queries import history_of, verify
from supervision.core.access import Actor
from supervision.core.db import engine_for, set_scope
from supervision.core.transaction import transaction
from supervision.local.provision import Roles

Act = Callable[[str], Actor]


def _write(session: Session, actor: Actor, entries: int) -> None:
    with transaction(session):
        for number in range(1, entries + 1):
            record(
                session,
                actor,
                action="test.change",
                subject=("thing", number),
                before={"value": number - 1},
                after={"value": number, "note": 'Қорытынды\n"\u2028'},
            )


@pytest.fixture
def chained(session: Session, acting: Act) -> Session:
    _write(session, acting("abay1.assistant"), 5)
    return session


def _tamper(owner: Session, statement: str) -> None:
    owner.execute(text("alter table audit_entry no force row level security"))
    owner.execute(text("alter table audit_entry disable trigger user"))
    owner.execute(text(statement))
    owner.execute(text("alter table audit_entry enable trigger user"))
    owner.execute(text("alter table audit_entry force row level security"))
    owner.commit()


def test_an_untouched_chain_verifies(chained: Session) -> None:
    verdict = verify(chained)
    assert (verdict.entries, verdict.first_bad) == (5, None)


@pytest.mark.parametrize(
    ("tampering", "first_bad"),
    [
        ("""update audit_entry set after = '{"value": 30}' where id = 3""", 3),
        ("update audit_entry set actor_name = 'somebody else' where id = 2", 2),
        ("update audit_entry set at = at - interval '1 day' where id = 4", 4),
        ("delete from audit_entry where id = 2", 3),
        ("delete from audit_entry where id = 5", 5),
        (
            "update audit_entry set id = case id when 2 then 203 else 302 end where id in (2, 3); "
            "update audit_entry set id = case id when 203 then 3 else 2 end where id in (203, 302)",
            2,
        ),
        (
            "insert into audit_entry (id, actor_name, request_id, action, subject_kind) "
            "values (6, 'nobody', '', 'test.change', 'thing')",
            6,
        ),
    ],
    ids=[
        "a changed value",
        "another author",
        "an earlier moment",
        "a deleted entry",
        "a cut tail",
        "two entries swapped",
        "an inserted entry",
    ],
)
def test_tampering_is_found_and_named(
    chained: Session, owner: Session, tampering: str, first_bad: int
) -> None:
    chained.rollback()
    _tamper(owner, tampering)
    assert verify(chained).first_bad == first_bad


def test_what_is_rolled_back_leaves_no_entry(session: Session, acting: Act) -> None:
    actor = acting("abay1.assistant")
    with pytest.raises(RuntimeError), transaction(session):
        record(session, actor, action="test.change", subject=("thing", 1))
        raise RuntimeError
    _write(session, actor, 1)
    assert verify(session).entries == 1


def test_parallel_writers_make_one_chain(roles: Roles, session: Session, acting: Act) -> None:
    actor = acting("abay1.assistant")
    session.rollback()
    engine = engine_for(roles.app_url, pool_size=8)

    def write(_: int) -> None:
        with Session(engine) as own:
            set_scope(own, actor.scope)
            for _ in range(5):
                _write(own, actor, 4)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    engine.dispose()
    verdict = verify(session)
    assert (verdict.entries, verdict.first_bad) == (160, None)


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set action = ''",
        "delete from audit_entry",
        "truncate audit_entry",
        "drop table audit_entry",
    ],
)
def test_the_app_role_is_refused(chained: Session, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        chained.execute(text(statement))


def test_history_is_seen_by_offices_above_and_hidden_from_the_others(
    chained: Session, acting: Act
) -> None:
    chained.rollback()
    acting("abay.head")
    assert [entry.action for entry in history_of(chained, "thing", 2)] == ["test.change"]
    chained.rollback()
    acting("turan.head")
    assert history_of(chained, "thing", 2) == []
