"""The kinds of reports as data: every report of the texts, its rule, its circle, its sections."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision.core.access import Level
from supervision.law.lawbook import Lawbook
from supervision.law.model import LawError
from supervision.law.period import Period
from supervision.reports.rules.kinds import read_kind, read_kinds
from supervision.reports.rules.reports import Role, Tally, a_year_before, growth
from supervision.reports.sections import SECTIONS
from tests.factories.reports import kind_of

ASKED = [
    "2002/9/branch_legality_information",
    "2002/9/justice_legality_information",
    "2002/10/generalisation_information",
    "2002/10/inspection_information",
    "2015/7/quarterly_reconciliation",
    "2015/20/quarterly_information",
    "2015/28/monthly_analysis",
    "2015/28/monthly_study",
    "2015/28/quarterly_memo",
]


def test_every_report_the_texts_ask_for_is_a_kind_and_its_rule_is_the_law_s(law: Lawbook) -> None:
    kinds = read_kinds(frozenset(SECTIONS))
    assert [kind.rule for kind in kinds] == ASKED
    for kind in kinds:
        assert kind.law_rule(law).recurs is not None, kind.code
        for rule in kind.also_closes:
            assert law.rule(rule).owed_by is kind.law_rule(law).owed_by


@pytest.mark.parametrize(
    ("code", "roles"),
    [
        ("quarterly_information", (Role.GIVES_PART, Role.OWES, Role.RECEIVES)),
        ("branch_legality", (Role.GIVES_PART, Role.OWES, Role.RECEIVES)),
        ("monthly_study", (None, None, Role.OWES)),
        ("quarterly_memo", (None, None, Role.OWES)),
        ("reconciliation", (Role.OWES, None, None)),
    ],
)
def test_each_floor_has_its_part_in_a_report(
    law: Lawbook, code: str, roles: tuple[Role | None, ...]
) -> None:
    kind = kind_of(code)
    assert tuple(kind.role(law, level, specialised=False) for level in reversed(Level)) == roles
    if code == "reconciliation":
        assert kind.role(law, Level.OBLAST, specialised=True) is Role.OWES


@pytest.mark.parametrize(
    ("code", "period", "due"),
    [
        ("quarterly_information", "2026-Q4", date(2026, 12, 25)),
        ("monthly_study", "2026-11", date(2026, 11, 25)),
        # The 5th of the month after the quarter: 5 January 2027 is a Tuesday.
        ("quarterly_memo", "2026-Q4", date(2027, 1, 5)),
        ("damage", "2026", date(2026, 12, 31)),
    ],
)
def test_a_report_is_due_by_its_rule(law: Lawbook, code: str, period: str, due: date) -> None:
    kind = kind_of(code)
    found = kind.period_of(law, period)
    assert found is not None and kind.binds(law, found)
    assert law.recurring_due(kind.rule, found).due_on == due
    assert kind.period_of(law, "2026-W1") is None


def test_before_the_instruction_was_in_force_no_report_is_owed(law: Lawbook) -> None:
    assert not kind_of("quarterly_information").binds(law, Period.from_key("2014-Q4"))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("kind: one", "kind: two", "kind"),
        ("facts: movement", "facts: nothing", "no section"),
        ("- facts: movement", "- facts: movement\n  - facts: movement", "stands twice"),
        ("  - facts: movement", "  - sections: movement", "text: is missing"),
        ("sections:\n  - facts: movement\n", "", "sections"),
        ("rule: 2015/20/quarterly_information\n", "", "rule: is missing"),
    ],
)
def test_a_broken_kind_is_refused_naming_file_and_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    whole = (
        "kind: one\nrule: 2015/20/quarterly_information\ntitle: {kk: Е, ru: О, en: R}\n"
        "addressee: {kk: К, ru: К, en: T}\nsections:\n  - facts: movement\n"
    )
    path = tmp_path / "one.yaml"
    path.write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(LawError) as refused:
        read_kind(path, SECTIONS)
    assert "one.yaml" in str(refused.value) and key in str(refused.value)


def test_growth_is_told_in_percent_and_nothing_grows_from_nothing() -> None:
    assert str(growth(12, 10)) == "20.0"
    assert str(growth(2, 3)) == "-33.3"
    assert growth(5, 0) is None
    assert Tally(0, 0).share is None and str(Tally(2, 3).share) == "66.7"
    assert a_year_before(Period.from_key("2026-Q4")).key == "2025-Q4"
    assert a_year_before(Period.from_key("2024-02")).key == "2023-02"
