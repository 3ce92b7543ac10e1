"""The pages of disputes, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.disputes import (
    act_views,
    dispute_views,
    hearing_views,
    register_views,
    step_views,
)
from supervision.disputes.blueprint import blueprint

__all__ = [
    "act_views",
    "blueprint",
    "dispute_views",
    "hearing_views",
    "register_views",
    "step_views",
]
