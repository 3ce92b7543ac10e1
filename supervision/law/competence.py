"""Which kind of prosecutor's office covers a case in court: territorial or a specialised one.

Belongs here: `2015 ¶7` worked out from plain facts, with the reason, its citation and the fact
behind it. Does not belong here: whether participation is mandatory (`participation.py`), the office
tree, and the register of notices.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from supervision.law.checklist import list_item
from supervision.law.facts import fact_sentence
from supervision.law.model import Titles
from supervision.law.participation import Ground

MILITARY_CHAPTER = 32  # CoAO chapter named by 2015 ¶7


class Competence(StrEnum):
    """The kind of office that covers a case, in the text's order."""

    TERRITORIAL = "territorial"
    MILITARY = "military"
    TRANSPORT = "transport"
    NATURE_PROTECTION = "nature_protection"


class Initiator(StrEnum):
    """On whose initiative the case was opened, as far as competence asks."""

    TERRITORIAL_PROSECUTOR = "territorial_prosecutor"
    TRANSPORT_PROSECUTOR = "transport_prosecutor"
    NATURE_PROTECTION_PROSECUTOR = "nature_protection_prosecutor"
    MILITARY_OFFICIAL = "military_official"
    AUTHORISED_BODY = "authorised_body"


class MilitaryStatus(StrEnum):
    """Whose offence it is, recorded only where it is connected with the service, the musters or
    the duties, as the text asks."""

    SERVICEMAN_IN_SERVICE = "serviceman_in_service"
    RESERVIST_DURING_MUSTERS = "reservist_during_musters"
    CIVILIAN_PERSONNEL_ON_DUTY = "civilian_personnel_on_duty"


class TransportField(StrEnum):
    """The fields of transport of `2015 ¶7`; road only as far as international carriage goes."""

    INFRASTRUCTURE = "infrastructure"
    RAIL = "rail"
    INTERNATIONAL_ROAD = "international_road"
    SEA = "sea"
    INLAND_WATER = "inland_water"
    AIR = "air"
    URBAN_RAIL = "urban_rail"
    TRUNK_PIPELINE = "trunk_pipeline"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class CompetenceFacts:
    """What is recorded of a case a court took, and of the offices at that court's seat.

    `mandatory`: the case falls under `2015 ¶6`. `complaint`: it is a complaint against an action or
    a ruling of the body. `specialised_at_seat`: kinds of specialised office at the court's seat.
    `notified`: kinds of office to which a registered notice went. Unknown values raise ValueError.
    """

    chapters: Collection[int] = ()
    initiator: str | None = None
    military_status: str | None = None
    transport_field: str | None = None
    mandatory: bool = False
    complaint: bool = False
    specialised_at_seat: Collection[str] = ()
    notified: Collection[str] = ()

    def __post_init__(self) -> None:
        if self.initiator is not None:
            Initiator(self.initiator)
        if self.military_status is not None:
            MilitaryStatus(self.military_status)
        if self.transport_field is not None:
            TransportField(self.transport_field)
        for kind in (*self.specialised_at_seat, *self.notified):
            Competence(kind)


@dataclass(frozen=True, slots=True)
class CompetenceFinding:
    """Who covers the case and why. `belongs_to` is the kind of office the case belongs to by its
    category; it differs from `covered_by` where no such office stands at the seat or none was told.
    """

    covered_by: Competence
    belongs_to: Competence
    reasons: tuple[Ground, ...]

    @property
    def notice_owed(self) -> bool:
        """True while the territorial prosecutor still has to notify the specialised one."""
        return any(reason.code == "not_notified" for reason in self.reasons)


def competence(facts: CompetenceFacts) -> CompetenceFinding:
    """Who takes part and checks the act afterwards (`2015 ¶7`).

    A case of a specialised category stays with the territorial prosecutor while there is no such
    office at the court's seat or it was not notified. Where several categories fit, the first in
    the text's order is taken: military, transport, nature protection.
    """
    for kind, found in (
        (Competence.MILITARY, _military(facts)),
        (Competence.TRANSPORT, _transport(facts)),
        (Competence.NATURE_PROTECTION, _nature_protection(facts)),
    ):
        if not found:
            continue
        if kind not in facts.specialised_at_seat:
            back = _back_to_territorial("no_office_at_seat", "no_specialised_office_at_seat", kind)
        elif kind not in facts.notified:
            back = _back_to_territorial("not_notified", "specialised_office_not_notified", kind)
        else:
            return CompetenceFinding(covered_by=kind, belongs_to=kind, reasons=found)
        return CompetenceFinding(Competence.TERRITORIAL, belongs_to=kind, reasons=(*found, back))
    usual = _reason("usual", fact_sentence("no_specialised_category"))
    return CompetenceFinding(Competence.TERRITORIAL, Competence.TERRITORIAL, (usual,))


def _military(facts: CompetenceFacts) -> tuple[Ground, ...]:
    found: list[Ground] = []
    if MILITARY_CHAPTER in facts.chapters:
        chapter = fact_sentence("chapter_of_article", chapter=str(MILITARY_CHAPTER))
        found.append(_reason("military_chapter", chapter))
    if facts.initiator == Initiator.MILITARY_OFFICIAL:
        found.append(_reason("military_initiator", fact_sentence("initiated_by_military_official")))
    if facts.military_status == MilitaryStatus.SERVICEMAN_IN_SERVICE:
        found.append(_reason("serviceman", fact_sentence("offender_is_serviceman")))
    if facts.military_status == MilitaryStatus.RESERVIST_DURING_MUSTERS:
        found.append(_reason("reservist", fact_sentence("offender_is_reservist")))
    if facts.military_status == MilitaryStatus.CIVILIAN_PERSONNEL_ON_DUTY:
        found.append(_reason("civilian_personnel", fact_sentence("offender_is_civilian_personnel")))
    if found and facts.complaint:
        found.append(_reason("military_complaint", fact_sentence("complaint_in_military_case")))
    return tuple(found)


def _transport(facts: CompetenceFacts) -> tuple[Ground, ...]:
    sentences = {
        Initiator.TRANSPORT_PROSECUTOR: "transport_by_transport_prosecutor",
        Initiator.AUTHORISED_BODY: "transport_by_authorised_body",
    }
    if not facts.mandatory or facts.transport_field is None or facts.initiator is None:
        return ()
    sentence = sentences.get(Initiator(facts.initiator))
    if sentence is None:
        return ()
    field = list_item("2015 ¶7", "transport_fields", facts.transport_field).title
    return (_reason("transport_case", fact_sentence(sentence, field=field)),)


def _nature_protection(facts: CompetenceFacts) -> tuple[Ground, ...]:
    if facts.initiator != Initiator.NATURE_PROTECTION_PROSECUTOR:
        return ()
    fact = fact_sentence("initiated_by_nature_protection_prosecutor")
    return (_reason("nature_protection_case", fact),)


def _back_to_territorial(code: str, sentence: str, kind: Competence) -> Ground:
    office: Titles = list_item("2015 ¶7", "competences", kind).title
    return _reason(code, fact_sentence(sentence, competence=office))


def _reason(code: str, fact: Titles) -> Ground:
    title = list_item("2015 ¶7", "reasons", code).title
    return Ground(code=code, citation="2015 ¶7", title=title, fact=fact)
