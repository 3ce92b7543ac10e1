"""The one blueprint of this room, and what its pages share. Does not hold a page."""

from __future__ import annotations

from flask import Blueprint, g, request, session
from werkzeug.wrappers import Response

from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.offices import operations

blueprint = Blueprint("offices", __name__)


@blueprint.after_app_request
def keep_chosen_language(response: Response) -> Response:
    """After the language switch: a signed-in person keeps the choice, on every device."""
    actor: Actor | None = g.get("actor")
    if actor is not None and request.endpoint == "i18n.switch_language":
        with transaction() as current:
            operations.remember_language(current, actor, str(session.get("language", "")))
    return response
