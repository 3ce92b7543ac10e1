"""One office's part of the demo world: who acts, by which law, and how much is told of it.

Belongs here: what every chapter is handed. Does not belong here: any story.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from supervision.law.lawbook import Lawbook
from supervision.local.demo.people import Team
from supervision.local.demo.story import Storyteller

ZONE = ZoneInfo("Asia/Almaty")


@dataclass(frozen=True)
class Share:
    """One office's part of the world, as plain values that may cross to another process."""

    database_url: str
    extended_acts: tuple[str, ...]
    today: date
    team: Team
    files: int
    cases: int
    seed: int


@dataclass(frozen=True)
class Scene:
    """A share at work: its session acts as the head of the team unless a chapter says otherwise."""

    session: Session
    share: Share
    law: Lawbook
    teller: Storyteller
    chance: Random

    @property
    def team(self) -> Team:
        """The office's people."""
        return self.share.team

    @property
    def today(self) -> date:
        """The day in the middle of the world."""
        return self.share.today

    def key(self) -> uuid.UUID:
        """A one-time key, drawn like everything else from the seed."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def on(self, day: date) -> dict[str, Any]:
        """What every verb asks for beside its own: the law, and the day it is done on."""
        return {"law": self.law, "today": day}
