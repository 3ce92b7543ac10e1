"""Other law data rehearsed and applied: a new edition's files, an act extended, with the reason."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from supervision.core.access import system_actor
from supervision.core.errors import NotFound, Refused
from supervision.core.transaction import transaction
from supervision.duties.models import DutyMove
from supervision.duties.rules import Facts, Subject
from supervision.duties.sources import FactSource
from supervision.law.lawbook import Lawbook
from supervision.law.reader import ACTS
from supervision.offices.queries import enter_as_house
from supervision.rehearsals.operations import apply_law
from supervision.rehearsals.other_law import moves_of_law, other_law
from supervision.rehearsals.queries import changes
from tests.conftest import TODAY
from tests.factories.duty_facts import facts, received, studied, subject
from tests.rehearsals.conftest import AT, CLOSED_DUTIES, OPEN_DUTIES, PLANNED, Desk, decree

MONDAY = date(2026, 11, 16)
DUE = date(2026, 11, 23)  # day 5 is a Saturday
EXTENDED = ("2002", "2015")
RECORDED: list[tuple[Subject, Facts]] = [
    (subject(1), facts(received(MONDAY))),
    (subject(2, office_id=7), facts(received(MONDAY))),
    (subject(3), facts(received(MONDAY), studied(TODAY))),
]
SOURCES = (FactSource("requested_file", "", "", lambda _session: iter(RECORDED)),)


@pytest.fixture
def files_of_three_days(tmp_path: Path) -> Path:
    """The acts with an edition in which a file is studied within three days."""
    root = tmp_path / "acts"
    shutil.copytree(ACTS, root)
    paragraph = root / "2002" / "6.yaml"
    written = paragraph.read_text(encoding="utf-8")
    assert "amount: 5," in written
    paragraph.write_text(written.replace("amount: 5,", "amount: 3,"), encoding="utf-8")
    return root


@pytest.fixture
def house(desk: Desk) -> Desk:
    """The house at work over three files, of which one is studied."""
    for number, office, done in ((1, 3, None), (2, 7, None), (3, 3, TODAY)):
        desk.receive(number, MONDAY, office_id=office, done=done)
    desk.actor = system_actor(enter_as_house(desk.session))
    desk.session.commit()
    return desk


def test_a_new_edition_is_rehearsed_and_nothing_is_stored(
    house: Desk, files_of_three_days: Path
) -> None:
    law = other_law(house.law, EXTENDED, files_of_three_days, ())
    before = house.rows(OPEN_DUTIES)
    found = moves_of_law(house.session, house.actor, SOURCES, law, TODAY, "en")
    told = [(each.office, each.old_due_on, each.new_due_on) for each in found.moved]
    thursday = date(2026, 11, 19)
    assert told == [
        ("Auezov District Office", DUE, thursday),
        ("Karatau District Office", DUE, thursday),
    ]
    assert all(each.shortened for each in found.moved)
    assert found.changed["moved"] == 2 and found.changed["opened"] == 0
    house.session.rollback()
    assert house.rows(OPEN_DUTIES) == before


def test_the_law_in_place_moves_nothing(house: Desk) -> None:
    law = other_law(house.law, EXTENDED, None, ())
    found = moves_of_law(house.session, house.actor, SOURCES, law, TODAY, "en")
    assert found.moved == [] and not any(found.changed.values())


def test_an_act_extended_opens_what_it_asks_for(house: Desk) -> None:
    narrow = Lawbook.load()
    law = other_law(narrow, (), None, ["2002"])
    assert narrow.binding("2002", MONDAY) is None and law.binding("2002", MONDAY) is not None
    house.session.execute(text("update duty set state = 'dropped', closed_on = :on"), {"on": TODAY})
    found = moves_of_law(house.session, house.actor, SOURCES, law, TODAY, "en")
    assert found.changed["reopened"] >= 2


def test_applied_with_its_reason_in_the_log_and_in_each_history(
    house: Desk, files_of_three_days: Path
) -> None:
    law = other_law(house.law, EXTENDED, files_of_three_days, ())
    closed = house.rows(CLOSED_DUTIES)
    with transaction(house.session):
        change, _done = apply_law(
            house.session, house.actor, SOURCES, law=law, reason="№ 36 бұйрық", at=AT
        )
    assert (change.moved, change.shortened) == (2, 2)
    assert house.days() == [date(2026, 11, 19)] * 2
    assert house.rows(CLOSED_DUTIES) == closed
    moves = house.session.scalars(select(DutyMove)).all()
    assert [move.change_id for move in moves] == [change.id] * 2
    (told,) = changes(house.session)
    assert (told.number, told.title, told.moved) == (None, "№ 36 бұйрық", 2)
    assert {row["due_on_seen"] for row in house.rows(PLANNED)} <= {date(2026, 11, 19)}
    house.actor = house.world.actor(house.session, "gpo.department")
    with pytest.raises(NotFound):
        house.undo(change)


def test_applying_needs_a_reason(house: Desk) -> None:
    with pytest.raises(Refused, match="Say why"), transaction(house.session):
        apply_law(house.session, house.actor, SOURCES, law=house.law, reason=" ", at=AT)


def test_a_decree_is_undone_whatever_files_came_after_it(
    desk: Desk, files_of_three_days: Path
) -> None:
    desk.receive(1, MONDAY)
    change = desk.apply(decree((DUE, None)))
    desk.files = other_law(desk.files, EXTENDED, files_of_three_days, ())
    only_one = (FactSource("requested_file", "", "", lambda _s: iter(RECORDED[:1])),)
    with transaction(desk.session):
        law = other_law(desk.law, EXTENDED, files_of_three_days, ())
        apply_law(desk.session, desk.actor, only_one, law=law, reason="Жаңа", at=AT)
    assert desk.days() == [MONDAY + timedelta(days=3)]
    desk.undo(change)
    assert desk.days() == [MONDAY + timedelta(days=3)]
