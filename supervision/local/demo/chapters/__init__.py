"""What is told of one office, a chapter a kind of story, each by the product's own operations.

Belongs here: the order of the chapters; a new kind of story is a module of its own with one `tell`,
added below. A chapter finds what earlier ones made in the database of its scene. The chapters of the
offices above are told when every district is filled: their registers are shared. Does not belong
here: chance or days (`story.py`, `case_story.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from supervision.core.access import Level
from supervision.local.demo.chapters import (
    absences,
    cases,
    competence,
    conclusions,
    disputes,
    exclusions,
    files,
    filing,
    guidance,
    orders,
    petitions,
    petitions_above,
    protests,
    reports,
    representations,
    responses,
    writs,
)
from supervision.local.demo.scene import Scene

CHAPTERS: Mapping[Level, Sequence[Callable[[Scene], None]]] = {
    Level.DISTRICT: (
        files.tell,
        absences.tell,
        cases.tell,
        competence.tell,
        orders.tell,
        conclusions.tell,
        responses.tell,
        filing.tell,
        disputes.tell,
        protests.tell,
        representations.tell,
        exclusions.tell,
        petitions.tell,
        guidance.tell,
        writs.tell,
        reports.tell,
    ),
    Level.OBLAST: (
        petitions_above.tell_oblast,
        representations.tell_missed,
        guidance.tell_oblast,
        writs.tell_answers,
        reports.tell_oblast,
    ),
    Level.GPO: (petitions_above.tell_gpo, guidance.tell_gpo),
}
