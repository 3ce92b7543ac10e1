"""Reconciliations as pages show them: cells already written, both lists side by side.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flask import url_for

from supervision.cases.models import ReconciliationDifference
from supervision.cases.queries.reconciliation import Copy
from supervision.cases.rules.reconciliation import ListedCase, Matched
from supervision.core.i18n import _, day, ngettext_
from supervision.duties.presenting import period_words

TONES = {"lists": "", "settling": "amber", "signing": "blue", "signed": "green"}


class SideWords(NamedTuple):
    """One side of a reconciliation in words."""

    office: str
    submitted: str
    cases: int
    signed: str
    late: str


class Row(NamedTuple):
    """One reconciliation of the list."""

    url: str
    number: str
    quarter: str
    own: str
    other: str
    own_list: str
    other_list: str
    differences: str
    state: str
    tone: str


class DataWords(NamedTuple):
    """What one list says of a case."""

    heard_on: str
    outcome: str
    notice: str
    relation: str


class Line(NamedTuple):
    """One case of both lists; a missing side is None."""

    number: str
    court: str
    articles: str
    offender: str
    case_url: str
    territorial: DataWords | None
    specialised: DataWords | None
    differs: str
    settlement: str
    note: str
    settled: str
    settle_url: str


def state_of(copy: Copy) -> str:
    """Where a reconciliation stands: lists, settling, signing, signed."""
    if copy.head.is_signed:
        return "signed"
    if not copy.both_submitted:
        return "lists"
    return "settling" if copy.unsettled else "signing"


def rows(copies: Sequence[Copy], offices: Mapping[int, str], language: str) -> list[Row]:
    """The reconciliations of the list, a row each."""
    return [_row(copy, offices, language) for copy in copies]


def _row(copy: Copy, offices: Mapping[int, str], language: str) -> Row:
    head, state = copy.head, state_of(copy)
    return Row(
        url=url_for("cases.reconciliation", reconciliation_id=head.id),
        number=head.number,
        quarter=period_words(head.quarter, language),
        own=offices.get(head.office_id, ""),
        other=offices.get(head.other_id, ""),
        own_list=_submitted(copy.own.submitted_on, language),
        other_list=_submitted(copy.other.submitted_on, language),
        differences=differences_words(copy),
        state=_(f"reconciliation.state.{state}"),
        tone=TONES[state],
    )


def _submitted(on: date | None, language: str) -> str:
    return day(on, language) if on is not None else ""


def differences_words(copy: Copy) -> str:
    """How many differences there are and how many of them are open; empty before both lists."""
    if not copy.both_submitted:
        return ""
    found = len(copy.differences)
    words = ngettext_("%(num)s difference", "%(num)s differences", found)
    open_ones = copy.unsettled
    return f"{words}, {_('open: %(count)s', count=open_ones)}" if open_ones else words


def sides(copy: Copy, offices: Mapping[int, str], language: str) -> list[SideWords]:
    """Both sides in words, the territorial first."""
    return [
        SideWords(
            office=offices.get(of, ""),
            submitted=_by(side.submitted_by, side.submitted_on, language),
            cases=len(copy.lines.get(of, ())),
            signed=_by(side.signed_by, side.signed_on, language),
            late=_late(side.late_cause, side.late_unit, side.late_note),
        )
        for of in (copy.head.territorial_id, copy.head.specialised_id)
        for side in (copy.sides[of],)
    ]


def _by(name: str | None, on: date | None, language: str) -> str:
    return f"{name}, {day(on, language)}" if name and on is not None else ""


def _late(cause: str | None, unit: str | None, note: str | None) -> str:
    """Why a signature came late, in one line."""
    if cause is None:
        return ""
    return " · ".join(part for part in (_(f"duties.late_cause.{cause}"), unit, note) if part)


def lines(
    copy: Copy,
    courts: Mapping[int, str],
    seen: Mapping[tuple[int, str], int],
    language: str,
    *,
    may_settle: bool,
) -> list[Line]:
    """Both lists side by side; `seen` are the ids of the cases the reader may open."""
    differences = {each.place: each for each in copy.differences}
    return [
        _line(copy, each, differences.get(each.place), courts, seen, language, may_settle)
        for each in copy.matches
    ]


def _line(
    copy: Copy,
    match: Matched,
    difference: ReconciliationDifference | None,
    courts: Mapping[int, str],
    seen: Mapping[tuple[int, str], int],
    language: str,
    may_settle: bool,
) -> Line:
    shown = match.shown
    case_id = seen.get((shown.court_id, shown.number))
    settle_url = ""
    if difference is not None and may_settle:
        settle_url = url_for(
            "cases.settle_difference",
            reconciliation_id=copy.head.id,
            difference_id=difference.id,
        )
    return Line(
        number=shown.number,
        court=courts.get(shown.court_id, ""),
        articles=shown.articles,
        offender=shown.offender,
        case_url=url_for("cases.case", case_id=case_id) if case_id is not None else "",
        territorial=data_words(match.territorial, language),
        specialised=data_words(match.specialised, language),
        differs=difference_words(difference),
        settlement=_settlement(difference),
        note=difference.note if difference is not None else "",
        settled=_settled(difference, language),
        settle_url=settle_url,
    )


def data_words(line: ListedCase | None, language: str) -> DataWords | None:
    """What a list says of a case, in words."""
    if line is None:
        return None
    return DataWords(
        heard_on=day(line.heard_on, language) if line.heard_on is not None else "",
        outcome=_(f"cases.act.{line.outcome}") if line.outcome else "",
        notice=_("Notice %(number)s", number=line.notice_number) if line.notice_number else "",
        relation=_(f"reconciliation.relation.{line.relation}"),
    )


def difference_words(difference: ReconciliationDifference | None) -> str:
    """What a difference is about; empty where both lists agree."""
    if difference is None:
        return ""
    words = _(f"reconciliation.difference.{difference.kind}")
    fields = ", ".join(_(f"reconciliation.field.{name}") for name in difference.fields)
    return f"{words}: {fields}" if fields else words


def _settlement(difference: ReconciliationDifference | None) -> str:
    if difference is None or difference.settlement is None:
        return ""
    return _(f"reconciliation.settlement.{difference.settlement}")


def _settled(difference: ReconciliationDifference | None, language: str) -> str:
    if difference is None:
        return ""
    return _by(difference.settled_by, difference.settled_on, language)
