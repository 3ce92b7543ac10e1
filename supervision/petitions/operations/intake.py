"""Taking a petition in under its number, and correcting what was taken in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import refuse
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.petitions.models import Petition
from supervision.petitions.operations.within import changing, follow, note_change, write_words
from supervision.petitions.policy import demand_registration
from supervision.petitions.queries.intake import like_this, region_between, told_by_case
from supervision.petitions.queries.petitions import get, hold_register, made_before, next_sequence
from supervision.petitions.rules.intake import (
    PetitionEntry,
    PetitionState,
    as_kept,
    entry_problems,
    petitioner_key,
)

_IDENTITY = "identity_number"
_NAMES = tuple(field.name for field in fields(PetitionEntry))


def register_petition(
    session: Session,
    actor: Actor,
    entry: PetitionEntry,
    *,
    idempotency_key: uuid.UUID,
    repeats_id: int | None = None,
    is_new: bool = False,
    law: Lawbook,
    today: date,
) -> Petition:
    """Take a petition in under the next number of the office's register (`2015 ¶18`, `2002 ¶8`).

    What its registered case tells is taken from the case. One of the same petitioner about the same
    act is refused until somebody says which earlier one it repeats (`repeats_id`) or that it is
    another (`is_new`). The same key a second time gives the first petition. Raises Forbidden,
    Refused.
    """
    office_id = demand_registration(actor)
    hold_register(session, office_id)
    first: Petition | None = made_before(session, Petition, idempotency_key)
    if first is not None:
        return get(session, first.id)
    entry, problems = _completed(session, actor, as_kept(entry), office_id, today)
    problems += _repeat_problems(session, entry, repeats_id, is_new=is_new)
    refuse([*entry_problems(entry, today), *problems])
    petition = Petition(
        office_id=office_id,
        registered_on=today,
        year=today.year,
        sequence=next_sequence(session, office_id, today.year),
        petitioner_key=petitioner_key(entry.petitioner_name),
        state=PetitionState.RECEIVED.value,
        repeats_id=repeats_id,
        idempotency_key=idempotency_key,
        **_columns(entry),
    )
    session.add(petition)
    session.flush()
    write_words(session, petition)
    told = {**_told(entry), "number": petition.number, "repeats_id": repeats_id}
    note_change(session, petition, "register_petition", told, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return petition


def change_petition(
    session: Session,
    actor: Actor,
    petition_id: int,
    entry: PetitionEntry,
    *,
    version: int,
    law: Lawbook,
    today: date,
) -> Petition:
    """Correct what is recorded of a petition; its terms follow.

    Raises Stale when somebody else changed it since; NotFound, Forbidden, Refused.
    """
    petition = changing(session, petition_id, version, actor=actor)
    entry, problems = _completed(session, actor, as_kept(entry), petition.office_id, today)
    problems += entry_problems(entry, today)
    if petition.reached_on is not None and entry.received_on > petition.reached_on:
        problems.append(
            Problem("It reached its official already: this day is too late.", "received_on")
        )
    refuse(problems)
    before = {name: getattr(petition, name) for name in _NAMES if name != _IDENTITY}
    told = {**_told(entry), "identity_changed": entry.identity_number != petition.identity_number}
    for name, value in _columns(entry).items():
        setattr(petition, name, value)
    petition.petitioner_key = petitioner_key(entry.petitioner_name)
    write_words(session, petition)
    note_change(session, petition, "change_petition", told, before, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return petition


def _completed(
    session: Session, actor: Actor, entry: PetitionEntry, office_id: int, today: date
) -> tuple[PetitionEntry, list[Problem]]:
    """The entry with what its registered case tells, and what is wrong with its places."""
    problems = list(_place_problems(session, entry, office_id))
    if entry.case_id is None:
        return replace(entry, act_id=None), problems
    told = told_by_case(session, entry.case_id, entry.act_id, actor.language, today)
    if told is None:
        return entry, [*problems, Problem("Choose one of the listed values.", "linked")]
    known: dict[str, Any] = {
        "case_number": told.number,
        "court_name": told.court_name,
        "categories": told.categories,
        "initiating_office_id": told.initiating_office_id,
        "act_made_on": told.act_made_on or entry.act_made_on,
        "entered_into_force": told.entered_into_force or entry.entered_into_force,
        "region_id": entry.region_id or region_between(session, office_id, told.office_id),
    }
    return replace(entry, **known), problems


def _place_problems(session: Session, entry: PetitionEntry, office_id: int) -> Iterator[Problem]:
    initiator = entry.initiating_office_id
    if initiator is not None:
        found = session.scalar(select(Office.id).where(Office.id == initiator))
        if found is None:
            yield Problem("Choose one of the listed values.", "initiating_office_id")
    region = entry.region_id
    if region is not None and region_between(session, office_id, region) != region:
        yield Problem("Choose an office directly below yours.", "region_id")


def _repeat_problems(
    session: Session, entry: PetitionEntry, repeats_id: int | None, *, is_new: bool
) -> list[Problem]:
    """A petition like this one is there already, and nobody said what this one is to it."""
    found = {each.id: each.number for each in like_this(session, entry)}
    if repeats_id is not None and repeats_id not in found:
        return [Problem("Choose one of the listed values.", "repeats")]
    if found and repeats_id is None and not is_new:
        numbers = {"numbers": ", ".join(found.values())}
        message = (
            "This petitioner has petitioned about the same already: %(numbers)s. "
            "Say whether this petition repeats it."
        )
        return [Problem(message, "repeats", numbers)]
    return []


def _told(entry: PetitionEntry) -> dict[str, Any]:
    """What the audit keeps of an entry: everything but the IIN or BIN, which the petition keeps."""
    return {name: value for name, value in asdict(entry).items() if name != _IDENTITY}


def _columns(entry: PetitionEntry) -> dict[str, Any]:
    return {**{name: getattr(entry, name) for name in _NAMES}, "categories": list(entry.categories)}
