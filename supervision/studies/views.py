"""The pages of requested files, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.studies import (
    document_views,
    expense_views,
    file_views,
    register_views,
    step_views,
)
from supervision.studies.blueprint import blueprint

__all__ = [
    "blueprint",
    "document_views",
    "expense_views",
    "file_views",
    "register_views",
    "step_views",
]
