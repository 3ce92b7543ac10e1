"""The file of courts: columns, shapes, and which court hears at which instance.

Belongs here: reading the rows and naming everything wrong with them. Does not belong here: the
database (`operations/courts.py`), which hands in the offices it knows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, refuse
from supervision.core.texts import written
from supervision.law.participation import Instance

COLUMNS = ("code", "office_code", "kind", "name_kk", "name_ru", "name_en")
INSTANCE_OF_KIND: Mapping[str, Instance] = {
    "supreme": Instance.CASSATION,
    "cassation": Instance.CASSATION,
    "oblast": Instance.APPELLATE,
    "district": Instance.FIRST,
    "specialised_administrative": Instance.FIRST,
    "specialised_offences": Instance.FIRST,
    "specialised_juvenile": Instance.FIRST,
    "garrison": Instance.FIRST,
}
_CODE = re.compile(r"[0-9A-Z]{2,8}(-[0-9A-Z]{1,6})*")


@dataclass(frozen=True)
class CourtRow:
    """One court as the file describes it; the office is that of the court's seat."""

    code: str
    office_code: str
    instance: Instance
    name_kk: str
    name_ru: str
    name_en: str


def court_hears(court_instance: str, instance: str) -> bool:
    """Whether a court of that instance holds such a hearing or makes such an act.

    An oblast court sat in cassation too until 2016, so an appellate court may hear both.
    """
    return court_instance == instance or (
        court_instance == Instance.APPELLATE and instance == Instance.CASSATION
    )


def read_courts(text: str, office_codes: frozenset[str]) -> list[CourtRow]:
    """The courts of a CSV file. Raises Refused with every problem, each naming row and field; a
    file with one wrong row is refused whole.
    """
    sheet = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in COLUMNS if name not in (sheet.fieldnames or ())]
    if missing:
        refuse([Problem("The file lacks these columns: %(names)s.", None, _named(missing))])
    rows: list[CourtRow] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, cells in enumerate(sheet, start=2):
        values = {name: written(cells.get(name) or "") for name in COLUMNS}
        wrong = _wrong_cells(values, office_codes, seen)
        seen.add(values["code"])
        if wrong:
            where = {"row": str(number), **_named(wrong)}
            problems.append(Problem("Row %(row)s: put right %(names)s.", None, where))
            continue
        instance = INSTANCE_OF_KIND[values.pop("kind")]
        rows.append(CourtRow(instance=instance, **values))
    refuse(problems)
    return rows


def _wrong_cells(
    values: Mapping[str, str], office_codes: frozenset[str], seen: set[str]
) -> list[str]:
    """The columns of a row that cannot stand."""
    wrong = []
    if not _CODE.fullmatch(values["code"]) or values["code"] in seen:
        wrong.append("code")
    if values["office_code"] not in office_codes:
        wrong.append("office_code")
    if values["kind"] not in INSTANCE_OF_KIND:
        wrong.append("kind")
    names = ("name_kk", "name_ru", "name_en")
    return wrong + [name for name in names if not 0 < len(values[name]) <= LONGEST_LINE]


def _named(names: list[str]) -> dict[str, str]:
    return {"names": ", ".join(names)}
