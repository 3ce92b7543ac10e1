"""What the registers of guidance hold is counted in the reports that ask for it (`2002 ¶10–13`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.guidance import Shelf
from tests.factories.pages import text_of
from tests.factories.reports import Scribe, kind_of


def test_a_year_of_guidance_stands_in_the_reports_that_ask_for_it_each_supervision_in_its_own(
    web: Web, session: Session, acting: Callable[[str], Actor], law: Lawbook
) -> None:
    actor = acting("abay1.head")
    shelf = Shelf(session, actor, law, TODAY)
    with transaction(session):
        held = shelf.enter("inspection")
        shelf.step(held, "conduct")
        shelf.enter("inspection")  # planned only
        for branch in ("enforcement", "court_acts", "both"):
            shelf.step(shelf.enter("training", branch=branch), "hold")
            shelf.enter("publication", branch=branch, medium="radio")
        shelf.enter("publication", branch="both", published_on=date(2025, 11, 18))
        shelf.step(shelf.enter("proposal"), "send")
    yearly = Scribe(session, actor, law, TODAY, kind_of("inspections"))
    report = yearly.open("2026")
    assert yearly.counted(report, "held_inspections") == {"inspections_done": 1}
    assert yearly.counted(report, "training") == {"seminars_held": 2}
    assert yearly.counted(report, "proposed") == {"proposals_sent": 1}
    for code, ours in (("branch_legality", 2), ("quarterly_information", 2)):
        scribe = Scribe(session, actor, law, TODAY, kind_of(code))
        opened = scribe.open("2026-Q4")
        counted = scribe.counted(opened, "publications")
        assert counted == {"publications": ours, "publications_radio": ours}
        [all_of_them] = [
            each
            for each in scribe.section(opened, "publications").lines
            if each.key == "publications"
        ]
        assert all_of_them.year_ago is not None and all_of_them.year_ago.counted == 1
    session.commit()
    head = web.client("abay1.head")
    behind = head.get(f"/reports/{report.id}/cases?section=training&key=seminars_held")
    assert behind.text.count("/guidance/training/") == 2
    page = text_of(head.get(f"/reports/{report.id}").text)
    assert "Inspections carried out 1" in page and "Seminars held 2" in page
