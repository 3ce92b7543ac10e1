"""Forms of the steps of a case: overruling, orders, notices, hand-over, the court's own terms.

Belongs here: shape and presence. Does not belong here: a rule (`rules`), the case itself
(`case_forms.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from supervision.cases.case_forms import law_choices
from supervision.cases.rules.case import CourtStep
from supervision.cases.rules.grounds import ORDERED, RESULT, OverruleEntry
from supervision.cases.rules.notices import NoticeEntry, NoticeMeans
from supervision.core.errors import Problem
from supervision.duties.forms import (
    DAY,
    FILL,
    NOT_A_DAY,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_of,
    text_of,
)

EARLIEST_YEAR = 1900  # before it a wall clock has no zone to speak of
HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


class StepForm(RecordForm):
    """What every step of a case has; its page lays the fields out in their order."""

    @property
    def shown(self) -> list[Field]:
        """The fields a reader fills in."""
        return [field for field in self if field.type not in ("HiddenField", "CSRFTokenField")]


class AssignForm(StepForm):
    """Who has the case."""

    assignee_id = choice(_("Prosecutor"))

    def __init__(self, *rest: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.assignee_id.choices = [("", _("nobody yet")), *colleagues]

    @property
    def chosen(self) -> int | None:
        """The colleague chosen, or nobody."""
        return number_of(self.assignee_id)


class OverruleForm(StepForm):
    """A decision against what the facts give; the choice names the ground and which way."""

    decision = choice(_("Decision"))
    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])

    def __init__(
        self,
        *rest: Any,
        standing: Sequence[str],
        derived: Sequence[str],
        paragraph: str = "2015 ¶6",
        **options: Any,
    ) -> None:
        super().__init__(*rest, **options)
        title = dict(law_choices(paragraph, "grounds"))
        away = [code for code in standing if code != ORDERED]
        self.decision.choices = [
            *((f"-{code}", _("Does not hold: %(ground)s", ground=title[code])) for code in away),
            *([(f"-{RESULT}", _("Participation is not mandatory at all"))] if away else []),
            *(
                (f"+{code}", _("Holds: %(ground)s", ground=title[code]))
                for code in title
                if code != ORDERED and code not in standing and code not in derived
            ),
        ]

    def entry(self) -> OverruleEntry:
        """The decision as the rules take it."""
        chosen = text_of(self.decision)
        return OverruleEntry(chosen[1:], chosen.startswith("+"), text_of(self.reason))

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """A problem of the ground stands at the decision."""
        return super().take(
            replace(each, field="decision") if each.field == "target" else each for each in problems
        )


class ReasonForm(StepForm):
    """A decision that needs nothing but its reason."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])


class NoticeForm(StepForm):
    """A notice to a specialised office: whom, when, how, who gave and who took it (`2015 ¶7`)."""

    to_office_id = choice(_("Specialised office"))
    given_on = day_field(_("Given on"), DAY)
    given_time = StringField(_("Hour"), [InputRequired(_("Write the hour as hh:mm."))])
    means = choice(_("Means"))
    other_means = StringField(_("Another means"))
    given_by = StringField(_("Given by"), [InputRequired(FILL)])
    taken_by = StringField(_("Taken by"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, offices: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.to_office_id.choices = offices
        self.means.choices = [(each.value, _(f"cases.means.{each}")) for each in NoticeMeans]

    def validate_given_on(self, field: Field) -> None:
        """A day before any clock had a zone is not a day a notice was given."""
        if isinstance(field.data, date) and field.data.year < EARLIEST_YEAR:
            raise ValidationError(str(NOT_A_DAY))

    def validate_given_time(self, field: Field) -> None:
        """A time is hours and minutes."""
        if not HOUR.fullmatch(text_of(field).strip()):
            raise ValidationError(_("Write the hour as hh:mm."))

    def entry(self, zone: ZoneInfo) -> NoticeEntry:
        """The notice as the rules take it; day and time are those of `zone`."""
        hours, minutes = re.split("[:.]", text_of(self.given_time).strip())
        local = datetime.combine(self.day("given_on"), time(int(hours), int(minutes)), tzinfo=zone)
        return NoticeEntry(
            to_office_id=number_of(self.to_office_id) or 0,
            given_at=local.astimezone(UTC),
            means=text_of(self.means),
            given_by=text_of(self.given_by),
            taken_by=text_of(self.taken_by),
            other_means=text_of(self.other_means),
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """A problem of the moment stands at the day."""
        return super().take(
            replace(each, field="given_on") if each.field == "given_at" else each
            for each in problems
        )


class HandOverForm(StepForm):
    """The specialised office that gets the case."""

    to_office_id = choice(_("Specialised office"))

    def __init__(self, *rest: Any, offices: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.to_office_id.choices = offices

    @property
    def chosen(self) -> int:
        """The office chosen; 0, which no office is, for none."""
        return number_of(self.to_office_id) or 0


class TermBreachForm(StepForm):
    """A procedural term the court broke (`2015 ¶4`)."""

    step = choice(_("Step of the court"))
    description = TextAreaField(_("Which term was broken and how"), [InputRequired(FILL)])
    found_on = day_field(_("Found on"), DAY)
    response = RadioField(_("The response"), validate_choice=False)

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.step.choices = [(each.value, _(f"cases.step.{each}")) for each in CourtStep]
        self.response.choices = [
            ("act", _("An act of response")),
            ("ruling", _("A motion for a private ruling")),
            ("later", _("Decided later")),
        ]

    @property
    def leads_to(self) -> str:
        """The form of the chosen response; nothing when it is decided later."""
        endpoints = {"act": "cases.new_response", "ruling": "cases.new_ruling"}
        return endpoints.get(text_of(self.response), "")
