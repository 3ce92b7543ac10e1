"""Requested files out of a sheet: each row is registered as by the form (`2002 ¶6`).

Belongs here: columns, and how a row becomes an entry. Does not belong here: any rule of a file.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.core.access import Permission
from supervision.core.i18n import _, current_language
from supervision.core.texts import written
from supervision.exchange.importables import (
    Entering,
    Field,
    Importable,
    Pairs,
    Values,
    What,
    at_columns,
)
from supervision.law.checklist import branches, priorities
from supervision.law.participation import PartyKind, PartyRole
from supervision.studies.models import FileParty, RequestedFile
from supervision.studies.operations import register_request, take_back_request
from supervision.studies.rules import KIND, FileEntry, PartyEntry

_ROLES = (PartyRole.CLAIMANT, PartyRole.DEBTOR)
_COLUMNS = {
    f"parties-{place}-{part}": f"{role}_{part}"
    for place, role in enumerate(_ROLES)
    for part in ("name", "kind", "identity_number")
}
_OF_FILE = (
    *("number", "branch", "priority", "subject", "bailiff", "private_bailiff", "bailiff_office"),
    *("initiated_on", "requested_on", "supply_by", "received_on"),
)


def _branches() -> Pairs:
    return [(item.code, item.title.in_language(current_language())) for item in branches()]


def _priorities() -> Pairs:
    return [(item.code, item.title.in_language(current_language())) for item in priorities()]


def _party_kinds() -> Pairs:
    return [(kind.value, _(f"studies.kind.{kind}")) for kind in PartyKind]


def _key(values: Values) -> str:
    """The same number, initiated on the same day, requested on the same day, is the same file."""
    number = written(values["number"]).lower()
    return f"{number}|{values['initiated_on']}|{values['requested_on']}"


def _find(at: Entering, values: Values) -> int | None:
    statement = select(RequestedFile.id).where(
        RequestedFile.office_id == at.actor.office_id,
        func.lower(RequestedFile.number) == written(values["number"]).lower(),
        RequestedFile.initiated_on == values["initiated_on"],
        RequestedFile.requested_on == values["requested_on"],
    )
    return at.session.scalars(statement.limit(1)).first()


def _enter(at: Entering, values: Values, key: uuid.UUID) -> tuple[str, int]:
    parties = tuple(
        PartyEntry(
            role.value,
            values[f"{role}_kind"],
            values[f"{role}_name"],
            values[f"{role}_identity_number"],
        )
        for role in _ROLES
    )
    entry = FileEntry(
        **{name: values[name] for name in ("number", "branch", "priority", "bailiff", "subject")},
        **{name: values[name] for name in ("initiated_on", "requested_on", "supply_by")},
        parties=parties,
        private_bailiff=values["private_bailiff"],
        bailiff_office=values["bailiff_office"],
        received_on=values["received_on"],
    )
    with at_columns(_COLUMNS):
        file = register_request(
            at.session,
            at.actor,
            entry,
            idempotency_key=key,
            assignee_id=at.actor.user_id,
            law=at.law,
            today=at.today,
        )
    return KIND, file.id


def values_of(session: Session, file_ids: Sequence[int]) -> list[Values]:
    """What a sheet would hold of these files, in their order."""
    files = select(RequestedFile).where(RequestedFile.id.in_(file_ids))
    found = {file.id: file for file in session.scalars(files)}
    parties = select(FileParty).where(FileParty.file_id.in_(file_ids))
    named = list(session.scalars(parties.order_by(FileParty.file_id, FileParty.position)))
    return [
        {name: getattr(found[each], name) for name in _OF_FILE}
        | _party_values([party for party in named if party.file_id == each])
        for each in file_ids
    ]


def _party_values(parties: Sequence[FileParty]) -> dict[str, Any]:
    """Claimant and debtor; where there are several the sheet names them all and takes none."""
    values: dict[str, Any] = {}
    for role in _ROLES:
        own = [party for party in parties if party.role == role]
        values[f"{role}_name"] = "; ".join(party.name for party in own)
        if len(own) == 1:
            values[f"{role}_kind"] = own[0].kind
            values[f"{role}_identity_number"] = own[0].identity_number
    return values


def _take_back(at: Entering, file_id: int) -> None:
    take_back_request(at.session, at.actor, file_id, law=at.law, today=at.today)


IMPORTABLE = Importable(
    "requested_files",
    "Requested files",
    Permission.RECORD_CASES,
    (
        Field("number", "Number of the enforcement file", required=True),
        Field("branch", "Branch", What.CHOICE, required=True, choices=_branches),
        Field("priority", "Priority", What.CHOICE, required=True, choices=_priorities),
        Field("subject", "Subject of enforcement", required=True),
        Field("bailiff", "Bailiff", required=True),
        Field("private_bailiff", "Private bailiff", What.YES_NO),
        Field("bailiff_office", "Bailiff's office or district"),
        Field("initiated_on", "Proceedings initiated on", What.DAY, required=True),
        Field("requested_on", "Requested on", What.DAY, required=True),
        Field(
            "supply_by",
            "To be supplied by",
            What.DAY,
            note="The day stated in the request. Leave it empty when the file is at hand.",
        ),
        Field(
            "received_on",
            "Received on",
            What.DAY,
            note="Only for a file that is at hand: the five days of study begin with it.",
        ),
        Field("claimant_name", "Claimant", required=True),
        Field(
            "claimant_kind", "Claimant: who it is", What.CHOICE, required=True, choices=_party_kinds
        ),
        Field("claimant_identity_number", "Claimant: IIN or BIN"),
        Field("debtor_name", "Debtor", required=True),
        Field("debtor_kind", "Debtor: who it is", What.CHOICE, required=True, choices=_party_kinds),
        Field("debtor_identity_number", "Debtor: IIN or BIN"),
    ),
    _key,
    _find,
    _enter,
    _take_back,
)
