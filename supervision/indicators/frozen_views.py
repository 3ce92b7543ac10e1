"""Frozen quarters, and what moved their figures since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from flask import render_template

from supervision.core.access import Permission, requires
from supervision.core.i18n import _, day
from supervision.duties.presenting import pattern_of, period_words
from supervision.indicators import reading
from supervision.indicators.blueprint import blueprint
from supervision.indicators.frame import Page, page_of_figures
from supervision.indicators.models import FrozenPeriod, IndicatorRun
from supervision.indicators.queries import runs
from supervision.indicators.words import COUNTED_TONES, Teller
from supervision.law.figures import Figure

MOST_MOVES = 500


@blueprint.get("/frozen")
@requires(Permission.SEE_CASES)
def frozen_quarters() -> str:
    """Every frozen quarter: its cut-off, the computation it stands as, the wordings that judged."""
    page = page_of_figures()
    links, language = page.writer.links, page.language
    leave = dict.fromkeys(("period", "from", "to", "as_of"))
    return render_template(
        "indicators/frozen.html",
        quarters=[
            {
                "words": period_words(period.period, language),
                "url": links.overview(**(leave | {"frozen": period.period})),
                "changed_url": links.changed(**(leave | {"frozen": period.period})),
                "period": period,
                "run": run,
                "late": is_late(period, run),
                "editions": page.writer.teller.editions(run),
            }
            for period, run in runs.frozen_periods(page.session)
        ],
        **page.context(links.overview),
    )


def is_late(period: FrozenPeriod, run: IndicatorRun) -> bool:
    """Whether a quarter was computed later than the day after its cut-off."""
    return run.as_of > period.cut_off_on + timedelta(days=1)


class MoveLine(NamedTuple):
    """One thing that moved, every cell written."""

    figure: str
    label: str
    url: str
    office: str
    on: str
    then: str
    then_tone: str
    then_why: str
    now: str
    now_tone: str
    now_why: str
    who: str
    at: object
    action: str


@blueprint.get("/changed")
@requires(Permission.SEE_CASES)
def changed() -> str:
    """What a frozen quarter counts otherwise now: the case, then and now, who and when."""
    page = page_of_figures()
    question, links = page.question, page.writer.links
    moves: list[runs.Move] = []
    if question.frozen is not None and question.run is not None:
        moves = runs.moved_since(
            page.session,
            question.run,
            office_ids=question.office_ids,
            span=question.span,
            language=page.language,
            limit=MOST_MOVES + 1,
        )
    return render_template(
        "indicators/changed.html",
        lines=_lines(page, moves[:MOST_MOVES]),
        cut=len(moves) > MOST_MOVES,
        most=MOST_MOVES,
        **page.context(links.changed),
    )


def _lines(page: Page, moves: list[runs.Move]) -> list[MoveLine]:
    teller = page.writer.teller
    figures = {figure.code: figure for figure in reading.figures_of(teller.law)}
    to_case = pattern_of("cases.case", "case_id")
    return [_line(move, teller, figures.get(move.figure), to_case) for move in moves]


def _line(
    move: runs.Move, teller: Teller, figure: Figure | None, to_case: Callable[[int], str]
) -> MoveLine:
    return MoveLine(
        figure=figure.title.in_language(teller.language) if figure else move.figure,
        label=move.label,
        url=to_case(move.case_id) if move.seen and move.case_id is not None else "",
        office=move.office,
        on=day(move.on_day, teller.language),
        then=teller.counted[move.then_method or ""],
        then_tone=COUNTED_TONES.get(move.then_method or "", ""),
        then_why=_mark(teller, figure, move.then_mark, move.then_clause),
        now=teller.counted[move.now_method or ""],
        now_tone=COUNTED_TONES.get(move.now_method or "", ""),
        now_why=_mark(teller, figure, move.now_mark, move.now_clause),
        who=move.changed_by or "",
        at=move.changed_at,
        action=_action(move.action),
    )


def _action(code: str | None) -> str:
    """What was done, in words; nothing for a step no page tells."""
    key = f"audit.action.{code}"
    words = _(key)
    return "" if code is None or words == key else words


def _mark(teller: Teller, figure: Figure | None, mark: str | None, clause: str) -> str:
    """A mark with its clause."""
    if not mark:
        return ""
    words = teller.clause(figure, clause) if figure else clause
    return f"{teller.marks[mark]}: {words}"
