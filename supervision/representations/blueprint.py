"""The blueprint of representations; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("representations", __name__, url_prefix="/representations")
