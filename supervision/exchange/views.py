"""The room's pages: files taken away, sheets sent in. Importing the views registers them."""

from __future__ import annotations

from supervision.exchange import export_views, import_views
from supervision.exchange.export_views import blueprint

__all__ = ["blueprint", "export_views", "import_views"]
