"""The blueprint of acts of response; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("responses", __name__, url_prefix="/responses")
