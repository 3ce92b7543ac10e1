"""The pages of protests, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.protests import (
    informing_views,
    mending_views,
    protest_views,
    register_views,
    step_views,
)
from supervision.protests.blueprint import blueprint

__all__ = [
    "blueprint",
    "informing_views",
    "mending_views",
    "protest_views",
    "register_views",
    "step_views",
]
