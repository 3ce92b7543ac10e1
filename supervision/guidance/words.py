"""Codes, fields and records of the registers in the reader's words.

Belongs here: titles, written values, the tone of a state. Does not belong here: reading rows.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext

from supervision.core.i18n import _, day
from supervision.guidance.rules.shape import Field, Kind, Register
from supervision.law.checklist import list_items


def message(key: str) -> Any:
    """A declared message, said when the page is written."""
    return lazy_gettext(key)


def code_words(asked: Field, code: str, language: str) -> str:
    """The title of a code: the law's own where the law lists it."""
    for each in asked.listed:
        for item in list_items(*each):
            if item.code == code:
                return item.title.in_language(language)
    return _(f"{asked.words}.{code}")


def value_words(asked: Field, value: Any, language: str) -> str:
    """A value as a reader takes it in; empty for one that is not known."""
    if value in ("", None):
        return ""
    if asked.kind is Kind.CODE:
        return code_words(asked, str(value), language)
    if isinstance(value, date):
        return day(value, language)
    return str(value)


def state_words(register: Register, state: str) -> str:
    """Where a record stands."""
    return _(f"guidance.{register.kind}.{state}")
