"""`supervision law`: the law files on the command line.

Belongs here: reading parameters and printing acts, paragraphs and due days. Does not belong here:
any rule (`supervision.law`). The installation's own extensions apply. Exit 0 done, 1 a finding
(no due day, with a hint), 2 wrong use.
"""

from __future__ import annotations

from datetime import date
from typing import NoReturn

import click

from config.settings import Settings
from supervision.cli.options import (
    DAY,
    FINDING,
    WRONG_USE,
    json_option,
    language_option,
    print_json,
)
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.law.model import (
    Conditions,
    Due,
    Gap,
    LawError,
    Paragraph,
    Recurs,
    Rule,
    Term,
    TermKind,
    UnknownLaw,
)
from supervision.law.period import Period
from supervision.law.wording import label, sentence, written_day


def installation_book() -> Lawbook:
    """The law as this installation applies it; ends the command where it cannot be read."""
    try:
        book = Lawbook.load()
        return book.with_extensions(extensions_of(Settings().extended_acts, book))
    except LawError as error:
        _stop(str(error), FINDING)
    except UnknownLaw as error:
        _stop(f"SUPERVISION_LAW_EXTENSIONS: {error}", WRONG_USE)
    except ValueError as error:
        _stop(str(error), WRONG_USE)


def _stop(message: str, code: int) -> NoReturn:
    """Ends the command with a message on the error stream."""
    click.echo(message, err=True)
    raise click.exceptions.Exit(code)


@click.group("law")
def law_group() -> None:
    """Acts, paragraphs, rules and due days."""


@law_group.command("list")
@click.option("--on", "on", type=DAY, help="Only what binds on this day.")
@json_option
@language_option
def list_command(on: date | None, as_json: bool, language: str) -> None:
    """The acts and their rules; with --on only those that bind on a day."""
    book = installation_book()
    acts = [act for act in book.acts() if on is None or book.binding(act.id, on) is not None]
    rules = book.rules(on)
    if as_json:
        print_json(
            [
                {
                    "act": act.id,
                    "title": act.title.in_language(language),
                    "from": act.in_force.from_.isoformat(),
                    "until": act.in_force.until.isoformat() if act.in_force.until else None,
                    "text_loaded": act.text_loaded,
                    "edition": edition.text
                    if on and (edition := book.binding(act.id, on)) is not None
                    else None,
                    "rules": [
                        {
                            "rule": rule.name,
                            "paragraph": rule.paragraph,
                            "title": rule.title.in_language(language),
                        }
                        for rule in rules
                        if rule.act_id == act.id
                    ],
                }
                for act in acts
            ]
        )
    else:
        for act in acts:
            line = f"{act.id}  {act.title.in_language(language)} ({act.number}, {act.in_force})"
            if not act.text_loaded:
                line += f" — {label('not_loaded', language)}"
            elif on and (edition := book.binding(act.id, on)) is not None and edition.extended:
                line += f" — {label('extended', language)}"
            click.echo(line)
            for rule in rules:
                if rule.act_id == act.id:
                    click.echo(f"  {rule.name}  {rule.title.in_language(language)}")
    if on is not None and not rules:
        _stop(label("nothing_in_force", language, on=on), FINDING)


@law_group.command("show")
@click.argument("paragraph")
@json_option
@language_option
def show_command(paragraph: str, as_json: bool, language: str) -> None:
    """One PARAGRAPH whole, named as it is cited: "2015 ¶13"."""
    book = installation_book()
    try:
        wordings = book.wordings(paragraph.strip())
    except UnknownLaw as error:
        _stop(str(error), WRONG_USE)
    if as_json:
        print_json([_paragraph_json(wording, language) for wording in wordings])
        return
    for wording in wordings:
        click.echo(f"{wording.name}  ({wording.in_force}, {label(wording.wording, language)})")
        click.echo(wording.demand.in_language(language))
        for name, items in wording.lists.items():
            click.echo(f"\n{name}:")
            for item in items:
                click.echo(f"  {item.code}  {item.title.in_language(language)}")
        for rule in wording.rules:
            click.echo(f"\n{rule.name}  {rule.title.in_language(language)}")
            for key, value in _rule_json(rule, language).items():
                if value not in (None, [], {}) and key not in ("rule", "title"):
                    click.echo(f"  {key}: {_written(value)}")


def _written(value: object) -> str:
    """A value of a rule on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key} = {_written(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_written(inner) for inner in value)
    return str(value)


def _paragraph_json(wording: Paragraph, language: str) -> dict[str, object]:
    return {
        "paragraph": wording.name,
        "act": wording.act_id,
        "from": wording.in_force.from_.isoformat(),
        "until": wording.in_force.until.isoformat() if wording.in_force.until else None,
        "wording": wording.wording,
        "demand": wording.demand.in_language(language),
        "lists": {
            name: [{"code": i.code, "title": i.title.in_language(language)} for i in items]
            for name, items in wording.lists.items()
        },
        "rules": [_rule_json(rule, language) for rule in wording.rules],
    }


def _rule_json(rule: Rule, language: str) -> dict[str, object]:
    return {
        "rule": rule.name,
        "title": rule.title.in_language(language),
        "kind": rule.kind,
        "starts": rule.starts,
        "recurs": _recurs_json(rule.recurs),
        "when": _conditions_json(rule.when),
        "unless": _conditions_json(rule.unless),
        "term": _term_json(rule.term),
        "provides": rule.provides,
        "fulfilled_by": list(rule.fulfilled_by),
        "owed_by": rule.owed_by,
        "remind": list(rule.remind),
        "remind_on": list(rule.remind_on),
        "inferred": list(rule.inferred),
        "cites": list(rule.cites),
    }


def _conditions_json(conditions: Conditions) -> dict[str, object]:
    return {fact: list(values) for fact, values in conditions}


def _recurs_json(recurs: Recurs | None) -> dict[str, object] | None:
    if recurs is None:
        return None
    day: object = recurs.day or "last"
    return {"every": recurs.every, "day": day, "of": recurs.of, "day_off": recurs.day_off}


def _term_json(term: Term | None) -> dict[str, object] | None:
    if term is None:
        return None
    if term.kind is not TermKind.COUNTED:
        return {term.kind.value: term.provision or True}
    counted: dict[str, object] = {"amount": term.amount, "unit": term.unit}
    counted |= {"day_off": term.day_off}
    return counted | ({"inferred": list(term.inferred)} if term.inferred else {})


def _read_facts(given: tuple[str, ...]) -> dict[str, set[str]]:
    """The facts of `--fact name=value`, a name may come several times. Raises wrong use."""
    facts: dict[str, set[str]] = {}
    for text in given:
        name, found, value = text.partition("=")
        if not (name.strip() and found and value.strip()):
            raise click.UsageError(f"--fact {text!r}: write name=value")
        facts.setdefault(name.strip(), set()).add(value.strip())
    return facts


def _read_period(rule: Rule, key: str | None, event: date | None) -> Period:
    """The period of a recurring rule. Raises wrong use."""
    if rule.recurs is None:
        raise click.UsageError(f"{rule.name} does not recur: give --event DATE, not --period")
    if key is None:
        if event is None:
            raise click.UsageError(f"{rule.name} recurs: give --period or a day in it by --event")
        return Period.containing(rule.recurs.every, event)
    try:
        return Period.from_key(key)
    except ValueError:
        raise click.UsageError(f"{key!r} is not a period: write 2026-11, 2026-Q4 or 2026") from None


@law_group.command("due")
@click.argument("rule_name", metavar="RULE")
@click.option("--event", type=DAY, help="The day of the event that starts the term.")
@click.option("--fact", "given", multiple=True, metavar="NAME=VALUE", help="A recorded fact.")
@click.option("--stated", type=DAY, help="The day stated in the document, where the rule asks it.")
@click.option("--period", help="The period of a recurring rule: 2026-11, 2026-Q4 or 2026.")
@json_option
@language_option
def due_command(
    rule_name: str,
    event: date | None,
    given: tuple[str, ...],
    stated: date | None,
    period: str | None,
    as_json: bool,
    language: str,
) -> None:
    """By which day RULE (for example 2015/13/appellate_protest) is due, with steps and citation."""
    book = installation_book()
    facts = _read_facts(given)
    try:
        rule = book.rule(rule_name, event)
        if rule.recurs is not None or period is not None:
            due = book.recurring_due(rule_name, _read_period(rule, period, event))
        elif event is None:
            raise click.UsageError("give --event DATE")
        else:
            due = book.due(rule_name, event, facts, stated)
    except UnknownLaw as error:
        _stop(str(error), WRONG_USE)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    rule = book.rule(rule_name, due.event_on)
    if as_json:
        print_json(_due_json(rule, due, language))
    else:
        _print_due(rule, due, language)
    if due.gap is not None:
        if due.gap == Gap.NOT_IN_FORCE and due.event_on is not None:
            click.echo(
                label("list_hint", language, iso=due.event_on.isoformat()),
                err=True,
            )
        raise click.exceptions.Exit(FINDING)


def _due_json(rule: Rule, due: Due, language: str) -> dict[str, object]:
    told = [{**step.as_json(), "sentence": sentence(step, language)} for step in due.steps]
    return {**due.as_json(), "title": rule.title.in_language(language), "steps": told}


def _print_due(rule: Rule, due: Due, language: str) -> None:
    click.echo(f"{rule.title.in_language(language)} — {rule.paragraph}")
    if due.due_on is None:
        click.echo(label("no_due", language))
    else:
        click.echo(label("due", language, on=written_day(due.due_on, language)))
    for step in due.steps:
        click.echo(f"  {sentence(step, language)}")
    click.echo(label("cites", language, cites=", ".join(due.cites)))
    if due.inferred:
        click.echo(label("inferred", language, names=", ".join(due.inferred)))
    if due.edition:
        click.echo(label("edition", language, edition=due.edition))
