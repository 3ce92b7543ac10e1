"""The room's Blueprint, apart from its views, which stand in several files."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("rehearsals", __name__, url_prefix="/calendar/decrees")
