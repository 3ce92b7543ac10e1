"""Who may bring a protest and how a protest ended without a decision on it (`2015 ¶13, ¶17, ¶23`,
`2002 ¶7`).

Belongs here: the right worked out from plain facts, with its paragraph; withdrawn told from
returned. Does not belong here: the window (`windows.py`), people and offices, or any record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from supervision.law.checklist import list_item, list_items
from supervision.law.model import ListItem, Titles


class ProtestKind(StrEnum):
    """The order in which a court act is protested."""

    APPELLATE = "appellate"
    CASSATION = "cassation"
    SUPERVISORY = "supervisory"


class Outcome(StrEnum):
    """What became of a protest."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


ON_MERITS = (Outcome.GRANTED, Outcome.GRANTED_IN_PART, Outcome.REJECTED)
_LISTS = {
    ProtestKind.APPELLATE: ("2015 ¶13", "may_bring_appellate_protest"),
    ProtestKind.CASSATION: ("2015 ¶25", "may_bring_cassation_protest"),
}
_SUPERVISORY = frozenset(
    {
        "general_prosecutor",
        "deputy_general_prosecutor",
        "oblast_prosecutor",
        "deputy_oblast_prosecutor",
    }
)
_BY_OFFICE = {
    ("gpo", "head"): "general_prosecutor",
    ("gpo", "deputy"): "deputy_general_prosecutor",
    ("oblast", "head"): "oblast_prosecutor",
    ("oblast", "deputy"): "deputy_oblast_prosecutor",
    ("district", "head"): "district_prosecutor",
}


@dataclass(frozen=True, slots=True)
class Prosecutor:
    """Somebody as far as the right to protest asks: the level of the office (gpo, oblast, district),
    the post in it (head, deputy, any other), whether they took part at first instance, and whether
    the case lies within the competence of their office.
    """

    level: str
    post: str
    took_part: bool = False
    competent: bool = True


@dataclass(frozen=True, slots=True)
class Right:
    """The right to bring a protest: the capacity as the text names it, and the paragraph."""

    code: str
    title: Titles
    citation: str


def rightholders(kind: str, *, enforcement: bool = False) -> tuple[Right, ...]:
    """Everybody the text lets bring a protest of this kind, in the text's order (`2015 ¶13, ¶25`).

    The Instruction of 2002 (`¶7`), which speaks of enforcement proceedings, names nobody. Within the
    appellate term those of `2015 ¶13` are taken; for the supervisory order the heads and deputies of
    the offices that representations ask for it.
    """
    if not enforcement:
        paragraph, name = _LISTS[ProtestKind(kind)]
        return tuple(_right(item, paragraph) for item in list_items(paragraph, name))
    named = list_items(*_LISTS[ProtestKind.APPELLATE])
    whoever = ProtestKind(kind) is ProtestKind.APPELLATE
    taken = [item for item in named if whoever or item.code in _SUPERVISORY]
    return tuple(_right(item, "2002 ¶7") for item in taken)


def right_to_bring(kind: str, prosecutor: Prosecutor, *, enforcement: bool = False) -> Right | None:
    """By which right this prosecutor may bring a protest of this kind, or None (`2015 ¶13, ¶25`).

    Whoever took part brings it whatever the post; heads and deputies as the text names them, within
    their competence. A deputy of a district is not named: he brings it only having taken part.
    """
    if not prosecutor.competent:
        return None
    rights = {right.code: right for right in rightholders(kind, enforcement=enforcement)}
    by_office = _BY_OFFICE.get((prosecutor.level, prosecutor.post), "")
    if by_office in rights:
        return rights[by_office]
    return rights.get("participating_prosecutor") if prosecutor.took_part else None


def grounds_of_appeal() -> tuple[ListItem, ...]:
    """The grounds on which a ruling is quashed or changed, as CoAO 840 is cited by `2015 ¶13`."""
    return list_items("2015 ¶13", "coao_840_grounds")


class Mover(StrEnum):
    """Who moved the court to let the protest be withdrawn, seen from its author."""

    AUTHOR = "author"
    HIGHER_PROSECUTOR = "higher_prosecutor"
    OTHER = "other"


class EndedBy(StrEnum):
    """What the record says of a protest that ended without a decision on it."""

    COURT_GRANTED_MOTION = "court_granted_motion"
    COURT_RETURNED = "court_returned"
    PROSECUTORS_TOOK_BACK = "prosecutors_took_back"


@dataclass(frozen=True, slots=True)
class Ending:
    """Withdrawn or returned, and the reason in the words of the list `endings` of `2015 ¶23`."""

    outcome: Outcome
    code: str
    title: Titles
    citation: str


def ending(ended_by: str, mover: str | None) -> Ending:
    """Whether a protest without a decision on it was withdrawn or returned (`2015 ¶23`).

    Withdrawn if the court granted a motion to that effect of its author or of a higher prosecutor;
    returned in every other case, a return on the prosecutors' initiative included. `mover` is who
    moved, None when nobody did. Unknown values raise ValueError.
    """
    how = EndedBy(ended_by)
    moved = None if mover is None else Mover(mover)
    if how is EndedBy.PROSECUTORS_TOOK_BACK:
        return _ending(Outcome.RETURNED, "taken_back_without_grant")
    if how is EndedBy.COURT_RETURNED:
        return _ending(Outcome.RETURNED, "motion_not_granted" if moved else "returned_by_court")
    if moved is Mover.AUTHOR:
        return _ending(Outcome.WITHDRAWN, "motion_of_author_granted")
    if moved is Mover.HIGHER_PROSECUTOR:
        return _ending(Outcome.WITHDRAWN, "motion_of_higher_granted")
    return _ending(Outcome.RETURNED, "motion_of_another" if moved else "returned_by_court")


def ended_by_of(code: str) -> EndedBy:
    """What a record said that was told `code`, so that it can be corrected (`2015 ¶23`)."""
    if code == "taken_back_without_grant":
        return EndedBy.PROSECUTORS_TOOK_BACK
    if code in ("motion_not_granted", "returned_by_court"):
        return EndedBy.COURT_RETURNED
    return EndedBy.COURT_GRANTED_MOTION


def ending_title(code: str) -> Titles:
    """The words of a recorded reason. Raises UnknownLaw for a code that is not in the list."""
    return list_item("2015 ¶23", "endings", code).title


def _ending(outcome: Outcome, code: str) -> Ending:
    return Ending(outcome, code, ending_title(code), "2015 ¶23")


def _right(item: ListItem, citation: str) -> Right:
    return Right(item.code, item.title, citation)
