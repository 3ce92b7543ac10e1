"""`supervision export`: a register as a file, from the command line.

Belongs here: parameters and what is printed. Does not belong here: any list (rooms declare them).
Exit 0 done, 1 a finding, 2 wrong use.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from flask import current_app

from supervision.cli.house import entered, stop
from supervision.cli.options import (
    FINDING,
    WRONG_USE,
    json_option,
    language_option,
    print_json,
)
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from supervision.exchange import operations
from supervision.exchange.exportables import Reading, all_exportables, make
from supervision.exchange.making import as_asked
from supervision.exchange.rules import MOST_ROWS, Form


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
            with as_asked(current_app._get_current_object(), actor, query):  # type: ignore[attr-defined]
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
