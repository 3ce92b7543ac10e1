"""What every test of disputes stands on: the courts, and a prosecutor's desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import COURTS, courts_by_code
from tests.factories.disputes import DisputeDesk

Acting = Callable[[str], Actor]


@pytest.fixture
def desk(session: Session, acting: Acting, law: Lawbook) -> DisputeDesk:
    """The desk of an assistant of the Auezov district, with the courts of the small world."""
    with transaction(session):
        load_courts(session, COURTS)
    courts = courts_by_code(session)
    return DisputeDesk(session, acting("abay1.assistant"), law, TODAY, courts)
