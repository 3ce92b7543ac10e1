"""`supervision form4`: the three tables of Form No. 4 of an office and its offices below.

Belongs here: reading parameters and printing. Does not belong here: what a column counts
(`supervision.law.form4`) and finding it (`supervision.form4`). Exit 0 done, 1 a control fails as an
error, 2 wrong use.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from supervision.cli.house import entered, stop
from supervision.cli.options import DAY, FINDING, WRONG_USE, language_option, print_json
from supervision.core.errors import NotFound
from supervision.core.i18n import speaking
from supervision.form4.queries.asked import Asked
from supervision.form4.reading import Form, form_of
from supervision.form4.sheet import form_sheet
from supervision.form4.words import plain_number
from supervision.house import House
from supervision.law.form4.controls.judging import stops
from supervision.law.form4.controls.outcome import Failure
from supervision.law.form4.editions import edition_on
from supervision.law.form4.model import Span
from supervision.offices.queries import below, by_code


@click.group("form4")
def form4_group() -> None:
    """Form No. 4 on the work on enforcement of court acts."""


@form4_group.command("build")
@click.option("--office", "code", required=True, help="The office, with every office below it.")
@click.option("--from", "start", type=DAY, required=True, help="First day of the period.")
@click.option(
    "--to", "end", type=DAY, required=True, help="The day after the last day of the period."
)
@click.option(
    "--xlsx",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the form in the official layout.",
)
@click.option("--own", is_flag=True, help="Leave the offices below out.")
@click.option(
    "--set",
    "chosen",
    multiple=True,
    metavar="QUESTION=ANSWER",
    help="Another answer to an open question, for example cancelled_initiations=kept.",
)
@language_option
def build(
    code: str,
    start: date,
    end: date,
    file: Path | None,
    own: bool,
    chosen: tuple[str, ...],
    language: str,
) -> None:
    """Print the three tables as JSON, by table, row and column, and the controls that fail.

    The period runs from the first instant of --from to the first instant of --to, so that the day
    one period ends with is the day the next begins with. Ends with 1 when a control fails.
    """
    if end <= start:
        stop("--to must lie after --from.", WRONG_USE)
    binding = edition_on(end - timedelta(days=1))
    edition = binding.edition
    try:
        answers = edition.answers(**dict(_pair(each) for each in chosen))
    except ValueError as problem:
        stop(str(problem), WRONG_USE)
    with entered() as house:
        asked = Asked(
            edition, answers, _offices(house, code, own), Span(start, end), str(house.settings.zone)
        )
        house.be_patient()
        form = form_of(house.session, asked, nationwide=len(asked.office_ids) == _all(house))
        if file is not None:
            _write(file, house, code, form, binding.in_force, language)
    print_json(_told(code, form))
    if stops(form.failures):
        raise click.exceptions.Exit(FINDING)


def _write(file: Path, house: House, code: str, form: Form, in_force: bool, language: str) -> None:
    with speaking(language):
        content = form_sheet(
            form.filled,
            form.asked.answers,
            form.failures,
            office=by_code(house.session, code).name_in(language),
            span=form.asked.span,
            in_force=in_force,
            language=language,
        )
    try:
        file.write_bytes(content)
    except OSError as problem:
        stop(f"{file} cannot be written: {problem.strerror}.", FINDING)


def _pair(text: str) -> tuple[str, str]:
    question, sign, answer = text.partition("=")
    if not sign:
        raise ValueError(f"{text!r} is not QUESTION=ANSWER")
    return question, answer


def _offices(house: House, code: str, own: bool) -> tuple[int, ...]:
    try:
        office = by_code(house.session, code)
    except NotFound:
        stop(f"There is no office {code!r}.", WRONG_USE)
    return (office.id,) if own else below(house.session, office.id)


def _all(house: House) -> int:
    return len(house.actor.offices_below)


def _told(code: str, form: Form) -> dict[str, Any]:
    asked = form.asked
    tables = {
        name: {
            row: {column: plain_number(value) for column, value in columns.items()}
            for row, columns in rows.items()
        }
        for name, rows in form.filled.printed().items()
    }
    return {
        "office": code,
        "from": str(asked.span.start),
        "to": str(asked.span.end),
        "edition": asked.edition.code,
        "answers": dict(asked.answers),
        **tables,
        "controls": [_failure(failure) for failure in form.failures],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "control": failure.control,
        "severity": failure.severity.value,
        "table": failure.cell.table,
        "row": failure.cell.row,
        "column": failure.cell.column,
        "value": plain_number(failure.value),
        "should_be": failure.relation.value,
        "against": plain_number(failure.against),
    }
