"""What rooms above show on a case's page: each gives a panel, the roof (`app.py`) names them all.

Belongs here: the shape of a panel and filling the panels of one case, or of another thing whose page
leaves room for them. Does not belong here: any panel, because imports go down only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

from supervision.core.access import Actor

EXTENSION = "case_panels"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Panel:
    """A part of the case's page. `template` is included with what `content` gives as `panel`;
    None leaves it out. `style` is the style sheet its template needs, under static/css.
    """

    name: str
    template: str
    content: Callable[[Session, Actor, Any], Content | None]
    style: str = ""


class Filled(NamedTuple):
    """A panel with what it shows of one case."""

    template: str
    style: str
    content: Content


def panels_of(
    session: Session, actor: Actor, whole: Any, extension: str = EXTENSION
) -> list[Filled]:
    """The panels of the rooms above for this whole, in the order the roof names them."""
    panels: Iterable[Panel] = current_app.extensions.get(extension, ())
    filled = ((panel, panel.content(session, actor, whole)) for panel in panels)
    return [
        Filled(panel.template, panel.style, content)
        for panel, content in filled
        if content is not None
    ]
