"""The pages of indicators, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.indicators import (
    figure_views,
    frozen_views,
    overview_views,
    sheet_views,
    thing_views,
    what_if_views,
)
from supervision.indicators.blueprint import blueprint

__all__ = [
    "blueprint",
    "figure_views",
    "frozen_views",
    "overview_views",
    "sheet_views",
    "thing_views",
    "what_if_views",
]
