"""The words a record is found by, and the words somebody searches for.

Belongs here: cutting text into folded words, the same way on both sides. Does not belong here: the
tables of words and the statements that ask them.
"""

from __future__ import annotations

import re

from supervision.core.texts import written

_FOLDED = str.maketrans("әғқңөұүһіё", "агкноуухие")


def search_words(*texts: str) -> frozenset[str]:
    """What a text is found by: its words and the words' parts, folded by `folded`."""
    words = {word for text in texts for word in query_words(text)}
    parts = {part for word in words for part in re.findall(r"\w+", word) if len(part) > 1}
    return frozenset(words | parts)


def query_words(text: str) -> list[str]:
    """The words somebody searches for, in order; signs at their ends do not count."""
    stripped = (re.sub(r"^\W+|\W+$", "", word) for word in folded(written(text)).split())
    return [word[:100] for word in stripped if word]


def folded(text: str) -> str:
    """Small letters, Kazakh ones as their neighbours: Қаратай and каратай meet."""
    return text.casefold().translate(_FOLDED)
