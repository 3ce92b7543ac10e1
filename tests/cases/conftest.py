"""What every test of cases stands on: the courts, and a prosecutor's desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code

Acting = Callable[[str], Actor]


@pytest.fixture
def courts(session: Session) -> dict[str, int]:
    """The courts of the small world by code."""
    with transaction(session):
        load_courts(session, COURTS)
    return courts_by_code(session)


@pytest.fixture
def desk(session: Session, acting: Acting, law: Lawbook, courts: dict[str, int]) -> Desk:
    """The desk of an assistant of the Auezov district."""
    return Desk(session, acting("abay1.assistant"), law, TODAY, courts)
