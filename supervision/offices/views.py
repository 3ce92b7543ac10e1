"""The pages of offices and people, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.offices import (
    absence_views,
    office_views,
    people_views,
    session_views,
    token_views,
)
from supervision.offices.blueprint import blueprint

__all__ = [
    "absence_views",
    "blueprint",
    "office_views",
    "people_views",
    "session_views",
    "token_views",
]
