"""On its way to an answer: given to an official, forwarded, its term extended, files requested.

Belongs here: what each step must say and the order of its days. Does not belong here: the terms
themselves (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems
from supervision.core.texts import written

_FUTURE = "This cannot be dated after today."


class Requested(enum.StrEnum):
    """What is requested: the case from the court, or materials and information (`2015 ¶18`)."""

    CASE_FILE = "case_file"
    MATERIALS = "materials"


class Direction(enum.StrEnum):
    """Whose trail of a forwarding it is: the office that sent the petition on, or the one that got it."""

    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True)
class Ordered:
    """An order to request a case or materials, and the request that follows it, once it is sent."""

    what: str
    addressee: str
    content: str
    order_number: str
    ordered_on: date
    request_number: str = ""
    sent_on: date | None = None


@dataclass(frozen=True)
class RequestWay:
    """The way of a request: sent, received by its addressee, performed."""

    request_number: str
    sent_on: date | None
    received_on: date | None
    supplied_on: date | None


@dataclass(frozen=True)
class Extension:
    """A reasoned decision on a longer term; `until_on` is the day it states."""

    decided_on: date
    until_on: date
    reason: str


def ordered_as_kept(entry: Ordered) -> Ordered:
    """The order with every text as it is kept."""
    return replace(
        entry,
        addressee=written(entry.addressee),
        content=written(entry.content),
        order_number=written(entry.order_number),
        request_number=written(entry.request_number),
    )


def reached_problems(reached_on: date, received_on: date, today: date) -> Iterator[Problem]:
    """When a petition may reach the official who examines it."""
    if reached_on < received_on:
        yield Problem("It cannot reach the official before the office received it.", "reached_on")
    if reached_on > today:
        yield Problem(_FUTURE, "reached_on")


def forwarding_problems(to_office_id: int, own_id: int, reason: str) -> Iterator[Problem]:
    """What a forwarding must say."""
    if to_office_id == own_id:
        yield Problem("The petition is with this office already.", "to_office_id")
    if not reason:
        yield Problem("Say why that office is competent.", "reason")
    yield from length_problems(reason, "reason", LONGEST_NOTE)


def extension_problems(
    entry: Extension, received_on: date, due_on: date | None, limit_on: date | None, today: date
) -> Iterator[Problem]:
    """Everything against an extension, given the ordinary term's end and the law's limit.

    `due_on` None: no term runs. `limit_on` None: the law in force gives no extension.
    """
    if not entry.reason:
        yield Problem("Say which facts are still to be established.", "reason")
    yield from length_problems(entry.reason, "reason", LONGEST_NOTE)
    if due_on is None:
        yield Problem("No statutory term runs for this petition, so there is none to extend.")
        return
    if entry.decided_on > today:
        yield Problem(_FUTURE, "decided_on")
    elif entry.decided_on < received_on:
        yield Problem("The decision cannot come before the petition.", "decided_on")
    elif entry.decided_on > due_on:
        over = {"day": day_in_words(due_on)}
        message = "The term ended on %(day)s: after it nothing can be extended."
        yield Problem(message, "decided_on", over)
    if limit_on is None:
        yield Problem("The law in force at the end of the term gives no extension.", "until_on")
    elif entry.until_on > limit_on:
        latest = {"day": day_in_words(limit_on)}
        message = "The law lets the term be extended to %(day)s and no further."
        yield Problem(message, "until_on", latest)
    if entry.until_on <= due_on:
        ordinary = {"day": day_in_words(due_on)}
        message = "The new day must come after the term's own end, %(day)s."
        yield Problem(message, "until_on", ordinary)


def ordered_problems(entry: Ordered, earliest: date, today: date) -> Iterator[Problem]:
    """What an order must say; `earliest` is the day the petition reached the examining official."""
    if entry.what not in set(Requested):
        yield Problem("Choose one of the listed values.", "what")
    for name in ("addressee", "order_number"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    for name in ("addressee", "order_number", "request_number"):
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    yield from length_problems(entry.content, "content", LONGEST_NOTE)
    if entry.ordered_on < earliest:
        yield Problem("The order cannot come before the petition.", "ordered_on")
    if entry.ordered_on > today:
        yield Problem(_FUTURE, "ordered_on")
    yield from _sent_problems(entry.request_number, entry.sent_on, entry.ordered_on, today)


def way_problems(way: RequestWay, ordered_on: date, today: date) -> Iterator[Problem]:
    """The days of a request out of their order."""
    yield from length_problems(way.request_number, "request_number", LONGEST_LINE)
    yield from _sent_problems(way.request_number, way.sent_on, ordered_on, today)
    for name, before, missing in (
        ("received_on", way.sent_on, "Nobody can receive a request before it was sent."),
        ("supplied_on", way.received_on, "Record first when the addressee received the request."),
    ):
        day: date | None = getattr(way, name)
        if day is None:
            continue
        if before is None:
            yield Problem(missing, name)
        elif day < before:
            yield Problem("These days follow each other: this one is too early.", name)
        if day > today:
            yield Problem(_FUTURE, name)


def _sent_problems(
    number: str, sent_on: date | None, ordered_on: date, today: date
) -> Iterator[Problem]:
    if sent_on is None:
        if number:
            yield Problem("Enter the day this request was sent.", "sent_on")
        return
    if not number:
        yield Problem("Enter the number of the request.", "request_number")
    if sent_on < ordered_on:
        yield Problem("The request follows the order: this day is too early.", "sent_on")
    if sent_on > today:
        yield Problem(_FUTURE, "sent_on")
