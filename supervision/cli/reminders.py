"""`supervision reminders`: the sweep by hand.

Belongs here: reading parameters and printing. Does not belong here: any rule of the ladder
(`supervision.reminders`). Exit 0 done, 1 a finding (rungs that could not be planned), 2 wrong use.
"""

from __future__ import annotations

from datetime import date

import click

from supervision.cli.house import entered, stop
from supervision.cli.options import DAY, FINDING, json_option, print_json
from supervision.reminders import operations
from supervision.reminders.rules import morning


@click.group("reminders")
def reminders_group() -> None:
    """Notices of the duties' days."""


@reminders_group.command("sweep")
@click.option("--today", type=DAY, help="Work as on the morning of this day instead of now.")
@json_option
def sweep(today: date | None, as_json: bool) -> None:
    """Plan the notices that are owed and deliver those whose moment has come.

    Safe to run twice, beside the scheduler, and after missed days: each notice leaves once.
    """
    with entered() as house:
        zone = house.settings.zone
        now = house.now if today in (None, house.today) else morning(today or house.today, zone)
        swept = operations.sweep(
            house.session, house.actor, law=house.law, now=now, zone=zone, fault=house.fault
        )
    if as_json:
        print_json(vars(swept))
    else:
        click.echo(
            f"{swept.planned} planned, {swept.withdrawn} withdrawn, "
            f"{swept.sent} sent ({swept.late} of them late)"
        )
    if swept.unknown_rules:
        stop(f"No such rules in the law files: {', '.join(swept.unknown_rules)}", FINDING)
    if swept.beyond_calendar:
        stop(f"{swept.beyond_calendar} rungs lie beyond the working calendar's end.", FINDING)
