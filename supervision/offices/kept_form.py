"""What was typed into a form whose session had ended, kept until it can be sent again.

Belongs here: sealing the fields of a refused request, the page that offers to send them again. Does
not belong here: signing in. Passwords, tokens and files are never kept.

The fields travel through the sign-in page sealed with the installation's key: they live two hours,
come back to the same address only, and are opened only for the person who typed them. Only a form
of our own pages is kept, so a foreign page cannot put words into anybody's mouth.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, render_template, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from supervision.core.db import db
from supervision.core.pages import local_path
from supervision.core.web import KEEPER
from supervision.offices import sessions
from supervision.offices.forms import SignInForm

LIFE_SECONDS = 2 * 60 * 60
LONGEST = 120_000
_NEVER_KEPT = ("csrf_token", "kept", "next")
_TECHNICAL = ("idempotency_key", "version", "seen")


@dataclass(frozen=True)
class KeptForm:
    """A request to send again: a path of this site and its fields, for one person if known."""

    path: str
    fields: tuple[tuple[str, str], ...]
    user_id: int | None

    @property
    def typed(self) -> list[str]:
        """What a person would recognise of it: words and numbers, without the page's own codes."""
        return [value for name, value in self.fields if name not in _TECHNICAL and _is_text(value)]

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost: only the page's own marks, or nothing at all."""
        return not any(value for name, value in self.fields if name not in _TECHNICAL)

    def is_for(self, user_id: int | None) -> bool:
        """Whether this person may see it; nobody is told what a colleague typed."""
        return self.user_id is None or self.user_id == user_id


def _is_text(value: str) -> bool:
    return not value.isascii() or " " in value or (len(value) > 3 and not value.islower())


def init_app(app: Flask) -> None:
    """Have the access gate and the CSRF check keep what they refuse."""
    app.extensions[KEEPER] = answer


def answer(status: int) -> Response | None:
    """The page for a refused form of ours with something typed in it; None for anything else."""
    if request.endpoint == "offices.sign_in":  # the sign-in page itself lay open too long
        page = render_template("offices/sign_in.html", form=SignInForm(), kept=None, aged=True)
        return Response(page, status)
    kept = _of_request()
    if kept is None:
        return None
    if g.get("actor") is not None:
        return Response(send_again_page(kept), status)
    form = SignInForm(formdata=None, data={"kept": seal(kept)})
    page = render_template("offices/sign_in.html", form=form, kept=kept)
    return Response(page, status)


def send_again_page(kept: KeptForm) -> str:
    """The page that shows what was typed and sends it when the person says so."""
    return render_template("offices/send_again.html", kept=kept)


def seal(kept: KeptForm) -> str:
    """The form as a signed text; "" when it is too long to travel."""
    sealed = _serializer().dumps([kept.path, kept.fields, kept.user_id])
    text = sealed.decode() if isinstance(sealed, bytes) else sealed
    return text if len(text) <= LONGEST else ""


def unseal(text: str | None) -> KeptForm | None:
    """The form behind a sealed text, or None when it is foreign, changed or too old."""
    if not text or len(text) > LONGEST:
        return None
    try:
        path, fields, user_id = _serializer().loads(text, max_age=LIFE_SECONDS)
    except BadData:
        return None
    return KeptForm(local_path(path), tuple((name, value) for name, value in fields), user_id)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="kept-form")


def _of_request() -> KeptForm | None:
    if not _from_our_page() or (request.endpoint or "").startswith("i18n."):
        return None
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NEVER_KEPT and "password" not in name
    )
    kept = KeptForm(request.full_path.rstrip("?"), fields, _who_typed())
    return None if kept.empty else kept


def _from_our_page() -> bool:
    """Whether the browser says the form stood on our own page; without its word we keep nothing."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host


def _who_typed() -> int | None:
    actor = g.get("actor")
    if actor is not None:
        return int(actor.user_id)
    token = session.get("_user_id")
    return sessions.owner_of(db.session(), str(token)) if token else None
