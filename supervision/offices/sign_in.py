"""Who acts in a request: by the cookie's session on pages, by the bearer token in the JSON API.

Belongs here: Flask-Login wired to the session table, and the header of a program. A cookie opens no
address of the API, and a token no page, so a foreign page can never use the one for the other.
"""

from __future__ import annotations

import math

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import TooManyRequests

from supervision.core import clock, web
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.offices import sessions, tokens


class SignedIn(UserMixin):  # type: ignore[misc]
    """Flask-Login's user: the actor and the token of the session it came by."""

    def __init__(self, actor: Actor, token: str) -> None:
        self.actor = actor
        self.token = token

    def get_id(self) -> str:
        """What the signed cookie keeps: the session's token."""
        return self.token


def init_app(app: Flask) -> None:
    """Install Flask-Login, and find the actor before the access gate asks for one."""
    # No `current_user` in templates: the page that says the database is away would ask it who reads.
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # the table decides, not the browser's name

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedIn | None:
        found = sessions.find(db.session(), token, now=clock.now())
        return None if found is None else SignedIn(found, token)


def load_actor() -> None:
    """Before each request: who acts, or nobody. Static files ask no database."""
    if web.wants_json():
        _load_bearer()
        return
    g.actor = current_user.actor if current_user.is_authenticated else None


def _load_bearer() -> None:
    """Who sends this request by a token; refuses (429) when the token was used too often."""
    g.actor = None
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return
    found = tokens.find(db.session(), secret.strip(), today=web.today(), now=clock.now())
    if found is None:
        return
    g.actor = found.actor
    if found.wait is not None:
        raise TooManyRequests(retry_after=max(1, math.ceil(found.wait.total_seconds())))


def current_token() -> str | None:
    """The token of this request's session."""
    return current_user.token if current_user.is_authenticated else None


def sign_in(actor: Actor, token: str) -> None:
    """Put a fresh token into a fresh cookie: nothing planted before signing in survives."""
    language = actor.language
    session.clear()
    g.pop("csrf_token", None)  # made for the old cookie; a page of this very answer needs a new one
    login_user(SignedIn(actor, token))
    session["language"] = language
    g.actor = actor


def sign_out() -> None:
    """Forget the cookie's content."""
    logout_user()
    session.clear()
    g.actor = None
