"""The control journal in words: from the duties of an office to the values its template prints.

Belongs here: every word and cell of the paper, in the language spoken at the moment. Does not belong
here: reading rows, or how the paper looks (`papers/control_journal.typ`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from supervision.core.i18n import _, day, day_long, moment, ngettext_, speaking
from supervision.duties.presenting import citation_words, period_words
from supervision.duties.rules import OFFICE, DutyState
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.offices.models import Office
from supervision.printing.engine import Job
from supervision.printing.operations import Place
from supervision.reports.queries.journals import Duty, Listed
from supervision.reports.rules.journal import Part

TEMPLATE = "reports/papers/control_journal.typ"
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


def job(contents: Contents, language: str, *, law: Lawbook, zone: ZoneInfo) -> Job:
    """The journal in one language, ready for the press. Needs the application's catalogs."""
    with speaking(language):
        return Job(TEMPLATE, _values(contents, language, law, zone))


def _values(contents: Contents, language: str, law: Lawbook, zone: ZoneInfo) -> dict[str, Any]:
    place = contents.place
    mark = _("No. %(number)s", number=place.mark)
    title = _("Control journal")
    return {
        "language": language,
        "title": title,
        "mark": mark,
        "office": contents.office.name_in(language),
        "issued_on": contents.morning.isoformat(),
        "day": day_long(contents.morning, language),
        "foot": f"{title} {mark} · {contents.office.code}",
        "page": _("page"),
        "about": _about(contents, language, zone),
        "previous": _previous(place, language),
        "parts": [
            _part(part, contents.parts[part], contents.morning, language, law) for part in Part
        ],
        "words": {
            "nothing": _("None."),
            "previous": _("Previous journal"),
            "heads": [
                _("No."),
                _("reports.journal.case"),
                _("Duty and paragraph"),
                _("reports.journal.due"),
                _("reports.journal.assignee"),
            ],
            "closing": _(
                "The next journal carries the SHA-256 of this file: a journal that is missing or "
                "was changed shows."
            ),
        },
    }


def _about(contents: Contents, language: str, zone: ZoneInfo) -> list[tuple[str, str]]:
    since = moment(contents.covers_from, zone, language)
    until = moment(contents.covers_until, zone, language)
    told = [(_("Entered"), _("from %(since)s to %(until)s", since=since, until=until))]
    if contents.missed:
        named = [day(each, language) for each in contents.missed[:MOST_MISSED_NAMED]]
        more = len(contents.missed) - len(named)
        words = ", ".join(named)
        if more:
            words += " " + ngettext_("and %(num)s more", "and %(num)s more", more)
        told.append((_("No journal was issued on"), words))
    if contents.undated:
        told.append((_("Duties without a day"), str(contents.undated)))
    return told


def _previous(place: Place, language: str) -> dict[str, str]:
    if place.previous is None:
        return {"told": _("This is the first journal of the office."), "hash": ""}
    earlier = place.previous
    return {
        "told": _(
            "No. %(number)s of %(day)s",
            number=f"{earlier.number}/{earlier.year}",
            day=day(earlier.issued_on, language),
        ),
        "hash": place.previous_hash(language),
    }


def _part(part: Part, listed: Listed, morning: date, language: str, law: Lawbook) -> dict[str, Any]:
    more = listed.total - len(listed.duties)
    return {
        "title": part_title(part),
        "count": str(listed.total),
        "more": ngettext_("and %(num)s more", "and %(num)s more", more) if more else "",
        "lines": [
            _line(number, duty, morning, language, law)
            for number, duty in enumerate(listed.duties, start=1)
        ],
    }


def part_title(part: Part) -> str:
    """What a list is called."""
    return {
        Part.OVERDUE: _("reports.journal.overdue"),
        Part.SOON: _("Due today and within 5 working days"),
        Part.ENTERED: _("Entered since the previous journal"),
    }[part]


def _line(number: int, duty: Duty, morning: date, language: str, law: Lawbook) -> dict[str, Any]:
    title, citation = _rule(duty, language, law)
    is_period = duty.subject_kind == OFFICE
    return {
        "place": str(number),
        "subject": period_words(duty.subject_label, language) if is_period else duty.subject_label,
        "duty": title,
        "citation": citation,
        "due": day(duty.due_on, language),
        "note": _note(duty, morning, language),
        "late": duty.state == DutyState.OPEN and duty.due_on is not None and duty.due_on < morning,
        "assignee": duty.assignee or "—",
    }


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
