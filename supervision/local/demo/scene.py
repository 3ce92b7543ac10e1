"""One office's part of the demo world: who acts, by which law, and how much is told of it.

Belongs here: what every chapter is handed. Does not belong here: any story.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from supervision.core.access import Actor, Level
from supervision.core.db import SCOPE_KEY, Scope, set_scope
from supervision.law.lawbook import Lawbook
from supervision.local.demo.people import Team
from supervision.local.demo.story import Storyteller

ZONE = ZoneInfo("Asia/Almaty")
Plan = TypeVar("Plan")


@dataclass(frozen=True)
class Share:
    """One office's part of the world, as plain values that may cross to another process.

    At a level above the district it is the part of the office above the team. A share that is not
    full tells some of the planned stories alone: it keeps the first start quick.
    """

    database_url: str
    extended_acts: tuple[str, ...]
    today: date
    team: Team
    files: int
    cases: int
    seed: int
    level: Level = Level.DISTRICT
    full: bool = True


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

    def some(self, plans: Sequence[Plan]) -> Sequence[Plan]:
        """The planned stories that are told of this office: every one, or each sixth."""
        return plans if self.share.full else plans[self.share.seed % 6 :: 6]

    def ago(self, days: int) -> date:
        """The working day that many days ago, or the nearest before it."""
        return self.teller.working(self.today - timedelta(days=days), ahead=False)

    def after(self, day: date, days: int) -> date:
        """The working day that many days after another, but never after today."""
        return min(self.teller.working(day + timedelta(days=days)), self.today)

    @contextmanager
    def as_(self, actor: Actor) -> Iterator[Actor]:
        """Somebody else acts in the block, in a scope of their own."""
        before: Scope = self.session.info[SCOPE_KEY]
        set_scope(self.session, actor.scope)
        yield actor
        set_scope(self.session, before)
