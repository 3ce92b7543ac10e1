"""Shapes every room's part of the API shares: a problem, a list, days, names of things.

Belongs here: pydantic models that no room owns. A day is written 2026-11-20 and read from nothing
but such a text: a number must never become a day of 1970.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from supervision.core.errors import NotFound
from supervision.core.paging import Cursor, Page
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE

LARGEST_ID = 2**31 - 1
Item = TypeVar("Item")


class Shape(BaseModel):
    """What the API answers: every key is always there."""

    model_config = ConfigDict(
        extra="forbid",
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )


class Query(BaseModel):
    """What the address of a request may ask; a name nobody knows is refused, never ignored."""

    model_config = ConfigDict(
        extra="forbid", use_attribute_docstrings=True, validate_by_name=True, validate_by_alias=True
    )


class Body(BaseModel):
    """What a change sends; a name nobody knows is refused, never ignored."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _written_day(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("There is no such day. Write it as 2026-11-20.")


def _written_flag(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("Write true or false.")


Day = Annotated[date, BeforeValidator(_written_day, json_schema_input_type=date)]
FIRST_YEAR, LAST_YEAR = 1990, 2100


def _told_moment(value: datetime) -> datetime:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError("There is no such moment here. Write it as 2026-11-20T10:00:00+05:00.")
    return value


Moment = Annotated[AwareDatetime, AfterValidator(_told_moment)]
Flag = Annotated[bool, BeforeValidator(_written_flag, json_schema_input_type=bool)]
Id = Annotated[int, Field(ge=0, le=LARGEST_ID)]


def _place(value: str) -> str:
    if Cursor.parse(value) is None:
        raise ValueError("Take the place from `next` or `previous` of a list.")
    return value


class PageQuery(Query):
    """Which page of a list is wanted."""

    page: Annotated[str, Field(max_length=400), AfterValidator(_place)] | None = None
    """The place to go on from: `next` or `previous` of the answer before; the first page without."""

    @property
    def cursor(self) -> Cursor | None:
        """The place in the list."""
        return Cursor.parse(self.page)


class Listed(Shape, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    """At most fifty, in the order of the list."""
    next: str | None
    """The place of the page after, to be sent as `page`; null on the last one."""
    previous: str | None
    """The place of the page before; null on the first one."""


def listed(shape: type[Listed[Item]], page: Page[Any], items: list[Item]) -> Listed[Item]:
    """A page of the house in the shape of the API."""
    return shape(items=items, next=page.after, previous=page.before)


Made = TypeVar("Made", bound=Shape)


def filled(shape: type[Made], row: Any, **more: Any) -> Made:
    """The shape out of a row's own values; `more` gives those the row does not have."""
    own = {name: getattr(row, name) for name in shape.model_fields if name not in more}
    return shape(**own, **more)


def part_of(parts: Iterable[Any], part_id: int) -> Any:
    """The part with this id, of those a thing has; raises NotFound."""
    for each in parts:
        if each.id == part_id:
            return each
    raise NotFound


class Days(Query):
    """The days a list may be narrowed to."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    """From this day on."""
    to: Day | None = None
    """Up to this day."""


class FoundQuery(PageQuery):
    """What every register may be asked for; all the token's person sees without a filter."""

    q: Annotated[str, Field(max_length=200)] | None = None
    """The beginnings of words it is found by: numbers, names, IIN or BIN."""
    office: Id | None = None
    """Only of this office."""


class RegisterQuery(FoundQuery, Days):
    """A register that may be narrowed to days as well."""


class Problem(Shape):
    """Why a request was refused; the same shape for every refusal (RFC 9457)."""

    type: str
    """The kind of problem, for a program: urn:supervision:problem:not-found."""
    title: str
    """The kind of problem in English."""
    status: int
    detail: str
    """What happened and what to do, in the language of the token's person."""
    errors: dict[str, list[str]]
    """What is wrong with each field, in the same language."""
    request_id: str
    """The number under which the request stands in logs and audit."""


class Office(Shape):
    """An office."""

    id: int
    name: str


class Person(Shape):
    """A person of an office; `name` is null for one of an office the reader does not see."""

    id: int
    name: str | None


Line = Annotated[str, Field(max_length=LONGEST_LINE)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
GivenId = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
Yes = Annotated[bool, Field(strict=True)]
