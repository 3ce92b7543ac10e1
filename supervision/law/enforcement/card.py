"""The record card 4.0: its reference lists, which rows a claim stands in, which fields it asks for.

Belongs here: what follows from the values of some fields for others (`F4`, appendix 1, card 4.0) and
the dates that must stand in order (C2). Does not belong here: check digits, lengths, or a form.
"""

from __future__ import annotations

from enum import StrEnum

from supervision.law.checklist import list_items
from supervision.law.enforcement.events import ACT
from supervision.law.model import ListItem

CARD = "F4 card 4.0"
FIRST_ROW, LAST_ROW = 1, 39
KIND_ROWS = range(25, 32)  # rows that a document stands in by its kind, beside its claim (Q2)
ALIMONY_ROWS = range(19, 25)
NON_PROPERTY_ROWS = range(36, 40)
CONFISCATION_ROWS = frozenset({2, 3, 35})
# Material damage to the state: by offences, and beside criminal cases, from guilty officials too.
DAMAGE_ROWS = frozenset({6, 9, 10})
STATE_IS_DEBTOR_ROWS = frozenset({12, 13})  # no sanction then (art. 124(1)(3))


class ReceiptKind(StrEnum):
    """How the document came (field 7.1)."""

    FIRST = "first"
    REPEATED = "repeated"
    BY_TERRITORIALITY = "by_territoriality"


class PersonKind(StrEnum):
    """Natural person, or legal entity; an individual entrepreneur stands in the second block."""

    NATURAL = "natural"
    LEGAL = "legal"


class Beneficiary(StrEnum):
    """In whose favour alimony is recovered (field 14.5)."""

    CHILDREN = "children"
    SPOUSE = "spouse"
    PARENTS = "parents"
    GUARDIANSHIP = "guardianship"
    SIBLINGS = "siblings"


_ROW_OF_KIND = {
    "3": 25,
    "4": 25,
    "7": 28,
    "8": 27,
    "9": 26,
    "10": 29,
    "11-1": 31,
    "13": 30,
}
_ROW_OF_BENEFICIARY = {
    Beneficiary.CHILDREN: 20,
    Beneficiary.SPOUSE: 21,
    Beneficiary.PARENTS: 22,
    Beneficiary.GUARDIANSHIP: 23,
    Beneficiary.SIBLINGS: 24,
}
_JUDICIAL = frozenset({"1", "1-1", "2", "3", "4", "4-1", "4-2", "5", "12"})
_CIVIL = frozenset({"1", "2"})
_CIVIL_ROWS = range(7, 25)
_ADMINISTRATIVE = frozenset({"5", "6", "11"})
_WITH_CHILDREN = frozenset({Beneficiary.CHILDREN, Beneficiary.GUARDIANSHIP, Beneficiary.SIBLINGS})


def document_kinds() -> tuple[ListItem, ...]:
    """The kinds of enforcement documents (article 9(1)), by the number of their clause (field 4)."""
    return list_items(f"{ACT} art. 9", "document_kinds")


def card_list(name: str) -> tuple[ListItem, ...]:
    """A reference list of the card, such as `delivery_modes` or `plaintiffs`."""
    return list_items(CARD, name)


def kind_row(document_kind: str, extra_row: int | None, report_row: int) -> int | None:
    """The row 25–31 that a document stands in by its kind, or by field 8.1, beside its own row.

    None where there is none, or where field 8 names the same row: no row counts a document twice.
    """
    row = extra_row if extra_row in KIND_ROWS else _ROW_OF_KIND.get(document_kind)
    return None if row == report_row else row


def is_monetary(report_row: int) -> bool:
    """Whether the claim of this row is one of money, so that field 10 must be filled."""
    return report_row not in NON_PROPERTY_ROWS and report_row not in CONFISCATION_ROWS


def is_alimony(report_row: int) -> bool:
    """Whether the row is one of alimony, so that the block of persons is filled (C3)."""
    return report_row in ALIMONY_ROWS


def fits_row(beneficiary: Beneficiary, report_row: int) -> bool:
    """Whether the beneficiary of field 14.5 belongs to the row; row 19 takes any."""
    return report_row == ALIMONY_ROWS.start or _ROW_OF_BENEFICIARY[beneficiary] == report_row


def may_name_children(beneficiary: Beneficiary) -> bool:
    """Whether children are entered as lines 14.6–14.11."""
    return beneficiary in _WITH_CHILDREN


def must_name_children(beneficiary: Beneficiary) -> bool:
    """Whether at least one child must be entered."""
    return beneficiary is Beneficiary.CHILDREN


def is_judicial(document_kind: str) -> bool:
    """Whether the document rests on a court act, so that its date is asked for."""
    return document_kind in _JUDICIAL


def has_case_number(document_kind: str) -> bool:
    """Whether field 1.1 is asked for: a judicial document or an administrative ruling."""
    return document_kind in _JUDICIAL | _ADMINISTRATIVE


def has_plaintiff(document_kind: str, report_row: int) -> bool:
    """Whether field 3.1 is asked for: a court document on a claim of a civil case."""
    return document_kind in _CIVIL and report_row in _CIVIL_ROWS


def is_row(report_row: int) -> bool:
    """Whether field 8 may name this row: any but the total."""
    return FIRST_ROW <= report_row <= LAST_ROW
