"""The blueprint of requested files; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("studies", __name__, url_prefix="/files")
