"""Where the points of a chart stand: plain geometry of percentages on a server-side drawing.

Belongs here: places on the drawing. Does not belong here: words, colours, figures themselves. A
quarter without data breaks the line; it is never drawn as nought.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from supervision.law.period import Period

ROMAN = ("I", "II", "III", "IV")


class Frame(NamedTuple):
    """A drawing: its size and the edges of the part the line may use."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def x(self, place: int, many: int) -> float:
        """The place of a point among so many, from left to right."""
        step = (self.right - self.left) / max(many - 1, 1)
        return round(self.left + step * place, 1)

    def y(self, value: Decimal) -> float:
        """The height of a percentage, 100 on top."""
        return round(self.bottom - float(value) * (self.bottom - self.top) / 100, 1)


SPARK = Frame(width=104, height=28, left=4, right=100, top=4, bottom=24)
TREND = Frame(width=640, height=230, left=44, right=624, top=14, bottom=186)


class Dot(NamedTuple):
    """One point of a line."""

    x: float
    y: float
    place: int


class Tick(NamedTuple):
    """A mark on an axis with its words; `under` is a second line of them."""

    at: float
    words: str
    under: str = ""


class Drawing(NamedTuple):
    """A chart ready to draw: the unbroken parts of the line, its points, the marks of the axes."""

    frame: Frame
    parts: list[str]
    dots: list[Dot]
    across: list[Tick]
    upwards: list[Tick]


def line_of(frame: Frame, values: Sequence[Decimal | None]) -> tuple[list[str], list[Dot]]:
    """The unbroken parts of a line as an SVG polyline takes them, and its points."""
    parts: list[list[str]] = [[]]
    dots = []
    for place, value in enumerate(values):
        if value is None:
            parts.append([])
            continue
        dot = Dot(frame.x(place, len(values)), frame.y(value), place)
        dots.append(dot)
        parts[-1].append(f"{dot.x},{dot.y}")
    return [" ".join(part) for part in parts if len(part) > 1], dots


def spark(values: Sequence[Decimal | None]) -> Drawing:
    """A small line without axes."""
    parts, dots = line_of(SPARK, values)
    return Drawing(SPARK, parts, dots, [], [])


def trend(quarters: Sequence[Period], values: Sequence[Decimal | None]) -> Drawing:
    """A line by quarter with both axes; each first quarter also names its year."""
    parts, dots = line_of(TREND, values)
    across = [
        Tick(TREND.x(place, len(quarters)), ROMAN[each.end.month // 3 - 1], _year(place, each))
        for place, each in enumerate(quarters)
    ]
    upwards = [Tick(TREND.y(Decimal(value)), f"{value}") for value in (0, 25, 50, 75, 100)]
    return Drawing(TREND, parts, dots, across, upwards)


def _year(place: int, quarter: Period) -> str:
    return str(quarter.start.year) if place == 0 or quarter.end.month == 3 else ""
