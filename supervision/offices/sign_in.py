"""Flask-Login wired to the session table: the cookie's token becomes the request's actor."""

from __future__ import annotations

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.offices import sessions


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
    g.actor = current_user.actor if current_user.is_authenticated else None


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
