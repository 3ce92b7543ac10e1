"""The blueprint of the desk and of one duty, for the files of views to share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("duties", __name__)
