"""Nomenclature files, the acts in them, and the reconciliations of two quarters (`2015 ¶7, ¶11`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from supervision.cases import operations as cases
from supervision.cases.models import CaseHearing, Conclusion, CourtAct, NomenclatureFile
from supervision.cases.operations.within import following_together
from supervision.cases.queries import reconciliation as reconciliations
from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.cases.rules.case import CaseEntry, OpenedBy
from supervision.cases.rules.conclusions import ConclusionState
from supervision.cases.rules.filing import FilingEntry, NomenclatureEntry
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.reconciliation import Settlement
from supervision.core.access import Actor
from supervision.duties.rules import LateCause, Lateness
from supervision.law.model import Recurrence
from supervision.law.period import Period
from supervision.local.demo import wording
from supervision.local.demo.case_story import CaseStory
from supervision.local.demo.chapters.cases import decided, live, teller_of
from supervision.local.demo.scene import Scene

FILED = 12
TOGETHER = 4
NUMBERS = 901
SETTLED = "Екі прокуратура тізімдерін салыстырып, келісілді."


def tell(scene: Scene) -> None:
    """The files of two years with what lies in them; then what is reconciled at the seat."""
    files = [_file(scene, scene.today.year, index, title) for index, title in wording.NOMENCLATURE]
    last_year = _file(scene, scene.today.year - 1, *wording.NOMENCLATURE[0])
    cases.close_file(scene.session, scene.team.head, last_year.id, today=scene.today)
    acts = _to_file(scene)
    with following_together(scene.session, scene.law):
        for place in range(0, len(acts), TOGETHER):
            _filed(scene, acts[place : place + TOGETHER], files[0], volume=place // TOGETHER + 1)
    for specialised in scene.team.specialised:
        _reconciled(scene, specialised)


def _file(scene: Scene, year: int, index: str, title: str) -> NomenclatureFile:
    return cases.add_file(
        scene.session,
        scene.team.head,
        NomenclatureEntry(year, index, title),
        idempotency_key=scene.key(),
        today=min(scene.teller.working(date(year, 1, 8)), scene.today),
    )


def _to_file(scene: Scene) -> Sequence[CourtAct]:
    """The oldest acts in whose hearing the office took part, unless a conclusion is still open."""
    attended = select(CaseHearing.case_id).where(
        CaseHearing.outcome == HearingOutcome.TOOK_PART.value
    )
    pending = select(Conclusion.act_id).where(Conclusion.state != ConclusionState.APPROVED.value)
    statement = (
        select(CourtAct)
        .where(
            CourtAct.office_id == scene.team.head.office_id,
            CourtAct.check_result.is_not(None),
            CourtAct.case_id.in_(attended),
            CourtAct.id.not_in(pending),
        )
        .order_by(CourtAct.made_on, CourtAct.id)
        .limit(FILED)
    )
    return scene.session.scalars(statement).all()


def _filed(scene: Scene, acts: Sequence[CourtAct], file: NomenclatureFile, *, volume: int) -> None:
    """Some acts entered on one day, after the last of them was checked."""
    on = scene.after(max(act.checked_on or act.made_on for act in acts), 4)
    sheets = {act.id: f"{place * 9 + 1}–{place * 9 + 7}" for place, act in enumerate(acts)}
    cases.file_acts(
        scene.session,
        scene.team.assistants[1],
        sheets,
        FilingEntry(file.id, str(volume), "", on),
        **scene.on(on),
    )


def _reconciled(scene: Scene, specialised: Actor) -> None:
    """The last quarter signed by both offices; in this one the differences are still open."""
    this = Period.containing(Recurrence.QUARTER, scene.today)
    last = Period.containing(Recurrence.QUARTER, this.start - timedelta(days=1))
    day = scene.after(last.end, 3)
    number = _listed(scene, specialised, last, day)
    for difference in reconciliations.whole(scene.session, number).differences:
        cases.settle_difference(
            scene.session,
            scene.team.head,
            number,
            difference.id,
            settlement=Settlement.EXPLAINED.value,
            note=SETTLED,
            today=day,
        )
    _signed(scene, scene.team.head, number, day)
    with scene.as_(specialised):
        _signed(scene, specialised, _copy_of(scene, specialised, last), day)
    _differing(scene, specialised)
    _listed(scene, specialised, this, scene.today)


def _differing(scene: Scene, specialised: Actor) -> None:
    """Three decided cases the two registers differ in: two stand in one alone, one in both."""
    teller = teller_of(scene, NUMBERS)
    told = [
        teller.decided("environment", scene.ago(days), ActKind.PENALTY, CheckResult.LAWFUL)
        for days in (5, 9, 13)
    ]
    ours, theirs, both = (replace(story, entry=_opened_by(story, specialised)) for story in told)
    decided(scene, [ours, both])
    moved = replace(both, hearing=None, act=theirs.act)
    with scene.as_(specialised):
        for story in (replace(theirs, hearing=None), moved):
            live(scene, story, specialised)


def _opened_by(story: CaseStory, specialised: Actor) -> CaseEntry:
    """The case as one that the specialised prosecutor opened."""
    return replace(
        story.entry,
        opened_by=OpenedBy.PROSECUTORS_OFFICE.value,
        opened_by_office_id=specialised.office_id,
        opened_by_name="",
    )


def _listed(scene: Scene, specialised: Actor, quarter: Period, day: date) -> int:
    """A reconciliation with both lists in; returns the territorial office's copy."""
    head = scene.team.head
    made = cases.open_reconciliation(
        scene.session,
        head,
        counterpart_id=specialised.office_id or 0,
        quarter=quarter.key,
        **scene.on(day),
    )
    cases.submit_list(scene.session, head, made.id, today=day)
    with scene.as_(specialised):
        theirs = _copy_of(scene, specialised, quarter)
        cases.submit_list(scene.session, specialised, theirs, today=day)
    return made.id


def _copy_of(scene: Scene, actor: Actor, quarter: Period) -> int:
    """The copy of the quarter's reconciliation that this actor's office keeps."""
    [copy] = reconciliations.of_quarter(scene.session, actor.office_id or 0, quarter.key)
    return copy.id


def _signed(scene: Scene, actor: Actor, number: int, day: date) -> None:
    late = Lateness(LateCause.WORKLOAD, actor.office_name)
    cases.sign_act(scene.session, actor, number, signed_on=day, lateness=late, **scene.on(day))
