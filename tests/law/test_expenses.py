"""Expenses against the methodology of 2014, each breach by its paragraph."""

from __future__ import annotations

from decimal import Decimal

import pytest

from supervision.law.expenses import (
    OUTSIDE,
    PARAGRAPHS,
    Expense,
    Flag,
    breach_of,
    flags_of,
    total,
    travel_classes,
)


def item(**changes: object) -> Expense:
    values: dict[str, object] = {"kind": "1", "amount": Decimal("100.50"), "has_document": True}
    return Expense(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, ()),
        ({"documented": Decimal("100.50")}, ()),
        ({"documented": Decimal("100.49")}, (Flag.ABOVE_DOCUMENT,)),
        ({"has_document": False}, (Flag.NO_DOCUMENT,)),
        ({"kind": OUTSIDE}, (Flag.KIND_OUTSIDE,)),
        ({"kind": "12"}, (Flag.KIND_OUTSIDE,)),
        ({"kind": "9", "travel_class": "rail_coupe"}, ()),
        ({"kind": "9", "travel_class": "road_public"}, ()),
        ({"kind": "9", "travel_class": "air_above"}, (Flag.CLASS_ABOVE_CAP,)),
        ({"kind": "9", "travel_class": "road_taxi"}, (Flag.TAXI,)),
        (
            {"kind": OUTSIDE, "travel_class": "road_taxi", "has_document": False},
            (Flag.KIND_OUTSIDE, Flag.TAXI, Flag.NO_DOCUMENT),
        ),
    ],
)
def test_an_item_is_flagged_with_what_it_breaks(
    changes: dict[str, object], flags: tuple[Flag, ...]
) -> None:
    assert flags_of(item(**changes)) == flags


def test_each_means_of_travel_has_a_class_within_the_cap_but_the_taxi() -> None:
    for means in ("rail", "sea", "river", "ferry", "air", "road"):
        classes = [each.code for each in travel_classes() if each.code.startswith(means)]
        within = [code for code in classes if not flags_of(item(kind="9", travel_class=code))]
        assert within and within != classes, means


def test_every_flag_is_a_breach_with_its_paragraph_and_sums_are_exact() -> None:
    for flag in Flag:
        assert breach_of(flag.value) is not None and PARAGRAPHS[flag].startswith("EXP ¶")
    assert breach_of("state_duty") is None
    assert total([Decimal("0.10")] * 3) == Decimal("0.30")
