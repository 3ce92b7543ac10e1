"""The words a record is found by, and the words somebody searches for.

Belongs here: cutting text into folded words, the same way on both sides, and the comparison that asks
for a beginning. Does not belong here: the tables of words and the statements that ask them.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, and_

from supervision.core.texts import written

_AFTER_EVERY_LETTER = "\U0010ffff"

FOLDED_LETTERS, FOLDED_TO = "әғқңөұүһіё", "агкноуухие"
_FOLDED = str.maketrans(FOLDED_LETTERS, FOLDED_TO)


def search_words(*texts: str) -> frozenset[str]:
    """What a text is found by: its words, their parts, and each word from every part on.

    So 6301-26-00-3/11 is found by 00-3 too. All are folded by `folded`.
    """
    words = {word for text in texts for word in query_words(text)}
    parts = {part for word in words for part in re.findall(r"\w+", word) if len(part) > 1}
    tails = {word[place.end() :] for word in words for place in re.finditer(r"\W(?=\w)", word)}
    return frozenset(words | parts | {tail for tail in tails if len(tail) > 1})


def query_words(text: str) -> list[str]:
    """The words somebody searches for, in order; signs at their ends do not count."""
    stripped = (re.sub(r"^\W+|\W+$", "", word) for word in folded(written(text)).split())
    return [word[:100] for word in stripped if word]


def folded(text: str) -> str:
    """Small letters, Kazakh ones as their neighbours: Қаратай and каратай meet."""
    return text.casefold().translate(_FOLDED)


def begins(column: Any, beginning: str) -> ColumnElement[bool]:
    """Whether the text of a column begins so; signs like % and _ are letters like others.

    A plain comparison: under row-level security no pattern reaches an index, and this does.
    """
    return and_(column >= beginning, column < beginning + _AFTER_EVERY_LETTER)
