"""The pages of cases, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.cases import (
    act_views,
    case_views,
    coverage_views,
    hearing_views,
    register_views,
    step_views,
)
from supervision.cases.blueprint import blueprint

__all__ = [
    "act_views",
    "blueprint",
    "case_views",
    "coverage_views",
    "hearing_views",
    "register_views",
    "step_views",
]
