"""The pages of exclusions, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.exclusions import (
    answering_views,
    asking_views,
    assessing_views,
    register_views,
    request_views,
)
from supervision.exclusions.blueprint import blueprint

__all__ = [
    "answering_views",
    "asking_views",
    "assessing_views",
    "blueprint",
    "register_views",
    "request_views",
]
