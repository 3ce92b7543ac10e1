"""The blueprint of administrative cases; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
