"""Figures in the JSON API: each with both halves and its marks by clause, and the things behind each.

The question is read, and the figures counted, exactly as for the pages (`asking`, `reading`,
`queries`): the number here, the length of the list here and the number of the page are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response
from sqlalchemy.orm import Session

from supervision.api.describing import answers, room_api, told
from supervision.api.shapes import Office
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Problem, Refused
from supervision.core.i18n import current_language
from supervision.duties.views import lawbook
from supervision.indicators import reading
from supervision.indicators.api_shapes import (
    Asked,
    Breakdown,
    BreakdownQuery,
    Clause,
    CountedThing,
    FigureList,
    FigureQuery,
    FigureSums,
    FigureWhole,
    Numbers,
    Part,
    ThingList,
    ThingQuery,
)
from supervision.indicators.asking import Question, question_of
from supervision.indicators.frame import figure_of
from supervision.indicators.queries import figures, listing
from supervision.indicators.queries.figures import Marked
from supervision.indicators.queries.listing import ThingRow
from supervision.indicators.reading import NOTHING
from supervision.indicators.rules import Side
from supervision.indicators.thing_presenting import ThingWriter
from supervision.indicators.words import Teller
from supervision.law.figures import Figure, Mark, Tally

blueprint = room_api("indicators")
TAG = "indicators"
NOT_KNOWN = "This is not known here, or not yours to see."


@blueprint.get("/indicators")
@requires(Permission.SEE_CASES)
@answers(FigureList, tag=TAG)
def list_figures(query: FigureQuery) -> Response:
    """Every figure of an office, with or without those below, in some days."""
    session, question = db.session(), _question(query)
    found = reading.tallies(session, question, question.span)
    teller, marked = _teller(), _marked(session, question)
    return told(
        FigureList(
            asked=_asked(question),
            figures=[
                FigureSums(**_figure(teller, figure, found.get(figure.code, NOTHING), marked))
                for figure in reading.figures_of(lawbook())
            ],
        )
    )


@blueprint.get("/indicators/<code:figure>")
@requires(Permission.SEE_CASES)
@answers(FigureWhole, tag=TAG)
def read_figure(figure: str, query: FigureQuery) -> Response:
    """One figure with the words of both its halves."""
    found, session, question = figure_of(figure), db.session(), _question(query)
    tally = reading.tallies(session, question, question.span).get(found.code, NOTHING)
    teller = _teller()
    return told(
        FigureWhole(
            **_figure(teller, found, tally, _marked(session, question)),
            asked=_asked(question),
            numerator_words=found.numerator.in_language(teller.language),
            denominator_words=found.denominator.in_language(teller.language),
        )
    )


@blueprint.get("/indicators/<code:figure>/breakdown")
@requires(Permission.SEE_CASES)
@answers(Breakdown, tag=TAG)
def break_figure_down(figure: str, query: BreakdownQuery) -> Response:
    """One figure by office below, prosecutor, month, quarter, category or article."""
    found, question = figure_of(figure), _question(query)
    rows = reading.by_key(db.session(), question, query.by, found.code)
    parts = [
        Part(key=None if key is None else str(key), **_sums(tally)) for key, tally in rows.items()
    ]
    parts.sort(key=lambda part: (part.key is None, part.key or ""))
    return told(Breakdown(asked=_asked(question), code=found.code, by=query.by, parts=parts))


@blueprint.get("/indicators/<code:figure>/things")
@requires(Permission.SEE_CASES)
@answers(ThingList, tag=TAG)
def list_things(figure: str, query: ThingQuery) -> Response:
    """The things behind a number of a figure; the same condition counted them."""
    found, session, question = figure_of(figure), db.session(), _question(query)
    side = Side(query.side)
    tally = reading.tallies(session, question, question.span).get(found.code, NOTHING)
    page = listing.things(
        session,
        figure=found.code,
        side=side,
        office_ids=question.office_ids,
        span=question.span,
        language=current_language(),
        cursor=query.cursor,
        moment=question.moment,
        narrowing=question.narrowing,
    )
    return told(
        ThingList(
            items=_things(found, page.rows),
            next=page.after,
            previous=page.before,
            asked=_asked(question),
            side=query.side,
            things=reading.of_side(tally, side),
        )
    )


def _question(query: FigureQuery) -> Question:
    """The question as the pages read it; what they would mend with a sentence is refused here.

    Raises Refused by field.
    """
    question = question_of(db.session(), web.actor(), web.today())
    span, narrowing = question.span, question.narrowing
    given: Mapping[str, tuple[object, object]] = {
        "office": (query.office, question.office.id),
        "period": (query.period, span.key),
        "from": (query.from_, span.start),
        "to": (query.to, span.end),
        "prosecutor": (query.prosecutor, narrowing.prosecutor_id),
        "category": (query.category, narrowing.category),
        "article": (query.article, narrowing.article),
        "as_of": (query.as_of, question.as_of),
        "frozen": (query.frozen, question.frozen and question.frozen.period),
    }
    wrong = [
        Problem(NOT_KNOWN, name)
        for name, (wanted, taken) in given.items()
        if wanted is not None and wanted != taken
    ]
    if not wrong and (query.from_ is None) is not (query.to is None):
        wrong = [Problem("Send both days, `from` and `to`.", "to" if query.from_ else "from")]
    if wrong:
        raise Refused.because(wrong)
    return question


def _asked(question: Question) -> Asked:
    run, frozen = question.run, question.frozen
    return Asked(
        office=Office(id=question.office.id, name=question.office.name),
        own=question.own,
        **{"from": question.span.start},
        to=question.span.end,
        prosecutor=question.narrowing.prosecutor_id,
        category=question.narrowing.category,
        article=question.narrowing.article,
        frozen=None if frozen is None else frozen.period,
        as_of=None if run is None else run.as_of,
        computed_at=None if run is None else run.cut_off_at,
    )


def _teller() -> Teller:
    return Teller(lawbook(), current_language())


def _marked(session: Session, question: Question) -> list[Marked]:
    return figures.marked(
        session,
        office_ids=question.office_ids,
        span=question.span,
        moment=question.moment,
        narrowing=question.narrowing,
    )


def _figure(
    teller: Teller, figure: Figure, tally: Tally, marked: list[Marked]
) -> dict[str, object]:
    return {
        "code": figure.code,
        "title": figure.title.in_language(teller.language),
        "paragraph": figure.paragraph,
        "fewer_is_better": figure.fewer_is_better,
        **_sums(tally),
        "excluded_by": _clauses(teller, figure, marked, Mark.EXCLUDED),
        "corrected_by": _clauses(teller, figure, marked, Mark.CORRECTED),
    }


def _clauses(teller: Teller, figure: Figure, marked: list[Marked], mark: Mark) -> list[Clause]:
    return [
        Clause(clause=each.clause, title=teller.clause(figure, each.clause), things=each.things)
        for each in marked
        if each.figure == figure.code and each.mark == mark
    ]


def _sums(tally: Tally) -> dict[str, object]:
    return {
        "numerator": tally.numerator,
        "denominator": tally.denominator,
        "value": tally.value,
        "strict": Numbers(
            numerator=tally.strict_numerator,
            denominator=tally.strict_denominator,
            value=tally.strict_value,
        ),
        **{mark.value: getattr(tally, mark.value) for mark in Mark},
        "is_small": tally.is_small,
    }


def _things(figure: Figure, rows: Sequence[ThingRow]) -> list[CountedThing]:
    lines = ThingWriter(figure, _teller()).lines(rows)
    return [
        CountedThing(
            **{name: getattr(row, name) for name in _AS_STORED},
            office=Office(id=row.office_id, name=row.office),
            what=line.what,
            why=line.why,
            clause_words=line.clause,
        )
        for row, line in zip(rows, lines, strict=True)
    ]


_AS_STORED = (
    *("id", "on_day", "label", "subject_kind", "subject_id", "case_id", "seen", "prosecutor"),
    *("articles", "facts", "method", "strict", "mark", "clause"),
)
