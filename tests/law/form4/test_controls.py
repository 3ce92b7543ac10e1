"""Each control holds on a sound form and fails, it alone, on a table made to break it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.law.form4.adding import Alike, Arrears, Facts, Marked, Sums, build
from supervision.law.form4.controls.judging import stops
from supervision.law.form4.controls.outcome import Relation
from supervision.law.form4.filled import Beside, Cell, Filled, Number
from supervision.law.form4.model import ALIMONY, MOVEMENT, SUMS, Severity
from tests.law.form4.tables import EDITION, OURS, alike, changed, codes, imported, judged

T1, T2, T3 = MOVEMENT, SUMS, ALIMONY


def _sound() -> Filled:
    """A form with documents in rows 1, 8, 20 and 37 that holds every control."""
    events: list[Alike] = []
    for row, claim in ((1, 1000), (8, 1000), (20, 1000), (37, 0)):
        for within, kind, number in (
            (False, "initiated", 10),
            (True, "initiated", 4),
            (True, "fulfilled_by_bailiff", 2),
            (True, "terminated", 1),
            (True, "refused", 1),
        ):
            told = {"kind": kind, "number": number, "claim": claim, "ground": "1"}
            events.append(alike(row, told, within=within))
    facts = Facts(
        alike=tuple(events),
        marked=tuple(
            Marked(row, None, state, "6", 2, Decimal(claim), Decimal(claim) / 2)
            for row, claim in ((1, 2000), (8, 2000), (20, 2000), (37, 0))
            for state in ("partly_recovered", "periodic", "suspended")
        ),
        arrears=tuple(
            Arrears(20, None, name, 1, Decimal(300))
            for name in ("from", "initiated", "in_execution", "ended", "to")
        ),
        persons={
            **{("debtors", row): 3 for row in (19, 20)},
            **{("children", row): 4 for row in (19, 20)},
        },
    )
    return build(EDITION, OURS, facts)


OWN = _sound()
THEIRS = Filled(EDITION, OWN.cells)


def _before(filled: Filled) -> Filled:
    """A form of the period before that ends as this one begins."""
    ends: dict[str, dict[int, dict[int, Any]]] = {T1: {}, T2: {}, T3: {}}
    for table, pairs in ((T1, [(19, 1)]), (T2, [(19, 1)]), (T3, [(16, 4), (17, 5)])):
        for row in EDITION.tables[table].numbers:
            ends[table][row] = {end: filled.at(table, row, start) for end, start in pairs}
    return imported(**ends)


BEFORE = _before(OWN)

# What breaks each control alone: cells (table, row, column) and by how much they grow.
Change = tuple[str, int, int, Number]
BREAKERS: dict[str, list[list[Change]]] = {
    "A1": [[(T1, 1, 4, 5), (T1, 40, 4, 5), (T2, 1, 4, 1), (T2, 40, 4, 1)]],
    # one more in execution and in the balance than came in
    "A2": [[(T1, 1, 9, 1), (T1, 1, 19, 1), (T1, 40, 9, 1), (T1, 40, 19, 1)]],
    "A3": [[(T1, 1, 12, 1), (T1, 40, 12, 1)], [(T2, 1, 16, 5), (T2, 40, 16, 5)]],
    "A4": [[(T2, 1, 11, 9000), (T2, 40, 11, 9000), (T1, 1, 11, 1), (T1, 40, 11, 1)]],
    "A5": [[(T1, 1, 17, 2), (T1, 40, 17, 2), (T2, 1, 17, 1), (T2, 40, 17, 1)]],
    "A6": [
        [(T1, 1, 18, 4), (T1, 40, 18, 4), (T2, 1, 18, 1), (T2, 40, 18, 1)],
        [(t, row, 18, 1) for t in (T1, T2) for row in (20, 19, 16, 40)],
    ],
    "A7": [[(T1, 1, 19, 5), (T1, 40, 19, 5)]],
    "A8": [[(T1, 1, 21, 20), (T1, 40, 21, 20)]],
    "A9": [[(T1, 1, 24, 1), (T1, 40, 24, 1), (T2, 1, 24, 1), (T2, 40, 24, 1)]],
    # column 19 cannot be told then, so the balance is not asked for it
    "A10": [[(T1, 25, 10, 1), (T1, 25, 12, 1), (T1, 40, 10, 1), (T1, 40, 12, 1), (T1, 40, 19, -1)]],
    "A11": [
        [(T1, 1, 25, Decimal("0.5")), (T1, 40, 25, Decimal("0.5"))],
        [(T2, 1, 26, Decimal("0.001")), (T2, 40, 26, Decimal("0.001"))],
        [(T3, 5, 8, -1), (T3, 2, 8, 1)],
    ],
    "A12": [
        [(T1, row, column, 1) for row in (1, 40) for column in (1, 9, 19)],
    ],
    "A13": [
        [(t, row, column, 1) for t in (T1, T2) for row in (1, 40) for column in (7, 9, 19)],
    ],
    "A14": [[(t, row, 5, 1) for t in (T1, T2) for row in (1, 40)]],
    "R1": [[(T1, 40, 25, 2), (T2, 40, 26, 1)], [(T1, 40, 25, -4), (T2, 40, 26, -3000)]],
    "R2": [[(T1, 8, 25, 1), (T2, 8, 26, 1000), (T2, 7, 26, 1000), (T2, 40, 26, 1000)]],
    "R3": [[(T1, row, 25, 1) for row in (19, 16, 40)] + [(T2, row, 26, 0) for row in (19, 16, 40)]],
    "X1": [[(T2, 1, 14, 5), (T2, 1, 16, -5), (T2, 40, 14, 5), (T2, 40, 16, -5)]],
    "X2": [[(T1, row, column, 1) for row in (1, 40) for column in (4,)]],
    "X3": [[(T2, row, 26, 7) for row in (37, 36, 40)]],
    "X4": [[(T2, row, 25, 201) for row in (1, 40)]],
    "M1": [[(T3, row, column, 1) for row in (1, 2) for column in (9, 15)]],
    "M2": [[(T3, row, 7, 9) for row in (1, 2)]],
    "M3": [[(T3, row, 13, -1) for row in (1, 2)]],
    "M4": [[(T3, row, 14, 9000) for row in (1, 2)]],
    "M5": [[(T3, row, 1, 90) for row in (1, 2)], [(T3, row, 2, 1) for row in (1, 3)]],
    "M6": [[(T3, 2, 13, 1)], [(T3, 2, 2, 1)], [(T3, 1, 2, 1)]],
    "M7": [[(T3, row, 5, 1) for row in (1, 2)]],
}


def _broken(sound: Filled, changes: list[Change]) -> Filled:
    return changed(
        sound, *((table, row, at, sound.at(table, row, at) + by) for table, row, at, by in changes)
    )


@pytest.mark.parametrize("sound", [OWN, THEIRS], ids=["own", "imported"])
def test_a_sound_form_fails_no_control(sound: Filled) -> None:
    assert judged(sound, previous=BEFORE, nationwide=True) == []


def test_every_control_has_a_table_made_to_break_it() -> None:
    assert set(BREAKERS) == set(EDITION.controls)


@pytest.mark.parametrize("sound", [OWN, THEIRS], ids=["own", "imported"])
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        pytest.param(code, changes, id=f"{code}-{number}")
        for code, several in BREAKERS.items()
        for number, changes in enumerate(several, start=1)
    ],
)
def test_a_control_fails_alone_on_the_table_made_to_break_it(
    code: str, changes: list[Change], sound: Filled
) -> None:
    if sound is OWN and code == "A13":
        beside = {**OWN.beside, Beside.RESUMED_UNTIL: {T1: {1: 1}}}
        found = judged(Filled(EDITION, OWN.cells, own=True, beside=beside), previous=BEFORE)
    else:
        moved = code == "A12"  # an opening balance that moved is told by the period before alone
        broken = _broken(sound, changes)
        found = judged(broken, previous=BEFORE, nationwide=True)
        if moved:
            assert judged(broken, nationwide=True) == []
    assert codes(found) == {code}
    first = found[0]
    assert first.cell.table in EDITION.tables
    assert first.severity in {check.severity for check in EDITION.controls[code].checks}
    assert stops(found) is any(each.severity is Severity.ERROR for each in found)


def test_a_failure_names_row_column_and_both_values() -> None:
    found = judged(_broken(THEIRS, [(T1, 1, 12, 1), (T1, 40, 12, 1)]))
    first = found[0]
    assert (first.control, first.cell) == ("A3", Cell(T1, 1, 10))
    assert (first.value, first.relation, first.against) == (3, Relation.EQUAL, 4)
    assert [(term.cell, term.value) for term in first.terms] == [
        (Cell(T1, 1, 12), 3),
        (Cell(T1, 1, 13), 0),
        (Cell(T1, 1, 14), 0),
        (Cell(T1, 1, 15), 0),
        (Cell(T1, 1, 16), 1),
    ]


def _row(**cells: int) -> Filled:
    numbers = {int(name[1:]): value for name, value in cells.items()}
    return imported(table1={1: numbers, 40: numbers})


@pytest.mark.parametrize(
    ("cells", "severities"),
    [
        ({"c2": 10, "c9": 10, "c19": 10}, set()),
        # the text of ¶24 without cancelled initiations: our reading, whatever part of c6 they are
        ({"c2": 10, "c6": 2, "c9": 9, "c19": 9}, set()),
        # the later edition takes re-initiated ones out of column 9 and keeps them in 19
        ({"c2": 10, "c3": 3, "c9": 7, "c19": 10}, {("A2", "warning"), ("A7", "warning")}),
        ({"c2": 10, "c3": 3, "c9": 6, "c19": 10}, {("A2", "error"), ("A7", "warning")}),
        ({"c2": 10, "c9": 11, "c19": 11}, {("A2", "error")}),
        ({"c2": 10, "c9": 10, "c19": 11}, {("A7", "error")}),
    ],
)
def test_another_offices_column_9_is_judged_by_what_any_reading_allows(
    cells: dict[str, int], severities: set[tuple[str, str]]
) -> None:
    found = judged(_row(**cells))
    assert {
        (each.control, each.severity.value) for each in found if each.control in ("A2", "A7")
    } == (severities)


def test_another_offices_alimony_may_grow_by_accruals_in_table_2_only() -> None:
    numbers = {2: 10, 9: 10, 19: 10}
    grown = {2: 10, 9: 15, 19: 15}
    rows = (20, 19, 16, 40)
    found = judged(
        imported(table1=dict.fromkeys(rows, numbers), table2=dict.fromkeys((*rows, 1), grown))
    )
    assert {(each.control, each.cell.row) for each in found if each.control == "A2"} == {("A2", 1)}


def test_a_form_of_another_reading_is_judged_by_that_reading() -> None:
    answers = EDITION.answers(full_execution="in_terminated")
    told = {"kind": "fulfilled_by_bailiff", "number": 2}
    facts = Facts(
        alike=(
            alike(1, {"kind": "initiated", "number": 3}, within=False),
            alike(1, told, within=True),
        )
    )
    assert judged(build(EDITION, answers, facts), answers=answers) == []
    assert codes(judged(build(EDITION, answers, facts))) == {"A3"}


def test_alimony_outside_its_kinds_is_an_error_where_that_is_the_reading() -> None:
    facts = Facts(alike=(alike(19, {"kind": "initiated", "number": 1}, within=True),))
    filled = build(EDITION, OURS, facts)
    exhaustive = EDITION.answers(alimony_kinds="exhaustive")
    assert {each.severity for each in judged(filled) if each.control == "R3"} == {Severity.WARNING}
    assert {each.severity for each in judged(filled, answers=exhaustive)} == {Severity.ERROR}


_KINDS = sorted(EDITION.enters | EDITION.ends | {EDITION.left, EDITION.voided, EDITION.reopened})


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([row for row in EDITION.rows if row != EDITION.total]),
            st.sampled_from([None, 26, 30, 31]),
            st.sampled_from(_KINDS),
            st.booleans(),
            st.integers(1, 5),
        ),
        max_size=12,
    )
)
def test_whatever_happened_the_columns_add_up(events: list[tuple[Any, ...]]) -> None:
    """The balance and the rows follow from how the tables are added up, lawful life or not."""
    nothing = Sums()
    groups = tuple(
        Alike(
            row,
            kind_row,
            kind,
            "1",
            frozenset(),
            True,
            nothing if within else Sums(number, Decimal(number)),
            Sums(number, Decimal(number)) if within else nothing,
        )
        for row, kind_row, kind, within, number in events
    )
    found = codes(judged(build(EDITION, OURS, Facts(alike=groups))))
    assert found & {"A2", "A3", "M1", "X1"} == set()
    if not found & {"A10", "A11"}:  # nothing went out that had not come in
        assert found & {"A1", "A4", "A5", "A6", "A7", "R1", "R2"} == set()
