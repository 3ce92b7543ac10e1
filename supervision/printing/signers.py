"""The post of whoever signs a paper, in words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from supervision.core.i18n import _
from supervision.offices.models import UserAccount


def post_words(session: Session, user_id: int | None) -> str:
    """The post this person holds; empty where there is nobody yet, or the scope does not show them."""
    person = session.get(UserAccount, user_id) if user_id is not None else None
    return _(f"offices.post.{person.post}") if person is not None else ""
