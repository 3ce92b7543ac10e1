"""Forms of events and transfers: only what the kind of event asks for stands on them.

Belongs here: shape and presence. Does not belong here: what may follow what (the law).
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.duties.forms import (
    DAY,
    FILL,
    Choices,
    RecordForm,
    choice,
    day_field,
    given_day,
    number_of,
    text_of,
)
from supervision.enforcement.card_forms import items, sum_of
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import (
    INITIATIONS,
    WITH_AMOUNT,
    EventKind,
    grounds_of,
    needs_ground,
)

_ADDRESSED = frozenset({EventKind.REFUSED, EventKind.RETURNED, EventKind.RETURNED_ON_DEMAND})


class EventForm(RecordForm):
    """One event of a kind: fields that the kind does not ask for are taken off."""

    effective_on = day_field(_("Date of the ruling or payment"), DAY)
    ground = choice(_("Ground of the Law"))
    amount = StringField(_("Sum, tenge"))
    serial_number = StringField(_("Number of the proceeding (6.2)"))
    until_on = day_field(_("Last day of the agreed term"))
    addressee = StringField(_("Returned to"))
    note = TextAreaField(_("Note"))

    def __init__(self, *rest: Any, kind: EventKind, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.kind = kind
        self.ground.choices = [("", ""), *items(grounds_of(kind))]
        asked = {
            "ground": needs_ground(kind),
            "amount": kind in WITH_AMOUNT,
            "serial_number": kind in INITIATIONS,
            "until_on": kind is EventKind.TERM_SET,
            "addressee": kind in _ADDRESSED,
        }
        for name, is_asked in asked.items():
            if not is_asked:
                del self[name]

    def entry(self) -> EventEntry:
        """The event as the rules take it, after the form was found valid."""
        return EventEntry(
            kind=self.kind,
            effective_on=given_day(self.effective_on),
            ground=self._text("ground") or None,
            amount=sum_of(self["amount"]) if "amount" in self else None,
            serial_number=self._text("serial_number"),
            addressee=self._text("addressee"),
            note=self._text("note"),
            until_on=self["until_on"].data if "until_on" in self else None,
        )

    def _text(self, name: str) -> str:
        return text_of(self[name]) if name in self else ""


class CorrectionForm(EventForm):
    """An event put right: as it should have been, or that it never was; why stands in the note."""

    never = BooleanField(_("This never happened"))
    note = TextAreaField(_("Why it is put right"), [InputRequired(FILL)])

    def entry(self) -> EventEntry:
        """The event that puts the wrong one right."""
        entry = super().entry()
        if not self.never.data:
            return entry
        return EventEntry(EventKind.ANNULLED, entry.effective_on, note=entry.note)


class SendForm(RecordForm):
    """A document sent to another unit with control card No. 1."""

    to_office_id = choice(_("Sent to"))
    sent_on = day_field(_("Sent on"), DAY)
    note = TextAreaField(_("What goes with the file"))

    def __init__(self, *rest: Any, offices: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.to_office_id.choices = [("", ""), *offices]

    @property
    def office(self) -> int:
        """The office chosen; 0, which is none, for anything unreadable."""
        return number_of(self.to_office_id) or 0


class AcceptForm(RecordForm):
    """A document that came is taken into the account: control card No. 2."""

    accepted_on = day_field(_("Accepted on"), DAY)
    serial_number = StringField(_("Number of the proceeding (6.2)"), [InputRequired(FILL)])


class RefuseForm(RecordForm):
    """A document that came is refused; its sender keeps it."""

    refused_on = day_field(_("Refused on"), DAY)
    ground = choice(_("Ground of refusal, art. 38(1) (5)"))
    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.ground.choices = [("", ""), *items(grounds_of(EventKind.REFUSED))]


class RecallForm(RecordForm):
    """The sender says that the file never arrived."""

    recalled_on = day_field(_("Came back on"), DAY)
    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])
