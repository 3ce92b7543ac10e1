"""The pages of petitions, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.petitions import (
    check_views,
    petition_views,
    register_views,
    resolution_views,
    step_views,
)
from supervision.petitions.blueprint import blueprint

__all__ = [
    "blueprint",
    "check_views",
    "petition_views",
    "register_views",
    "resolution_views",
    "step_views",
]
