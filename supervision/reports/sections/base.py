"""What a section that fills itself is made of: where its things come from, how its lines are called.

Belongs here: the shape of a section. A section is one file beside this one: it names one query of
the room that owns the facts and the words of its lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from supervision.core.counting import Asked, Counted
from supervision.core.i18n import _
from supervision.law.lawbook import Lawbook

Words = Callable[[str, Lawbook, str], str]


@dataclass(frozen=True)
class FactSection:
    """A section of figures, each with the cases behind it.

    `things` selects what is counted; `lines` are the keys that stand in it even when nothing counts,
    in their order, and others follow by size; `words` says a key in a language. `share`: a line is a
    share of its things. `money`: a line adds up sums. `once`: a thing that moved to another line was
    counted already, so a later tail does not count it anew. `details` says a thing's detail where it
    is a code.
    """

    code: str
    things: Callable[[Asked], Counted]
    words: Words
    lines: tuple[str, ...] = ()
    share: bool = False
    money: bool = False
    once: bool = False
    details: Words | None = None

    @property
    def title(self) -> str:
        """What the section is called, in the language spoken at the moment."""
        return _(f"reports.section.{self.code}")


def spoken(section: str) -> Words:
    """Lines whose words stand in the catalogs under the section's name."""
    return lambda key, _law, _language: _(f"reports.line.{section}.{key}")
