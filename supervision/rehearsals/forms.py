"""Forms of decrees, amendments and of undoing a change: shape and presence; operations ask the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, FieldList, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE
from supervision.decrees.amendment_rules import AmendmentEntry, Applied, TextLine
from supervision.decrees.rules import LONGEST_NUMBER, DayLine, DecreeEntry
from supervision.duties.forms import DAY, FILL, TOO_LONG, RecordForm, choice, day_field, text_of

LINES = 8
MOST_LINES = 30
TEXTS, MOST_TEXTS = 2, 10


class DayLineForm(Form):
    """A day that becomes a day off, a day that becomes a working day, or both: a day off moved."""

    off_on = day_field(_("Becomes a day off"))
    working_on = day_field(_("Becomes a working day"))


class Lines(FieldList):  # type: ignore[type-arg]
    """Lines that keep their places whichever of them were sent: a gap would be closed otherwise."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        yield from range(self.min_entries)
        yield from super()._extract_indices(prefix, formdata)  # type: ignore[misc]


def take_on_cells(
    form: RecordForm, names: Iterable[str], lines: Lines, problems: Iterable[Problem]
) -> list[str]:
    """Put problems on their fields or on the cells of the lines; returns the sentences of the others."""
    cells: dict[str, Field] = {cell.name: cell for line in lines for cell in line.form} | {
        name: form[name] for name in names
    }
    loose = []
    for problem in problems:
        cell = cells.get(problem.field or "")
        if cell is None:
            loose.append(said(problem))
        else:
            cell.errors = [*cell.errors, said(problem)]
    # The list of lines keeps errors of its own; the summary above the form asks it.
    lines.errors = [line.errors for line in lines if line.errors]
    return loose


def sent_in(cells: Iterable[Field]) -> list[tuple[str, str]]:
    """What was typed into these fields, by their names."""
    return [(cell.name, " ".join(cell.raw_data or [])) for cell in cells if cell.raw_data]


class DecreeForm(RecordForm):
    """Number, date and title of a decree, and its days; `version` is the state of the law as seen."""

    number = StringField(
        _("Number of the decree"),
        [InputRequired(FILL), Length(max=LONGEST_NUMBER, message=TOO_LONG)],
    )
    dated = day_field(_("Date of the decree"), DAY)
    title = StringField(
        _("Title of the decree"), [InputRequired(FILL), Length(max=LONGEST_LINE, message=TOO_LONG)]
    )
    lines = Lines(FormField(DayLineForm), min_entries=LINES, max_entries=MOST_LINES)

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.lines.type = "FieldList"  # the summary above a form knows lists of lines by this name

    def entry(self) -> DecreeEntry:
        """The decree as the rules take it, after the form was found valid."""
        return DecreeEntry(
            number=text_of(self.number),
            dated=self.day("dated"),
            title=text_of(self.title),
            lines=tuple(
                DayLine(place, line.form.off_on.data, line.form.working_on.data)
                for place, line in enumerate(self.lines)
            ),
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their cells; returns the sentences of those that belong to none."""
        return take_on_cells(self, ("number", "dated", "title"), self.lines, problems)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was typed, by field, for the form that applies what was rehearsed."""
        cells = [self.number, self.dated, self.title]
        cells += [cell for line in self.lines for cell in line.form]
        return sent_in(cells)


class TextLineForm(Form):
    """A paragraph file: its name and all that stands in it."""

    file = StringField(_("Name of the file"))
    content = TextAreaField(_("What stands in the file"))


class AmendmentForm(RecordForm):
    """An amendment of the law's data; `version` is the state of the law as seen."""

    reason = StringField(
        _("By what the law is changed"),
        [InputRequired(FILL), Length(max=LONGEST_NOTE, message=TOO_LONG)],
    )
    act = choice(_("Act"))
    applied = RadioField(
        _("How long the act is applied"),
        choices=[(each.value, _(f"rehearsals.applied.{each.value}")) for each in Applied],
        default=Applied.AS_BEFORE.value,
        validate_choice=False,
    )
    until = day_field(_("Applied until"))
    lines = Lines(FormField(TextLineForm), min_entries=TEXTS, max_entries=MOST_TEXTS)

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.lines.type = "FieldList"  # the summary above a form knows lists of lines by this name

    def entry(self) -> AmendmentEntry:
        """The amendment as the rules take it, after the form was found valid."""
        return AmendmentEntry(
            reason=text_of(self.reason),
            act_id=text_of(self.act),
            applied=text_of(self.applied),
            until=self.until.data,
            lines=tuple(
                TextLine(place, text_of(line.form.file).strip(), text_of(line.form.content))
                for place, line in enumerate(self.lines)
            ),
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their cells; returns the sentences of those that belong to none."""
        return take_on_cells(self, ("reason", "act", "applied", "until"), self.lines, problems)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was typed, by field, for the form that applies what was rehearsed."""
        cells = [self.reason, self.act, self.applied, self.until]
        cells += [cell for line in self.lines for cell in line.form]
        return sent_in(cells)


class UndoForm(RecordForm):
    """Why a change is undone."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])
