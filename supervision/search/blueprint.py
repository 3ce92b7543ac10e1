"""The blueprint of the search over all rooms."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("search", __name__, url_prefix="/search")
