"""The blueprint of protests; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("protests", __name__, url_prefix="/protests")
