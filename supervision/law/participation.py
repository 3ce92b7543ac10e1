"""Where the prosecutor must take part in court, derived from what is recorded.

Belongs here: the grounds of mandatory participation, `2002 ¶5` and `2015 ¶6`, worked out from
plain facts, each with its code, citation, title and the fact behind it. Does not belong here: the
duty and its day (the rules of these paragraphs), a prosecutor's decision to overrule a ground (the
room), and which office takes part (`competence.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from supervision.law.checklist import list_item
from supervision.law.facts import fact_sentence
from supervision.law.model import Titles

AGE_OF_MAJORITY = 18


class PartyRole(StrEnum):
    """The place of a person in enforcement proceedings; only claimant and debtor are parties."""

    CLAIMANT = "claimant"
    DEBTOR = "debtor"
    THIRD_PARTY = "third_party"


class PartyKind(StrEnum):
    """Who it is; `STATE` includes state enterprises and organisations."""

    PERSON = "person"
    LEGAL_ENTITY = "legal_entity"
    STATE = "state"


class CannotDefend(StrEnum):
    """Why a person cannot defend their rights themselves (`2002 ¶4`)."""

    AGE = "age"
    HEALTH = "health"


class ContestedBy(StrEnum):
    """Whose contest of actions or acts makes participation mandatory (`2002 ¶5`)."""

    THIRD_PARTY = "third_party"
    PROSECUTOR = "prosecutor"


class Instance(StrEnum):
    """The three instances of court, the lowest first."""

    FIRST = "first"
    APPELLATE = "appellate"
    CASSATION = "cassation"


class Area(StrEnum):
    """The areas of offence whose cases are mandatory (`2015 ¶6`)."""

    CORRUPTION = "corruption"
    ELECTORAL = "electoral"
    ENVIRONMENT = "environment"
    TAX = "tax"
    CUSTOMS = "customs"


class Sanction(StrEnum):
    """The penalties in question that make a case mandatory (`2015 ¶6`)."""

    ARREST = "arrest"
    CONFISCATION = "confiscation"
    EXPULSION = "expulsion"
    DEMOLITION = "demolition"


class Complaint(StrEnum):
    """What is complained of: the body's action (CoAO chapter 44) or its ruling (chapter 45)."""

    ACTION = "ch44_complaint"
    RULING = "ch45_complaint"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its code, the paragraph, its title, and a sentence naming the fact behind it."""

    code: str
    citation: str
    title: Titles
    fact: Titles


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What is recorded of a person in enforcement proceedings. Unknown values raise ValueError."""

    name: str
    role: str
    kind: str
    cannot_defend: Collection[str] = ()

    def __post_init__(self) -> None:
        PartyRole(self.role)
        PartyKind(self.kind)
        for reason in self.cannot_defend:
            CannotDefend(reason)


@dataclass(frozen=True, slots=True)
class OffenceArticle:
    """An article of the CoAO in a case and the area under which it is recorded, if any."""

    number: str
    area: str | None = None

    def __post_init__(self) -> None:
        if self.area is not None:
            Area(self.area)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is recorded of an administrative case before its first-instance hearing.

    `offender_age` is in full years on the day of the offence; `higher_prosecutor` names who found
    participation necessary. Unknown values raise ValueError.
    """

    articles: Sequence[OffenceArticle] = ()
    offender_age: int | None = None
    sanctions: Collection[str] = field(default_factory=tuple)
    initiated_by_prosecutor: bool = False
    higher_prosecutor: str | None = None
    complaints: Collection[str] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        for sanction in self.sanctions:
            Sanction(sanction)
        for complaint in self.complaints:
            Complaint(complaint)


def enforcement_grounds(
    parties: Sequence[PartyFacts], contested_by: Collection[str]
) -> tuple[Ground, ...]:
    """The grounds of mandatory participation in enforcement proceedings (`2002 ¶5`), one for each
    fact that gives one, in the text's order and then in the order of the parties.

    A third person who cannot defend themselves gives no ground: the text speaks of the parties. Nor
    does a contest by the claimant or the debtor. An unknown `contested_by` raises ValueError.
    """
    contests = [ContestedBy(who) for who in contested_by]
    sides = [party for party in parties if party.role != PartyRole.THIRD_PARTY]
    grounds = [
        _enforcement(
            "cannot_defend_themselves",
            fact_sentence(
                f"cannot_defend_{reason}",
                role=fact_sentence(f"role_{PartyRole(party.role)}"),
                name=party.name,
            ),
        )
        for party in sides
        for reason in CannotDefend
        if reason in party.cannot_defend
    ]
    grounds += [
        _enforcement(
            "state_party", fact_sentence(f"state_{PartyRole(party.role)}", name=party.name)
        )
        for party in sides
        if party.kind == PartyKind.STATE
    ]
    grounds += [
        _enforcement("contested_actions", fact_sentence(f"contested_by_{who}"))
        for who in ContestedBy
        if who in contests
    ]
    return tuple(grounds)


def mandatory_grounds(case: CaseFacts) -> tuple[Ground, ...]:
    """The grounds that make a case mandatory at first instance (`2015 ¶6`), in the text's order; a
    category that several articles give stands once for each. Empty: the case is not mandatory.
    """
    grounds: list[Ground] = []
    if case.offender_age is not None and case.offender_age < AGE_OF_MAJORITY:
        grounds.append(
            _case("minor", fact_sentence("offender_is_minor", age=str(case.offender_age)))
        )
    grounds += _sanctions(case, Sanction.ARREST)
    if case.higher_prosecutor is not None:
        grounds.append(
            _case(
                "higher_prosecutor",
                fact_sentence("found_necessary_by", name=case.higher_prosecutor),
            )
        )
    if case.initiated_by_prosecutor:
        grounds.append(_case("own_initiative", fact_sentence("initiated_by_prosecutor")))
    grounds += [
        _case(area, fact_sentence("article_of_area", article=article.number, area=_title(area)))
        for area in Area
        for article in case.articles
        if article.area == area
    ]
    grounds += _sanctions(case, Sanction.CONFISCATION, Sanction.EXPULSION, Sanction.DEMOLITION)
    if Complaint.ACTION in case.complaints:
        grounds.append(_case(Complaint.ACTION, fact_sentence("complaint_against_action")))
    if Complaint.RULING in case.complaints:
        grounds.append(_case(Complaint.RULING, fact_sentence("complaint_against_ruling")))
    return tuple(grounds)


def hearing_demands_prosecutor(instance: str, *, mandatory: bool, initiated: bool) -> bool:
    """Whether a prosecutor must take part in a hearing of an administrative case.

    At first instance in a mandatory case (`2015 ¶6`) or one the prosecutor's office initiated
    (`¶9`); on appeal in every case (`¶8`). Cassation is the GPO's own work (`¶25–26`): none of these
    paragraphs speaks of it. An unknown instance raises ValueError.
    """
    heard = Instance(instance)
    return heard is Instance.APPELLATE or (heard is Instance.FIRST and (mandatory or initiated))


def full_years(birth_on: date, on: date) -> int:
    """The age on a day, in full years; whoever was born on 29 February ages on 1 March."""
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def category_of(ground: str) -> str:
    """The category of the text's list to which a ground belongs: `minor` and `arrest` are two
    grounds of one item, `minor_or_arrest` (`2015 ¶6`); every other ground is its own category.
    Raises UnknownLaw for a code that is no ground.
    """
    list_item("2015 ¶6", "grounds", ground)
    return "minor_or_arrest" if ground in ("minor", "arrest") else ground


def _sanctions(case: CaseFacts, *asked: Sanction) -> list[Ground]:
    return [
        _case(
            sanction,
            fact_sentence(
                "sanction_in_question", sanction=list_item("2015 ¶6", "sanctions", sanction).title
            ),
        )
        for sanction in asked
        if sanction in case.sanctions
    ]


def _title(code: str) -> Titles:
    return list_item("2015 ¶6", "grounds", code).title


def _case(code: str, fact: Titles) -> Ground:
    return Ground(code=str(code), citation="2015 ¶6", title=_title(code), fact=fact)


def _enforcement(code: str, fact: Titles) -> Ground:
    title = list_item("2002 ¶5", "grounds", code).title
    return Ground(code=code, citation="2002 ¶5", title=title, fact=fact)
