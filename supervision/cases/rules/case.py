"""What is recorded of a case: court, articles, who opened it, the offender, the court's own days.

Belongs here: the entry and its checks. Does not belong here: what follows for participation or
competence (the law), hearings and acts.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.identity import identity_problems
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.texts import written
from supervision.law.competence import Initiator, MilitaryStatus, TransportField
from supervision.law.participation import Area, Complaint, Sanction
from supervision.offices.rules import OfficeKind

LAST_CHAPTER = 99
_OPENER = "opened_by_office_id"
_BIRTH = "birth_on"
_OFFENCE = "offence_on"
_ARTICLE = re.compile(r"[0-9]{1,4}(-[0-9]{1,3})?")
_PART = re.compile(r"[0-9]{1,2}(-[0-9]{1,2})?")


class OpenedBy(enum.StrEnum):
    """Who opened the case; a prosecutor's office is named by its row, others by their name."""

    PROSECUTORS_OFFICE = "prosecutors_office"
    AUTHORISED_BODY = "authorised_body"
    MILITARY_OFFICIAL = "military_official"
    OTHER = "other"


class OffenderKind(enum.StrEnum):
    """Whose offence it is."""

    PERSON = "person"
    LEGAL_ENTITY = "legal_entity"


class OpenedFor(enum.StrEnum):
    """The duty whose non-performance opened the case; it lengthens the protest term (`¶13`)."""

    TAX_DUTY = "tax_duty"
    PENSION_DUTY = "pension_duty"
    SOCIAL_INSURANCE_DUTY = "social_insurance_duty"


class CourtStep(enum.StrEnum):
    """The court's own procedural steps, in their order (`2015 ¶4`)."""

    RECEIVED = "received"
    SET_FOR_HEARING = "set_for_hearing"
    DECIDED = "decided"
    COPY_SENT = "copy_sent"


STEP_FIELDS = {
    CourtStep.RECEIVED: "received_by_court_on",
    CourtStep.SET_FOR_HEARING: "set_for_hearing_on",
    CourtStep.DECIDED: "decided_on",
    CourtStep.COPY_SENT: "copy_sent_on",
}
# How the law's facts name the marks of `OpenedFor`.
OPENED_FOR_FACTS = {
    OpenedFor.TAX_DUTY: "tax_duty",
    OpenedFor.PENSION_DUTY: "pension_or_social_insurance_duty",
    OpenedFor.SOCIAL_INSURANCE_DUTY: "pension_or_social_insurance_duty",
}
# A military prosecutor is an official of the military formations, so the case counts as theirs.
_INITIATOR_OF_KIND = {
    OfficeKind.TERRITORIAL: Initiator.TERRITORIAL_PROSECUTOR,
    OfficeKind.TRANSPORT: Initiator.TRANSPORT_PROSECUTOR,
    OfficeKind.NATURE: Initiator.NATURE_PROTECTION_PROSECUTOR,
    OfficeKind.MILITARY: Initiator.MILITARY_OFFICIAL,
}


@dataclass(frozen=True)
class ArticleEntry:
    """An article of the CoAO with its part; `area` is that of `2015 ¶6`, `chapter` the code's."""

    article: str
    part: str = ""
    area: str | None = None
    chapter: int | None = None


@dataclass(frozen=True)
class CaseEntry:
    """A case as recorded. `opened_by_name` is the unit of the office, the body or the official.

    `offence_on` decides the offender's age; the four last days are the court's own steps.
    """

    number: str
    court_id: int
    articles: tuple[ArticleEntry, ...]
    opened_by: str
    offender_kind: str
    offender_name: str
    opened_by_office_id: int | None = None
    opened_by_name: str = ""
    birth_on: date | None = None
    identity_number: str = ""
    offence_on: date | None = None
    military_status: str | None = None
    sanctions: tuple[str, ...] = ()
    complaint: str | None = None
    opened_for: tuple[str, ...] = ()
    transport_field: str | None = None
    received_by_court_on: date | None = None
    set_for_hearing_on: date | None = None
    decided_on: date | None = None
    copy_sent_on: date | None = None


def as_kept(entry: CaseEntry) -> CaseEntry:
    """The entry with every text as it is kept."""
    return replace(
        entry,
        number=written(entry.number),
        offender_name=written(entry.offender_name),
        opened_by_name=written(entry.opened_by_name),
        identity_number="".join(written(entry.identity_number).split()),
        articles=tuple(
            replace(each, article=written(each.article), part=written(each.part))
            for each in entry.articles
        ),
    )


def initiator(opened_by: str, office_kind: str | None) -> Initiator | None:
    """On whose initiative the case was opened, as far as competence asks (`2015 ¶7`)."""
    if opened_by == OpenedBy.PROSECUTORS_OFFICE and office_kind is not None:
        return _INITIATOR_OF_KIND[OfficeKind(office_kind)]
    if opened_by == OpenedBy.MILITARY_OFFICIAL:
        return Initiator.MILITARY_OFFICIAL
    return Initiator.AUTHORISED_BODY if opened_by == OpenedBy.AUTHORISED_BODY else None


def article_number(article: str, part: str) -> str:
    """An article as the acts cite it: 440, or 440(1) with its part."""
    return f"{article}({part})" if part else article


def entry_problems(entry: CaseEntry, today: date) -> Iterator[Problem]:
    """Everything wrong with an entry, each problem at its own field."""
    for name in ("number", "offender_name"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    for name in ("number", "offender_name", "opened_by_name"):
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    yield from _choice_problems(entry)
    yield from _opener_problems(entry)
    yield from _offender_problems(entry, today)
    yield from article_problems(entry.articles, is_complaint=entry.complaint is not None)
    yield from step_problems(entry, today)


def _choice_problems(entry: CaseEntry) -> Iterator[Problem]:
    """Codes that no list offers."""
    one: dict[str, tuple[str | None, type[enum.StrEnum]]] = {
        "opened_by": (entry.opened_by, OpenedBy),
        "offender_kind": (entry.offender_kind, OffenderKind),
        "military_status": (entry.military_status, MilitaryStatus),
        "complaint": (entry.complaint, Complaint),
        "transport_field": (entry.transport_field, TransportField),
    }
    several: dict[str, tuple[tuple[str, ...], type[enum.StrEnum]]] = {
        "sanctions": (entry.sanctions, Sanction),
        "opened_for": (entry.opened_for, OpenedFor),
    }
    for name, (value, offered) in one.items():
        if value is not None and value not in set(offered):
            yield Problem("Choose one of the listed values.", name)
    for name, (values, offered) in several.items():
        if not set(values) <= set(offered):
            yield Problem("Choose one of the listed values.", name)


def _opener_problems(entry: CaseEntry) -> Iterator[Problem]:
    if entry.opened_by == OpenedBy.PROSECUTORS_OFFICE:
        if entry.opened_by_office_id is None:
            yield Problem("Name the prosecutor's office that opened the case.", _OPENER)
        return
    if entry.opened_by_office_id is not None:
        yield Problem("Only a case opened by a prosecutor names a prosecutor's office.", _OPENER)
    named = (OpenedBy.AUTHORISED_BODY, OpenedBy.MILITARY_OFFICIAL)
    if entry.opened_by in named and not entry.opened_by_name:
        yield Problem("Name the body or official that opened the case.", "opened_by_name")


def _offender_problems(entry: CaseEntry, today: date) -> Iterator[Problem]:
    is_person = entry.offender_kind == OffenderKind.PERSON
    yield from identity_problems(
        entry.identity_number, is_person, entry.birth_on, "identity_number"
    )
    if not is_person:
        if entry.birth_on is not None:
            yield Problem("Only a person has a birth date.", "birth_on")
        if entry.military_status is not None:
            yield Problem("Only a person serves or works in the forces.", "military_status")
        if entry.offence_on is not None and entry.offence_on > today:
            yield Problem("The offence cannot be dated after today.", "offence_on")
        return
    if entry.birth_on is None:
        yield Problem("Enter the birth date: it decides whether the offender is a minor.", _BIRTH)
    elif entry.birth_on > today:
        yield Problem("A birth date cannot lie after today.", _BIRTH)
    if entry.offence_on is None:
        yield Problem("Enter the day of the offence: the offender's age is taken then.", _OFFENCE)
    elif entry.offence_on > today:
        yield Problem("The offence cannot be dated after today.", _OFFENCE)
    elif entry.birth_on is not None and entry.offence_on < entry.birth_on:
        yield Problem("The offence cannot come before the offender's birth.", _OFFENCE)


def article_problems(articles: Sequence[ArticleEntry], *, is_complaint: bool) -> Iterator[Problem]:
    """Everything wrong with the articles, each problem at its own field of its own block.

    Only a complaint may name none: it is about the body's action, not about an offence.
    """
    if not articles and not is_complaint:
        yield Problem("Name at least one article of the CoAO.", "articles-0-article")
    seen = set()
    for place, each in enumerate(articles):
        at = f"articles-{place}-"
        if not _ARTICLE.fullmatch(each.article):
            yield Problem("An article is a number, such as 440 or 440-1.", f"{at}article")
        if each.part and not _PART.fullmatch(each.part):
            yield Problem("A part is a number, such as 1 or 1-1.", f"{at}part")
        if each.area is not None and each.area not in set(Area):
            yield Problem("Choose one of the listed values.", f"{at}area")
        if each.chapter is not None and not 1 <= each.chapter <= LAST_CHAPTER:
            yield Problem("The code has no such chapter.", f"{at}chapter")
        if (each.article, each.part) in seen:
            yield Problem("This article is named twice.", f"{at}article")
        seen.add((each.article, each.part))


def step_problems(entry: CaseEntry, today: date) -> Iterator[Problem]:
    """The court's steps out of their order, or on a day to come (`2015 ¶4`)."""
    latest: date | None = None
    for name in STEP_FIELDS.values():
        day: date | None = getattr(entry, name)
        if day is None:
            continue
        if day > today:
            yield Problem("The court's step cannot be dated after today.", name)
        if latest is not None and day < latest:
            yield Problem("The court's steps follow each other: this day is too early.", name)
        latest = day if latest is None else max(latest, day)


def term_breach_problems(step: str, description: str) -> Iterator[Problem]:
    """What a mark of a breached procedural term must say (`2015 ¶4`)."""
    if step not in set(CourtStep):
        yield Problem("Choose one of the listed values.", "step")
    if not description:
        yield Problem("Say which term the court broke and how.", "description")
    yield from length_problems(description, "description", LONGEST_NOTE)
