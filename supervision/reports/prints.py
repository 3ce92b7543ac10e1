"""The control journal in words: from the duties of an office to the blocks of its paper.

Belongs here: every word and cell of the paper, in the language spoken at the moment. Does not belong
here: reading rows, or how a block looks (`supervision.printing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from supervision.core.i18n import _, day, day_long, moment, ngettext_, speaking
from supervision.duties.presenting import citation_words, period_words
from supervision.duties.rules import OFFICE, DutyState
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.offices.models import Office
from supervision.printing.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Kind,
    Letterhead,
    Note,
    Noted,
    Table,
    Title,
    document,
    legible,
)
from supervision.printing.operations import Place
from supervision.printing.rules import Form, copy_name
from supervision.reports.queries.journals import Duty, Listed
from supervision.reports.rules.journal import Part

MOST_MISSED_NAMED = 10


@dataclass(frozen=True)
class Contents:
    """What one journal says, before any word of it."""

    office: Office
    place: Place
    morning: date
    covers_from: datetime
    covers_until: datetime
    missed: Sequence[date]
    parts: Mapping[Part, Listed]
    undated: int


def journal(
    contents: Contents, language: str, form: Form, *, law: Lawbook, zone: ZoneInfo
) -> Document:
    """The journal in one language; a copy in each form names the hash of the copy before it in that form.

    Needs the application's catalogs.
    """
    with speaking(language):
        mark = _("No. %(number)s", number=contents.place.mark)
        title, office = _("Control journal"), contents.office.name_in(language)
        return document(
            (
                Letterhead(office),
                Title(title, f"{mark}, {day_long(contents.morning, language)}"),
                *_about(contents, language, zone),
                _previous(contents.place, copy_name(language, form), language),
                *(
                    block
                    for part in Part
                    for block in _part(part, contents.parts[part], contents.morning, language, law)
                ),
                Note(
                    _(
                        "The next journal carries the SHA-256 of this file: a journal that is "
                        "missing or was changed shows."
                    )
                ),
            ),
            language=language,
            title=title,
            mark=mark,
            office=office,
            issued_on=contents.morning,
        )


def _about(contents: Contents, language: str, zone: ZoneInfo) -> Iterator[Block]:
    since = moment(contents.covers_from, zone, language)
    until = moment(contents.covers_until, zone, language)
    yield Figure(_("Entered"), _("from %(since)s to %(until)s", since=since, until=until))
    if contents.missed:
        named = [day(each, language) for each in contents.missed[:MOST_MISSED_NAMED]]
        more = len(contents.missed) - len(named)
        words = ", ".join(named)
        if more:
            words += " " + ngettext_("and %(num)s more", "and %(num)s more", more)
        yield Figure(_("No journal was issued on"), words)
    if contents.undated:
        yield Figure(_("Duties without a day"), str(contents.undated))


def _previous(place: Place, name: str, language: str) -> Block:
    if place.previous is None:
        return Figure(_("Previous journal"), _("This is the first journal of the office."))
    earlier, hashed = place.previous, place.previous_hash(name)
    told = _(
        "No. %(number)s of %(day)s",
        number=f"{earlier.number}/{earlier.year}",
        day=day(earlier.issued_on, language),
    )
    return Figure(_("Previous journal"), told, [f"SHA-256: {hashed}"] if hashed else ())


def _part(
    part: Part, listed: Listed, morning: date, language: str, law: Lawbook
) -> Iterator[Block]:
    yield Heading(f"{part_title(part)} ({listed.total})")
    yield Table(
        columns=(
            Column(_("No."), Kind.WHOLE, width=5),
            Column(_("reports.journal.case"), width=20),
            Column(_("Duty and paragraph"), width=40),
            Column(_("reports.journal.due"), width=20),
            Column(_("reports.journal.assignee"), width=20),
        ),
        rows=[
            _line(number, duty, morning, language, law)
            for number, duty in enumerate(listed.duties, start=1)
        ],
        nothing=_("None."),
    )
    more = listed.total - len(listed.duties)
    if more:
        yield Note(ngettext_("and %(num)s more", "and %(num)s more", more))


def part_title(part: Part) -> str:
    """What a list is called."""
    return {
        Part.OVERDUE: _("reports.journal.overdue"),
        Part.SOON: _("Due today and within 5 working days"),
        Part.ENTERED: _("Entered since the previous journal"),
    }[part]


def _line(number: int, duty: Duty, morning: date, language: str, law: Lawbook) -> Sequence[Cell]:
    title, citation = _rule(duty, language, law)
    label = duty.subject_label
    if duty.subject_kind == OFFICE:
        label = period_words(label, language)
    late = duty.state == DutyState.OPEN and duty.due_on is not None and duty.due_on < morning
    return (
        number,
        legible(label),
        Noted(title, citation),
        Noted(day(duty.due_on, language), _note(duty, morning, language), late=late),
        legible(duty.assignee or "—"),
    )


def _rule(duty: Duty, language: str, law: Lawbook) -> tuple[str, str]:
    """The title of a duty's rule and its citation; a duty outlives its law file."""
    try:
        rule = law.rule(duty.rule, duty.event_on)
    except UnknownLaw:
        return duty.rule, ""
    return rule.title.in_language(language), citation_words(law, rule.paragraph, language)


def _note(duty: Duty, morning: date, language: str) -> str:
    """What stands below the day: done, no day, today, or by how many days it is late."""
    if duty.state == DutyState.FULFILLED:
        return _("done on %(day)s", day=day(duty.closed_on, language))
    if duty.due_on is None:
        return _("the day is not known yet")
    if duty.due_on == morning:
        return _("reports.journal.today")
    if duty.due_on < morning:
        late = (morning - duty.due_on).days
        return ngettext_("%(num)s day late", "%(num)s days late", late)
    return ""
