"""Control journals as the morning issues them, for worlds that have no application around them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy.orm import Session

from supervision.core import i18n
from supervision.core.access import system_actor
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from supervision.reports.operations import issue_journals

ALMATY = ZoneInfo("Asia/Almaty")


def issued(session: Session, law: Lawbook, now: datetime, only: Collection[int]) -> int:
    """The journals of some offices as of a moment; the session sees the whole house afterwards."""
    words = Flask("words")
    i18n.init_app(words, ALMATY)
    house = system_actor(enter_as_house(session))
    session.commit()
    with words.app_context():
        return issue_journals(session, house, law=law, now=now, zone=ALMATY, only=only)
