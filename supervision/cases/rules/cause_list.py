"""A day's cause list of a court, entered as one table: what one line says.

Belongs here: the line, and which field of a line a problem of the single forms belongs to. Does not
belong here: what is wrong with a case or a hearing (`case.py`, `hearings.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from supervision.cases.rules.case import ArticleEntry, CaseEntry
from supervision.core.errors import Problem

# Fields of the single forms that a line shows under another name.
_FIELDS = {
    "articles-0-article": "article",
    "articles-0-part": "part",
    "starts_at": "held_at",
    "assignee_id": "prosecutor_id",
    "opened_by_office_id": "opened_by",
}
OF_WHOLE_LIST = frozenset({"court_id", "instance"})


@dataclass(frozen=True)
class CauseLine:
    """One hearing of the list: its moment in UTC, the case by its number, and the new case's facts.

    `place_in_form` is where the line stood in the table; problems are told there.
    """

    place_in_form: int
    starts_at: datetime
    number: str
    offender_kind: str
    offender_name: str = ""
    birth_on: date | None = None
    offence_on: date | None = None
    article: str = ""
    part: str = ""
    opened_by: str = ""
    opened_by_name: str = ""
    complaint: str | None = None
    prosecutor_id: int | None = None
    place: str = ""

    def case_entry(self, court_id: int, own_office_id: int | None) -> CaseEntry:
        """The line as a case to register; `own_office_id` where a prosecutor opened it."""
        return CaseEntry(
            number=self.number,
            court_id=court_id,
            articles=(ArticleEntry(self.article, self.part),) if self.article else (),
            opened_by=self.opened_by,
            opened_by_office_id=own_office_id,
            opened_by_name=self.opened_by_name,
            offender_kind=self.offender_kind,
            offender_name=self.offender_name,
            birth_on=self.birth_on,
            offence_on=self.offence_on,
            complaint=self.complaint,
        )


def on_line(problems: Iterable[Problem], line: CauseLine) -> Iterator[Problem]:
    """The problems of a single form as those of a line of the table."""
    for problem in problems:
        field = _FIELDS.get(problem.field or "", problem.field or "number")
        if field in OF_WHOLE_LIST:
            yield replace(problem, field=field)
        else:
            yield replace(problem, field=f"lines-{line.place_in_form}-{field}")
