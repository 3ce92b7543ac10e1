"""`supervision up`, the command that starts the whole house.

Belongs here: its options, and which steps of the product the launcher calls. Does not belong here:
any other command; those live in `supervision.cli` and in the rooms.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from config.settings import Settings
from supervision.core.schema import upgrade
from supervision.local.demo import world
from supervision.local.up import Steps, up


@click.command("up")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var"),
    show_default=True,
    help="Directory of the data, the logs and the secrets of this installation.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port of the web.",
)
def up_command(data: Path, port: int) -> None:
    """Start database, queue, web, worker and scheduler; Ctrl-C stops them all.

    With DATABASE_URL or REDIS_URL set, those servers are used and none is started in their place.
    """
    steps = Steps(migrate=upgrade, demo=world.ensure)
    sys.exit(up(Settings(), data, port, steps))
