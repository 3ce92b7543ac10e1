"""Taking a row away again that nothing has been built on.

Belongs here: the one way a row of a register goes. Does not belong here: who may ask for it, or what
else a room counts as built upon. The database lets go only what a sheet entered, and its foreign keys
say whether another row refers to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from supervision.core.errors import Refused

BUILT_UPON = "Work has been recorded on this row since it was entered: it stays."
NOT_BY_SHEET = "This row was not entered by a sheet: it stays."


def remove(
    session: Session, thing: Any, parts: Sequence[Delete] = (), *, entered_as: int | None = 1
) -> None:
    """Delete `thing`, a row with `id`, with the parts that came with it. `entered_as` is the version its
    entry left it with; None where the room itself has told that nobody worked on it.

    Raises Refused, with nothing changed, where it was changed since it was entered, where any other
    row refers to it, and where it did not come by a sheet.
    """
    if entered_as is not None and thing.version != entered_as:
        raise Refused(BUILT_UPON)
    row = delete(type(thing)).where(type(thing).id == thing.id)
    try:
        with session.begin_nested():
            for part in parts:
                session.execute(part)
            gone = cast("CursorResult[Any]", session.execute(row)).rowcount
            if gone != 1:
                raise Refused(NOT_BY_SHEET)
    except IntegrityError:
        raise Refused(BUILT_UPON) from None
