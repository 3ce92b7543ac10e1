"""Forms of the expenses of a file: shape and presence; the rules are asked in operations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.duties.forms import DAY, FILL, RecordForm, choice, day_field, given_day, text_of
from supervision.enforcement.card_forms import items, sum_of
from supervision.law import expenses as law
from supervision.law.expenses import OUTSIDE
from supervision.studies.expense_rules import ExpenseEntry


class ExpenseForm(RecordForm):
    """One item of the expenses charged in a file."""

    kind = choice(_("Kind of expense (EXP ¶3)"))
    article = choice(_("Article (EXP ¶4)"))
    spent_on = day_field(_("Spent on"), DAY)
    payee = StringField(_("Paid to"), [InputRequired(FILL)])
    amount = StringField(_("Sum, tenge"), [InputRequired(FILL)])
    travel_class = choice(_("Transport and class, for travel"))
    document_kind = choice(_("Supporting document"))
    document_number = StringField(_("Number of the document"))
    document_amount = StringField(_("Sum in the document, tenge"))
    note = TextAreaField(_("Note"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        numbered = [(code, f"{code}. {words}") for code, words in items(law.kinds())]
        self.kind.choices = [*numbered, (OUTSIDE, _("none of the list"))]
        self.article.choices = [(code, f"{code}. {words}") for code, words in items(law.articles())]
        self.travel_class.choices = [("", ""), *items(law.travel_classes())]
        self.document_kind.choices = [("", _("no document")), *items(law.documents())]

    def entry(self) -> ExpenseEntry:
        """The item as the rules take it, after the form was found valid."""
        return ExpenseEntry(
            kind=text_of(self.kind),
            article=text_of(self.article),
            spent_on=given_day(self.spent_on),
            payee=text_of(self.payee),
            amount=sum_of(self.amount) or Decimal(0),
            document_kind=text_of(self.document_kind) or None,
            document_number=text_of(self.document_number),
            document_amount=sum_of(self.document_amount),
            travel_class=text_of(self.travel_class) or None,
            note=text_of(self.note),
        )


class StrikeForm(RecordForm):
    """Why an item is struck out."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])


class ExpenseBreachForm(RecordForm):
    """What the expenses of a file break, in the words of the study."""

    description = TextAreaField(_("What was breached"), [InputRequired(FILL)])
