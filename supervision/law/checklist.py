"""The closed lists that paragraphs of the acts give: checklist points, priorities, categories.

Belongs here: reading a list by paragraph and name, and short names for the lists that rooms show.
Does not belong here: what follows from an answer (`participation.py`, `competence.py`) or the
answers themselves, which a room records.
"""

from __future__ import annotations

from functools import cache

from supervision.law.model import ListItem, UnknownLaw
from supervision.law.reader import product_acts

_SHARED = {"minor": "minor_or_arrest", "arrest": "minor_or_arrest"}


@cache
def list_items(paragraph: str, name: str) -> tuple[ListItem, ...]:
    """The items of one list in the text's order, for example `list_items("2002 ¶6", "checklist")`.

    Where a paragraph has several wordings, the last one's list is given. Raises UnknownLaw for a
    paragraph or a list that is not in the law files.
    """
    found = [each for each in product_acts().paragraphs if each.name == paragraph]
    if not found:
        raise UnknownLaw("paragraph", paragraph)
    lists = max(found, key=lambda each: each.in_force.from_).lists
    if name not in lists:
        raise UnknownLaw("list", f"{paragraph} {name}", tuple(lists))
    return lists[name]


def list_item(paragraph: str, name: str, code: str) -> ListItem:
    """One item of a list by its code. Raises UnknownLaw when the list has no such code."""
    items = list_items(paragraph, name)
    for item in items:
        if item.code == code:
            return item
    raise UnknownLaw("list item", f"{paragraph} {name} {code}", tuple(item.code for item in items))


def category_of_ground(ground: str) -> str:
    """The category of `2015 ¶6` that a ground stands under: the first holds two grounds."""
    return _SHARED.get(ground, ground)


def study_checklist() -> tuple[ListItem, ...]:
    """The five points that a study of a requested file answers (`2002 ¶6`)."""
    return list_items("2002 ¶6", "checklist")


def priorities() -> tuple[ListItem, ...]:
    """The three priorities a review may serve (`2002 ¶3`)."""
    return list_items("2002 ¶3", "priorities")


def branches() -> tuple[ListItem, ...]:
    """The kinds of case an enforcement file comes from (`2002 ¶2`)."""
    return list_items("2002 ¶2", "branches")
