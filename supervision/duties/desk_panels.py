"""What rooms above tell on the desk over the duties: each gives a strip, the roof names them all.

Belongs here: the shape of a strip and filling those of one desk. Does not belong here: any strip,
because imports go down only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

from supervision.core.access import Actor

EXTENSION = "desk_panels"


@dataclass(frozen=True)
class DeskPanel:
    """Something to read before the duties. `template` is included with what `content` gives as
    `news`; it is left out while there is nothing.
    """

    name: str
    template: str
    content: Callable[[Session, Actor], Sequence[Any]]


class Filled(NamedTuple):
    """A strip with its news."""

    template: str
    news: Sequence[Any]


def news_of(session: Session, actor: Actor) -> list[Filled]:
    """The strips of the actor's desk, in the order the roof names them."""
    panels: Iterable[DeskPanel] = current_app.extensions.get(EXTENSION, ())
    filled = (Filled(panel.template, panel.content(session, actor)) for panel in panels)
    return [each for each in filled if each.news]
