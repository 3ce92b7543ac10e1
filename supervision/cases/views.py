"""The pages of cases, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.cases import (
    act_register_views,
    act_views,
    bulk_views,
    case_views,
    conclusion_list_views,
    conclusion_views,
    correction_views,
    coverage_views,
    filing_views,
    hearing_views,
    oblast_check_views,
    reconciliation_views,
    register_views,
    ruling_views,
    step_views,
)
from supervision.cases.blueprint import blueprint

__all__ = [
    "act_register_views",
    "act_views",
    "blueprint",
    "bulk_views",
    "case_views",
    "conclusion_list_views",
    "conclusion_views",
    "correction_views",
    "coverage_views",
    "filing_views",
    "hearing_views",
    "oblast_check_views",
    "reconciliation_views",
    "register_views",
    "ruling_views",
    "step_views",
]
