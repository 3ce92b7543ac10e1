"""The kinds of reports that the instructions ask for, read from `kinds/*.yaml`.

Belongs here: which rule of the law a kind answers, to whom it goes, of which sections it is made.
Does not belong here: period, last day and owner, which the rule itself tells; nor what a section
says (`sections`). A broken file is refused naming file and key.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from supervision.core.access import Level
from supervision.law.lawbook import Lawbook
from supervision.law.model import LawError, Owner, Rule, Titles
from supervision.law.period import Period
from supervision.law.strict_yaml import Section, read_yaml
from supervision.reports.rules.reports import Role

KINDS = Path(__file__).resolve().parent.parent / "kinds"


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a kind: figures by the code of their section, or a text with its title."""

    code: str
    title: Titles | None = None

    @property
    def is_text(self) -> bool:
        """Whether the prosecutor writes it."""
        return self.title is not None


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report the law asks for: whose rule, what title, to whom, of which sections.

    `parts`: districts give theirs to the oblast, and the GPO puts the country's together.
    `also_closes`: duties that its approval fulfils beside the one that sending fulfils.
    `written_at`: the endpoint of another room where it is made; here it is only listed.
    """

    code: str
    rule: str
    title: Titles
    addressee: Titles
    parts: bool
    sections: tuple[Part, ...]
    also_closes: tuple[str, ...] = ()
    written_at: str | None = None

    @property
    def act(self) -> str:
        """The instruction it rests on."""
        return self.rule.partition("/")[0]

    @property
    def facts(self) -> list[str]:
        """The codes of the sections that fill themselves."""
        return [part.code for part in self.sections if not part.is_text]

    @property
    def texts(self) -> list[Part]:
        """The sections the prosecutor writes."""
        return [part for part in self.sections if part.is_text]

    def law_rule(self, law: Lawbook) -> Rule:
        """The rule in its latest wording. Raises UnknownLaw."""
        return law.rule(self.rule)

    def binds(self, law: Lawbook, period: Period) -> bool:
        """Whether the report is owed for that period at all."""
        return law.recurring_due(self.rule, period).edition is not None

    def period_of(self, law: Lawbook, key: str) -> Period | None:
        """The period of that name, if the kind is owed by such periods."""
        try:
            period = Period.from_key(key)
        except ValueError:
            return None
        recurs = self.law_rule(law).recurs
        return period if recurs is not None and recurs.every is period.kind else None

    def role(self, law: Lawbook, level: Level, *, specialised: bool) -> Role | None:
        """What an office of that level has to do with the report; None: nothing."""
        owner = self.law_rule(law).owed_by
        if owner is Owner.OBLAST_LEVEL:
            if level is Level.OBLAST:
                return Role.OWES
            if not self.parts:
                return None
            return Role.GIVES_PART if level is Level.DISTRICT else Role.RECEIVES
        if owner is Owner.GPO:
            return Role.OWES if level is Level.GPO else None
        if owner is Owner.TERRITORIAL_AND_SPECIALISED:
            return Role.OWES if level is Level.DISTRICT or specialised else None
        return Role.OWES


def read_kind(path: Path, known: Collection[str]) -> ReportKind:
    """The kind of a file; `known` are the codes of the sections there are. Raises LawError."""
    top = Section(path.name, "", read_yaml(path, path.name))
    code = top.text("kind")
    if code != path.stem:
        raise top.refuse("kind", f"{code!r} differs from the name of the file")
    made = ReportKind(
        code=code,
        rule=top.text("rule"),
        title=top.titles("title"),
        addressee=top.titles("addressee"),
        parts=top.has("parts") and top.truth("parts"),
        sections=tuple(_sections(top, known)),
        also_closes=top.texts("also_closes"),
        written_at=top.optional_text("written_at"),
    )
    top.done()
    if bool(made.sections) == (made.written_at is not None):
        raise top.refuse("sections", "a kind has sections, or is written in another room")
    return made


def _sections(top: Section, known: Collection[str]) -> Sequence[Part]:
    content = top.optional("sections") or []
    if not isinstance(content, list):
        raise top.refuse("sections", "must be a list")
    found: list[Part] = []
    for number, entry in enumerate(content, start=1):
        inner = Section(top.file, f"sections[{number}]", entry)
        part = (
            Part(inner.text("facts"))
            if inner.has("facts")
            else Part(inner.text("text"), inner.titles("title"))
        )
        inner.done()
        if not part.is_text and part.code not in known:
            raise inner.refuse("facts", f"no section {part.code!r}")
        if any(part.code == other.code for other in found):
            raise inner.refuse("", f"{part.code!r} stands twice")
        found.append(part)
    return found


@lru_cache(maxsize=4)
def read_kinds(known: frozenset[str], root: Path = KINDS) -> tuple[ReportKind, ...]:
    """Every kind there is, in the order of their rules. Raises LawError."""
    found = [read_kind(path, known) for path in sorted(root.glob("*.yaml"))]
    rules = [kind.rule for kind in found]
    for kind in found:
        if rules.count(kind.rule) > 1:
            raise LawError(f"{kind.code}.yaml", "rule", f"{kind.rule} is answered twice")
    return tuple(sorted(found, key=_by_paragraph))


def _by_paragraph(kind: ReportKind) -> tuple[str, int, str]:
    act, paragraph, rule = kind.rule.split("/")
    return act, int(paragraph), rule
