"""Pages."""
from flask import Blueprint
blueprint = Blueprint("reminders", __name__, url_prefix="/notices")


def frame() -> dict[str, object]:
    return {"unread_notices": 0, "banners": []}
