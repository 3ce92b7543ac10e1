"""Forms of decrees and of undoing a change: shape and presence; the rules are asked in operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, FieldList, Form, FormField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.core.problems import LONGEST_LINE
from supervision.decrees.rules import LONGEST_NUMBER, DayLine, DecreeEntry
from supervision.duties.forms import DAY, FILL, TOO_LONG, RecordForm, day_field, text_of

LINES = 8
MOST_LINES = 30


class DayLineForm(Form):
    """A day that becomes a day off, a day that becomes a working day, or both: a day off moved."""

    off_on = day_field(_("Becomes a day off"))
    working_on = day_field(_("Becomes a working day"))


class Lines(FieldList):  # type: ignore[type-arg]
    """Lines that keep their places whichever of them were sent: a gap would be closed otherwise."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        yield from range(self.min_entries)
        yield from super()._extract_indices(prefix, formdata)  # type: ignore[misc]


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
        cells: dict[str, Field] = {cell.name: cell for line in self.lines for cell in line.form} | {
            name: self[name] for name in ("number", "dated", "title")
        }
        loose = []
        for problem in problems:
            cell = cells.get(problem.field or "")
            if cell is None:
                loose.append(said(problem))
            else:
                cell.errors = [*cell.errors, said(problem)]
        # The list of lines keeps errors of its own; the summary above the form asks it.
        self.lines.errors = [line.errors for line in self.lines if line.errors]
        return loose

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was typed, by field, for the form that applies what was rehearsed."""
        cells = [self.number, self.dated, self.title]
        cells += [cell for line in self.lines for cell in line.form]
        return [(cell.name, " ".join(cell.raw_data or [])) for cell in cells if cell.raw_data]


class UndoForm(RecordForm):
    """Why a change is undone."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])
