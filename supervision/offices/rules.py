"""Kinds, checks and limits of offices and people, on plain values."""

from __future__ import annotations

import enum
from datetime import timedelta

from supervision.core.access import Level, Post


class OfficeKind(enum.StrEnum):
    """Territorial offices, and the specialised ones of `2015 ¶4` and `¶7`."""

    TERRITORIAL = "territorial"
    MILITARY = "military"
    TRANSPORT = "transport"
    NATURE = "nature"


class AssignmentKind(enum.StrEnum):
    """The regional-and-thematic principle of `2015 ¶5`: a prosecutor has topics and regions."""

    TOPIC = "topic"
    REGION = "region"


IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
ONE_TIME_PASSWORD_LIFE = timedelta(hours=24)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
TRIES_BEFORE_WAIT = 5
WAIT = timedelta(minutes=5)

_POSTS_OF_LEVEL = {
    Level.GPO: frozenset(Post),
    Level.OBLAST: frozenset(Post) - {Post.DEPARTMENT_PROSECUTOR},
    Level.DISTRICT: frozenset(Post) - {Post.DEPARTMENT_PROSECUTOR, Post.SENIOR_ASSISTANT},
}


def post_exists_at(level: Level, post: Post) -> bool:
    """Whether an office of this level has such a post (`2002 ¶14`: senior assistant at the oblast)."""
    return post in _POSTS_OF_LEVEL[level]
