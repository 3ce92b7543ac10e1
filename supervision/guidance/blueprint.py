"""The blueprint of the registers of guidance; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("guidance", __name__, url_prefix="/guidance")
