"""Where the prosecutor must take part: one example for each ground of `2002 ¶5` and `2015 ¶6`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.checklist import list_items
from supervision.law.model import UnknownLaw
from supervision.law.participation import (
    CannotDefend,
    CaseFacts,
    ContestedBy,
    Ground,
    OffenceArticle,
    PartyFacts,
    PartyKind,
    PartyRole,
    category_of,
    enforcement_grounds,
    mandatory_grounds,
)

CLAIMANT = PartyFacts("Serik A.", "claimant", "person")
DEBTOR = PartyFacts("Altyn LLP", "debtor", "legal_entity")


def codes(grounds: tuple[Ground, ...]) -> list[str]:
    return [ground.code for ground in grounds]


def the_ground(case: CaseFacts) -> Ground:
    (ground,) = mandatory_grounds(case)
    return ground


def test_ordinary_parties_and_no_contest_give_no_ground() -> None:
    assert enforcement_grounds([CLAIMANT, DEBTOR], ()) == ()


def test_a_debtor_who_cannot_defend_themselves_because_of_age_makes_participation_mandatory() -> (
    None
):
    debtor = PartyFacts("Aigul B.", "debtor", "person", cannot_defend={"age"})

    (ground,) = enforcement_grounds([CLAIMANT, debtor], ())

    assert ground.code == "cannot_defend_themselves"
    assert ground.citation == "2002 ¶5"
    assert (
        ground.title.en == "A party cannot defend their rights themselves because of age or health"
    )
    assert ground.fact.en == "Debtor Aigul B. cannot defend their rights themselves because of age"
    assert (
        ground.fact.ru == "Должник Aigul B. не может самостоятельно защищать свои права по возрасту"
    )
    assert ground.fact.kk == "Борышкер Aigul B. жасына байланысты өз құқықтарын өзі қорғай алмайды"


def test_a_claimant_who_cannot_defend_themselves_because_of_health_makes_it_mandatory() -> None:
    claimant = PartyFacts("Serik A.", "claimant", "person", cannot_defend={"health"})

    (ground,) = enforcement_grounds([claimant, DEBTOR], ())

    assert (
        ground.fact.en
        == "Claimant Serik A. cannot defend their rights themselves because of health"
    )


def test_a_third_person_who_cannot_defend_themselves_is_no_party_and_gives_no_ground() -> None:
    third = PartyFacts("Dana K.", "third_party", "person", cannot_defend={"age", "health"})

    assert enforcement_grounds([CLAIMANT, DEBTOR, third], ()) == ()


def test_the_state_as_claimant_makes_participation_mandatory() -> None:
    state = PartyFacts("Revenue Department", "claimant", "state")

    (ground,) = enforcement_grounds([state, DEBTOR], ())

    assert ground.code == "state_party"
    assert ground.fact.en == (
        "The claimant is the state (a state enterprise or organisation): Revenue Department"
    )


def test_a_state_enterprise_as_debtor_makes_participation_mandatory() -> None:
    enterprise = PartyFacts("Vodokanal SE", "debtor", "state")

    (ground,) = enforcement_grounds([CLAIMANT, enterprise], ())

    assert ground.code == "state_party"
    assert ground.fact.ru == (
        "Должник — государство (государственное предприятие, организация): Vodokanal SE"
    )


def test_the_state_as_a_third_party_gives_no_ground() -> None:
    state = PartyFacts("Akimat", "third_party", "state")

    assert enforcement_grounds([CLAIMANT, DEBTOR, state], ()) == ()


@pytest.mark.parametrize(
    ("who", "fact"),
    [
        ("third_party", "The action (inaction) or act is contested by a third party"),
        ("prosecutor", "The action (inaction) or act is contested by the prosecutor"),
    ],
)
def test_a_contest_by_a_third_party_or_the_prosecutor_makes_it_mandatory(
    who: str, fact: str
) -> None:
    (ground,) = enforcement_grounds([CLAIMANT, DEBTOR], [who])

    assert ground.code == "contested_actions"
    assert ground.fact.en == fact


def test_every_fact_gives_its_own_ground_in_the_order_of_the_text() -> None:
    debtor = PartyFacts("Aigul B.", "debtor", "person", cannot_defend={"health", "age"})
    state = PartyFacts("Akimat", "claimant", "state")

    grounds = enforcement_grounds([state, debtor], {"prosecutor", "third_party"})

    assert codes(grounds) == [
        "cannot_defend_themselves",
        "cannot_defend_themselves",
        "state_party",
        "contested_actions",
        "contested_actions",
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"role": "heir", "kind": "person"},
        {"role": "debtor", "kind": "robot"},
        {"role": "debtor", "kind": "person", "cannot_defend": {"poverty"}},
    ],
)
def test_an_unknown_value_of_a_party_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        PartyFacts("Aigul B.", **values)


def test_a_contest_by_anybody_else_is_refused_as_unknown() -> None:
    with pytest.raises(ValueError, match="claimant"):
        enforcement_grounds([CLAIMANT, DEBTOR], ["claimant"])


parties = st.builds(
    PartyFacts,
    name=st.text(max_size=20),
    role=st.sampled_from(PartyRole),
    kind=st.sampled_from(PartyKind),
    cannot_defend=st.frozensets(st.sampled_from(CannotDefend)),
)


@given(st.lists(parties, max_size=5), st.frozensets(st.sampled_from(ContestedBy)))
def test_grounds_are_exactly_as_many_as_the_facts_that_give_them(
    recorded: list[PartyFacts], contested_by: frozenset[ContestedBy]
) -> None:
    sides = [party for party in recorded if party.role != "third_party"]
    expected = sum(len(party.cannot_defend) for party in sides)
    expected += sum(party.kind == "state" for party in sides) + len(contested_by)

    assert len(enforcement_grounds(recorded, contested_by)) == expected


def test_a_name_with_a_percent_sign_is_shown_as_it_is() -> None:
    state = PartyFacts("100 %(name)s JSC", "debtor", "state")

    (ground,) = enforcement_grounds([state], ())

    assert ground.fact.en.endswith(": 100 %(name)s JSC")


def test_a_case_with_nothing_recorded_is_not_mandatory() -> None:
    assert mandatory_grounds(CaseFacts()) == ()


def test_an_offender_of_seventeen_is_a_minor() -> None:
    ground = the_ground(CaseFacts(offender_age=17))

    assert (ground.code, ground.citation) == ("minor", "2015 ¶6")
    assert ground.fact.en == "The offender is 17 years old, a minor"


def test_an_offender_of_eighteen_is_not_a_minor() -> None:
    assert mandatory_grounds(CaseFacts(offender_age=18)) == ()


@pytest.mark.parametrize(
    ("sanction", "fact"),
    [
        ("arrest", "Penalty in question: administrative arrest"),
        ("confiscation", "Penalty in question: confiscation to the state"),
        ("expulsion", "Penalty in question: expulsion from Kazakhstan"),
        ("demolition", "Penalty in question: forced demolition of an unlawful building"),
    ],
)
def test_a_penalty_in_question_makes_the_case_mandatory(sanction: str, fact: str) -> None:
    ground = the_ground(CaseFacts(sanctions={sanction}))

    assert ground.code == sanction
    assert ground.fact.en == fact


def test_a_higher_prosecutor_makes_the_case_mandatory() -> None:
    ground = the_ground(CaseFacts(higher_prosecutor="Prosecutor of Abai Oblast"))

    assert ground.code == "higher_prosecutor"
    assert ground.fact.en == (
        "Participation was found necessary by the higher prosecutor: Prosecutor of Abai Oblast"
    )


def test_a_case_the_prosecutor_initiated_is_mandatory() -> None:
    ground = the_ground(CaseFacts(initiated_by_prosecutor=True))

    assert ground.code == "own_initiative"
    assert ground.fact.en == "The case was initiated by the prosecutor"


@pytest.mark.parametrize(
    ("area", "title"),
    [
        ("corruption", "Corruption offences"),
        ("electoral", "Offences against electoral rights"),
        ("environment", "Protection of the environment"),
        ("tax", "Taxation"),
        ("customs", "Customs"),
    ],
)
def test_an_article_of_a_named_area_makes_the_case_mandatory(area: str, title: str) -> None:
    ground = the_ground(CaseFacts(articles=[OffenceArticle("282-1", area)]))

    assert ground.code == area
    assert ground.title.en == title
    assert ground.fact.en == f"CoAO article 282-1 is recorded under: {title}"


def test_an_article_of_no_named_area_gives_no_ground() -> None:
    assert mandatory_grounds(CaseFacts(articles=[OffenceArticle("434")])) == ()


@pytest.mark.parametrize(
    ("complaint", "fact"),
    [
        (
            "ch44_complaint",
            "A complaint was brought against the action (inaction) of the body or official "
            "(CoAO chapter 44)",
        ),
        (
            "ch45_complaint",
            "A complaint was brought against the ruling of the body or official (CoAO chapter 45)",
        ),
    ],
)
def test_a_complaint_about_the_body_makes_the_case_mandatory(complaint: str, fact: str) -> None:
    ground = the_ground(CaseFacts(complaints={complaint}))

    assert ground.code == complaint
    assert ground.fact.en == fact


def test_a_case_with_every_fact_shows_all_fourteen_grounds_in_the_order_of_the_text() -> None:
    case = CaseFacts(
        articles=[
            OffenceArticle(str(number), area)
            for number, area in enumerate(
                ["customs", "tax", "environment", "electoral", "corruption"]
            )
        ],
        offender_age=16,
        sanctions={"demolition", "expulsion", "confiscation", "arrest"},
        initiated_by_prosecutor=True,
        higher_prosecutor="GPO",
        complaints={"ch45_complaint", "ch44_complaint"},
    )

    assert codes(mandatory_grounds(case)) == [
        item.code for item in list_items("2015 ¶6", "grounds")
    ]


def test_minor_and_arrest_are_two_grounds_of_one_category() -> None:
    assert category_of("minor") == category_of("arrest") == "minor_or_arrest"


def test_every_ground_belongs_to_one_of_the_thirteen_categories() -> None:
    grounds = [item.code for item in list_items("2015 ¶6", "grounds")]
    categories = [item.code for item in list_items("2015 ¶6", "categories")]

    assert len(categories) == 13
    assert {category_of(ground) for ground in grounds} == set(categories)


def test_a_code_that_is_no_ground_has_no_category() -> None:
    with pytest.raises(UnknownLaw, match="traffic"):
        category_of("traffic")


@pytest.mark.parametrize(
    "values",
    [{"sanctions": {"fine"}}, {"complaints": {"ch46_complaint"}}],
)
def test_an_unknown_value_of_a_case_is_refused(values: dict[str, set[str]]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        CaseFacts(**values)  # type: ignore[arg-type]


def test_an_unknown_area_of_an_article_is_refused() -> None:
    with pytest.raises(ValueError, match="traffic"):
        OffenceArticle("592", "traffic")
