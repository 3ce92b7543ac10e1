"""Acts of response and what they brought about (`2002 ¶4, ¶9`, `2015 ¶4, ¶12, ¶24`)."""

from __future__ import annotations

from supervision.cases.rules import KIND as CASE
from supervision.core.counting import Asked, Counted
from supervision.reports.sections.base import FactSection, spoken
from supervision.responses.counted import RESPONSES, responses
from supervision.studies.rules import KIND as FILE

# About what an instruction's acts of response are brought.
_SUBJECTS = {"2002": FILE, "2015": CASE}


def _things(asked: Asked) -> Counted:
    found: Counted = responses(asked, _SUBJECTS[asked.act])
    return found


SECTION = FactSection("responses", _things, spoken("responses"), lines=RESPONSES)
