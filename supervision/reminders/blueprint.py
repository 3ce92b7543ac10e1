"""The room's blueprint, alone in a file so that its views can be several."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reminders", __name__)
