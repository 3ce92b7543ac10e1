"""The vocabulary of the law: acts, paragraphs, rules, terms, and the answer to "due by which day".

Belongs here: enums and frozen values without behaviour beyond reading themselves. Does not belong
here: reading files (`reader.py`), counting days (`terms.py`), choosing the rule (`lawbook.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supervision.law.delays import Extendable, Pausable
    from supervision.law.figures import Figure

LANGUAGES = ("kk", "ru", "en")


class LawError(ValueError):
    """A law file says something the engine cannot carry out; names the file and the key."""

    def __init__(self, file: str, key: str, message: str) -> None:
        super().__init__(f"{file}: {key}: {message}" if key else f"{file}: {message}")
        self.file = file
        self.key = key
        self.message = message


class UnknownLaw(LookupError):
    """No act, paragraph or rule of this name; `close` holds the names that look like it."""

    def __init__(self, kind: str, name: str, close: tuple[str, ...] = ()) -> None:
        hint = f" (close: {', '.join(close)})" if close else ""
        super().__init__(f"no {kind} named {name}{hint}")
        self.kind = kind
        self.name = name
        self.close = close


class Unit(StrEnum):
    """What a term is counted in."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"


class DayOff(StrEnum):
    """Where a last day that is a day off goes."""

    NEXT = "next_working_day"
    PREVIOUS = "previous_working_day"
    NONE = "none"


class Recurrence(StrEnum):
    """How often a recurring duty returns; also the kind of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class DueMonth(StrEnum):
    """The month, relative to the period, in which a recurring duty falls due."""

    LAST_OF_PERIOD = "last_month_of_period"
    MONTH = "month"
    AFTER_PERIOD = "month_after_period"


class Owner(StrEnum):
    """Who owes the duty. `COURT` and `BAILIFF` are outside bodies: their clock is only shown."""

    OWN_OFFICE = "own_office"
    OBLAST = "oblast"
    GPO = "gpo"
    INITIATING_UNIT = "initiating_unit"
    EVERY_OFFICE = "every_office"
    OBLAST_LEVEL = "oblast_level"
    TERRITORIAL_AND_SPECIALISED = "territorial_and_specialised"
    COURT = "court"
    BAILIFF = "bailiff"

    @property
    def is_outside(self) -> bool:
        """True for a body whose term we watch but cannot owe."""
        return self in (Owner.COURT, Owner.BAILIFF)


class RuleKind(StrEnum):
    """A duty is opened by facts; a term only lends its length to other rules."""

    DUTY = "duty"
    TERM = "term"


class TermKind(StrEnum):
    """How the due day of a rule is found."""

    COUNTED = "counted"
    ON_EVENT = "on_event"
    STATED = "stated"
    AS_PROVIDED = "as"
    NONE = "none"


class Supervision(StrEnum):
    """The branch of supervision an act serves."""

    COURT_ACTS = "court_acts"
    ENFORCEMENT = "enforcement"


class WordingState(StrEnum):
    """Whether a paragraph stands as adopted or as amended (2015: order No. 20 of 29 Jan 2016)."""

    AS_ADOPTED = "as_adopted"
    AMENDED = "amended"


class Gap(StrEnum):
    """Why there is no due day. A gap is shown and asked about, never filled by a guess."""

    NO_EVENT_DATE = "no_event_date"
    NOT_IN_FORCE = "not_in_force"
    NO_STATED_DAY = "no_stated_day"
    NO_TERM_IN_TEXT = "no_term_in_text"
    NO_PROVISION = "no_provision"
    SEVERAL_PROVISIONS = "several_provisions"
    CONDITIONS_NOT_MET = "conditions_not_met"
    CALENDAR_ENDS = "calendar_ends"


@dataclass(frozen=True, slots=True)
class Titles:
    """One text in the three languages of the product."""

    kk: str
    ru: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `kk`, `ru` or `en`; another language is a programming error (KeyError)."""
        return {"kk": self.kk, "ru": self.ru, "en": self.en}[language]

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Force:
    """A period of force, both days included; `until` None means still in force."""

    from_: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """True when the day lies within the period."""
        return self.from_ <= day and (self.until is None or day <= self.until)

    def contains(self, other: Force) -> bool:
        """True when the other period lies wholly within this one."""
        if other.from_ < self.from_:
            return False
        return self.until is None or (other.until is not None and other.until <= self.until)

    def overlaps(self, other: Force) -> bool:
        """True when the two periods share a day."""
        return (self.until is None or other.from_ <= self.until) and (
            other.until is None or self.from_ <= other.until
        )

    def __str__(self) -> str:
        return f"{self.from_}–{self.until}" if self.until else f"{self.from_}–"


@dataclass(frozen=True, slots=True)
class Registered:
    """State registration of an act."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act. `text_loaded` False: known by name and period only, without its rules."""

    id: str
    title: Titles
    short: Titles
    number: str
    adopted: date
    registered: Registered | None
    in_force: Force
    text_loaded: bool
    supervises: tuple[Supervision, ...]
    replaced_by: str | None = None
    notes: Titles | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The length the law gives, or how else the due day is found."""

    kind: TermKind
    amount: int = 0
    unit: Unit | None = None
    day_off: DayOff = DayOff.NONE
    provision: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurs:
    """A duty of the calendar: every month, quarter or year, due on `day` (None: the last day)."""

    every: Recurrence
    day: int | None
    of: DueMonth
    day_off: DayOff


Conditions = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a paragraph, with the period of force of that paragraph's wording.

    `remind` are working days relative to the due day, `remind_on` days of the month it lies in.
    `back_plan`: an office plans back from this term's last day (`back_plan.py`). `extendable` and
    `pausable`: whether a decision may put its last day off or stop its clock (`delays.py`).
    """

    name: str
    act_id: str
    paragraph: str
    in_force: Force
    title: Titles
    kind: RuleKind
    starts: str | None
    recurs: Recurs | None
    when: Conditions
    unless: Conditions
    term: Term | None
    provides: str | None
    fulfilled_by: tuple[str, ...]
    owed_by: Owner | None
    remind: tuple[int, ...]
    remind_on: tuple[int, ...]
    back_plan: bool
    inferred: tuple[str, ...]
    cites: tuple[str, ...]
    extendable: Extendable | None
    pausable: Pausable | None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a closed list that a paragraph gives, for example a mandatory category."""

    code: str
    title: Titles


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an act in one wording, told in our own words; `file` is the name of its file."""

    name: str
    act_id: str
    file: str
    stem: str
    in_force: Force
    wording: WordingState
    demand: Titles
    rules: tuple[Rule, ...]
    lists: Mapping[str, tuple[ListItem, ...]] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """The installation's decision to apply an act on days outside its own period of force."""

    act_id: str
    from_: date
    until: date | None = None

    @property
    def force(self) -> Force:
        """The days of the extension as a period."""
        return Force(self.from_, self.until)


@dataclass(frozen=True, slots=True)
class Edition:
    """The wording that binds on a day, and whether only by the installation's extension."""

    act_id: str
    from_: date
    extended: bool

    @property
    def text(self) -> str:
        """Stable name, for example `2015@2015-04-14` or `2015@2015-04-14+extended`."""
        return f"{self.act_id}@{self.from_}" + ("+extended" if self.extended else "")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a count: a code, the day it speaks of, and what `wording.sentence` needs."""

    code: str
    on: date | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Plain values for storing."""
        return {
            "code": self.code,
            "on": self.on.isoformat() if self.on else None,
            "params": dict(self.params),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Step:
        """The step that `as_json` wrote. Raises KeyError or ValueError on anything else."""
        on, params = stored["on"], stored["params"]
        if not isinstance(params, Mapping):
            raise ValueError("params must be a mapping")
        return cls(
            code=str(stored["code"]),
            on=date.fromisoformat(str(on)) if on is not None else None,
            params={str(key): str(value) for key, value in params.items()},
        )


@dataclass(frozen=True, slots=True)
class Due:
    """By which day a rule is due, and why. `due_on` None always comes with a `gap`.

    `confirmed` is False where the date rests on a day the calendar cannot vouch for. `cites` names
    the paragraph first. For a recurring rule `event_on` is the day its force was judged on.
    """

    rule: str
    edition: str | None
    event_on: date | None
    due_on: date | None
    steps: tuple[Step, ...]
    gap: str | None
    confirmed: bool
    calendar_version: str
    cites: tuple[str, ...]
    inferred: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Plain values for storing and for `--json`."""
        return {
            "rule": self.rule,
            "edition": self.edition,
            "event_on": self.event_on.isoformat() if self.event_on else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "steps": [step.as_json() for step in self.steps],
            "gap": str(self.gap) if self.gap else None,
            "confirmed": self.confirmed,
            "calendar_version": self.calendar_version,
            "cites": list(self.cites),
            "inferred": list(self.inferred),
        }
