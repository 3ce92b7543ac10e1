"""Reading the acts: from YAML files to frozen rules, refusing whatever the engine cannot carry out.

Belongs here: the shape of `acts/<act>/act.yaml` and of the paragraph files, and the checks across
files. Does not belong here: choosing and counting (`lawbook.py`, `terms.py`). Every refusal is a
`LawError` that names the file and the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from supervision.law.delays import read_extendable, read_pausable
from supervision.law.figure_reader import read_figures
from supervision.law.model import (
    Act,
    DayOff,
    DueMonth,
    Force,
    LawError,
    ListItem,
    Owner,
    Paragraph,
    Recurrence,
    Recurs,
    Registered,
    Rule,
    RuleKind,
    Supervision,
    Term,
    TermKind,
    Unit,
    WordingState,
)
from supervision.law.strict_yaml import Section, parse_yaml, read_yaml

ACTS = Path(__file__).parent / "acts"
LONGEST_TERM = 3660
FURTHEST_REMINDER = 60
LAST_DAY_OF_MONTH = 31
# Owners that name a set of offices; a recurring duty is owed by each office of the set.
RECURRING_OWNERS = (
    Owner.EVERY_OFFICE,
    Owner.OBLAST_LEVEL,
    Owner.GPO,
    Owner.TERRITORIAL_AND_SPECIALISED,
)


@dataclass(frozen=True, slots=True)
class Acts:
    """Everything the files say: acts and paragraphs in the order of their names."""

    acts: tuple[Act, ...]
    paragraphs: tuple[Paragraph, ...]


def _force(section: Section) -> Force:
    inner = section.section("in_force")
    start, until = inner.day("from"), inner.optional_day("until")
    inner.done()
    if until is not None and until < start:
        raise inner.refuse("until", f"{until} lies before {start}")
    return Force(start, until)


def _supervises(top: Section) -> tuple[Supervision, ...]:
    if not top.has("supervises"):
        raise top.refuse("supervises", "is missing")
    names = top.texts("supervises")
    if not names:
        raise top.refuse("supervises", "must name at least one branch")
    try:
        return tuple(Supervision(name) for name in names)
    except ValueError:
        raise top.refuse("supervises", f"allowed: {', '.join(Supervision)}") from None


def read_act(folder: Path) -> Act:
    """The act of a folder, from its `act.yaml`. Raises LawError."""
    file = f"{folder.name}/act.yaml"
    if not (folder / "act.yaml").is_file():
        raise LawError(file, "", "is missing")
    top = Section(file, "", read_yaml(folder / "act.yaml", file))
    name = top.text("id")
    if name != folder.name:
        raise top.refuse("id", f"{name!r} differs from the folder {folder.name!r}")
    registered = None
    if top.has("registered"):
        inner = top.section("registered")
        registered = Registered(inner.text("number"), inner.day("on"))
        inner.done()
    text = top.text("text")
    if text not in ("loaded", "not_loaded"):
        raise top.refuse("text", f"{text!r} is not one of: loaded, not_loaded")
    act = Act(
        id=name,
        title=top.titles("title"),
        short=top.titles("short"),
        number=top.text("number"),
        adopted=top.day("adopted"),
        registered=registered,
        in_force=_force(top),
        text_loaded=text == "loaded",
        supervises=_supervises(top),
        replaced_by=top.optional_text("replaced_by"),
        notes=top.titles("notes") if top.has("notes") else None,
    )
    top.done()
    return act


def _term(section: Section) -> Term:
    """The `term` of a rule: exactly one of the six shapes."""
    inner = section.section("term")
    shapes = [name for name in ("amount", "on_event", "stated", "as", "none") if inner.has(name)]
    if len(shapes) != 1:
        raise inner.refuse("", "must be exactly one of: amount, on_event, stated, as, none")
    inferred = inner.texts("inferred")
    shape = shapes[0]
    if shape == "as":
        term = Term(TermKind.AS_PROVIDED, provision=inner.text("as"), inferred=inferred)
    elif shape == "amount":
        amount = inner.number("amount", 0, LONGEST_TERM)
        unit = inner.choice("unit", Unit)
        if unit is Unit.WORKING_DAY:
            if inner.has("day_off"):
                raise inner.refuse("day_off", "working days never end on a day off")
            day_off = DayOff.NONE
        else:
            day_off = inner.choice("day_off", DayOff)
        term = Term(TermKind.COUNTED, amount, unit, day_off, inferred=inferred)
    else:
        if not inner.truth(shape):
            raise inner.refuse(shape, "can only be true")
        term = Term(TermKind(shape), inferred=inferred)
    inner.done()
    return term


def _recurs(section: Section) -> Recurs:
    inner = section.section("recurs")
    every = inner.choice("every", Recurrence)
    due = inner.section("due")
    inner.done()
    if due.has("day") and due.peek("day") == "last":
        due.take("day")
        day = None
    else:
        day = due.number("day", 1, 31)
    recurs = Recurs(every, day, due.choice("of", DueMonth), due.choice("day_off", DayOff))
    due.done()
    if recurs.of is DueMonth.MONTH and every is not Recurrence.MONTH:
        raise due.refuse("of", "month belongs to a monthly duty; say last_month_of_period")
    return recurs


def _check_kind(section: Section, rule: Rule) -> None:
    """What a duty and a term rule must and must not have."""
    if rule.kind is RuleKind.TERM:
        if rule.provides is None:
            raise section.refuse("provides", "is missing: a rule of kind term lends its term")
        if rule.term is None or rule.recurs is not None:
            raise section.refuse("term", "a rule of kind term needs a term and does not recur")
        return
    if (rule.starts is None) == (rule.recurs is None):
        raise section.refuse("starts", "a duty needs exactly one of: starts, recurs")
    if (rule.term is None) == (rule.recurs is None):
        raise section.refuse("term", "a duty that starts needs a term; one that recurs has none")
    if rule.owed_by is None:
        raise section.refuse("owed_by", "is missing")
    if rule.recurs is not None and rule.pausable is not None:
        raise section.refuse("pausable", "the day of a recurring duty is the calendar's own")
    if rule.recurs is not None and rule.owed_by not in RECURRING_OWNERS:
        allowed = ", ".join(RECURRING_OWNERS)
        raise section.refuse("owed_by", f"a recurring duty is owed by one of: {allowed}")
    if rule.recurs is None and rule.owed_by in RECURRING_OWNERS and rule.owed_by is not Owner.GPO:
        raise section.refuse("owed_by", f"{rule.owed_by} belongs to recurring duties")


def _remind_on(section: Section) -> tuple[int, ...]:
    """Days of the due day's month on which a recurring duty is reminded of."""
    days = section.numbers("remind_on")
    if any(not 1 <= day <= LAST_DAY_OF_MONTH for day in days):
        raise section.refuse("remind_on", "must be days of a month")
    if days and not section.has("recurs"):
        raise section.refuse("remind_on", "belongs to a duty that recurs")
    return days


def _rule(section: Section, name: str, act_id: str, paragraph: str, force: Force) -> Rule:
    remind = section.numbers("remind")
    if any(abs(day) > FURTHEST_REMINDER for day in remind):
        raise section.refuse("remind", f"at most {FURTHEST_REMINDER} working days away")
    remind_on = _remind_on(section)
    rule = Rule(
        name=name,
        act_id=act_id,
        paragraph=paragraph,
        in_force=force,
        title=section.titles("title"),
        kind=section.choice("kind", RuleKind) if section.has("kind") else RuleKind.DUTY,
        starts=section.optional_text("starts"),
        recurs=_recurs(section) if section.has("recurs") else None,
        when=section.conditions("when"),
        unless=section.conditions("unless"),
        term=_term(section) if section.has("term") else None,
        provides=section.optional_text("provides"),
        fulfilled_by=section.texts("fulfilled_by"),
        owed_by=section.choice("owed_by", Owner) if section.has("owed_by") else None,
        remind=remind,
        remind_on=remind_on,
        back_plan=section.has("back_plan") and section.truth("back_plan"),
        inferred=section.texts("inferred"),
        cites=section.texts("cites"),
        extendable=read_extendable(section),
        pausable=read_pausable(section),
    )
    section.done()
    _check_kind(section, rule)
    return rule


def _lists(top: Section) -> dict[str, tuple[ListItem, ...]]:
    """The lists a paragraph lays down (checklists, grounds, parts of a document), in its order."""
    if not top.has("lists"):
        return {}
    outer = top.section("lists")
    found: dict[str, tuple[ListItem, ...]] = {}
    for name in outer.names():
        content = outer.take(name)
        if not isinstance(content, list) or not content:
            raise outer.refuse(name, "must be a list of items with code and title")
        items: list[ListItem] = []
        for number, entry in enumerate(content, start=1):
            inner = Section(top.file, f"lists.{name}[{number}]", entry)
            item = ListItem(inner.text("code"), inner.titles("title"))
            if any(item.code == other.code for other in items):
                raise inner.refuse("code", f"{item.code!r} stands twice")
            inner.done()
            items.append(item)
        found[name] = tuple(items)
    return found


def read_paragraph(path: Path, act: Act) -> Paragraph:
    """The paragraph of a file. Raises LawError."""
    return _paragraph(path.name, act, read_yaml(path, f"{act.id}/{path.name}"))


def _paragraph(name_of_file: str, act: Act, content: object) -> Paragraph:
    """What a paragraph file says.

    Two wordings of one paragraph are two files, `17.yaml` and `17@2016.yaml`: what follows the `@`
    is for the reader's eye and no part of the rule's name.
    """
    stem = name_of_file.removesuffix(".yaml").split("@")[0]
    top = Section(f"{act.id}/{name_of_file}", "", content)
    name = top.text("paragraph")
    if not name.startswith(act.id + " "):
        raise top.refuse("paragraph", f"{name!r} must start with the act, {act.id!r}")
    force = _force(top)
    if not act.in_force.contains(force):
        raise top.refuse("in_force", f"{force} lies outside the act's period {act.in_force}")
    wording = top.choice("wording", WordingState)
    demand = top.titles("demand")
    rules = tuple(
        _rule(section, f"{act.id}/{stem}/{rule}", act.id, name, force)
        for rule, section in top.sections("rules").items()
    )
    lists = _lists(top)
    figures = read_figures(top, act.id, name, force, lists)
    top.done()
    return Paragraph(
        name, act.id, name_of_file, stem, force, wording, demand, rules, lists, figures
    )


def _in_order(name_of_file: str) -> tuple[int, str]:
    stem = name_of_file.removesuffix(".yaml")
    digits = "".join(character for character in stem if character.isdigit())
    return (int(digits) if stem[:1].isdigit() else 0, stem)


def _check_across(found: Acts) -> None:
    """What no single file can know: names used twice, provisions nobody provides, successors."""
    acts = {act.id for act in found.acts}
    for act in found.acts:
        if act.replaced_by is not None and act.replaced_by not in acts:
            raise LawError(f"{act.id}/act.yaml", "replaced_by", f"no act {act.replaced_by!r}")
    rules = [rule for paragraph in found.paragraphs for rule in paragraph.rules]
    wordings: dict[str, list[Force]] = {}
    for paragraph in found.paragraphs:
        key, file = paragraph.name, f"{paragraph.act_id}/{paragraph.stem}.yaml"
        if any(paragraph.in_force.overlaps(other) for other in wordings.get(key, [])):
            raise LawError(file, "paragraph", f"{key!r} stands twice for the same days")
        wordings.setdefault(key, []).append(paragraph.in_force)
    named: dict[str, list[Force]] = {}
    for rule in rules:
        if any(rule.in_force.overlaps(other) for other in named.get(rule.name, [])):
            raise LawError(_file_of(rule), "rules", f"{rule.name!r} stands twice for the same days")
        named.setdefault(rule.name, []).append(rule.in_force)
    declared: dict[str, str] = {}
    for paragraph in found.paragraphs:
        for figure in paragraph.figures:
            if declared.setdefault(figure.code, paragraph.name) != paragraph.name:
                file = f"{paragraph.act_id}/{paragraph.stem}.yaml"
                first = declared[figure.code]
                raise LawError(file, f"figures.{figure.code}", f"{first} declares it already")
    provided = {rule.provides: rule for rule in rules if rule.provides is not None}
    for rule in rules:
        if rule.term is None or rule.term.provision is None:
            continue
        key = f"rules.{rule.name.rpartition('/')[2]}.term.as"
        if rule.term.provision not in provided:
            raise LawError(_file_of(rule), key, f"nothing provides {rule.term.provision!r}")
        if rule.provides is not None:
            raise LawError(_file_of(rule), key, "a rule that provides a term cannot borrow one")


def _file_of(rule: Rule) -> str:
    return rule.name.rpartition("/")[0] + ".yaml"


def read_acts(root: Path = ACTS) -> Acts:
    """Every act under `root`, checked file by file and across files. Raises LawError."""
    acts: list[Act] = []
    paragraphs: list[Paragraph] = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        act = read_act(folder)
        acts.append(act)
        files = sorted(
            (path for path in folder.glob("*.yaml") if path.name != "act.yaml"),
            key=lambda path: _in_order(path.name),
        )
        if files:
            _demand_text(act)
        paragraphs.extend(read_paragraph(path, act) for path in files)
    found = Acts(tuple(acts), tuple(paragraphs))
    _check_across(found)
    return found


def with_texts(found: Acts, act_id: str, texts: Mapping[str, str]) -> Acts:
    """The same acts with paragraph files of one of them put in the place of those of their name, or
    added; checked like the files that ship. Raises LawError, KeyError for an unknown act.
    """
    act = {each.id: each for each in found.acts}[act_id]
    _demand_text(act)
    given = [
        _paragraph(name, act, parse_yaml(content, f"{act_id}/{name}"))
        for name, content in texts.items()
    ]
    kept = [each for each in found.paragraphs if (each.act_id, each.file) not in _places(given)]
    acts = [each.id for each in found.acts]
    in_order = sorted(
        (*kept, *given), key=lambda each: (acts.index(each.act_id), _in_order(each.file))
    )
    changed = Acts(found.acts, tuple(in_order))
    _check_across(changed)
    return changed


def _places(paragraphs: Iterable[Paragraph]) -> set[tuple[str, str]]:
    return {(each.act_id, each.file) for each in paragraphs}


def _demand_text(act: Act) -> None:
    if not act.text_loaded:
        raise LawError(f"{act.id}/act.yaml", "text", "not_loaded, yet paragraphs stand here")


@lru_cache(maxsize=1)
def product_acts() -> Acts:
    """The acts that ship with the product, read once. Raises LawError when a file is broken."""
    return read_acts(ACTS)
