"""The blueprint of indicators; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")
