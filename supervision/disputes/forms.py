"""Forms of disputes and their court acts: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules`. Does not belong here: any check two
fields make together, and forms that serve cases as well (`cases`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.case_forms import law_choices
from supervision.cases.hearing_forms import instance_choices
from supervision.core.errors import Problem
from supervision.disputes.party_forms import (
    BLOCKS,
    MOST_BLOCKS,
    PartyForm,
    take_problems,
    ticks,
)
from supervision.disputes.queries.whole import Whole
from supervision.disputes.rules.acts import ActDays, ActEntry, Decision
from supervision.disputes.rules.dispute import TEXTS, Contestant, DisputeEntry, DisputeKind
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
from supervision.law.participation import PartyRole


class DisputeForm(RecordForm):
    """A dispute that a court took, registered or corrected."""

    number = StringField(_("Number of the court matter"), [InputRequired(FILL)])
    court_id = choice(_("Court"))
    kind = choice(_("What the dispute is about"))
    subject = TextAreaField(_("What is contested or asked of the court"), [InputRequired(FILL)])
    contested_by = ticks(_("Contested by"))
    bailiff = StringField(_("Bailiff or official"))
    bailiff_office = StringField(_("Bailiff's office or district"))
    enforcement_number = StringField(_("Enforcement document or file"))
    received_by_court_on = day_field(_("Received by the court on"))
    assignee_id = choice(_("Prosecutor"))
    parties = FieldList(FormField(PartyForm), min_entries=BLOCKS, max_entries=MOST_BLOCKS)

    def __init__(self, *rest: Any, courts: Choices, colleagues: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.court_id.choices = courts
        self.kind.choices = [(each.value, _(f"disputes.kind.{each}")) for each in DisputeKind]
        self.contested_by.choices = [
            (each.value, _(f"disputes.contested_by.{each}")) for each in Contestant
        ]
        self.assignee_id.choices = [("", _("nobody yet")), *colleagues]
        if not self.is_submitted():
            for place, block in enumerate(self.parties):
                if place and block.form.is_blank:
                    block.form.role.data = PartyRole.DEBTOR.value

    @property
    def chosen(self) -> int | None:
        """The colleague who gets the dispute, or nobody."""
        return number_of(self.assignee_id)

    @property
    def filled(self) -> list[int]:
        """The places of the party blocks somebody typed into."""
        return [place for place, block in enumerate(self.parties) if not block.form.is_blank]

    def entry(self) -> DisputeEntry:
        """The dispute as the rules take it, after the form was found valid."""
        return DisputeEntry(
            court_id=number_of(self.court_id) or 0,
            kind=text_of(self.kind),
            parties=tuple(self.parties[place].form.entry() for place in self.filled),
            contested_by=tuple(self.contested_by.data or ()),
            received_by_court_on=self.received_by_court_on.data,
            **{name: text_of(self[name]) for name in TEXTS},
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields, those of parties on the block they came from."""
        loose = take_problems(self, problems, self.filled)
        # The list of blocks keeps errors of its own; the summary above the form asks it.
        self.parties.errors = [block.errors for block in self.parties if block.errors]
        return loose


def recorded(whole: Whole) -> dict[str, Any]:
    """What is recorded of a dispute, as the form of its correction begins."""
    dispute = whole.dispute
    columns = (*TEXTS, "kind", "contested_by", "received_by_court_on")
    fields = ("role", "kind", "name", "identity_number", "birth_on", "cannot_defend")
    return {
        **{name: getattr(dispute, name) for name in columns},
        "court_id": str(dispute.court_id),
        "version": str(dispute.version),
        "parties": [{name: getattr(each, name) for name in fields} for each in whole.parties],
    }


class DaysForm(RecordForm):
    """The later days of a court act; each may still be missing."""

    received_on = day_field(_("Reached the office on"))
    term_ends_on = day_field(_("Last day of the appellate term"))
    in_force_on = day_field(_("In force since"))

    @property
    def days(self) -> ActDays:
        """The days as the rules take them, after the form was found valid."""
        return ActDays(self.received_on.data, self.term_ends_on.data, self.in_force_on.data)


class ActForm(DaysForm):
    """A court act as it is recorded, with the later days that are known already."""

    instance = choice(_("Instance"))
    court_id = choice(_("Court"))
    kind = choice(_("Kind of act"))
    decision = choice(_("Decision"))
    content = TextAreaField(_("What was decided"), [InputRequired(FILL)])
    made_on = day_field(_("Made on"), DAY)
    reviews_id = choice(_("Act under review"))

    def __init__(self, *rest: Any, courts: Choices, acts: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.instance.choices = instance_choices()
        self.court_id.choices = courts
        self.kind.choices = law_choices("2002 ¶7", "act_kinds")
        self.decision.choices = [(each.value, _(f"disputes.decision.{each}")) for each in Decision]
        self.reviews_id.choices = [("", _("none")), *acts]

    def entry(self) -> ActEntry:
        """The act as the rules take it, after the form was found valid."""
        return ActEntry(
            instance=text_of(self.instance),
            court_id=number_of(self.court_id) or 0,
            kind=text_of(self.kind),
            decision=text_of(self.decision),
            content=text_of(self.content),
            made_on=self.day("made_on"),
            reviews_id=number_of(self.reviews_id),
            days=self.days,
        )
