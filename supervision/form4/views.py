"""The pages of Form No. 4, gathered: importing this module registers all of them."""

from __future__ import annotations

from supervision.form4 import kept_views, page_views
from supervision.form4.blueprint import blueprint

__all__ = ["blueprint", "kept_views", "page_views"]
