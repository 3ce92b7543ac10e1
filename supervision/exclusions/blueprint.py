"""The blueprint of exclusions; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("exclusions", __name__, url_prefix="/exclusions")
