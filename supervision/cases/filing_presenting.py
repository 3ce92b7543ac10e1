"""Court acts and their nomenclature files as pages show them: cells already written.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from flask import url_for

from supervision.cases.act_presenting import CHECK_TONES, act_name
from supervision.cases.filing_words import place_words
from supervision.cases.models import NomenclatureFile
from supervision.cases.queries.filed_acts import ActRow
from supervision.cases.queries.nomenclature import FilableAct
from supervision.core.i18n import _, day
from supervision.duties.presenting import pattern_of

CONCLUSION_TONES = {"approved": "green", "returned": "red", "submitted": "blue"}


class FiledLine(NamedTuple):
    """One of the acts that are entered together."""

    id: int
    case_number: str
    act: str
    url: str


class RegisterLine(NamedTuple):
    """One act of the register, every cell written; `pick` is its id where it may be entered."""

    pick: str
    url: str
    number: str
    offender: str
    office: str
    court: str
    instance: str
    made_on: str
    act: str
    arrest: bool
    in_force_on: str
    checked: str
    check_tone: str
    conclusion: str
    conclusion_tone: str
    prosecutors: str
    place: str
    sheets: str
    filed_on: str
    place_url: str


def file_choices(files: Iterable[NomenclatureFile]) -> list[tuple[str, str]]:
    """The files for a select."""
    return [(str(each.id), f"{each.file_index} ({each.year}) — {each.title}") for each in files]


def filed_lines(acts: Sequence[FilableAct], language: str) -> list[FiledLine]:
    """The acts of a form, in order of their cases."""
    return [
        FiledLine(
            id=each.act.id,
            case_number=each.case.number,
            act=act_name(each.act, language),
            url=url_for("cases.case", case_id=each.case.id, _anchor="acts"),
        )
        for each in acts
    ]


def register_lines(
    rows: Sequence[ActRow], own_office_id: int | None, language: str, *, may_file: bool
) -> list[RegisterLine]:
    """The rows of the register of acts."""
    address = pattern_of("cases.case", "case_id")
    return [_line(row, address(row.case_id), own_office_id, language, may_file) for row in rows]


def _line(row: ActRow, url: str, own: int | None, language: str, may_file: bool) -> RegisterLine:
    ours = may_file and row.office_id == own
    state = row.conclusion
    place_url = ""
    if ours and row.file_index is not None:
        place_url = url_for("cases.act_filing", case_id=row.case_id, act_id=row.id)
    return RegisterLine(
        pick=str(row.id) if ours and row.file_index is None else "",
        url=f"{url}#acts",
        number=row.number,
        offender=row.offender,
        office=row.office_name,
        court=row.court,
        instance=_(f"cases.instance.{row.instance}"),
        made_on=day(row.made_on, language),
        act=_(f"cases.act.{row.kind}"),
        arrest=row.is_arrest,
        in_force_on=_day(row.in_force_on, language),
        checked=_(f"cases.check.{row.check_result}") if row.check_result else "",
        check_tone=CHECK_TONES.get(row.check_result or "", ""),
        conclusion=_(f"reconciliation.conclusion.{state}") if state else "",
        conclusion_tone=CONCLUSION_TONES.get(state or "", ""),
        prosecutors=", ".join(dict.fromkeys(row.prosecutors)),
        place=place_words(row.file_index, row.file_year, row.volume),
        sheets=_("sheets %(sheets)s", sheets=row.sheets) if row.sheets else "",
        filed_on=_day(row.filed_on, language),
        place_url=place_url,
    )


def _day(on: date | None, language: str) -> str:
    return day(on, language) if on is not None else ""
