"""Entries, instances, outcomes and overrules of cases, on plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.cases.rules.acts import ActEntry, ActKind, ReviewedAct, act_problems, outcomes
from supervision.cases.rules.case import (
    STEP_FIELDS,
    ArticleEntry,
    CaseEntry,
    article_number,
    entry_problems,
    initiator,
)
from supervision.cases.rules.courts import court_hears, read_courts
from supervision.cases.rules.grounds import OverruleEntry, overrule_problems
from supervision.core.errors import Refused
from supervision.law.participation import Instance, full_years, hearing_demands_prosecutor
from tests.conftest import TODAY
from tests.factories.cases import COURTS, case_entry

MADE = date(2026, 11, 10)
FIRST = ActEntry("first", 1, "penalty", MADE)
APPEAL = ActEntry("appellate", 2, "upheld", MADE, reviews_id=5)
REVIEWED = ReviewedAct("first", date(2026, 11, 2))


def fields(entry: CaseEntry) -> set[str | None]:
    return {problem.field for problem in entry_problems(entry, TODAY)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "1" * 301}, "number"),
        ({"offender_name": ""}, "offender_name"),
        ({"opened_by": "nobody"}, "opened_by"),
        ({"opened_by_name": ""}, "opened_by_name"),
        ({"opened_by": "prosecutors_office"}, "opened_by_office_id"),
        ({"opened_by_office_id": 3}, "opened_by_office_id"),
        ({"birth_on": None, "identity_number": ""}, "birth_on"),
        ({"birth_on": date(1985, 3, 15)}, "identity_number"),
        ({"identity_number": "850314400018"}, "identity_number"),
        ({"offence_on": None}, "offence_on"),
        ({"offence_on": date(2026, 11, 21)}, "offence_on"),
        ({"offence_on": date(1985, 3, 13)}, "offence_on"),
        ({"sanctions": ("fine",)}, "sanctions"),
        ({"complaint": "ch46"}, "complaint"),
        ({"opened_for": ("rent",)}, "opened_for"),
        ({"transport_field": "camel"}, "transport_field"),
        ({"military_status": "general"}, "military_status"),
        ({"articles": ()}, "articles-0-article"),
        ({"articles": (ArticleEntry("about 5"),)}, "articles-0-article"),
        ({"articles": (ArticleEntry("440"), ArticleEntry("440"))}, "articles-1-article"),
        ({"articles": (ArticleEntry("440", "first"),)}, "articles-0-part"),
        ({"articles": (ArticleEntry("440", area="space"),)}, "articles-0-area"),
        ({"articles": (ArticleEntry("440", chapter=0),)}, "articles-0-chapter"),
        ({"received_by_court_on": date(2026, 11, 21)}, "received_by_court_on"),
        ({"decided_on": date(2026, 11, 15)}, "decided_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_own_field(changes: dict[str, Any], field: str) -> None:
    assert fields(case_entry(TODAY, 1)) == set()
    assert fields(case_entry(TODAY, 1, **changes)) == {field}


def test_a_legal_entity_has_neither_birth_nor_service() -> None:
    company = case_entry(
        TODAY, 1, offender_kind="legal_entity", birth_on=None, identity_number="050840000126"
    )
    assert fields(replace(company, offence_on=None)) == set()
    assert fields(replace(company, birth_on=date(1985, 3, 14))) == {"birth_on"}
    assert fields(replace(company, military_status="serviceman_in_service")) == {"military_status"}


def test_only_a_complaint_may_name_no_article() -> None:
    assert fields(case_entry(TODAY, 1, articles=(), complaint="ch44_complaint")) == set()


@given(st.lists(st.none() | st.dates(date(2026, 11, 1), TODAY), min_size=4, max_size=4))
def test_the_courts_steps_stand_exactly_when_their_days_never_go_back(
    days: list[date | None],
) -> None:
    entry = replace(case_entry(TODAY, 1), **dict(zip(STEP_FIELDS.values(), days, strict=True)))
    given_days = [day for day in days if day is not None]
    assert (fields(entry) == set()) == (given_days == sorted(given_days))


def test_an_article_is_cited_with_its_part() -> None:
    assert (article_number("440", ""), article_number("440", "1")) == ("440", "440(1)")


@pytest.mark.parametrize(
    ("opened_by", "kind", "expected"),
    [
        ("prosecutors_office", "territorial", "territorial_prosecutor"),
        ("prosecutors_office", "transport", "transport_prosecutor"),
        ("prosecutors_office", "nature", "nature_protection_prosecutor"),
        ("prosecutors_office", "military", "military_official"),
        ("authorised_body", None, "authorised_body"),
        ("military_official", None, "military_official"),
        ("other", None, None),
    ],
)
def test_who_opened_a_case_is_told_in_the_words_of_competence(
    opened_by: str, kind: str | None, expected: str | None
) -> None:
    assert initiator(opened_by, kind) == expected


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(2008, 11, 20), date(2026, 11, 19), 17),
        (date(2008, 11, 20), date(2026, 11, 20), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_is_counted_in_full_years(birth: date, on: date, years: int) -> None:
    assert full_years(birth, on) == years


@pytest.mark.parametrize(
    ("instance", "mandatory", "initiated", "demanded"),
    [
        ("first", False, False, False),
        ("first", True, False, True),
        ("first", False, True, True),
        ("appellate", False, False, True),
        ("cassation", True, True, False),
    ],
)
def test_a_prosecutor_is_demanded_by_category_or_initiative_and_always_on_appeal(
    instance: str, mandatory: bool, initiated: bool, demanded: bool
) -> None:
    found = hearing_demands_prosecutor(instance, mandatory=mandatory, initiated=initiated)
    assert found is demanded


def test_an_appellate_court_may_sit_in_cassation_but_no_court_hears_below_itself() -> None:
    heard = {(court, at) for court in Instance for at in Instance if court_hears(court, at)}
    assert heard == {
        ("first", "first"),
        ("appellate", "appellate"),
        ("appellate", "cassation"),
        ("cassation", "cassation"),
    }


@pytest.mark.parametrize(
    ("entry", "complaint", "reviewed", "field"),
    [
        (replace(FIRST, kind="verdict"), None, None, "kind"),
        (replace(FIRST, instance="second"), None, None, "instance"),
        (replace(FIRST, kind="upheld"), None, None, "kind"),
        (replace(FIRST, kind="termination"), None, None, "termination_ground"),
        (replace(FIRST, termination_ground="No offence"), None, None, "termination_ground"),
        (replace(FIRST, kind="newly_discovered_refused"), None, None, "reviews_id"),
        (replace(FIRST, made_on=date(2026, 11, 21)), None, None, "made_on"),
        (replace(FIRST, copy_on=date(2026, 11, 9)), None, None, "copy_on"),
        (replace(FIRST, copy_on=date(2026, 11, 21)), None, None, "copy_on"),
        (replace(FIRST, in_force_on=date(2026, 11, 9)), None, None, "in_force_on"),
        (replace(FIRST, in_force_on=date(2026, 11, 21)), None, None, "in_force_on"),
        (replace(APPEAL, reviews_id=None), None, None, "reviews_id"),
        (APPEAL, None, None, "reviews_id"),
        (APPEAL, None, ReviewedAct("appellate", date(2026, 11, 2)), "reviews_id"),
        (APPEAL, None, ReviewedAct("first", date(2026, 11, 11)), "made_on"),
        (replace(APPEAL, kind="penalty"), None, REVIEWED, "kind"),
        (replace(APPEAL, kind="quashed"), None, REVIEWED, "part"),
        (replace(APPEAL, is_arrest=True), None, REVIEWED, "is_arrest"),
    ],
)
def test_an_act_that_cannot_be_is_refused_at_its_own_field(
    entry: ActEntry, complaint: str | None, reviewed: ReviewedAct | None, field: str
) -> None:
    problems = act_problems(entry, entry.instance, complaint, reviewed, TODAY)
    assert {problem.field for problem in problems} == {field}


@pytest.mark.parametrize(
    ("entry", "complaint", "reviewed"),
    [
        (FIRST, None, None),
        (replace(FIRST, copy_on=MADE, in_force_on=MADE), None, None),
        (replace(FIRST, kind="quashed", part="In full"), "ch45_complaint", None),
        (APPEAL, None, REVIEWED),
        (
            replace(APPEAL, kind="quashed", part="In full", termination_ground="No offence"),
            None,
            REVIEWED,
        ),
        (replace(FIRST, kind="newly_discovered_granted", reviews_id=5), None, REVIEWED),
    ],
)
def test_an_act_that_can_be_is_taken(
    entry: ActEntry, complaint: str | None, reviewed: ReviewedAct | None
) -> None:
    assert list(act_problems(entry, entry.instance, complaint, reviewed, TODAY)) == []


@pytest.mark.parametrize(
    ("kind", "instance", "complaint", "is_arrest", "terminated", "expected"),
    [
        ("penalty", "first", None, False, False, {"penalty"}),
        ("penalty", "first", None, True, False, {"arrest"}),
        ("termination", "first", None, False, True, {"termination"}),
        ("quashed", "appellate", None, False, True, {"termination"}),
        ("quashed", "appellate", "ch45_complaint", False, False, {"quashed"}),
        ("quashed", "first", "ch45_complaint", False, False, {"body_ruling_quashed"}),
        ("changed", "first", "ch45_complaint", False, False, {"body_ruling_changed"}),
        ("quashed", "first", "ch44_complaint", False, False, {"quashed"}),
        ("newly_discovered_refused", "first", None, False, False, {"newly_discovered_refused"}),
    ],
)
def test_an_acts_outcome_is_told_in_the_words_of_the_law(
    kind: str,
    instance: str,
    complaint: str | None,
    is_arrest: bool,
    terminated: bool,
    expected: set[str],
) -> None:
    found = outcomes(kind, instance, complaint, is_arrest=is_arrest, terminated=terminated)
    assert set(found) == expected


@given(st.sampled_from(ActKind), st.sampled_from(Instance), st.integers(-3, 3), st.integers(-3, 3))
def test_no_act_is_taken_whose_copy_or_force_comes_before_it(
    kind: ActKind, instance: Instance, copy_after: int, force_after: int
) -> None:
    entry = ActEntry(
        instance,
        1,
        kind,
        MADE,
        copy_on=MADE + timedelta(days=copy_after),
        in_force_on=MADE + timedelta(days=force_after),
    )
    found = {problem.field for problem in act_problems(entry, instance, None, None, TODAY)}
    assert ("copy_on" in found) == (copy_after < 0)
    assert ("in_force_on" in found) == (force_after < 0)


@pytest.mark.parametrize(
    ("target", "stands", "reason", "overruled", "field"),
    [
        ("higher_prosecutor", False, "Wrong", False, "target"),
        ("result", True, "Wrong", False, "target"),
        ("murder", False, "Wrong", False, "target"),
        ("tax", True, "Wrong", False, "target"),
        ("customs", False, "Wrong", False, "target"),
        ("customs", True, "Wrong", True, "target"),
        ("tax", False, "", False, "reason"),
        ("tax", False, "Wrong", False, None),
        ("result", False, "Wrong", False, None),
        ("customs", True, "Wrong", False, None),
    ],
)
def test_only_what_stands_is_overruled_and_only_with_a_reason(
    target: str, stands: bool, reason: str, overruled: bool, field: str | None
) -> None:
    entry = OverruleEntry(target, stands, reason)
    problems = overrule_problems(entry, {"tax"}, {"tax"}, is_result_overruled=overruled)
    assert {problem.field for problem in problems} == ({field} if field else set())


def test_a_file_of_courts_with_one_wrong_row_is_refused_whole_naming_the_row() -> None:
    codes = frozenset({"00", "10", "10-01", "10-02", "20", "20-01"})
    assert len(read_courts(COURTS, codes)) == 6
    wrong = COURTS.replace("10-01-D,10-01,specialised_offences", "10-01-D,10-99,moot")
    with pytest.raises(Refused) as refused:
        read_courts(wrong, codes)
    assert [problem.params for problem in refused.value.problems] == [
        {"row": "4", "names": "office_code, kind"}
    ]
