"""Courts of administrative offences for the demo world, one at the seat of each district office.

No public list of them was at hand, so they are named by one pattern; an installation loads its own
list with `supervision court load FILE`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from supervision.core.access import Level
from supervision.offices.models import Office

COLUMNS = ("code", "office_code", "kind", "name_kk", "name_ru", "name_en")


def offence_courts(offices: Iterable[Office]) -> str:
    """The list as a CSV text in the form of `court load`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for office in offices:
        if office.office_level is Level.DISTRICT and office.kind == "territorial":
            writer.writerow(
                (
                    f"{office.code}-D",
                    office.code,
                    "specialised_offences",
                    f"{office.seat_kk} қаласының әкімшілік құқық бұзушылықтар жөніндегі "
                    "мамандандырылған ауданаралық соты",
                    "Специализированный межрайонный суд по административным правонарушениям "
                    f"города {office.seat_ru}",
                    f"Specialised court for administrative offences of {office.seat_ru}",
                )
            )
    return out.getvalue()
