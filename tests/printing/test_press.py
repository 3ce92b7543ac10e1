"""The press: the same values give the same bytes, data is never typesetting, limits hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supervision.printing import engine
from supervision.printing.document import Column, Document, Kind, Noted, Table, Title, plain
from supervision.printing.engine import Job, NoLetter, NotPrinted, print_all
from supervision.printing.rendering import TEMPLATE


def values(subject: str = "АП-1/26", lines: int = 1) -> dict[str, Any]:
    """A paper of one table, ready for the press."""
    columns = (Column("№", Kind.WHOLE), Column("Іс"), Column("Мерзімі", Kind.DAY))
    return plain(
        Document(
            language="kk",
            title="Бақылау журналы",
            mark="№ 5/2026",
            office="Абай облысының прокуратурасы",
            issued_on=date(2026, 11, 20),
            foot="10",
            page="бет",
            draft="",
            blocks=(
                Title("Бақылау журналы", "№ 5/2026"),
                Table(columns, [(1, Noted(subject, "2015 ¶13"), None)] * lines),
            ),
        )
    )


def test_the_same_values_give_the_same_bytes_and_others_give_others() -> None:
    first, second, other = print_all(
        [Job(TEMPLATE, values()), Job(TEMPLATE, values()), Job(TEMPLATE, values("АП-2/26"))]
    )
    assert first.startswith(b"%PDF-") and first == second != other
    assert print_all([Job(TEMPLATE, values())]) == [first]  # by another press, too


def test_text_that_looks_like_typesetting_is_printed_as_text() -> None:
    hostile = 'x #panic("no") $a$ *b* #read("/etc/passwd") #import "/nothing.typ" [ \\u{41} ] //'
    made = print_all([Job(TEMPLATE, values(hostile))])
    assert made[0].startswith(b"%PDF-")


def test_a_sign_without_a_letter_is_named() -> None:
    with pytest.raises(NoLetter) as refused:
        print_all([Job(TEMPLATE, values("сөз 😀"))])
    assert refused.value.sign == "😀"


def test_a_template_outside_the_house_is_not_read() -> None:
    with pytest.raises(NotPrinted, match=r"hostname|outside|escape|access|root"):
        print_all([Job("../../../../../../etc/hostname", values())])


def test_a_paper_that_lacks_a_value_is_no_paper() -> None:
    broken = values()
    del broken["blocks"]
    with pytest.raises(NotPrinted, match="blocks"):
        print_all([Job(TEMPLATE, values()), Job(TEMPLATE, broken)])


def test_too_large_values_are_refused_before_the_press() -> None:
    with pytest.raises(NotPrinted, match="larger"):
        print_all([Job(TEMPLATE, values("а" * engine.LARGEST_DATA))])


def test_a_press_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.0)
    monkeypatch.setattr(engine, "PATIENCE_A_PAPER", 0.01)
    with pytest.raises(NotPrinted, match="longer"):
        print_all([Job(TEMPLATE, values(lines=300))])
