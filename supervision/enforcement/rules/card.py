"""Card 4.0 as entered: every field with its condition (`F4`, appendix 1), controls C1–C3.

Belongs here: what stands against an entry (errors), and what is only worth a second look
(warnings). Does not belong here: the lists of the Law and which row asks for what (`law`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from supervision.core.errors import Problem
from supervision.core.identity import identity_problems
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems
from supervision.core.texts import written
from supervision.law.enforcement import card as law
from supervision.law.enforcement.card import PersonKind

KIND = "enforcement_document"
LARGEST_SUM = Decimal("9999999999999999.99")
SEXES = ("male", "female")
MOST_CHILDREN = 30
_FILL = "This must be filled in."
_CHOOSE = "Choose one of the listed values."
_LINES = (
    "writ_number",
    "case_number",
    "issuing_body",
    "joint_group",
    "debtor_name",
    "debtor_paper_number",
    "debtor_paper_issuer",
    "debtor_workplace",
    "debtor_post",
    "debtor_citizenship",
    "debtor_account",
    "debtor_address",
    "claimant_name",
    "claimant_address",
    "bailiff",
)
_NUMBERS = ("debtor_number", "claimant_number", "filler_number")


@dataclass(frozen=True)
class ChildEntry:
    """One child of an alimony document: fields 14.6–14.10."""

    surname: str
    first_name: str
    patronymic: str = ""
    birth_on: date | None = None
    sex: str | None = None


@dataclass(frozen=True)
class CardEntry:
    """The fields of card 4.0 by their columns' names; fields 5–6 and 10.2–10.3 are events.

    `children_count` is field 14.11 as stated on the card. Sums are tenge.
    """

    writ_number: str
    writ_issued_on: date
    issuing_body: str
    document_kind: str
    received_on: date
    receipt_kind: str
    delivery_mode: str
    report_row: int
    substance: str
    debtor_kind: str
    debtor_name: str
    claimant_kind: str
    claimant_name: str
    filled_by: str
    bailiff: str
    filler_number: str
    court_act_on: date | None = None
    case_number: str = ""
    plaintiff: str | None = None
    extra_row: int | None = None
    claim: Decimal | None = None
    joint: bool = False
    joint_group: str = ""
    debtor_number: str = ""
    debtor_birth_on: date | None = None
    debtor_paper_number: str = ""
    debtor_paper_issuer: str = ""
    debtor_paper_on: date | None = None
    debtor_workplace: str = ""
    debtor_post: str = ""
    debtor_foreign: bool = False
    debtor_citizenship: str = ""
    debtor_sex: str | None = None
    debtor_account: str = ""
    debtor_address: str = ""
    claimant_number: str = ""
    claimant_birth_on: date | None = None
    claimant_foreign: bool = False
    claimant_address: str = ""
    beneficiary: str | None = None
    beneficiary_amount: Decimal | None = None
    children_count: int = 0
    children: tuple[ChildEntry, ...] = ()


def as_kept(entry: CardEntry) -> CardEntry:
    """The entry with every text as it is kept, numbers without blanks."""
    texts: dict[str, Any] = {name: written(getattr(entry, name)) for name in (*_LINES, "substance")}
    numbers: dict[str, Any] = {
        name: "".join(written(getattr(entry, name)).split()) for name in _NUMBERS
    }
    texts["debtor_account"] = "".join(texts["debtor_account"].upper().split())
    children = tuple(
        replace(
            child,
            surname=written(child.surname),
            first_name=written(child.first_name),
            patronymic=written(child.patronymic),
        )
        for child in entry.children
    )
    return replace(entry, **texts, **numbers, children=children)


def key_of(text: str) -> str:
    """A number or a body as double entries are known by: no blanks, no capitals, no quotes."""
    return re.sub(r"[\s«»\"'“”]+", "", written(text)).casefold()


def entry_problems(entry: CardEntry, today: date) -> Iterator[Problem]:
    """Everything that stands against a card (controls marked H), each at its field."""
    for name in (*_LINES, "substance"):
        most = LONGEST_NOTE if name == "substance" else LONGEST_LINE
        yield from length_problems(getattr(entry, name), name, most)
    for name in ("writ_number", "issuing_body", "substance", "bailiff"):
        if not getattr(entry, name):
            yield Problem(_FILL, name)
    yield from _list_problems(entry)
    yield from _date_problems(entry, today)
    yield from _claim_problems(entry)
    yield from _debtor_problems(entry, today)
    yield from _claimant_problems(entry, today)
    yield from _alimony_problems(entry, today)
    if not entry.filler_number:
        yield Problem(_FILL, "filler_number")
    yield from identity_problems(entry.filler_number, True, None, "filler_number")


def _list_problems(entry: CardEntry) -> Iterator[Problem]:
    """Values that stand in no reference list, and lists that the kind of document asks for."""
    lists = {
        "receipt_kind": "receipt_kinds",
        "delivery_mode": "delivery_modes",
        "filled_by": "filled_by",
    }
    for name, listed in lists.items():
        if getattr(entry, name) not in {item.code for item in law.card_list(listed)}:
            yield Problem(_CHOOSE, name)
    if entry.document_kind not in {item.code for item in law.document_kinds()}:
        yield Problem(_CHOOSE, "document_kind")
    if not law.is_row(entry.report_row):
        yield Problem(_CHOOSE, "report_row")
    if entry.extra_row is not None and entry.extra_row not in law.KIND_ROWS:
        yield Problem(_CHOOSE, "extra_row")
    plaintiffs = {item.code for item in law.card_list("plaintiffs")}
    if entry.plaintiff is not None and entry.plaintiff not in plaintiffs:
        yield Problem(_CHOOSE, "plaintiff")
    if entry.plaintiff is None and law.has_plaintiff(entry.document_kind, entry.report_row):
        yield Problem("A civil case has its plaintiff: choose who brought the claim.", "plaintiff")
    if not entry.case_number and law.has_case_number(entry.document_kind):
        yield Problem("A document of this kind has the number of its case.", "case_number")


def _date_problems(entry: CardEntry, today: date) -> Iterator[Problem]:
    """Days out of their order (C2): court act, issue, receipt, none after today."""
    if entry.court_act_on is None and law.is_judicial(entry.document_kind):
        yield Problem("A judicial document has the date of its court act.", "court_act_on")
    if entry.court_act_on is not None and entry.court_act_on > entry.writ_issued_on:
        yield Problem("The court act comes before the writ is issued.", "court_act_on")
    if entry.writ_issued_on > entry.received_on:
        yield Problem("The document cannot come before it was issued.", "received_on")
    if entry.received_on > today:
        yield Problem("The receipt cannot be dated after today.", "received_on")


def _claim_problems(entry: CardEntry) -> Iterator[Problem]:
    """Field 10 by the row of field 8; field 10.1 only beside a sum."""
    yield from sum_problems(entry.claim, "claim")
    if law.is_monetary(entry.report_row) and not entry.claim:
        yield Problem("A claim of money has its sum in tenge.", "claim")
    if entry.claim and entry.report_row in law.NON_PROPERTY_ROWS:
        yield Problem("A claim of this row is not one of money: leave the sum empty.", "claim")
    if entry.joint and not entry.claim:
        yield Problem("Only a sum is owed jointly.", "joint")
    if entry.joint_group and not entry.joint:
        yield Problem("Documents are linked by a joint debt: mark it as joint.", "joint_group")


def sum_problems(amount: Decimal | None, name: str) -> Iterator[Problem]:
    """A sum of tenge that cannot be kept exactly: below nothing, too large, parts of a tiyn."""
    if amount is None:
        return
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int):  # not a number at all, or without end
        yield Problem("Enter the sum in tenge, for example 150000.50.", name)
    elif amount < 0 or amount > LARGEST_SUM:
        yield Problem("The sum must lie between 0 and 9999999999999999.99 tenge.", name)
    elif exponent < -2:
        yield Problem("A tenge has a hundred tiyn: two digits after the point at most.", name)


def _debtor_problems(entry: CardEntry, today: date) -> Iterator[Problem]:
    """The debtor's block by type: 11.x of a natural person, 12–13 of a legal entity (C3)."""
    if not entry.debtor_name:
        yield Problem(_FILL, "debtor_name")
    if not entry.debtor_address:
        yield Problem(_FILL, "debtor_address")
    if entry.debtor_kind == PersonKind.LEGAL:
        yield from _legal_problems(entry.debtor_number, "debtor_number")
        if entry.debtor_account and not re.fullmatch(r"KZ[0-9A-Z]{18}", entry.debtor_account):
            yield Problem("An account is KZ and 18 letters or digits.", "debtor_account")
        return
    if entry.debtor_kind != PersonKind.NATURAL:
        yield Problem(_CHOOSE, "debtor_kind")
        return
    yield from _natural_problems(
        entry.debtor_number, entry.debtor_birth_on, entry.debtor_foreign, "debtor", today
    )
    if entry.debtor_birth_on is None:
        yield Problem(_FILL, "debtor_birth_on")
    if entry.debtor_sex not in SEXES:
        yield Problem(_CHOOSE, "debtor_sex")
    if entry.debtor_foreign and not entry.debtor_citizenship:
        yield Problem("Name the country of citizenship.", "debtor_citizenship")
    if entry.debtor_paper_number and not entry.debtor_paper_issuer:
        yield Problem("Say who issued the identity card.", "debtor_paper_issuer")
    if entry.debtor_paper_number and entry.debtor_paper_on is None:
        yield Problem("Say when the identity card was issued.", "debtor_paper_on")


def _claimant_problems(entry: CardEntry, today: date) -> Iterator[Problem]:
    """The claimant's block: 14.x of a natural person, 15–16 of a legal entity."""
    if not entry.claimant_name:
        yield Problem(_FILL, "claimant_name")
    if entry.claimant_kind == PersonKind.LEGAL:
        yield from _legal_problems(entry.claimant_number, "claimant_number")
        if not entry.claimant_address:
            yield Problem(_FILL, "claimant_address")
    elif entry.claimant_kind == PersonKind.NATURAL:
        yield from _natural_problems(
            entry.claimant_number,
            entry.claimant_birth_on,
            entry.claimant_foreign,
            "claimant",
            today,
        )
    else:
        yield Problem(_CHOOSE, "claimant_kind")


def _natural_problems(
    number: str, birth_on: date | None, foreign: bool, block: str, today: date
) -> Iterator[Problem]:
    """A natural person has an IIN with its check digit, unless foreign; a birth is not to come."""
    if not number and not foreign:
        yield Problem("Enter the IIN, or mark the person as foreign.", f"{block}_number")
    if birth_on is not None and birth_on > today:
        yield Problem("A birth date cannot lie after today.", f"{block}_birth_on")
    yield from identity_problems(number, True, birth_on, f"{block}_number")


def _legal_problems(number: str, name: str) -> Iterator[Problem]:
    """A legal entity has a BIN; an individual entrepreneur in its block may have an IIN alone."""
    if not number:
        yield Problem("Enter the BIN, or the IIN of an individual entrepreneur.", name)
    elif list(identity_problems(number, True, None, name)):
        yield from identity_problems(number, False, None, name)


def _alimony_problems(entry: CardEntry, today: date) -> Iterator[Problem]:
    """Rows 19–24 name a beneficiary of their row, and children as lines that agree with 14.11 (C3)."""
    yield from sum_problems(entry.beneficiary_amount, "beneficiary_amount")
    if not law.is_alimony(entry.report_row):
        if entry.beneficiary is not None or entry.children:
            yield Problem("Only alimony has a beneficiary and children.", "beneficiary")
        return
    if entry.beneficiary not in set(law.Beneficiary):
        yield Problem(_CHOOSE, "beneficiary")
        return
    beneficiary = law.Beneficiary(entry.beneficiary)
    if not law.fits_row(beneficiary, entry.report_row):
        yield Problem("The category of the claim names another beneficiary.", "beneficiary")
    if entry.children and not law.may_name_children(beneficiary):
        yield Problem("No children are entered for this beneficiary.", "children")
    if not entry.children and law.must_name_children(beneficiary):
        yield Problem("Enter each child as a line.", "children")
    if entry.children_count != len(entry.children):
        yield Problem(
            "The number of children must equal the lines: %(lines)s.",
            "children_count",
            {"lines": str(len(entry.children))},
        )
    if len(entry.children) > MOST_CHILDREN:
        yield Problem("That many children do not fit on one card.", "children")
    yield from _child_problems(entry.children, today)


def _child_problems(children: tuple[ChildEntry, ...], today: date) -> Iterator[Problem]:
    """Each line whole; no child twice."""
    for place, child in enumerate(children):
        at = f"children-{place}-"
        for name in ("surname", "first_name"):
            if not getattr(child, name):
                yield Problem(_FILL, f"{at}{name}")
        for name in ("surname", "first_name", "patronymic"):
            yield from length_problems(getattr(child, name), f"{at}{name}", LONGEST_LINE)
        if child.birth_on is None:
            yield Problem(_FILL, f"{at}birth_on")
        elif child.birth_on > today:
            yield Problem("A birth date cannot lie after today.", f"{at}birth_on")
        if child.sex not in SEXES:
            yield Problem(_CHOOSE, f"{at}sex")
        if child in children[:place]:
            yield Problem("This child is entered already.", f"{at}surname")


def warnings_of(entry: CardEntry) -> Iterator[Problem]:
    """What is worth a second look but stands against nothing (controls marked W)."""
    if (
        entry.debtor_kind == PersonKind.NATURAL
        and not entry.debtor_foreign
        and not entry.debtor_paper_number
    ):
        yield Problem("The number of the debtor's identity card is missing (field 11.1).")
    if entry.claimant_kind == PersonKind.NATURAL and entry.claimant_birth_on is None:
        yield Problem("The claimant's birth date is missing (field 14.1).")
    if entry.claimant_kind == PersonKind.NATURAL and not entry.claimant_address:
        yield Problem("The claimant's place of residence is missing (field 14.4).")
    if entry.report_row == law.ALIMONY_ROWS.start:
        yield Problem(
            "The claim stands in the row of all alimony (19); rows 20–24 say for whom it is."
        )
    if entry.debtor_number and entry.debtor_number == entry.claimant_number:
        yield Problem("Debtor and claimant have the same number.")
    if entry.writ_issued_on.year < 2000:
        yield Problem(
            "The document was issued on %(day)s: check the year.",
            params={"day": day_in_words(entry.writ_issued_on)},
        )
