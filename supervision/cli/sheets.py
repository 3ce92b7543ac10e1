"""`supervision export`, `sheet`, `import`: data out and in as sheets, from the command line.

Belongs here: parameters and what is printed. Does not belong here: any list (rooms declare them).
Exit 0 done, 1 a finding, 2 wrong use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click
from flask import Flask, current_app

from supervision.cli.house import entered, stop
from supervision.cli.options import (
    FINDING,
    WRONG_USE,
    json_option,
    language_option,
    print_json,
)
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Problem, Refused
from supervision.core.i18n import said, speaking
from supervision.core.transaction import transaction
from supervision.exchange.csv_text import write_csv
from supervision.exchange.exportables import Reading, all_exportables, make
from supervision.exchange.importables import Entering, Importable, all_importables
from supervision.exchange.making import as_asked
from supervision.exchange.operations import exports as operations
from supervision.exchange.queries import actor_named
from supervision.exchange.rows import Rows
from supervision.exchange.rules import MOST_ROWS, Form
from supervision.exchange.sheets import Column, Kind
from supervision.exchange.templates_out import template
from supervision.exchange.upload_guard import form_of
from supervision.exchange.working import mapping_of, missing, parsed
from supervision.house import House


@click.command("export")
@click.argument("kind")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--query", default="", help="Filters as in the address of the page: state=decided.")
@language_option
@json_option
def export_command(kind: str, file: Path, query: str, language: str, as_json: bool) -> None:
    """Write the register KIND of all offices into FILE, as its ending says: .xlsx or .csv."""
    try:
        form = Form(file.suffix.lower().removeprefix("."))
    except ValueError:
        stop("The file must end with .xlsx or .csv.", WRONG_USE)
    with entered() as house:
        kinds = all_exportables()
        if kind not in kinds:
            stop(f"There is no register {kind}; there are: {', '.join(kinds)}.", WRONG_USE)
        actor = replace(house.actor, language=language)
        reading = Reading(house.session, actor, language, house.today, house.settings.zone)
        house.be_patient()
        try:
            with as_asked(_app(), actor, query):
                content, rows = make(kinds[kind], reading, form, most=MOST_ROWS)
        except Refused as refused:
            stop(str(refused), FINDING)
        try:
            file.write_bytes(content)
        except OSError as problem:
            stop(f"{file} cannot be written: {problem.strerror}", FINDING)
        with transaction(house.session) as session:
            operations.note_house_export(session, house.actor, kind=kind, query=query, rows=rows)
    if as_json:
        print_json({"file": str(file), "rows": rows})
    else:
        click.echo(f"{rows} rows")


@click.command("sheet")
@click.argument("kind")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@language_option
def sheet_command(kind: str, file: Path, language: str) -> None:
    """Write an empty sheet of KIND with notes on its columns and the lists of choices."""
    with entered():
        importable = _importable(kind)
        with speaking(language):
            _write(file, template(importable.fields))


@click.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would become of each row.")
@click.option("--good-rows", is_flag=True, help="Enter the good rows although others are refused.")
@click.option("--login", help="In whose name and office the rows are entered.")
@language_option
@json_option
def import_command(
    kind: str,
    file: Path,
    dry_run: bool,
    good_rows: bool,
    login: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Enter the rows of a sheet by the same operations as the pages.

    A file with any refused row enters nothing unless --good-rows. Refused rows are told with their
    number, field and reason, also in FILE.errors.csv, which can be corrected and sent again.
    """
    with entered() as house:
        importable = _importable(kind)
        actor = replace(house.actor if login is None else _person(house, login), language=language)
        set_scope(house.session, actor.scope)
        with as_asked(_app(), actor, ""):
            at = Entering(house.session, actor, house.law, house.today)
            told = _import(at, importable, file, dry_run=dry_run, good_rows=good_rows)
    _tell(told, as_json)
    if told["refused"]:
        raise click.exceptions.Exit(FINDING)


def _import(
    at: Entering, importable: Importable, file: Path, *, dry_run: bool, good_rows: bool
) -> dict[str, Any]:
    """Check every row, then enter the good ones if that is wanted; the numbers and the refusals."""
    try:
        content = file.read_bytes()
        lines = list(parsed(form_of(file.name, content).value, content))
    except Refused as refused:
        stop(said(refused.problems[0]), FINDING)
    head = lines[0][1] if lines else []
    mapping = mapping_of(at.session, at.actor.office_id, importable, head)
    unknown = missing(importable, mapping)
    if unknown:
        stop(f"These columns are missing: {', '.join(sorted(unknown))}.", FINDING)
    rows = Rows(importable, head, {name: field or "" for name, field in mapping.items()})
    outcomes = [(number, texts, rows.check(at, number, texts)) for number, texts in lines[1:]]
    good = [texts for _number, texts, outcome in outcomes if outcome.made is not None]
    known = sum(outcome.known is not None for _number, _texts, outcome in outcomes)
    refused_rows = [
        (number, texts, outcome.problems) for number, texts, outcome in outcomes if outcome.problems
    ]
    entered_rows = 0
    if not dry_run and (good_rows or not refused_rows):
        entered_rows = sum(
            rows.enter(at, texts, lambda outcome: None).made is not None  # noqa: ARG005
            for texts in good
        )
    _write_errors(file, head, refused_rows)
    return {
        "rows": len(outcomes),
        "good": len(good),
        "known": known,
        "entered": entered_rows,
        "refused": [
            {"row": number, "field": each.field or "", "reason": said(each)}
            for number, _texts, problems in refused_rows
            for each in problems
        ],
    }


def _write_errors(
    file: Path, head: list[str], refused: list[tuple[int, list[str], Sequence[Problem]]]
) -> None:
    """The refused rows beside the file; a file without any leaves an empty list, as a proof."""
    columns = [Column("row", Kind.WHOLE), Column("why refused"), *(Column(name) for name in head)]
    cells = [
        (
            number,
            " · ".join(f"{each.field}: {said(each)}" for each in problems),
            *[*texts, *[""] * len(head)][: len(head)],
        )
        for number, texts, problems in refused
    ]
    with file.with_name(f"{file.name}.errors.csv").open("wb") as out:
        write_csv(out, columns, cells)


def _importable(kind: str) -> Importable:
    kinds = all_importables()
    if kind not in kinds:
        stop(f"There is no sheet {kind}; there are: {', '.join(kinds)}.", WRONG_USE)
    return kinds[kind]


def _person(house: House, login: str) -> Actor:
    found = actor_named(house.session, login)
    if found is None:
        stop(f"There is no active account {login}.", FINDING)
    return found


def _tell(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    for each in told["refused"]:
        click.echo(f"row {each['row']}, {each['field'] or '-'}: {each['reason']}", err=True)
    click.echo(
        f"{told['rows']} rows: {told['entered']} entered, {told['known']} there already, "
        f"{told['good'] - told['entered']} good and not entered, "
        f"{len({each['row'] for each in told['refused']})} refused"
    )


def _app() -> Flask:
    return cast(Any, current_app)._get_current_object()  # type: ignore[no-any-return]


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as problem:
        stop(f"{file} cannot be written: {problem.strerror}", FINDING)
