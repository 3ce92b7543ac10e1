"""`supervision reminders`: the sweep by hand, and whether the machinery does its work.

Belongs here: reading parameters and printing. Does not belong here: any rule of the ladder
(`supervision.reminders`). Exit 0 done, 1 a finding (rungs that could not be
planned, something silent), 2 wrong use.
"""

from __future__ import annotations

from datetime import date, datetime

import click

from supervision.cli.house import entered, stop
from supervision.cli.options import DAY, FINDING, json_option, print_json
from supervision.reminders import operations, watching
from supervision.reminders.rules import morning
from supervision.reminders.watch_rules import findings


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
            house.session,
            house.actor,
            law=house.law,
            now=now,
            zone=zone,
            fault=house.fault,
            by_mail=house.settings.mail_server is not None,
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


@reminders_group.command("status")
@json_option
def status(as_json: bool) -> None:
    """Say whether scheduler, workers, queue, notices and mail do their work; exit 1 when not."""
    with entered() as house:
        seen = watching.look(house.session, house.settings, house.now, ask_queue=True)
    found = list(findings(seen))
    if as_json:
        told = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in vars(seen).items()
        }
        print_json({**told, "findings": [each.what.value for each in found]})
    else:
        for name, value in vars(seen).items():
            click.echo(f"{name.replace('_', ' ')}: {'-' if value is None else value}")
    if found:
        stop("; ".join(f"{each.what.value.replace('_', ' ')}" for each in found), FINDING)
