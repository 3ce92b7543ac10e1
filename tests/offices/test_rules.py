"""Rules of offices and people on plain values: logins, passwords, posts, days of work."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.core.access import Level, Post
from supervision.offices import passwords
from supervision.offices.rules import (
    account_problems,
    assigns,
    branch_post,
    device_of,
    is_open,
    login_as_typed,
    one_line,
    password_problems,
    post_exists_at,
    topics,
)

COMMON = passwords.common_passwords()
OWN = ("abay1.assistant", "Серікова Гүлнар", "Әуезов ауданы прокуратурасы", "Семей")


def refused(password: str) -> bool:
    return bool(password_problems(password, OWN, COMMON))


@pytest.mark.parametrize(
    "password",
    [
        "steppe wind at dawn 7",
        "дала желі таңда есті",
        "correct-ish horse w/o staple",
        "            x",  # any character, blanks too
        "ұзақ🐎сөйлем тек мен білем",
        "x7" * 6 + "q",
        "k" + "aZ9 -" * 25 + "é!",  # 128 characters
    ],
)
def test_a_long_enough_password_of_any_characters_is_taken(password: str) -> None:
    assert password_problems(password, OWN, COMMON) == []


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",  # 11
        "x" + "aZ9 -" * 25 + "é!!",  # 129
        "password2026!!",
        "Qwertyuiop123",
        "қазақстан2026",
        "йцукенгшщзхъ",
        "123456789012",
        "098765432109",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "мен абай1 ABAY1.assistant emes",  # the login's word "abay1"
        "Prokuratura 7 kez",
        "менің прокуратурам бар",
        "gulnar серікова 77",
        "таза СЕМЕЙ ауасы",
        "әуезов театры кеше",
    ],
)
def test_a_short_a_common_and_an_own_password_are_refused(password: str) -> None:
    assert refused(password)


def test_the_list_of_common_passwords_is_long_and_in_small_letters() -> None:
    assert len([each for each in COMMON if len(each) >= 12]) >= 1000
    assert all(each == each.casefold() for each in COMMON)


def test_no_composition_is_demanded() -> None:
    assert not refused("only small letters here")
    assert not refused("ТЕК БАС ӘРІПТЕР МҰНДА")
    assert not refused("4017 2299 8316 5540")


@given(st.text(max_size=200))
def test_a_password_of_a_wrong_length_is_always_refused(text: str) -> None:
    if not 12 <= len(text) <= 128:
        assert refused(text)


@given(st.text(max_size=80))
def test_whatever_is_typed_as_a_login_becomes_a_login_or_nothing(typed: str) -> None:
    meant = login_as_typed(typed)
    assert meant == "" or (meant == meant.lower() and 3 <= len(meant) <= 64 and meant.isascii())


def test_a_login_is_trimmed_and_written_small() -> None:
    assert login_as_typed("  Abay1.Assistant ") == "abay1.assistant"
    assert login_as_typed("two words") == ""
    assert login_as_typed("ab") == ""
    assert login_as_typed("абай.көмекші") == ""


@given(st.text(max_size=60))
def test_a_name_becomes_one_visible_line(text: str) -> None:
    line = one_line(text)
    assert line == line.strip() and line == one_line(line)
    assert not set(line) & set("\n\r\t\x00\u202e\u200b")


def test_the_branch_post_is_senior_assistant_in_an_oblast_and_assistant_in_a_district() -> None:
    # 2002 ¶14
    assert branch_post(Level.OBLAST) is Post.SENIOR_ASSISTANT
    assert branch_post(Level.DISTRICT) is Post.ASSISTANT
    assert branch_post(Level.GPO) is None


def test_a_district_has_no_senior_assistant_and_only_the_gpo_a_department() -> None:
    assert not post_exists_at(Level.DISTRICT, Post.SENIOR_ASSISTANT)
    assert post_exists_at(Level.GPO, Post.DEPARTMENT_PROSECUTOR)
    assert not post_exists_at(Level.OBLAST, Post.DEPARTMENT_PROSECUTOR)


def test_every_problem_of_an_account_is_told_at_once() -> None:
    problems = account_problems("x", "", Level.DISTRICT, Post.SENIOR_ASSISTANT)
    assert [problem.field for problem in problems] == ["login", "full_name", "post"]


def test_work_is_divided_in_the_department_and_oblasts_by_thirteen_topics() -> None:
    # 2015 ¶5 and ¶6
    assert [assigns(level) for level in Level] == [True, True, False]
    assert len(topics()) == 13


def test_an_office_works_on_its_first_and_its_last_day() -> None:
    first, last = date(2018, 6, 19), date(2022, 6, 7)
    assert is_open(first, last, first) and is_open(first, last, last)
    assert not is_open(first, last, date(2018, 6, 18))
    assert not is_open(first, last, date(2022, 6, 8))
    assert is_open(None, None, date(1999, 1, 1))


def test_a_device_is_named_in_two_words() -> None:
    windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537"
    assert device_of(windows) == "Chrome, Windows"
    assert device_of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0") == "Firefox, Linux"
    assert device_of("") == ""
