"""Wordings: lines become blocks, what is empty is left out, what is wrong is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.printing.document import (
    Addressee,
    Heading,
    Note,
    NumberedList,
    NumberLine,
    Paragraph,
    Signature,
    Title,
)
from supervision.printing.wording import LONGEST, Field, composed, lines_of, problems

FIELDS = (
    Field("to"),
    Field("number"),
    Field("reasons", demanded_by="2015 ¶19"),
    Field("points", of_blocks=True),
)
WORDING = """
> {to}
> сотқа
# ҰСЫНЫС
# наразылық туралы
| № {number} | Семей
## Дәлелдер
{reasons}
- {items}
- соңғы
## Бос бөлік
{nothing}
{points}
% Ескерту: {number}
~ {post} | {name}
"""
VALUES = {
    "to": "Бас прокуратура",
    "number": "5",
    "reasons": "Бірінші.\n\nЕкінші {number} # емес.",
    "items": "а\nб",
    "nothing": "",
    "points": (Note("кесте"),),
    "post": "",
    "name": "Ә. Сәрсенов",
}


def test_a_wording_becomes_blocks_and_values_are_put_in_as_they_stand() -> None:
    assert composed(WORDING, VALUES) == (
        Addressee(("Бас прокуратура", "сотқа")),
        Title("ҰСЫНЫС", "наразылық туралы"),
        NumberLine(("№ 5", "Семей")),
        Heading("Дәлелдер"),
        Paragraph("Бірінші."),
        Paragraph("Екінші {number} # емес."),
        NumberedList(("а", "б", "соңғы")),
        Heading("Бос бөлік"),
        Note("кесте"),
        Note("Ескерту: 5"),
        Signature("", "Ә. Сәрсенов"),
    )


def test_what_has_no_value_is_left_out_and_so_is_a_head_over_nothing() -> None:
    empty = VALUES | {"points": (), "reasons": "", "items": "", "post": "", "name": ""}
    assert composed(
        "## Жоқ\n{reasons}\n## Бар\nмәтін\n## Тағы жоқ\n{points}\n~ {post} | {name}", empty
    ) == (
        Heading("Бар"),
        Paragraph("мәтін"),
    )


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (
            "# А\n{reasons} {unknown}",
            ("Line %(line)s: there is no field {%(name)s}.", "2", "unknown"),
        ),
        ("# А {reasons\n{reasons}", ("half", "1", "А {reasons")),
        ("# А\n{reasons}}", ("half", "2", "}")),
        ("# А\n{Reasons}\n{reasons}", ("half", "2", "{Reasons}")),
        ("# А\n{}\n{reasons}", ("half", "2", "{}")),
        ("# А\n{reasons}\nтізім: {points}", ("line of its own", "3", "points")),
        ("# А\n- {points}\n{reasons}", ("line of its own", "2", "points")),
        ("# А\n{to}", ("left out", "reasons", "2015 ¶19")),
        ("{reasons}", ("title",)),
        ("x" * (LONGEST + 1), ("letters",)),
        ("", ("title",)),
    ],
)
def test_what_is_wrong_with_a_wording_is_named(wording: str, told: tuple[str, ...]) -> None:
    found = list(problems(wording, FIELDS))
    assert found and all(problem.field == "wording" for problem in found)
    first = found[0]
    assert told[0] in first.message
    assert all(value in first.params.values() for value in told[1:]), first.params


def test_a_whole_wording_has_no_problem() -> None:
    assert not list(problems("# А\n{to}\n{reasons}\n{points}", FIELDS))


@given(st.text(max_size=200))
def test_a_wording_without_problems_is_composed_whatever_it_holds(words: str) -> None:
    wording = f"# А\n{{reasons}}\n{words}"
    values = {"to": "т", "number": "1", "reasons": "д", "points": ()}
    if not list(problems(wording, FIELDS)):
        blocks = composed(wording, values)
        assert blocks[0] in (Title("А"), Title("А", "д")) or isinstance(blocks[0], Title)
        assert all(line.words or line.mark for line in lines_of(wording))
