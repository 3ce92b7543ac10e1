"""The side menu: every page a user may go to from anywhere, and who is shown which.

Belongs here: order, icon, permission. A page that belongs in no menu is listed in the guard test.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, url_for

from supervision.core.access import Actor, Permission
from supervision.core.i18n import _


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `permission` None is for everybody signed in."""

    endpoint: str
    label: str
    icon: str
    permission: Permission | None = None


@dataclass(frozen=True)
class Line:
    """An entry as the page frame shows it."""

    endpoint: str
    url: str
    label: str
    icon: str
    active: bool
    badge: str = ""


ENTRIES = (
    Entry("duties.desk", "Desk", "home", Permission.SEE_CASES),
    Entry("studies.register", "Requested files", "files", Permission.SEE_CASES),
    Entry("board.board", "Office board", "chart-bar", Permission.SEE_CASES),
    Entry("library.library", "Law library", "scale"),
    Entry("library.year", "Calendar", "calendar"),
    Entry("offices.people", "People", "users", Permission.SEE_PEOPLE),
    Entry("offices.offices", "Offices", "building", Permission.SEE_PEOPLE),
)


def menu() -> dict[str, list[Line]]:
    """The menu for the page frame; empty for nobody, and on pages of a broken database."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        return {"menu": []}
    here = (request.endpoint or "").split(".")[0]
    return {
        "menu": [
            Line(
                endpoint=entry.endpoint,
                url=url_for(entry.endpoint),
                label=_(entry.label),
                icon=entry.icon,
                active=request.endpoint == entry.endpoint
                or (here == entry.endpoint.split(".")[0] and here == "studies"),
            )
            for entry in ENTRIES
            if entry.permission is None or actor.may(entry.permission)
        ]
    }
