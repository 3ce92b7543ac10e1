"""The sections that fill themselves, one file each: figures from the room that owns the facts.

Those of one room may share a file. A new one is a file beside the others with a query in its own
room, and a line here.
"""

from supervision.reports.sections import (
    by_article,
    damage,
    disputes,
    enforcement_protests,
    figures,
    files,
    guidance,
    late_duties,
    movement,
    petitions,
    private_rulings,
    protests,
    responses,
    reviews,
    study_points,
    terminations,
    without_protest,
)
from supervision.reports.sections.base import FactSection

SECTIONS: dict[str, FactSection] = {
    section.code: section
    for section in (
        movement.SECTION,
        by_article.SECTION,
        terminations.SECTION,
        reviews.SECTION,
        without_protest.SECTION,
        protests.SECTION,
        private_rulings.SECTION,
        files.SECTION,
        study_points.SECTION,
        damage.SECTION,
        disputes.SECTION,
        enforcement_protests.SECTION,
        responses.SECTION,
        petitions.SECTION,
        figures.SECTION,
        *guidance.SECTIONS,
        late_duties.SECTION,
    )
}

__all__ = ["SECTIONS", "FactSection"]
