"""Finds in words: what each kind is called, where a find and its register are.

Belongs here: turning finds into lines. Does not belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import url_for

from supervision.core.i18n import _, day
from supervision.duties.presenting import pattern_of
from supervision.search.queries import Finds

# The page of a thing, the name of its id there, the register that has all of its kind, its title.
PLACES: Mapping[str, tuple[str, str, str, str]] = {
    "cases": ("cases.case", "case_id", "cases.register", "Administrative cases"),
    "files": ("studies.file", "file_id", "studies.register", "Requested files"),
    "documents": (
        "enforcement.document",
        "document_id",
        "enforcement.register",
        "Enforcement documents",
    ),
    "disputes": ("disputes.dispute", "dispute_id", "disputes.register", "Disputes in enforcement"),
    "petitions": ("petitions.petition", "petition_id", "petitions.register", "Petitions"),
    "people": ("offices.person", "user_id", "offices.people", "People"),
}


class Line(NamedTuple):
    """One find, every cell written."""

    url: str
    number: str
    about: str
    office: str
    on: str


class Group(NamedTuple):
    """The finds of one kind under its title; `more_url` is the register where there are others."""

    title: str
    lines: list[Line]
    more_url: str


def groups(found: Iterable[Finds], asked: str, language: str) -> list[Group]:
    """The kinds of which something was found."""
    return [_group(finds, asked, language) for finds in found if finds.rows]


def _group(finds: Finds, asked: str, language: str) -> Group:
    endpoint, parameter, register, title = PLACES[finds.kind]
    address = pattern_of(endpoint, parameter)
    is_person = finds.kind == "people"
    lines = [
        Line(
            url=address(row.id),
            number=row.number,
            about=_(f"offices.post.{row.about}") if is_person else row.about,
            office=row.office_name,
            on=day(row.on, language) if row.on else "",
        )
        for row in finds.rows
    ]
    more = url_for(register, q=asked) if finds.more else ""
    return Group(_(title), lines, more)
