"""The wait after wrong passwords: five tries, five minutes, one login at a time, kept in the table."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from supervision.offices import throttle
from supervision.offices.models import SignInFailure
from tests.conftest import NOW

HERE = "10.1.1.1"


def tries(session: Session, login: str, number: int, address: str = HERE) -> None:
    for step in range(number):
        moment = NOW + timedelta(seconds=step)
        assert throttle.take_try(session, login, address, now=moment) is None
        session.flush()


def test_five_tries_are_followed_by_a_wait_of_five_minutes(session: Session) -> None:
    tries(session, "abay1.head", 5)
    last = NOW + timedelta(seconds=4)
    assert throttle.take_try(session, "abay1.head", HERE, now=last) == timedelta(minutes=5)
    nearly = last + timedelta(minutes=4, seconds=59)
    assert throttle.take_try(session, "abay1.head", HERE, now=nearly) == timedelta(seconds=1)
    assert throttle.take_try(session, "abay1.head", HERE, now=last + timedelta(minutes=5)) is None


def test_trying_while_waiting_does_not_lengthen_the_wait(session: Session) -> None:
    tries(session, "abay1.head", 5)
    for minute in range(1, 5):
        moment = NOW + timedelta(minutes=minute)
        assert throttle.take_try(session, "abay1.head", HERE, now=moment) is not None
    assert session.query(SignInFailure).count() == 5


def test_another_login_from_the_same_address_is_not_made_to_wait(session: Session) -> None:
    tries(session, "abay1.head", 5)
    assert throttle.take_try(session, "abay2.head", HERE, now=NOW) is None


def test_another_address_does_not_help(session: Session) -> None:
    tries(session, "abay1.head", 5)
    assert throttle.take_try(session, "abay1.head", "10.9.9.9", now=NOW) is not None


def test_an_address_that_tries_many_logins_waits_too(session: Session) -> None:
    for number in range(50):
        tries(session, f"login{number}", 1)
    assert throttle.take_try(session, "fresh", HERE, now=NOW + timedelta(seconds=1)) is not None
    assert throttle.take_try(session, "fresh", "10.2.2.2", now=NOW) is None


def test_a_right_password_forgives_its_own_login_only(session: Session) -> None:
    tries(session, "abay1.head", 4)
    tries(session, "abay2.head", 4)
    throttle.forgive(session, "abay1.head")
    session.flush()
    kept = {failure.login for failure in session.query(SignInFailure)}
    assert kept == {throttle.login_key("abay2.head")}


def test_what_was_typed_as_a_login_is_not_kept_in_the_clear(session: Session) -> None:
    tries(session, "mysecretpassword", 1)
    assert session.query(SignInFailure).one().login != "mysecretpassword"


@given(st.text(max_size=40))
def test_a_login_key_never_shows_the_login(login: str) -> None:
    assert len(throttle.login_key(login)) == 64
