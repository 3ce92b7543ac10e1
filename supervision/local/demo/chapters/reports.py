"""The quarter that ended: parts of the districts, the oblast's information; a paper worded by its office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from supervision.core.access import Actor
from supervision.law.model import Recurrence
from supervision.law.period import Period
from supervision.local.demo import report_wording as words
from supervision.local.demo.scene import ZONE, Scene
from supervision.printing.rewording import save_wording
from supervision.protests.prints import PAPER
from supervision.reports import operations
from supervision.reports.rules.kinds import ReportKind, read_kinds
from supervision.reports.sections import SECTIONS

KIND = "quarterly_information"
PARTS_BY, OWED_BY = 22, 25  # days of the quarter's last month


def tell(scene: Scene) -> None:
    """A district's part of the oblast's information; every fourth is approved and was never sent."""
    with scene.as_(scene.team.head) as head:
        _report(scene, head, words.DISTRICT, PARTS_BY, is_sent=scene.share.seed % 4 != 0)
        if scene.share.full:
            standard = PAPER.standard("ru")
            own = standard.replace("## Прошу суд", "## На основании изложенного прошу суд")
            save_wording(
                scene.session,
                head,
                PAPER,
                "ru",
                own,
                in_force_from=scene.today,
                version=0,
                today=scene.today,
            )


def tell_oblast(scene: Scene) -> None:
    """The oblast's information over the parts that came, in its own words."""
    with scene.as_(scene.team.above) as head:
        _report(scene, head, words.OBLAST, OWED_BY, is_sent=True)


def _report(scene: Scene, head: Actor, texts: Mapping[str, str], by: int, *, is_sent: bool) -> None:
    """The information of the quarter that ended, opened, written, approved and sent on one day."""
    kind = _kind()
    quarter = Period.containing(Recurrence.QUARTER, scene.today).previous()
    on = scene.teller.working(_day_of(quarter, by), ahead=False)
    made = operations.open_report(scene.session, head, kind, quarter.key, **scene.on(on))
    for section, text in texts.items():
        operations.write_text(scene.session, head, made.id, kind, section, text)
    now = datetime.combine(on, time(16), ZONE)
    operations.approve(scene.session, head, made.id, kind, now=now, today=on)
    if is_sent:
        operations.send(scene.session, head, made.id, kind, today=on)


def _kind() -> ReportKind:
    return next(kind for kind in read_kinds(frozenset(SECTIONS)) if kind.code == KIND)


def _day_of(quarter: Period, day: int) -> date:
    return quarter.end.replace(day=day)
