"""Court acts as pages show them: the chain of a case as one line of history.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import url_for

from supervision.cases.filing_words import filing_words
from supervision.cases.hearing_presenting import Chip, chip_of
from supervision.cases.models import ActFiling, CourtAct
from supervision.cases.queries.parts import Beside
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.acts import CheckResult
from supervision.core.i18n import _, day, day_long
from supervision.duties.presenting import Presenter
from supervision.duties.queries import DutyRow

# The protest window and the check that must end within it; other duties stand in the case's list.
SHOWN = ("2015/13/", "2015/16/")
CHECK_TONES = {CheckResult.LAWFUL.value: "green", CheckResult.UNLAWFUL.value: "red"}


class ActLine(NamedTuple):
    """One act of a case, every cell already written; `chips` are its protest window and check."""

    title: str
    made_on: str
    instance: str
    court: str
    reviews: str
    arrest: bool
    termination_ground: str
    part: str
    copy_on: str
    in_force_on: str
    checked: str
    check_tone: str
    check_note: str
    chips: Sequence[Chip]
    copy_url: str
    force_url: str
    check_url: str
    correct_url: str
    reopen_url: str
    place: str
    place_url: str


def act_name(act: CourtAct, language: str) -> str:
    """An act as others refer to it: what it decided, its instance and its day."""
    kind, instance = _(f"cases.act.{act.kind}"), _(f"cases.instance.{act.instance}")
    return f"{kind} · {instance} · {day(act.made_on, language)}"


def act_fields(act: CourtAct, language: str) -> dict[str, str]:
    """An act as papers name it: its day in words, its instance, what it decided."""
    return {
        "act_day": day_long(act.made_on, language),
        "instance": _(f"cases.instance.{act.instance}"),
        "decided": _(f"cases.act.{act.kind}"),
    }


def acts_of(whole: Whole, beside: Beside, writer: Presenter) -> list[ActLine]:
    """The acts of a case in the order they were made: each names the one it reviews."""
    known = {act.id: act for act in whole.acts}
    places = {filing.act_id: filing for filing in whole.filings}
    return [_line(act, known, places.get(act.id), beside, writer) for act in whole.acts]


def chips_of(
    act: CourtAct, duties: Mapping[str, Sequence[DutyRow]], writer: Presenter
) -> list[Chip]:
    """What began with the copy of an act: its protest window and its check (`2015 ¶13, ¶16`).

    `duties` are those of the case by trigger.
    """
    rows = duties.get(f"ruling_copy_handed_over#act-{act.id}", ())
    return [chip_of(row, writer) for row in rows if row.rule.startswith(SHOWN)]


def _line(
    act: CourtAct,
    known: Mapping[int, CourtAct],
    filing: ActFiling | None,
    beside: Beside,
    writer: Presenter,
) -> ActLine:
    language = writer.language
    ids: dict[str, Any] = {"case_id": act.case_id, "act_id": act.id}
    reviewed = known.get(act.reviews_id or 0)
    return ActLine(
        title=_(f"cases.act.{act.kind}"),
        made_on=day(act.made_on, language),
        instance=_(f"cases.instance.{act.instance}"),
        court=beside.courts.get(act.court_id, ""),
        reviews=act_name(reviewed, language) if reviewed is not None else "",
        arrest=act.is_arrest,
        termination_ground=act.termination_ground,
        part=act.part,
        copy_on=day(act.copy_on, language) if act.copy_on else "",
        in_force_on=day(act.in_force_on, language) if act.in_force_on else "",
        checked=_checked(act, language),
        check_tone=CHECK_TONES.get(act.check_result or "", ""),
        check_note=act.check_note,
        chips=chips_of(act, beside.duties, writer),
        copy_url=url_for("cases.act_copy", **ids),
        force_url=url_for("cases.act_in_force", **ids),
        check_url=url_for("cases.act_check", **ids),
        correct_url=url_for("cases.act_correction", **ids),
        reopen_url=url_for("cases.act_reopened", **ids),
        place=filing_words(filing) if filing is not None else "",
        place_url=url_for("cases.act_filing", **ids)
        if filing is not None
        else url_for("cases.file_acts", act=act.id),
    )


def _checked(act: CourtAct, language: str) -> str:
    """The result of the check with its day; empty while there is none."""
    if act.check_result is None:
        return ""
    return f"{_(f'cases.check.{act.check_result}')} · {day(act.checked_on, language)}"
