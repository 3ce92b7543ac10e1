"""Indicators as the acts declare them: what is counted, what each recorded thing counts as, and why.

Belongs here: the declaration of a figure (`figures:` of a paragraph file), the verdict on one thing
from its plain facts, the percentage (`2015 ¶22–24`, `2002 ¶12`). Does not belong here: finding the
things (the room of indicators asks the database for their facts) and whose figure they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import product

from supervision.law.model import Force, ListItem, Titles, UnknownLaw

SMALL = 10  # under so many counted things one more or less moves the percentage by ten points
_TENTH = Decimal("0.1")


class Counted(StrEnum):
    """What one thing counts as: in both halves of the figure, below the line only, or nowhere."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOTHING = "nothing"


class Mark(StrEnum):
    """Why a thing is shown apart from its bare count.

    Excluded: left out by a clause with consent. Corrected: a later act moved the count downward.
    Apart: the figure does not take such things. Noted: it counts, and the reader should know how.
    """

    EXCLUDED = "excluded"
    CORRECTED = "corrected"
    APART = "apart"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one thing counts as by the bare reading of the texts (`strict`) and by their whole method
    (`method`), with the mark and the clause it is shown under; a plain thing has neither.
    """

    strict: Counted
    method: Counted
    mark: Mark | None = None
    clause: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the figure shows the thing at all."""
        return self.mark is not None or self.strict is not Counted.NOTHING


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a figure's table of verdicts: it decides where every fact of `when` holds.

    `clause_of` names the fact whose value is the clause, where the line serves several of them.
    """

    when: tuple[tuple[str, tuple[str, ...]], ...]
    verdict: Verdict
    clause_of: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator: what is counted, the words of both halves, the facts asked of each thing with
    their closed lists of values, and the lines that decide, the first that holds.

    `counts` names the kind of thing; `fewer_is_better` says which way is good.
    """

    code: str
    act_id: str
    paragraph: str
    in_force: Force
    title: Titles
    numerator: Titles
    denominator: Titles
    counts: str
    fewer_is_better: bool
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    clauses: tuple[ListItem, ...]
    readings: tuple[ListItem, ...]
    cites: tuple[str, ...]

    def verdict(self, facts: Mapping[str, str]) -> Verdict:
        """What a thing with these facts counts as.

        Raises KeyError for a fact that is not given and ValueError for a value the figure does not
        know: a thing that cannot be judged is an error, never left out.
        """
        for name, values in self.facts:
            if facts[name] not in values:
                raise ValueError(f"{self.code}: {name} cannot be {facts[name]!r}")
        for line in self.lines:
            if all(facts[name] in values for name, values in line.when):
                if not line.clause_of:
                    return line.verdict
                found = line.verdict
                return Verdict(found.strict, found.method, found.mark, facts[line.clause_of])
        raise ValueError(f"{self.code}: no line decides {dict(facts)}")

    def table(self) -> Iterator[tuple[tuple[str, ...], Verdict]]:
        """The verdict on every combination of facts, in the order of `facts`: the whole method at
        once, for a statement that judges many things.
        """
        names = [name for name, _ in self.facts]
        for values in product(*(values for _, values in self.facts)):
            yield values, self.verdict(dict(zip(names, values, strict=True)))

    def clause_title(self, code: str) -> Titles:
        """The words of a clause. Raises UnknownLaw for a code the figure does not know."""
        for item in self.clauses:
            if item.code == code:
                return item.title
        raise UnknownLaw("clause", f"{self.code} {code}", tuple(item.code for item in self.clauses))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things a figure counted: both halves by the method and by the bare reading, and how
    many things stand under each kind of mark.
    """

    numerator: int = 0
    denominator: int = 0
    strict_numerator: int = 0
    strict_denominator: int = 0
    excluded: int = 0
    corrected: int = 0
    apart: int = 0
    noted: int = 0

    @classmethod
    def of(cls, verdict: Verdict) -> Tally:
        """One thing, as its verdict counts it."""
        return cls(
            numerator=int(verdict.method is Counted.NUMERATOR),
            denominator=int(verdict.method is not Counted.NOTHING),
            strict_numerator=int(verdict.strict is Counted.NUMERATOR),
            strict_denominator=int(verdict.strict is not Counted.NOTHING),
            excluded=int(verdict.mark is Mark.EXCLUDED),
            corrected=int(verdict.mark is Mark.CORRECTED),
            apart=int(verdict.mark is Mark.APART),
            noted=int(verdict.mark is Mark.NOTED),
        )

    def plus(self, other: Tally) -> Tally:
        """The things of both together."""
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def minus(self, other: Tally) -> Tally:
        """The things of this one without those of the other."""
        return Tally(*(mine - theirs for mine, theirs in zip(self, other, strict=True)))

    def __iter__(self) -> Iterator[int]:
        return (getattr(self, name) for name in self.__dataclass_fields__)

    @property
    def value(self) -> Decimal | None:
        """The percentage by the method, or None: no data."""
        return percentage(self.numerator, self.denominator)

    @property
    def strict_value(self) -> Decimal | None:
        """The percentage by the bare reading, or None: no data."""
        return percentage(self.strict_numerator, self.strict_denominator)

    @property
    def is_small(self) -> bool:
        """Whether the percentage rests on so few things that it says little."""
        return 0 < self.denominator < SMALL


def percentage(numerator: int, denominator: int) -> Decimal | None:
    """The share in per cent to one decimal, halves rounded up; None where nothing was counted.

    A denominator of zero is no data, never 0 % or 100 %. Raises ValueError for a part larger than
    its whole or a negative number.
    """
    if denominator < 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    if denominator == 0:
        return None
    return (Decimal(100 * numerator) / denominator).quantize(_TENTH, ROUND_HALF_UP)
