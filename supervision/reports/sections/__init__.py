"""The sections that fill themselves, one file each: figures from the room that owns the facts.

A new one is a file beside the others with a query in its own room, and a line here.
"""

from supervision.reports.sections import (
    by_article,
    figures,
    late_duties,
    movement,
    private_rulings,
    protests,
    reviews,
    terminations,
)
from supervision.reports.sections.base import FactSection

SECTIONS: dict[str, FactSection] = {
    section.code: section
    for section in (
        movement.SECTION,
        by_article.SECTION,
        terminations.SECTION,
        reviews.SECTION,
        protests.SECTION,
        private_rulings.SECTION,
        figures.SECTION,
        late_duties.SECTION,
    )
}

__all__ = ["SECTIONS", "FactSection"]
