"""The blueprint of enforcement documents; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("enforcement", __name__, url_prefix="/enforcement")
