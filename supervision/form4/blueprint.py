"""The blueprint of Form No. 4; the views register themselves on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("form4", __name__, url_prefix="/form4")
