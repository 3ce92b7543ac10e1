"""What every test of petitions stands on: a prosecutor at the counter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.petitions import Counter

Acting = Callable[[str], Actor]


@pytest.fixture
def counter(session: Session, acting: Acting, law: Lawbook) -> Counter:
    """The counter of an assistant of the Auezov district on Friday, 20 November 2026."""
    return Counter(session, acting("abay1.assistant"), law, TODAY)
