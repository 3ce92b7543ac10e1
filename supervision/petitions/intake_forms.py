"""The form of a petition as it is taken in: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entry of `rules/intake.py`. Does not belong here: the
forms of later steps (`step_forms.py`).
"""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.case_forms import law_choices, ticks
from supervision.duties.forms import (
    DAY,
    FILL,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_of,
    text_of,
)
from supervision.petitions.models import Petition
from supervision.petitions.rules.intake import (
    CameBy,
    InForce,
    PetitionEntry,
    PetitionerKind,
    PetitionKind,
)

ANOTHER = "another"
_TEXTS = (
    "kind",
    "petitioner_kind",
    "petitioner_name",
    "identity_number",
    "address",
    "procedural_status",
    "representative_name",
    "power_of_attorney",
    "subject",
    "enclosures",
    "came_by",
    "case_number",
    "court_name",
)
_AS_THEY_ARE = (*_TEXTS, "received_on", "act_made_on", "additional_study", "materials_needed")
_LINKED = re.compile(r"([0-9]{1,15})(?:-([0-9]{1,15}))?", re.ASCII)


def linked_value(case_id: int | None, act_id: int | None) -> str:
    """A registered case, or an act of it, as a value of the form: 7 or 7-12."""
    if case_id is None:
        return ""
    return str(case_id) if act_id is None else f"{case_id}-{act_id}"


class IntakeForm(RecordForm):
    """A petition taken in, or corrected."""

    kind = choice(_("What the petition is about"))
    received_on = day_field(_("Received on"), DAY)
    came_by = choice(_("How it came"))
    petitioner_kind = choice(_("Petitioner"))
    petitioner_name = StringField(_("Name of the petitioner"), [InputRequired(FILL)])
    identity_number = StringField(_("IIN or BIN"))
    address = StringField(_("Residence or location"), [InputRequired(FILL)])
    procedural_status = StringField(_("Procedural status in the case"))
    representative_name = StringField(_("Representative"))
    power_of_attorney = StringField(_("Power of attorney: number and day"))
    subject = TextAreaField(_("What is asked or complained of"), [InputRequired(FILL)])
    enclosures = TextAreaField(_("Enclosures"))
    case_number = StringField(_("Number of the case"))
    linked = choice(_("Registered case or act"))
    court_name = StringField(_("Court"))
    act_made_on = day_field(_("Act complained of, made on"))
    categories = ticks(_("Mandatory category of the case"))
    entered_into_force = choice(_("Is the act in force"))
    initiating_office_id = choice(_("Prosecutor's office that initiated the case"))
    region_id = choice(_("Region"))
    additional_study = BooleanField(_("Additional study or checking is needed"))
    materials_needed = BooleanField(_("The case, materials or information must be requested"))
    repeats = choice(_("Is it a repeated petition"))

    def __init__(self, *rest: Any, offices: Choices, regions: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.kind.choices = [(each.value, _(f"petitions.kind.{each}")) for each in PetitionKind]
        self.came_by.choices = [(each.value, _(f"petitions.came_by.{each}")) for each in CameBy]
        self.petitioner_kind.choices = [
            (each.value, _(f"petitions.petitioner_kind.{each}")) for each in PetitionerKind
        ]
        self.categories.choices = law_choices("2015 ¶6", "grounds")
        self.entered_into_force.choices = [
            ("", _("petitions.in_force.unknown")),
            *((each.value, _(f"petitions.in_force.{each}")) for each in InForce),
        ]
        self.initiating_office_id.choices = [("", "—"), *offices]
        self.region_id.choices = [("", "—"), *regions]
        self.linked.choices = [("", _("not linked"))]
        self.repeats.choices = [("", "—")]

    def offer_cases(self, found: Choices) -> None:
        """Let one of these registered cases or acts be chosen."""
        self.linked.choices = [("", _("not linked")), *found]

    def offer_repeats(self, found: Choices) -> None:
        """Let the petitioner's earlier petitions about the same be chosen, or none of them."""
        if found:
            another = (ANOTHER, _("Another petition, not a repeated one"))
            self.repeats.choices = [("", "—"), *found, another]

    @property
    def is_another(self) -> bool:
        """Whether the registrar says that this petition repeats none."""
        return text_of(self.repeats) == ANOTHER

    @property
    def repeats_id(self) -> int | None:
        """The earlier petition that this one repeats."""
        return number_of(self.repeats)

    def entry(self) -> PetitionEntry:
        """The petition as the rules take it, after the form was found valid."""
        given: dict[str, Any] = {name: self[name].data for name in _AS_THEY_ARE}
        given.update({name: given[name] or "" for name in _TEXTS})
        linked = _LINKED.fullmatch(text_of(self.linked))
        return PetitionEntry(
            categories=tuple(self.categories.data or ()),
            initiating_office_id=number_of(self.initiating_office_id),
            entered_into_force=text_of(self.entered_into_force) or None,
            region_id=number_of(self.region_id),
            case_id=int(linked[1]) if linked else None,
            act_id=int(linked[2]) if linked and linked[2] else None,
            **given,
        )


def recorded(petition: Petition) -> dict[str, Any]:
    """What is recorded of a petition, as the form of its correction begins."""
    return {
        **{name: getattr(petition, name) for name in _AS_THEY_ARE},
        "categories": list(petition.categories),
        "entered_into_force": petition.entered_into_force or "",
        "initiating_office_id": str(petition.initiating_office_id or ""),
        "region_id": str(petition.region_id or ""),
        "linked": linked_value(petition.case_id, petition.act_id),
        "version": str(petition.version),
    }
