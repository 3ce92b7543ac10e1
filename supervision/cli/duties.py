"""`supervision duties`: rebuild open duties, rehearse other law data, tell why a duty has its day.

Belongs here: reading parameters and printing. Does not belong here: any rule of a duty
(`supervision.duties`). Exit 0 done, 1 a finding (something would change; no such duty), 2 wrong use.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from supervision.cli.house import entered, stop
from supervision.cli.options import (
    FINDING,
    WRONG_USE,
    json_option,
    language_option,
    print_json,
)
from supervision.core.errors import NotFound, Refused
from supervision.core.transaction import transaction
from supervision.duties import operations
from supervision.duties.models import Duty, DutyMove
from supervision.duties.queries import moves_of
from supervision.house import House
from supervision.law.lawbook import Lawbook
from supervision.law.model import LawError, Step, UnknownLaw
from supervision.law.wording import label, sentence
from supervision.rehearsals.operations import At, apply_law
from supervision.rehearsals.other_law import (
    LawMoves,
    law_moves_of_change,
    moves_of_law,
    other_law,
    standing_amendments,
)
from supervision.rehearsals.rules import MovedDuty


@click.group("duties")
def duties_group() -> None:
    """Duties and the reasons for their days."""


@duties_group.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Only print what would change.")
@json_option
def rebuild(dry_run: bool, as_json: bool) -> None:
    """Ask the law again for every subject; changes nothing when nothing changed.

    Closed duties keep their day and their on-time verdict. With --dry-run ends with 1 when
    something would change.
    """
    with entered() as house:
        if dry_run:
            changes = _rebuild(house)
            house.session.rollback()
        else:
            with transaction(house.session):
                changes = _rebuild(house)
    if as_json:
        print_json({"dry_run": dry_run, "changes": changes})
    else:
        for change in changes:
            done = "; ".join(f"{what}: {', '.join(of)}" for what, of in change["duties"].items())
            click.echo(f"{change['subject']} {change['id']}  {done}")
        click.echo(f"{len(changes)} subjects {'would change' if dry_run else 'changed'}")
    if dry_run and changes:
        raise click.exceptions.Exit(FINDING)


def _rebuild(house: House) -> list[dict[str, Any]]:
    """Rebuild in the running transaction; what changed as plain values, which outlive it."""
    house.be_patient()
    done = operations.rebuild(
        house.session, house.actor, house.sources, law=house.law, today=house.today
    )
    return [
        {"subject": kind, "id": subject_id, "duties": synced.summary()}
        for kind, subject_id, synced in done.lines
    ]


@duties_group.command("rehearse")
@click.option(
    "--acts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Other law files than the installation's own: a folder like supervision/law/acts.",
)
@click.option("--extend", multiple=True, metavar="ACT", help="Extend the force of this act too.")
@click.option("--apply", "reason", metavar="REASON", help="Apply the installation's own law.")
@language_option
@json_option
def rehearse(
    acts: Path | None, extend: tuple[str, ...], reason: str | None, language: str, as_json: bool
) -> None:
    """What a rebuild would move under other law data; the shortened duties first.

    Nothing is stored without --apply, and then the files and settings must be in place already: the
    law itself is changed by them, not by this command. Amendments entered on the page are laid over
    the files either way. Ends with 1 when something would move.
    """
    if reason is not None and (acts or extend):
        raise click.UsageError("put files and settings in place first, then --apply without them")
    with entered() as house:
        try:
            amendments = standing_amendments(house.session)
            law = other_law(house.law, house.settings.extended_acts, acts, extend, amendments)
        except (LawError, UnknownLaw) as error:
            stop(str(error), FINDING)
        house.be_patient()
        if reason is None:
            found = moves_of_law(
                house.session, house.actor, house.sources, law, house.today, language
            )
            house.session.rollback()
        else:
            found = _applied(house, law, reason, language)
    told = [_told_move(each) for each in found.moved]
    if as_json:
        print_json({"applied": reason is not None, "moved": told, "changed": found.changed})
    else:
        for line in told:
            mark = "SHORTENED  " if line["shortened"] else ""
            click.echo(
                f"{mark}{line['office']}  {line['subject']}  {line['rule']}  "
                f"{line['before']} → {line['after']}  {line['assignee'] or ''}".rstrip()
            )
        for name, number in found.changed.items():
            click.echo(f"{name}: {number}")
    if reason is None and any(found.changed.values()):
        raise click.exceptions.Exit(FINDING)


def _applied(house: House, law: Lawbook, reason: str, language: str) -> LawMoves:
    """Apply the installation's law with its reason; ends the command when it is refused."""
    try:
        with transaction(house.session):
            change, done = apply_law(
                house.session,
                house.actor,
                house.sources,
                law=law,
                reason=reason,
                at=At(house.today, house.now, house.settings.zone),
            )
        return law_moves_of_change(house.session, change.id, done, language)
    except Refused as refused:
        stop(str(refused), WRONG_USE)


def _told_move(moved: MovedDuty) -> dict[str, Any]:
    return {
        "duty": moved.id,
        "office": moved.office,
        "subject": moved.subject_label,
        "rule": moved.rule,
        "before": moved.old_due_on.isoformat() if moved.old_due_on else None,
        "after": moved.new_due_on.isoformat() if moved.new_due_on else None,
        "assignee": moved.assignee,
        "shortened": moved.shortened,
    }


@duties_group.command("explain")
@click.argument("duty_id", metavar="ID", type=click.IntRange(1, 2**63 - 1))
@language_option
@json_option
def explain(duty_id: int, language: str, as_json: bool) -> None:
    """Why a duty has its day: the rule, the edition, every step of the count, every change."""
    with entered() as house:
        try:
            duty = operations.get(house.session, duty_id)
        except NotFound:
            stop(f"There is no duty {duty_id}.", FINDING)
        told = _explained(house, duty, language)
    if as_json:
        print_json(told)
        return
    click.echo(f"{told['title']}  ({', '.join((told['paragraph'], *told['cites']))})")
    due_on = duty.due_on
    click.echo(label("due", language, on=due_on) if due_on else label("no_due", language))
    click.echo(label("edition", language, edition=duty.edition))
    for step in told["steps"]:
        click.echo(f"  {step['sentence']}")
    for move in told["moves"]:
        click.echo(f"  {move['old']} → {move['new']}: {move['reason']} ({move['actor']})")


def _explained(house: House, duty: Duty, language: str) -> dict[str, Any]:
    rule = house.law.rule(duty.rule, duty.event_on)
    return {
        "id": duty.id,
        "rule": duty.rule,
        "title": rule.title.in_language(language),
        "paragraph": rule.paragraph,
        "cites": list(rule.cites),
        "edition": duty.edition,
        "calendar": duty.calendar_version,
        "confirmed": duty.confirmed,
        "state": duty.state,
        "event": duty.event_on.isoformat() if duty.event_on else None,
        "due": duty.due_on.isoformat() if duty.due_on else None,
        "gap": duty.gap,
        "steps": [
            {**stored, "sentence": sentence(Step.from_json(stored), language)}
            for stored in duty.steps
        ],
        "moves": [_moved(move) for move in moves_of(house.session, [duty.id])],
    }


def _moved(move: DutyMove) -> dict[str, Any]:
    return {
        "old": move.old_due_on.isoformat() if move.old_due_on else None,
        "new": move.new_due_on.isoformat() if move.new_due_on else None,
        "reason": move.reason,
        "by_hand": move.by_hand,
        "kind": move.kind,
        "on": move.on_day.isoformat() if move.on_day else None,
        "actor": move.actor_name,
        "at": move.at.isoformat(),
    }
