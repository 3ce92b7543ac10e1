"""The page frame: the side menu, who is shown which line of it, and who is signed in.

Belongs here: order, icon, permission. A page that belongs in no menu is listed in the guard test.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from flask import g, request, url_for

from supervision.core.access import Actor, Permission
from supervision.core.i18n import _


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `permission` None is for everybody signed in, `apart` begins a group."""

    endpoint: str
    label: str
    icon: str
    permission: Permission | None = None
    apart: bool = False


@dataclass(frozen=True)
class Line:
    """An entry as the page frame shows it."""

    endpoint: str
    url: str
    label: str
    icon: str
    active: bool
    badge: str = ""
    apart: bool = False


# Rooms all of whose pages belong under one line of the menu.
WHOLE_ROOMS = {
    "studies": "studies.register",
    "cases": "cases.register",
    "disputes": "disputes.register",
    "enforcement": "enforcement.register",
    "responses": "responses.register",
    "protests": "protests.register",
    "petitions": "petitions.register",
    "representations": "protests.register",
    "exclusions": "protests.register",
    "board": "board.board",
    "plan": "board.board",
    "late": "duties.desk",
    "planner": "planner.workload_page",
    "guidance": "guidance.overview",
    "indicators": "indicators.overview",
    "form4": "form4.form",
    "rehearsals": "library.year",
    "reports": "reports.journals",
    "period_reports": "period_reports.register",
    "extracts": "exchange.files",
}
PRODUCT_VERSION = version("supervision")
ENTRIES = (
    Entry("duties.desk", "Desk", "home", Permission.SEE_CASES),
    Entry("studies.register", "Requested files", "files", Permission.SEE_CASES),
    Entry("enforcement.register", "Enforcement documents", "coins", Permission.SEE_CASES),
    Entry("cases.register", "Administrative cases", "gavel", Permission.SEE_CASES),
    Entry("protests.register", "Protests", "flag", Permission.SEE_CASES),
    Entry("petitions.register", "Petitions", "message", Permission.SEE_CASES),
    Entry("disputes.register", "Disputes in enforcement", "scale", Permission.SEE_CASES),
    Entry("responses.register", "Acts of response", "send", Permission.SEE_CASES),
    Entry("board.board", "Office board", "chart-bar", Permission.SEE_CASES, apart=True),
    Entry("planner.workload_page", "Workload", "layout-dashboard", Permission.MOVE_DUTIES),
    Entry("guidance.overview", "Guidance", "list-details", Permission.SEE_CASES),
    Entry("indicators.overview", "Indicators", "report", Permission.SEE_CASES),
    Entry("form4.form", "Form No. 4", "list-details", Permission.SEE_CASES),
    Entry("period_reports.register", "Reports", "file-text", Permission.SEE_CASES),
    Entry("reports.journals", "Control journals", "clipboard-list", Permission.SEE_CASES),
    Entry("exchange.imports", "Entering from sheets", "upload", Permission.RECORD_CASES),
    Entry("exchange.files", "Files taken away", "download", Permission.SEE_CASES),
    Entry("library.library", "Law library", "scale"),
    Entry("library.year", "Calendar", "calendar"),
    Entry("offices.people", "People", "users", Permission.SEE_PEOPLE, apart=True),
    Entry("offices.offices", "Offices", "building", Permission.SEE_PEOPLE),
)


def frame() -> dict[str, Any]:
    """What every page shows around its content; little for nobody and when the database is away."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        return {"menu": []}
    return {
        "menu": _lines(actor),
        "office_name": actor.office_name,
        "user_name": actor.name,
        "user_post": _(f"offices.post.{actor.post}"),
        "user_url": url_for("offices.account"),
        "sign_out_url": url_for("offices.sign_out"),
        "notices_url": url_for("reminders.notices"),
        "search_url": url_for("search.search") if actor.may(Permission.SEE_CASES) else "",
        "product_version": PRODUCT_VERSION,
    }


def _lines(actor: Actor) -> list[Line]:
    here = (request.endpoint or "").split(".")[0]
    return [
        Line(
            endpoint=entry.endpoint,
            url=url_for(entry.endpoint),
            label=_(entry.label),
            icon=entry.icon,
            active=request.endpoint == entry.endpoint or entry.endpoint == WHOLE_ROOMS.get(here),
            apart=entry.apart,
        )
        for entry in ENTRIES
        if entry.permission is None or actor.may(entry.permission)
    ]
