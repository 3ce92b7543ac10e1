"""IIN and BIN: the twelve digits by which the state knows a person or a legal entity.

Belongs here: check digits and what the digits say of their bearer. Does not belong here: who must
give a number, which each room decides.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from datetime import date

from supervision.core.errors import Problem

_FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
# The seventh digit tells century and sex; a foreigner's is 0 and leaves the century open.
_CENTURIES_OF_DIGIT: Mapping[str, tuple[int, ...]] = {
    "0": (1900, 2000),
    "1": (1800,),
    "2": (1800,),
    "3": (1900,),
    "4": (1900,),
    "5": (2000,),
    "6": (2000,),
}
_KINDS_OF_LEGAL_ENTITY = "456"


def control_digit(digits: str) -> int | None:
    """The twelfth digit that the first eleven demand; None: no IIN or BIN begins with these."""
    for weights in (_FIRST_PASS, _SECOND_PASS):
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest != 10:
            return rest
    return None


def identity_problems(
    number: str, is_person: bool, birth_on: date | None, field: str
) -> Iterator[Problem]:
    """Why this cannot be a person's IIN or a legal entity's BIN; an empty one may stand."""
    if not number:
        return
    if not re.fullmatch(r"[0-9]{12}", number):
        yield Problem("An IIN or BIN has exactly 12 digits.", field)
    elif control_digit(number[:11]) != int(number[11]):
        yield Problem("The last digit does not fit the others: check the number for a slip.", field)
    elif not is_person:
        if number[4] not in _KINDS_OF_LEGAL_ENTITY or not 1 <= int(number[2:4]) <= 12:
            yield Problem("This is not the BIN of a legal entity.", field)
    elif not (births := _births(number)):
        yield Problem("An IIN begins with a birth date; these digits are none.", field)
    elif birth_on is not None and birth_on not in births:
        yield Problem("The birth date in this IIN is another than the one recorded.", field)


def _births(number: str) -> list[date]:
    """The birth dates an IIN may stand for; a foreigner's does not tell the century."""
    centuries: tuple[int, ...] = _CENTURIES_OF_DIGIT.get(number[6], ())
    births = []
    for century in centuries:
        with contextlib.suppress(ValueError):
            births.append(date(century + int(number[:2]), int(number[2:4]), int(number[4:6])))
    return births
