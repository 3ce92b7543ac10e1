"""The pages of representations, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.representations import (
    answer_views,
    missed_views,
    register_views,
    representation_views,
    writing_views,
)
from supervision.representations.blueprint import blueprint

__all__ = [
    "answer_views",
    "blueprint",
    "missed_views",
    "register_views",
    "representation_views",
    "writing_views",
]
