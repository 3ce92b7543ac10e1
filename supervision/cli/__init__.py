"""The `supervision` command: its groups, each loaded only when it is asked for.

Belongs here: names of commands and where they live. Does not belong here: any command. They are
named by text, because `up` stands on the floor above and because `--help` of one group should not
load the others.

Every command ends with 0 when it is done, 1 for a finding and 2 for wrong use.
"""

from __future__ import annotations

import importlib

import click

from config.logging import configure_logging

# Where a command lives, and the line the list shows for it without loading it.
COMMANDS = {
    "up": (
        "supervision.local.command:up_command",
        "Start database, queue, web, worker and scheduler.",
    ),
    "calendar": (
        "supervision.cli.calendar:calendar_group",
        "The working calendar of Kazakhstan, and counting terms by it.",
    ),
    "law": ("supervision.cli.law:law_group", "Acts, paragraphs, rules and due days."),
    "duties": ("supervision.cli.duties:duties_group", "Duties and the reasons for their days."),
    "reminders": ("supervision.cli.reminders:reminders_group", "Notices of the duties' days."),
    "indicators": (
        "supervision.cli.indicators:indicators_group",
        "Figures that open into their cases.",
    ),
    "form4": ("supervision.cli.form4:form4_group", "Form No. 4 on enforcement of court acts."),
    "user": ("supervision.cli.offices:user_group", "People who sign in."),
    "office": ("supervision.cli.offices:office_group", "The tree of prosecutor's offices."),
    "court": ("supervision.cli.offices:court_group", "The list of courts."),
    "export": ("supervision.cli.sheets:export_command", "A register as XLSX or CSV."),
    "import": ("supervision.cli.sheets:import_command", "The rows of a sheet, entered."),
    "sheet": ("supervision.cli.sheets:sheet_command", "An empty sheet to fill in."),
    "backup": (
        "supervision.local.backup_command:backup_command",
        "The whole database into one file.",
    ),
    "restore": (
        "supervision.local.backup_command:restore_command",
        "Such a file into an empty database, then verified.",
    ),
    "audit": ("supervision.cli.audit:audit_group", "The log of changes."),
}


class Rooms(click.Group):
    """A group that finds its commands by name when somebody asks for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None, which click tells as wrong use."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands from the table alone: `--help` loads no room."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Rooms)
@click.version_option(package_name="supervision")
def main() -> None:
    """What the law obliges prosecutors to do, by which day, and why that day."""
    configure_logging(beside_data=True)
