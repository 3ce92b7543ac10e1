"""What several pages of figures read the same way: the question, tallies by figure, rows of a table.

Belongs here: calling the queries with what was asked and laying the answers out by figure. Does not
belong here: statements (`queries/`) and words (`presenting.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from supervision.indicators.asking import Question, person_words
from supervision.indicators.queries.figures import By, sums
from supervision.indicators.queries.listing import prosecutor_names
from supervision.indicators.rules import NOBODY, Side, Span, quarters_up_to, ranked
from supervision.law.figures import Figure, Tally
from supervision.law.lawbook import Lawbook
from supervision.law.period import Period
from supervision.offices.queries import children

NOTHING = Tally()


def figures_of(law: Lawbook) -> list[Figure]:
    """Every figure once, in its latest wording, in the order of the acts."""
    codes = dict.fromkeys(figure.code for figure in law.figures())
    return [law.figure(code) for code in codes]


def tallies(session: Session, question: Question, span: Span) -> dict[str, Tally]:
    """Every figure of the question in these days."""
    return {found.figure: found.tally for found in _sums(session, question, span, By.WHOLE)}


def of_side(tally: Tally, side: Side) -> int:
    """How many things a figure has on one side."""
    if side is Side.MISSED:
        return tally.denominator - tally.numerator
    return int(getattr(tally, side.value))


def by_quarter(session: Session, question: Question) -> tuple[list[Period], dict[str, list[Tally]]]:
    """The twelve quarters up to the days asked about, and every figure's tallies in them."""
    quarters = quarters_up_to(question.span.end)
    span = Span(quarters[0].start, quarters[-1].end)
    found = {
        (each.figure, each.key): each.tally for each in _sums(session, question, span, By.QUARTER)
    }
    codes = {figure for figure, _key in found}
    return quarters, {
        code: [found.get((code, quarter.start), NOTHING) for quarter in quarters] for code in codes
    }


def by_key(session: Session, question: Question, by: By, code: str) -> dict[Any, Tally]:
    """One figure broken down."""
    found = _sums(session, question, question.span, by)
    return {each.key: each.tally for each in found if each.figure == code}


def by_office(session: Session, question: Question) -> dict[int, dict[str, Tally]]:
    """Every figure of the office itself and of each office right below it."""
    rows: dict[int, dict[str, Tally]] = {}
    for each in _sums(session, question, question.span, By.BELOW):
        rows.setdefault(each.key, {})[each.figure] = each.tally
    return rows


def _sums(session: Session, question: Question, span: Span, by: By) -> Sequence[Any]:
    return sums(
        session,
        office_ids=question.office_ids,
        span=span,
        by=by,
        depth=question.depth,
        moment=question.moment,
        narrowing=question.narrowing,
    )


@dataclass(frozen=True)
class Line:
    """A row one may open further: an office or a prosecutor, with its tally and rank.

    `changes` are what the address of the row asks for otherwise.
    """

    rank: int | None
    name: str
    tally: Tally
    changes: Mapping[str, str | None]


def places(session: Session, question: Question, language: str) -> dict[int, str]:
    """The offices of a table: those right below the one asked about, itself first."""
    found = {question.office.id: question.office.name}
    if not question.own:
        for office in children(session, question.office.id):
            found[office.id] = office.name_in(language)
    return found


def drilled(
    session: Session, question: Question, figure: Figure, offices: Mapping[int, str]
) -> list[Line]:
    """The rows right below the question, the best first, those without data last.

    `offices` are its places: their rows while there are offices below, else its prosecutors.
    """
    names: dict[Any, str] = dict(offices)
    rows: dict[Any, Tally]
    changes: dict[Any, dict[str, str | None]]
    if len(names) > 1:
        found = by_office(session, question)
        rows = {key: found.get(key, {}).get(figure.code, NOTHING) for key in names}
        own = question.office.id
        if rows[own] == NOTHING:
            del rows[own]
        changes = {key: {"office": str(key), "own": "1" if key == own else None} for key in rows}
    else:
        rows = by_key(session, question, By.PROSECUTOR, figure.code)
        known = prosecutor_names(session, [key for key in rows if key is not None])
        names = {key: person_words(key, known) for key in rows}
        changes = {key: {"prosecutor": str(key or NOBODY)} for key in rows}
    placed, nothing = ranked(rows.items(), fewer_is_better=figure.fewer_is_better)
    return [
        *(Line(rank, names[key], tally, changes[key]) for rank, key, tally in placed),
        *(Line(None, names[key], rows[key], changes[key]) for key in nothing),
    ]
