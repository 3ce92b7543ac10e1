"""Hashing: the parameters, the length refused before any work, passwords made for one use."""

from __future__ import annotations

import re

import pytest

from supervision.offices import passwords
from tests.factories.offices import PASSWORD, QUICK


def test_a_password_is_hashed_with_argon2id_at_64_mib() -> None:
    kept = passwords.hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.verify(kept, PASSWORD)
    assert not passwords.verify(kept, PASSWORD + " ")
    assert not passwords.needs_rehash(kept)


def test_weaker_parameters_ask_for_a_new_hash() -> None:
    assert passwords.needs_rehash(QUICK.hash(PASSWORD))


def test_nobodys_hash_costs_the_same_parameters_and_is_never_right() -> None:
    assert not passwords.needs_rehash(passwords.NOBODYS_HASH)
    assert not passwords.verify(None, PASSWORD)


def test_a_broken_hash_is_a_wrong_password() -> None:
    assert not passwords.verify("not a hash", PASSWORD)


def test_more_than_128_characters_are_refused_before_hashing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Never:
        def verify(self, *_: object) -> bool:
            raise AssertionError("hashed")

        hash = verify

    monkeypatch.setattr(passwords, "HASHER", Never())
    assert not passwords.verify("anything", "x" * 129)
    with pytest.raises(ValueError, match="before it is hashed"):
        passwords.hash_password("x" * 129)


def test_a_one_time_password_is_readable_and_never_the_same() -> None:
    made = {passwords.one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}", one) for one in made)
