"""Petitions out of a sheet: each row is taken in as by the form (`2015 ¶18`, `2002 ¶8`).

Belongs here: columns, and how a row becomes an entry. Does not belong here: any rule of a petition.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Permission
from supervision.core.i18n import _
from supervision.core.texts import written
from supervision.exchange.importables import Entering, Field, Importable, Pairs, Values, What
from supervision.petitions.models import Petition
from supervision.petitions.operations import register_petition, take_back_petition
from supervision.petitions.rules import KIND
from supervision.petitions.rules.intake import (
    CameBy,
    InForce,
    PetitionEntry,
    PetitionerKind,
    PetitionKind,
    petitioner_key,
)


def _kinds() -> Pairs:
    return [(each.value, _(f"petitions.kind.{each}")) for each in PetitionKind]


def _ways() -> Pairs:
    return [(each.value, _(f"petitions.came_by.{each}")) for each in CameBy]


def _petitioners() -> Pairs:
    return [(each.value, _(f"petitions.petitioner_kind.{each}")) for each in PetitionerKind]


def _in_force() -> Pairs:
    return [(each.value, _(f"petitions.in_force.{each}")) for each in InForce]


def _key(values: Values) -> str:
    """One petitioner, one day, one subject and one case is one petition."""
    who, what = petitioner_key(values["petitioner_name"]), written(values["subject"]).lower()
    return f"{who}|{values['received_on']}|{values['kind']}|{written(values['case_number'])}|{what}"


def _find(at: Entering, values: Values) -> int | None:
    statement = select(Petition.id).where(
        Petition.office_id == at.actor.office_id,
        Petition.petitioner_key == petitioner_key(values["petitioner_name"]),
        Petition.received_on == values["received_on"],
        Petition.kind == values["kind"],
        Petition.case_number == written(values["case_number"]),
        Petition.subject == written(values["subject"]),
    )
    return at.session.scalars(statement.limit(1)).first()


def _enter(at: Entering, values: Values, key: uuid.UUID) -> tuple[str, int]:
    entry = PetitionEntry(**{field.name: values[field.name] for field in IMPORTABLE.fields})
    petition = register_petition(
        at.session, at.actor, entry, idempotency_key=key, law=at.law, today=at.today
    )
    return KIND, petition.id


def values_of(session: Session, petition_ids: Sequence[int]) -> list[Values]:
    """What a sheet would hold of these petitions, in their order."""
    statement = select(Petition).where(Petition.id.in_(petition_ids))
    found = {petition.id: petition for petition in session.scalars(statement)}
    names = [field.name for field in IMPORTABLE.fields]
    return [{name: getattr(found[each], name) for name in names} for each in petition_ids]


def _take_back(at: Entering, petition_id: int) -> None:
    take_back_petition(at.session, at.actor, petition_id, law=at.law, today=at.today)


IMPORTABLE = Importable(
    "petitions",
    "Petitions",
    Permission.RECORD_CASES,
    (
        Field("kind", "What the petition is about", What.CHOICE, required=True, choices=_kinds),
        Field("received_on", "Received on", What.DAY, required=True),
        Field("came_by", "How it came", What.CHOICE, required=True, choices=_ways),
        Field("petitioner_name", "Name of the petitioner", required=True),
        Field("petitioner_kind", "Petitioner", What.CHOICE, required=True, choices=_petitioners),
        Field("identity_number", "IIN or BIN"),
        Field("address", "Residence or location", required=True),
        Field("procedural_status", "Procedural status in the case"),
        Field("representative_name", "Representative"),
        Field("power_of_attorney", "Power of attorney: number and day"),
        Field("subject", "What is asked or complained of", required=True),
        Field("enclosures", "Enclosures"),
        Field("case_number", "Number of the case"),
        Field("court_name", "Court"),
        Field("act_made_on", "Act complained of, made on", What.DAY),
        Field("entered_into_force", "Is the act in force", What.CHOICE, choices=_in_force),
        Field("additional_study", "Additional study or checking is needed", What.YES_NO),
        Field(
            "materials_needed",
            "The case, materials or information must be requested",
            What.YES_NO,
        ),
    ),
    _key,
    _find,
    _enter,
    _take_back,
)
