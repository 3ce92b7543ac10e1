"""Small acts written for the tests of the engine, so that they do not lean on the product's law.

Belongs here: writing act and paragraph files into a folder. Does not belong here: any expectation.
"""

from __future__ import annotations

from pathlib import Path

ACT = """
id: "{id}"
title: {{kk: Акт, ru: Акт, en: Act}}
short: {{kk: Акт, ru: Акт, en: Act}}
number: "No. 1"
adopted: 2015-03-11
registered: {{number: "10706", on: 2015-04-14}}
in_force: {{from: {start}, until: {until}}}
text: loaded
supervises: [court_acts]
"""

PARAGRAPH = """
paragraph: "{act} ¶{number}"
in_force: {{from: {start}, until: {until}}}
wording: as_adopted
demand: {{kk: Талап, ru: Требование, en: Demand}}
"""


def write_act(
    root: Path, name: str, start: str = "2015-04-14", until: str = "2018-06-07", text: str = ACT
) -> Path:
    """Writes `act.yaml` of an act in force on those days; its folder."""
    folder = root / name
    folder.mkdir(parents=True)
    folder.joinpath("act.yaml").write_text(
        text.format(id=name, start=start, until=until), encoding="utf-8"
    )
    return folder


def write_paragraph(
    folder: Path,
    stem: str,
    rules: str = "",
    start: str = "2015-04-14",
    until: str = "2018-06-07",
) -> Path:
    """Writes a paragraph file whose `rules:` block is the given YAML; its path."""
    head = PARAGRAPH.format(act=folder.name, number=stem.split("@")[0], start=start, until=until)
    path = folder / f"{stem}.yaml"
    path.write_text(f"{head}rules:\n{rules}" if rules else head, encoding="utf-8")
    return path


def rule(name: str, body: str) -> str:
    """One rule of a `rules:` block: its three titles, and the body line by line."""
    lines = ["title: {kk: Ереже, ru: Правило, en: Rule}", *body.strip().splitlines()]
    return f"  {name}:\n" + "".join(f"    {line.strip()}\n" for line in lines)


PROTEST = rule(
    "protest",
    """
    starts: copy_handed_over
    unless: {opened_for: [tax_duty]}
    term: {amount: 10, unit: calendar_day, day_off: next_working_day, inferred: [day_off]}
    fulfilled_by: [protest_brought]
    owed_by: own_office
    remind: [-3, 0, 1]
    cites: ["CoAO 832"]
    """,
)
