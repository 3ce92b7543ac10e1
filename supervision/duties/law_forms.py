"""Forms of the calculator: asked by GET, so an answer has an address of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from supervision.duties.forms import day_field, given_day
from supervision.law.lawbook import Lawbook
from supervision.law.model import DayOff, Unit

MOST = 10_000


class RuleForm(FlaskForm):  # type: ignore[misc]
    """A rule and the day of its event; the stated day where the text leaves the term to it."""

    class Meta:
        """A question changes nothing, so it needs no token."""

        csrf = False

    rule = SelectField(_("Rule"), [InputRequired(_("Choose a rule."))])
    on = day_field(_("Day of the event"), _("Name the day of the event."))
    stated = day_field(_("Day stated in the document"))

    def __init__(self, law: Lawbook, language: str, asked: Any = None) -> None:
        super().__init__(formdata=asked)
        groups: dict[str, list[tuple[str, str]]] = {}
        for rule in law.rules():
            act = law.act(rule.act_id).short.in_language(language)
            words = (rule.name, f"{rule.paragraph} · {rule.title.in_language(language)}")
            # a paragraph in two wordings has the rule twice
            if words not in groups.setdefault(act, []):
                groups[act].append(words)
        self.rule.choices = groups

    @property
    def day(self) -> date:
        """The day of the event, after the form was found valid."""
        return given_day(self.on)


class AddForm(FlaskForm):  # type: ignore[misc]
    """So many days, working days or months after a day."""

    class Meta:
        """A question changes nothing, so it needs no token."""

        csrf = False

    start = day_field(_("Counted from the day after"), _("Name the day."))
    amount = IntegerField(
        _("How many"),
        [
            InputRequired(_("Write a whole number.")),
            NumberRange(0, MOST, message=_("Write a whole number from 0 to 10000.")),
        ],
    )
    unit = SelectField(
        _("Counted in"),
        choices=[
            (Unit.CALENDAR_DAY.value, _("law.unit.calendar_day")),
            (Unit.WORKING_DAY.value, _("law.unit.working_day")),
            (Unit.MONTH.value, _("law.unit.month")),
        ],
        default=Unit.CALENDAR_DAY.value,
    )
    day_off = SelectField(
        _("If the last day is a day off"),
        choices=[
            (DayOff.NEXT.value, _("law.day_off_choice.next_working_day")),
            (DayOff.PREVIOUS.value, _("law.day_off_choice.previous_working_day")),
            (DayOff.NONE.value, _("law.day_off_choice.none")),
        ],
        default=DayOff.NEXT.value,
    )

    @property
    def day(self) -> date:
        """The first day, after the form was found valid."""
        return given_day(self.start)

    @property
    def rule_for_day_off(self) -> DayOff:
        """What becomes of a last day that is a day off."""
        return DayOff(self.day_off.data)
