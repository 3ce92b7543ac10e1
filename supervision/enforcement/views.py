"""The pages of enforcement documents, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.enforcement import (
    card_views,
    document_views,
    event_views,
    register_views,
    transfer_views,
)
from supervision.enforcement.blueprint import blueprint

__all__ = [
    "blueprint",
    "card_views",
    "document_views",
    "event_views",
    "register_views",
    "transfer_views",
]
