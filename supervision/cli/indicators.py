"""`supervision indicators`: compute all figures and print those of one office and its offices below.

Belongs here: reading parameters and printing. Does not belong here: what a figure counts
(`supervision.law`) and finding it (`supervision.indicators`). Exit 0 done, 1 a finding (another
computation is at work), 2 wrong use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import click

from supervision.cli.house import entered, stop
from supervision.cli.options import (
    DAY,
    FINDING,
    WRONG_USE,
    json_option,
    language_option,
    print_json,
)
from supervision.core.errors import NotFound
from supervision.core.transaction import transaction
from supervision.house import House
from supervision.indicators import operations
from supervision.indicators.queries.figures import Marked, marked, sums
from supervision.indicators.queries.listing import all_things
from supervision.indicators.rules import RunKind, Side, Span
from supervision.law.figures import Figure, Tally
from supervision.offices.queries import below, by_code

MOST_CASES = 1_000_000


@click.group("indicators")
def indicators_group() -> None:
    """Figures that open into their cases."""


@indicators_group.command("compute")
@click.option("--office", "code", required=True, help="The office, with every office below it.")
@click.option("--from", "start", type=DAY, required=True, help="First day of the period.")
@click.option("--to", "end", type=DAY, required=True, help="Last day of the period.")
@click.option("--cases", is_flag=True, help="List the things of each figure.")
@language_option
@json_option
def compute(code: str, start: date, end: date, cases: bool, language: str, as_json: bool) -> None:
    """Compute every figure now, and print each with its numerator, denominator and value.

    A value is null where nothing was counted. Ends with 1 when another computation is at work.
    """
    if end < start:
        stop("--to lies before --from.", WRONG_USE)
    with entered() as house:
        if not _computed(house):
            stop("Another computation is at work; try again in a minute.", FINDING)
        office_ids = _offices(house, code)
        span = Span(start, end)
        found = {
            each.figure: each.tally
            for each in sums(house.session, office_ids=office_ids, span=span)
        }
        marks = marked(house.session, office_ids=office_ids, span=span)
        told = [
            _told(figure, found.get(figure.code, Tally()), marks, language)
            for figure in _latest(house.law.figures())
        ]
        if cases:
            for each in told:
                each["cases"] = _cases(house, each["figure"], office_ids, span, language)
    if as_json:
        print_json({"office": code, "from": str(start), "to": str(end), "figures": told})
    else:
        _print(told)


def _computed(house: House) -> bool:
    with transaction(house.session) as session:
        house.be_patient()
        run = operations.compute(
            session, house.actor, law=house.law, today=house.today, kind=RunKind.ASKED
        )
        return run is not None


def _offices(house: House, code: str) -> tuple[int, ...]:
    try:
        return below(house.session, by_code(house.session, code).id)
    except NotFound:
        stop(f"There is no office {code!r}.", WRONG_USE)


def _latest(figures: Sequence[Figure]) -> list[Figure]:
    """Each figure once, in its latest wording."""
    return list({figure.code: figure for figure in figures}.values())


def _told(figure: Figure, tally: Tally, marks: Sequence[Marked], language: str) -> dict[str, Any]:
    """One figure as it is printed; percentages are text, so that no digit is lost."""
    by_mark: dict[str, dict[str, int]] = {}
    for each in marks:
        if each.figure == figure.code:
            by_mark.setdefault(each.mark, {})[each.clause] = each.things
    return {
        "figure": figure.code,
        "title": figure.title.in_language(language),
        "paragraph": figure.paragraph,
        "numerator": tally.numerator,
        "denominator": tally.denominator,
        "value": _text(tally.value),
        "strict_numerator": tally.strict_numerator,
        "strict_denominator": tally.strict_denominator,
        "strict_value": _text(tally.strict_value),
        "small": tally.is_small,
        **{mark: by_mark.get(mark, {}) for mark in ("excluded", "corrected", "apart", "noted")},
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _cases(
    house: House, figure: str, office_ids: Sequence[int], span: Span, language: str
) -> list[dict[str, Any]]:
    rows = all_things(
        house.session,
        figure=figure,
        side=Side.ALL,
        office_ids=office_ids,
        span=span,
        language=language,
        limit=MOST_CASES,
    )
    return [
        {
            "day": row.on_day.isoformat(),
            "office": row.office,
            "what": row.subject_kind,
            "id": row.subject_id,
            "label": row.label,
            "facts": row.facts,
            "counts_as": row.method,
            "strictly": row.strict,
            "mark": row.mark,
            "clause": row.clause,
        }
        for row in rows
    ]


def _print(told: Sequence[dict[str, Any]]) -> None:
    for figure in told:
        value = "no data" if figure["value"] is None else f"{figure['value']} %"
        small = ", few" if figure["small"] else ""
        click.echo(
            f"{figure['title']} ({figure['paragraph']}): {value} "
            f"({figure['numerator']}/{figure['denominator']}{small})"
        )
        for mark in ("excluded", "corrected", "apart", "noted"):
            for clause, things in figure[mark].items():
                click.echo(f"    {mark}: {things} {clause}")
        for each in figure.get("cases", ()):
            why = f" [{each['mark']}: {each['clause']}]" if each["mark"] else ""
            click.echo(f"    {each['day']}  {each['label']}  {each['counts_as']}{why}")
