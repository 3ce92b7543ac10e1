"""Typed text as it is kept, whatever the room.

Belongs here: what is taken out of any text before it is stored. Does not belong here: how long a
text may be or what it must say.
"""

from __future__ import annotations

import re

# Line breaks stay. Signs that turn the direction of writing would show the rest of a line reversed.
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def written(text: str) -> str:
    """The text as it is kept: no control or direction characters, no blanks at its ends."""
    return _UNSEEN.sub(" ", text.replace("\r\n", "\n")).strip()
