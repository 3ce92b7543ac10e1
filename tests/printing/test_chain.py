"""Chains of papers: whatever is mended, taken out or put in, the first paper that does not fit is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import Actor, system_actor
from supervision.core.transaction import transaction
from supervision.offices.queries import enter_as_house
from supervision.printing import operations
from supervision.printing.queries import verify

TABLES = ("paper", "paper_copy")
DAYS = [date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 5)]
OFFICES = [3, 4]


@pytest.fixture
def house(session: Session) -> Actor:
    return system_actor(enter_as_house(session))


def issue(session: Session, house: Actor, day: date, office: int, words: str = "") -> int:
    with transaction(session):
        assert operations.hold(session, "note")
        place = operations.places(session, "note", [office], day)[office]
        texts = {language: f"{words}{place.mark} {language}" for language in ("kk", "ru")}
        made = {language: text_.encode() for language, text_ in texts.items()}
        return operations.issue(session, house, place, made).id


@pytest.fixture
def papers(session: Session, house: Actor) -> list[int]:
    """Papers of two offices over a turn of the year, in the order of issue."""
    return [issue(session, house, day, office) for day in DAYS for office in OFFICES]


@pytest.fixture
def tamper(owner: Session) -> Iterator[Session]:
    """The owner's session past row-level security: what a thief of the server could do."""
    for table in TABLES:
        owner.execute(text(f"alter table {table} no force row level security"))
    owner.execute(text('alter table paper_copy drop constraint "a copy has the hash of its bytes"'))
    owner.commit()
    return owner


def test_untouched_chains_hold_over_the_turn_of_a_year(session: Session, papers: list[int]) -> None:
    assert verify(session) == (len(papers), None, "")


@pytest.mark.parametrize(
    ("tampering", "place", "reason"),
    [
        ("update paper_copy set content = 'x' where paper_id = :third", 2, "bytes"),
        (
            "update paper_copy set content = 'x', content_hash = encode(sha256('x'), 'hex') "
            "where paper_id = :third and language = 'ru'",
            2,
            "log of changes",
        ),
        (
            "update paper_copy set previous_hash = '' where paper_id = :third",
            2,
            "hash of the paper",
        ),
        ("update paper set number = 9 where id = :third", 2, "number"),
        ("delete from paper_copy where paper_id = :third", 2, "text is missing"),
        (
            "delete from paper_copy where paper_id = :last; delete from paper where id = :last",
            7,
            "gone",
        ),
    ],
    ids=["bytes", "bytes and hash", "link", "number", "copies", "a cut tail"],
)
def test_tampering_is_found_and_named(
    session: Session,
    papers: list[int],
    tamper: Session,
    tampering: str,
    place: int,
    reason: str,
) -> None:
    for statement in tampering.split(";"):
        given_ids = {"third": papers[2], "last": papers[-1]}
        used = {name: value for name, value in given_ids.items() if f":{name}" in statement}
        tamper.execute(text(statement), used)
    tamper.commit()
    session.commit()
    verdict = verify(session)
    assert verdict.first_bad is not None
    assert verdict.first_bad.endswith(f"({papers[place]})")
    assert verdict.first_bad.startswith("note ")
    assert reason in verdict.reason


@settings(max_examples=25)
@given(data=st.data())
def test_any_one_changed_byte_anywhere_breaks_the_chain_at_that_paper(
    session: Session, house: Actor, tamper: Session, data: st.DataObject
) -> None:
    session.rollback()
    for table in (*reversed(TABLES),):
        tamper.execute(text(f"delete from {table}"))
    tamper.execute(text("alter table audit_entry no force row level security"))
    tamper.execute(text("alter table audit_entry disable trigger user"))
    tamper.execute(text("delete from audit_entry"))
    tamper.execute(text("alter table audit_entry enable trigger user"))
    tamper.execute(text("alter table audit_entry force row level security"))
    tamper.commit()
    plan = data.draw(st.lists(st.sampled_from(OFFICES), min_size=1, max_size=6))
    ids = [
        issue(session, house, DAYS[0], office, data.draw(st.text(max_size=5))) for office in plan
    ]
    assert verify(session).first_bad is None
    session.rollback()
    victim = data.draw(st.sampled_from(ids))
    column = data.draw(st.sampled_from(["content", "content_hash", "previous_hash"]))
    bare = "content || 'x'::bytea" if column == "content" else f"{column} || 'x'"
    tamper.execute(
        text(f"update paper_copy set {column} = {bare} where paper_id = :id and language = 'kk'"),
        {"id": victim},
    )
    tamper.commit()
    found = verify(session).first_bad
    assert found is not None and found.endswith(f"({victim})")
