"""The declarations of the six registers, and the checks that follow from them, on plain values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervision.core import catalogs
from supervision.core.errors import Problem
from supervision.core.i18n import domains
from supervision.core.problems import LONGEST_LINE
from supervision.guidance.models import TABLES
from supervision.guidance.rules import BY_KIND, REGISTERS, inspections, training
from supervision.guidance.rules.branches import BRANCH, NOT_SERVED
from supervision.guidance.rules.shape import Kind, Register, as_kept, step_problems
from supervision.guidance.rules.training import Planned, carried_out_on
from tests.conftest import TODAY
from tests.factories.guidance import said

EACH = pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.kind)
STEPS = [
    pytest.param(register, step, id=f"{register.kind}-{step.name}")
    for register in REGISTERS
    for step in (register.enter, *register.steps)
]


def problems(register: Register, step: str, **values: object) -> list[tuple[str | None, str]]:
    """Field and words of everything wrong with a step in which only these values are unusual."""
    taken = register.enter if step == "enter" else register.step(step)
    kept = as_kept(taken.fields, {**said(register.kind, step), **values})
    found: list[Problem] = list(step_problems(taken, taken.fields, kept, {}, TODAY))
    return [(each.field, each.message) for each in found]


@EACH
def test_every_word_of_a_declaration_is_said_in_every_language(register: Register) -> None:
    words = {register.title, register.one, register.about, register.new, register.empty}
    words |= {tally.title for tally in register.tallies} | {register.asks_office} - {""}
    words |= {f"guidance.{register.kind}.{state}" for state in register.states}
    for step in (register.enter, *register.steps):
        words |= {step.title, step.done, f"audit.action.guidance.{step.name}"}
    for each in register.fields.values():
        words |= {each.label} | {each.help} - {""} | {f"{each.words}.{code}" for code in each.codes}
    for language in ("kk", "ru", "en"):
        known = {str(m.id) for name in domains() for m in catalogs.read(language, name)}
        assert words - known == set(), language


@EACH
def test_a_register_is_whole(register: Register) -> None:
    table = TABLES[register.kind].__table__
    assert {*register.fields} <= {column.name for column in table.columns}
    assert {register.choice, register.name, *register.columns} <= {*register.fields}
    assert register.fields[register.choice].kind is Kind.CODE
    assert all(
        step.to in register.states and step.of <= {*register.states} for step in register.steps
    )
    ends = {step.to for step in register.steps if step.is_end}
    assert {*register.so_far} == {*register.states} - ends
    assert all(register.answered(state) == () for state in ends)
    for tally in register.tallies:
        assert tally.states <= {*register.states}
        assert tally.of is None or tally.of[1] in register.fields[tally.of[0]].offered
        assert not tally.by or register.fields[tally.by].kind is Kind.DAY


@pytest.mark.parametrize(("register", "step"), STEPS)
def test_a_step_told_in_full_has_no_problems(register: Register, step: object) -> None:
    name = step.name  # type: ignore[attr-defined]
    assert problems(register, name) == []


@pytest.mark.parametrize(("register", "step"), STEPS)
def test_a_step_told_nothing_names_every_field_it_needs(register: Register, step: object) -> None:
    fields = step.fields  # type: ignore[attr-defined]
    empty = dict.fromkeys((each.name for each in fields), "  ")
    found = problems(register, step.name, **empty)  # type: ignore[attr-defined]
    assert {name for name, _words in found} == {each.name for each in fields if each.required}


def test_days_codes_counts_links_and_lengths_are_judged_at_their_field() -> None:
    late = TODAY + timedelta(days=1)
    plan, log = training.REGISTER, BY_KIND["publication"]
    assert problems(plan, "enter", planned_on=late) == []
    assert problems(plan, "hold", held_on=late) == [
        ("held_on", "This cannot be dated after today.")
    ]
    assert problems(plan, "hold", attended="он екі") == [("attended", "Write a whole number.")]
    assert problems(plan, "hold", attended=-1) == [("attended", "Write a whole number.")]
    assert problems(log, "enter", medium="rumour") == [
        ("medium", "Choose one of the listed values.")
    ]
    assert problems(log, "enter", title="б" * (LONGEST_LINE + 1))[0][0] == "title"
    for link in ("javascript:alert(1)", "example.kz", "https://", "http://a b"):
        assert problems(log, "enter", link=link) == [
            ("link", "Write the whole address, from https:// on.")
        ]


def test_an_act_of_inspection_names_both_ends_of_its_period_and_a_term_after_it() -> None:
    register = inspections.REGISTER
    assert problems(register, "conduct", period_to=None) == [
        ("period_to", "Name both ends of the period inspected.")
    ]
    early = TODAY - timedelta(days=30)
    assert problems(register, "conduct", mend_by=early) == [
        ("mend_by", "This day cannot come before the one it follows.")
    ]


def test_mending_is_overdue_from_the_day_after_its_term_while_a_breach_is_open() -> None:
    overdue = inspections.mending_overdue
    assert not overdue(TODAY, 1, TODAY)
    assert overdue(TODAY, 1, TODAY + timedelta(days=1))
    assert not overdue(TODAY, 0, TODAY + timedelta(days=1))
    assert not overdue(None, 1, TODAY)


def test_an_assignment_is_named_whole_or_not_at_all() -> None:
    register = BY_KIND["proposal"]
    whole = {"assigned_by": "Бас Прокурор", "assigned_on": TODAY, "due_on": TODAY}
    assert problems(register, "enter", **whole) == []
    words = "An assignment names who gave it, when, and its last day."
    assert problems(register, "enter", assigned_by="Бас Прокурор") == [("assigned_on", words)]
    assert problems(register, "enter", **{**whole, "due_on": None}) == [("due_on", words)]


def test_a_plan_of_training_is_carried_out_by_its_last_training() -> None:
    may, june = date(2026, 5, 5), date(2026, 6, 6)
    assert carried_out_on([]) is None
    assert carried_out_on([Planned(may, may, "both"), Planned(may, june, "both")]) == june
    assert carried_out_on([Planned(may, june, "both"), Planned(june, None, "both")]) is None


def test_each_branch_says_whose_acts_it_leaves_alone() -> None:
    assert set(NOT_SERVED) == set(BRANCH.codes)
