"""What every test of acts of response stands on: a prosecutor's desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.responses.desk import ActDesk


@pytest.fixture
def desk(session: Session, acting: Callable[[str], Actor], law: Lawbook) -> ActDesk:
    """The desk of an assistant of the Auezov district."""
    return ActDesk(session, acting("abay1.assistant"), law, TODAY)
