"""Rules of extracts on plain values: how long one may be, what its kind of paper is called."""

from __future__ import annotations

PREFIX = "extract_"
MOST_ROWS = 500  # a longer list is taken away as a sheet
LONGEST_ABOUT = 300  # letters of the words on what was chosen


def kind_of(register: str) -> str:
    """The kind of paper that extracts of a register are; each kind is numbered by itself."""
    return PREFIX + register


def register_of(kind: str) -> str:
    """The register a kind of paper is an extract of."""
    return kind.removeprefix(PREFIX)
