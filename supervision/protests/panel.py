"""What protests show on the page of a case or dispute: windows of its acts, protests, next steps.

Belongs here: filling the panel. Does not belong here: the page itself (`cases`, `disputes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.cases.panels import Panel
from supervision.cases.queries.whole import Whole as CaseWhole
from supervision.cases.rules.acts import CheckResult
from supervision.core.access import Actor
from supervision.core.i18n import day
from supervision.disputes.queries.whole import Whole as DisputeWhole
from supervision.duties.presenting import Presenter
from supervision.duties.queries import own_back_plans
from supervision.duties.views import presenter
from supervision.law.protests import ProtestKind
from supervision.law.windows import ProtestWindow
from supervision.offices.models import Office
from supervision.protests.models import Protest, RestoredTerm
from supervision.protests.planning import Planner, PlanView
from supervision.protests.policy import may_draft
from supervision.protests.presenting import (
    WindowView,
    act_words,
    right_titles,
    state_words,
    title_of,
    window_view,
)
from supervision.protests.queries.matters import Matter, MatterAct, of_case, of_dispute
from supervision.protests.queries.protests import protests_of, terms_of
from supervision.protests.queries.windows import offices_in_line, window_of
from supervision.protests.rules import ProtestState


class ProtestMark(NamedTuple):
    """One protest beside its act: what it is called, where it stands, how it stands."""

    url: str
    title: str
    day: str
    author: str
    state: str
    tone: str


class ActPanel(NamedTuple):
    """One act of the matter: its window, its protests, where a draft or a ruling is recorded."""

    title: str
    window: WindowView | None
    protests: Sequence[ProtestMark]
    draft_url: str
    term_url: str


def _of_case(session: Session, actor: Actor, whole: CaseWhole) -> dict[str, Any] | None:
    """The panel of a case; None while it has no act."""
    return _content(session, actor, of_case(whole)) if whole.acts else None


def _of_dispute(session: Session, actor: Actor, whole: DisputeWhole) -> dict[str, Any] | None:
    """The panel of a dispute; None while it has no act."""
    return _content(session, actor, of_dispute(whole)) if whole.acts else None


def _content(session: Session, actor: Actor, matter: Matter) -> dict[str, Any]:
    writer = presenter()
    protests = protests_of(session, matter.kind, matter.id)
    terms = terms_of(session, matter.kind, matter.id)
    line = offices_in_line(session, matter.line)
    offices = {office.id: office for office in line}
    may = may_draft(actor, matter.office.id)
    planner = Planner(own_back_plans(session), writer)
    rights = right_titles(ProtestKind.APPELLATE, writer.language, enforcement=matter.is_dispute)
    return {
        "acts": [
            _act(matter, act, protests, terms, offices, planner, writer, may_draft=may)
            for act in matter.acts
        ],
        "rights": list(rights.values()),
        "offices": [office.name_in(writer.language) for office in line],
    }


def _act(
    matter: Matter,
    act: MatterAct,
    protests: Sequence[Protest],
    terms: Sequence[RestoredTerm],
    offices: dict[int, Office],
    planner: Planner,
    writer: Presenter,
    *,
    may_draft: bool,
) -> ActPanel:
    window = window_of(matter, act, terms, writer.law)
    own = [term for term in terms if term.act_id == act.id]
    against = [each for each in protests if each.against_id == act.id]
    draft_url, term_url = _urls(matter, act)
    has_term = window is not None and act.opens_on is not None
    return ActPanel(
        title=act_words(act.row, writer.language),
        window=window_view(
            window, writer, own, _plan(matter, act, against, window, planner, writer)
        )
        if window is not None
        else None,
        protests=[_mark(each, offices, writer) for each in against],
        draft_url=draft_url if may_draft else "",
        term_url=term_url if may_draft and has_term else "",
    )


def _plan(
    matter: Matter,
    act: MatterAct,
    against: Sequence[Protest],
    window: ProtestWindow,
    planner: Planner,
    writer: Presenter,
) -> PlanView | None:
    """The safe days before the last day, while the act may still need a protest."""
    last = window.last_day
    brought = any(each.kind == ProtestKind.APPELLATE and each.brought_on for each in against)
    if brought or act.row.check_result == CheckResult.LAWFUL:
        return None
    if last is None or not window.includes(writer.today):
        return None
    drafted = any(each.state == ProtestState.DRAFT for each in against)
    return planner.plan(matter.office.id, last, drafted=drafted)


def _urls(matter: Matter, act: MatterAct) -> tuple[str, str]:
    """Where a draft is begun, and where a restored term is recorded: in a case alone."""
    if matter.is_dispute:
        return url_for("protests.new_in_dispute", dispute_id=matter.id, act_id=act.id), ""
    ids: dict[str, Any] = {"case_id": matter.id, "act_id": act.id}
    return url_for("protests.new", **ids), url_for("protests.restored_term", **ids)


def _mark(protest: Protest, offices: dict[int, Office], writer: Presenter) -> ProtestMark:
    state, tone = state_words(protest.state, protest.outcome)
    author = offices.get(protest.author_office_id)
    on = protest.outcome_on or protest.brought_on or protest.drafted_on
    return ProtestMark(
        url=url_for("protests.protest", protest_id=protest.id),
        title=title_of(protest),
        day=day(on, writer.language),
        author=author.name_in(writer.language) if author is not None else "",
        state=state,
        tone=tone,
    )


PANEL = Panel("protests", "protests/_of_case.html", _of_case, style="protests.css")
DISPUTE_PANEL = Panel("protests", "protests/_of_case.html", _of_dispute, style="protests.css")
