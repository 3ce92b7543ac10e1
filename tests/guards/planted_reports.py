"""Reports by period for the walks: a draft, an approved one taken up again, one sent.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from supervision.reports import operations
from tests.conftest import TODAY
from tests.factories.reports import Scribe, kind_of

Words = Callable[[int, str], str]
CODES = {
    "report": {"kind", "period", "state"},
    "report_text": {"section"},
    "report_line": {"section", "key"},
    "report_thing": {"section", "key", "subject_kind", "record_kind"},
    "report_step": {"what"},
}
# The places of the reports of an office in the order in which they are made.
WRITTEN, TAKEN_UP, APPROVED, SENT = range(4)


def plant_reports(session: Session, law: Lawbook, head: Actor, case: Words) -> None:
    """Of the quarterly information: a draft with a text, one taken up again, one approved, one sent."""
    office_id = head.office_id or 0
    scribe = Scribe(session, head, law, TODAY, kind_of("quarterly_information"))
    made = [scribe.open(period) for period in ("2026-Q3", "2026-Q2", "2026-Q1", "2026-Q4")]
    scribe.write(made[WRITTEN], "conclusions", case(office_id, "conclusions"))
    for each in made[TAKEN_UP:]:
        scribe.approve(each)
    scribe.do(operations.reopen, made[TAKEN_UP], reason=case(office_id, "reopened"))
    scribe.send(made[SENT])
    scribe.enter()


@dataclass(frozen=True)
class ReportIds:
    """The ids of planted reports by office."""

    reports: Mapping[int, list[int]]

    @classmethod
    def read(cls, connection: Connection) -> ReportIds:
        """Every one there is."""
        found: dict[int, list[int]] = {}
        for office, row_id in connection.execute(
            text("select office_id, id from report order by 1, 2")
        ):
            found.setdefault(office, []).append(row_id)
        return cls(found)
