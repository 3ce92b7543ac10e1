"""What every test of exclusions stands on: a ruling changed on appeal, and desks at three levels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.core.db import set_scope
from supervision.law.lawbook import Lawbook
from supervision.protests.models import Protest
from supervision.protests.operations import change_draft
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.exclusions import ExclusionDesk
from tests.factories.offices import World
from tests.factories.protests import DRAFT
from tests.factories.representations import PARTS
from tests.protests.conftest import Desks
from tests.protests.conftest import act as act
from tests.protests.conftest import at as at
from tests.protests.conftest import case as case
from tests.protests.conftest import desk as desk
from tests.representations.conftest import Sitting
from tests.representations.conftest import sitting as sitting

Asking = Callable[..., ExclusionDesk]
DECIDED = date(2026, 11, 18)  # a Wednesday; the 10th working day after it is Wednesday 2 December
DUE = date(2026, 12, 2)


@pytest.fixture
def asking(session: Session, world: World, law: Lawbook) -> Asking:
    """Somebody's desk at exclusions, on a day."""

    def sit(login: str, today: date = TODAY) -> ExclusionDesk:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        return ExclusionDesk(session, actor, law, today)

    return sit


@pytest.fixture
def changed(desk: Desk, case: AdminCase, act: CourtAct) -> CourtAct:
    """The act by which the appellate court changed the ruling on Wednesday the 18th."""
    return review(desk, act, DECIDED)


def review(desk: Desk, act: CourtAct, on: date, kind: str = "changed") -> CourtAct:
    """An appellate act on a first-instance one, in force at once."""
    set_scope(desk.session, desk.actor.scope)
    case = desk.session.get_one(AdminCase, act.case_id)
    part = "Жаза бөлігі" if kind != "upheld" else ""
    return desk.act(
        case,
        on,
        instance="appellate",
        court="10-O",
        kind=kind,
        part=part,
        reviews_id=act.id,
        in_force_on=on,
    )


def reversed_in_cassation(
    desk: Desk, changed: CourtAct, at: Desks, sitting: Sitting
) -> tuple[CourtAct, Protest]:
    """The oblast represents, the GPO protests, the court of cassation quashes the appellate act."""
    oblast = sitting("abay.head")
    draft = oblast.on_breach(changed.case_id, changed.id, replace(PARTS, breach_on=DECIDED))
    protest = sitting("gpo.head").turn(oblast.send(draft, DECIDED))
    general = at("gpo.head")
    general.do(change_draft, protest.id, replace(DRAFT, kind="cassation"))
    general.bring(protest, DECIDED)
    set_scope(desk.session, desk.actor.scope)
    case = desk.session.get_one(AdminCase, changed.case_id)
    cassation = desk.act(
        case,
        date(2026, 11, 19),
        instance="cassation",
        court="SC",
        kind="quashed",
        part="Жаза бөлігі",
        reviews_id=changed.id,
    )
    return cassation, protest
