"""The one blueprint of this room, and what its pages share. Does not hold a page."""

from __future__ import annotations

from flask import Blueprint, g, request, session, url_for
from werkzeug.wrappers import Response

from supervision.core.access import Actor
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.offices import operations

blueprint = Blueprint("offices", __name__)


@blueprint.app_context_processor
def who_is_signed_in() -> dict[str, object]:
    """What the page frame shows of the person; nothing for nobody."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        return {}
    return {
        "office_name": actor.office_name,
        "user_name": actor.name,
        "user_post": _(f"offices.post.{actor.post.value}"),
        "user_url": url_for("offices.account"),
        "sign_out_url": url_for("offices.sign_out"),
    }


@blueprint.after_app_request
def keep_chosen_language(response: Response) -> Response:
    """After the language switch: a signed-in person keeps the choice, on every device."""
    actor: Actor | None = g.get("actor")
    if actor is not None and request.endpoint == "i18n.switch_language":
        with transaction() as current:
            operations.remember_language(current, actor, str(session.get("language", "")))
    return response
