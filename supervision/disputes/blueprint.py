"""The blueprint of disputes in enforcement proceedings; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("disputes", __name__, url_prefix="/disputes")
