"""Passwords: hashed with argon2id, verified in equal time, made for one use.

Belongs here: everything that touches a password's letters. Does not belong here: who may change
whose password (`operations`), how often one may try (`throttle.py`).
"""

from __future__ import annotations

import secrets
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from supervision.offices.rules import LONGEST_PASSWORD

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# The hash of a random text nobody knows: an unknown login costs the same work as a known one.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$OSFEakwKwJucxgIY+jY"
    "doA$k4rvO/CtsbuSUW+QiXIoUOn051sdRZCT4dtgTblQL8g"
)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS = 4
_GROUP_LENGTH = 4


def hash_password(password: str) -> str:
    """The hash to keep; ValueError for one longer than the policy allows, before any work is done."""
    if len(password) > LONGEST_PASSWORD:
        raise ValueError("a password this long is refused before it is hashed")
    return HASHER.hash(password)


def verify(kept_hash: str | None, password: str) -> bool:
    """Whether the password is the one hashed; None (nobody) costs the same and is never right."""
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        HASHER.verify(kept_hash or NOBODYS_HASH, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept_hash is not None


def needs_rehash(kept_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept_hash)


def one_time_password() -> str:
    """A password to hand over once: four groups of letters and digits nobody misreads, 79 bits."""
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )


@cache
def common_passwords() -> frozenset[str]:
    """Well-known passwords in small letters, as shipped beside this file."""
    shipped = resources.files("supervision.offices").joinpath("data/common_passwords.txt")
    lines = shipped.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
