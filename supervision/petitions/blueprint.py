"""The blueprint of petitions; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("petitions", __name__, url_prefix="/petitions")
