"""`supervision audit`: the proof that nothing was mended.

Belongs here: printing the verdict. Does not belong here: the chain (`supervision.audit`). Exit 0
when the chain holds, 1 when it does not, 2 wrong use.
"""

from __future__ import annotations

import click

from supervision.cli.house import entered
from supervision.cli.options import FINDING, json_option, print_json


@click.group("audit")
def audit_group() -> None:
    """The log of changes."""


@audit_group.command("verify")
@json_option
def verify_chain(as_json: bool) -> None:
    """Recompute the chains of the log and of issued papers; names the first that does not fit."""
    with entered() as house:
        verdict = house.audit_verdict()
        papers = house.papers_verdict()
    if as_json:
        print_json(
            {
                "entries": verdict.entries,
                "first_bad": verdict.first_bad,
                "reason": verdict.reason,
                "papers": papers._asdict(),
            }
        )
    else:
        click.echo(
            f"{verdict.entries} entries, the chain holds"
            if verdict.first_bad is None
            else f"entry {verdict.first_bad}: {verdict.reason}"
        )
        click.echo(
            f"{papers.papers} papers, their chains hold"
            if papers.first_bad is None
            else f"paper {papers.first_bad}: {papers.reason}"
        )
    if verdict.first_bad is not None or papers.first_bad is not None:
        raise click.exceptions.Exit(FINDING)
