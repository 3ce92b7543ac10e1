"""The Blueprint of reports by period; the journals keep their own in `views.py`."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("period_reports", __name__, url_prefix="/reports")
