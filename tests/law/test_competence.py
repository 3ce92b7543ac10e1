"""Which office covers a case in court: one example for each reason of `2015 ¶7`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervision.law.competence import (
    Competence,
    CompetenceFacts,
    CompetenceFinding,
    TransportField,
    competence,
)

EVERY_OFFICE = ("military", "transport", "nature_protection")
SEAT_WITH_ALL = CompetenceFacts(specialised_at_seat=EVERY_OFFICE, notified=EVERY_OFFICE)
RAIL_CASE = replace(
    SEAT_WITH_ALL, mandatory=True, transport_field="rail", initiator="authorised_body"
)


def codes(finding: CompetenceFinding) -> list[str]:
    return [reason.code for reason in finding.reasons]


def test_an_ordinary_case_is_the_territorial_prosecutors() -> None:
    finding = competence(SEAT_WITH_ALL)

    assert finding.covered_by is finding.belongs_to is Competence.TERRITORIAL
    assert codes(finding) == ["usual"]
    assert finding.reasons[0].citation == "2015 ¶7"
    assert finding.reasons[0].fact.en == "The case belongs to no specialised office"
    assert not finding.notice_owed


@pytest.mark.parametrize(
    ("facts", "code", "fact"),
    [
        (
            {"chapters": (32,)},
            "military_chapter",
            "The case was opened under CoAO chapter 32",
        ),
        (
            {"initiator": "military_official"},
            "military_initiator",
            "The case was initiated by an official of the Armed Forces, other troops or military "
            "formations",
        ),
        (
            {"military_status": "serviceman_in_service"},
            "serviceman",
            "The offender is a serviceman and the case is connected with the service",
        ),
        (
            {"military_status": "reservist_during_musters"},
            "reservist",
            "The offender is a reservist during musters",
        ),
        (
            {"military_status": "civilian_personnel_on_duty"},
            "civilian_personnel",
            "The offender is civilian personnel and the case is connected with the duties",
        ),
    ],
)
def test_a_military_case_is_the_military_prosecutors(
    facts: dict[str, str], code: str, fact: str
) -> None:
    finding = competence(replace(SEAT_WITH_ALL, **facts))  # type: ignore[arg-type]

    assert finding.covered_by is Competence.MILITARY
    assert codes(finding) == [code]
    assert finding.reasons[0].fact.en == fact


def test_another_chapter_is_not_military() -> None:
    assert (
        competence(replace(SEAT_WITH_ALL, chapters=(30, 31))).covered_by is Competence.TERRITORIAL
    )


def test_a_complaint_in_a_military_case_is_the_military_prosecutors_too() -> None:
    finding = competence(replace(SEAT_WITH_ALL, chapters=(32,), complaint=True))

    assert finding.covered_by is Competence.MILITARY
    assert codes(finding) == ["military_chapter", "military_complaint"]


def test_a_complaint_alone_makes_no_case_military() -> None:
    assert competence(replace(SEAT_WITH_ALL, complaint=True)).covered_by is Competence.TERRITORIAL


@pytest.mark.parametrize("field", list(TransportField))
def test_a_mandatory_case_of_any_transport_field_is_the_transport_prosecutors(
    field: TransportField,
) -> None:
    finding = competence(replace(RAIL_CASE, transport_field=field))

    assert finding.covered_by is Competence.TRANSPORT
    assert codes(finding) == ["transport_case"]


def test_the_reason_names_the_field_and_who_opened_the_transport_case() -> None:
    opened_by_prosecutor = competence(replace(RAIL_CASE, initiator="transport_prosecutor"))

    assert competence(RAIL_CASE).reasons[0].fact.en == (
        "The case was opened on the initiative of the authorised body or official, "
        "field: rail transport"
    )
    assert opened_by_prosecutor.covered_by is Competence.TRANSPORT
    assert opened_by_prosecutor.reasons[0].fact.en == (
        "The case was opened on the initiative of the transport prosecutor, field: rail transport"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"mandatory": False},
        {"transport_field": None},
        {"initiator": "territorial_prosecutor"},
        {"initiator": None},
    ],
)
def test_a_transport_case_that_lacks_one_condition_stays_territorial(
    change: dict[str, str | bool | None],
) -> None:
    finding = competence(replace(RAIL_CASE, **change))  # type: ignore[arg-type]

    assert finding.belongs_to is Competence.TERRITORIAL


def test_a_case_the_nature_protection_prosecutor_initiated_is_theirs() -> None:
    finding = competence(replace(SEAT_WITH_ALL, initiator="nature_protection_prosecutor"))

    assert finding.covered_by is Competence.NATURE_PROTECTION
    assert codes(finding) == ["nature_protection_case"]


def test_an_environmental_case_of_an_authorised_body_stays_territorial() -> None:
    finding = competence(replace(SEAT_WITH_ALL, mandatory=True, initiator="authorised_body"))

    assert finding.covered_by is Competence.TERRITORIAL


def test_without_a_specialised_office_at_the_courts_seat_the_case_is_territorial() -> None:
    finding = competence(replace(RAIL_CASE, specialised_at_seat=("military",)))

    assert finding.covered_by is Competence.TERRITORIAL
    assert finding.belongs_to is Competence.TRANSPORT
    assert codes(finding) == ["transport_case", "no_office_at_seat"]
    assert finding.reasons[1].fact.en == (
        "There is no specialised office at the court's seat: transport office"
    )
    assert not finding.notice_owed


def test_until_the_specialised_office_is_notified_the_case_is_territorial() -> None:
    finding = competence(replace(RAIL_CASE, notified=("military",)))

    assert finding.covered_by is Competence.TERRITORIAL
    assert finding.belongs_to is Competence.TRANSPORT
    assert codes(finding) == ["transport_case", "not_notified"]
    assert (
        finding.reasons[1].fact.en
        == "The specialised prosecutor was not notified: transport office"
    )
    assert finding.notice_owed


def test_a_military_and_transport_case_goes_to_the_first_named_by_the_text() -> None:
    assert competence(replace(RAIL_CASE, chapters=(32,))).covered_by is Competence.MILITARY


@pytest.mark.parametrize(
    "values",
    [
        {"initiator": "neighbour"},
        {"military_status": "veteran"},
        {"transport_field": "bicycle"},
        {"specialised_at_seat": ["maritime"]},
        {"notified": ["maritime"]},
    ],
)
def test_an_unknown_value_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        CompetenceFacts(**values)  # type: ignore[arg-type]
