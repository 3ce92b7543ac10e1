"""Representations in enforcement proceedings, to the oblast or the GPO (`2002 ¶7`)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from supervision.core.db import set_scope
from supervision.core.errors import Forbidden
from supervision.disputes.models import Dispute, DisputeAct
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.lawbook import Lawbook
from supervision.representations import operations
from supervision.representations.models import Representation
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.disputes import DisputeDesk
from tests.factories.representations import PARTS
from tests.protests.test_bringing import refused
from tests.representations.conftest import Sitting

RECEIVED = date(2026, 11, 12)
RULE = "7/represent_unlawful_act"


@pytest.fixture
def disputes(desk: Desk, session: Session, law: Lawbook) -> DisputeDesk:
    """The same assistant's desk at disputes."""
    return DisputeDesk(session, desk.actor, law, TODAY, desk.courts)


@pytest.fixture
def act(disputes: DisputeDesk) -> DisputeAct:
    """An unlawful act in force."""
    dispute = disputes.register()
    in_force: dict[str, Any] = {"received_on": RECEIVED, "in_force_on": RECEIVED}
    return disputes.check(dispute, disputes.act(dispute, RECEIVED, **in_force), "unlawful")


def draft(sitting: Sitting, login: str, act: DisputeAct, to: int | None) -> Any:
    desk = sitting(login)
    given: dict[str, Any] = {"kind": DISPUTE, "idempotency_key": uuid.uuid4()}
    about = (act.dispute_id, act.id, PARTS)
    return desk.do(operations.draft, *about, addressed_to_id=to, **given)


def state_of(disputes: DisputeDesk, act: DisputeAct) -> str:
    set_scope(disputes.session, disputes.actor.scope)
    duties = disputes.duties(disputes.session.get_one(Dispute, act.dispute_id))
    return {rule: duty.state for (rule, _trigger), duty in duties.items()}[RULE]


def test_the_district_writes_to_the_oblast_and_the_duty_closes(
    disputes: DisputeDesk, act: DisputeAct, sitting: Sitting
) -> None:
    assert state_of(disputes, act) == "open"
    assert set(refused(draft, sitting, "abay1.head", act, 4)) == {"addressed_to_id"}
    made: Representation = draft(sitting, "abay1.head", act, 2)
    assert (made.cause, made.author_office_id, made.addressed_to_id) == ("unlawful_act", 3, 2)
    sitting("abay1.head").send(made)
    assert state_of(disputes, act) == "fulfilled"


def test_the_oblast_writes_to_the_gpo_which_drafts_in_the_supervisory_order(
    disputes: DisputeDesk, act: DisputeAct, sitting: Sitting
) -> None:
    with pytest.raises(Forbidden):
        draft(sitting, "gpo.head", act, 1)
    made: Representation = draft(sitting, "abay.head", act, 1)
    sitting("abay.head").send(made)
    protest = sitting("gpo.head").turn(made)
    assert (protest.kind, protest.dispute_act_id) == ("supervisory", act.id)
