"""What is told of one office, a chapter a kind of story, each by the product's own operations.

Belongs here: the order of the chapters; a new kind of story is a module of its own with one `tell`,
added below. A chapter finds what earlier ones made in the database of its scene. Does not belong
here: chance or days (`story.py`, `case_story.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from supervision.local.demo.chapters import absences, cases, competence, files, orders
from supervision.local.demo.scene import Scene

CHAPTERS: tuple[Callable[[Scene], None], ...] = (
    files.tell,
    absences.tell,
    cases.tell,
    competence.tell,
    orders.tell,
)
