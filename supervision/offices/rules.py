"""Kinds, checks and limits of offices and people, on plain values.

Belongs here: what can be decided without the database. Does not belong here: hashing, tables, who
may do what (`policy.py`).
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from supervision.core.access import PERMISSIONS_OF_POST, Level, Permission, Post
from supervision.core.errors import Problem
from supervision.law.checklist import list_items
from supervision.law.model import ListItem


class OfficeKind(enum.StrEnum):
    """Territorial offices, and the specialised ones of `2015 ¶4` and `¶7`."""

    TERRITORIAL = "territorial"
    MILITARY = "military"
    TRANSPORT = "transport"
    NATURE = "nature"


class AssignmentKind(enum.StrEnum):
    """The regional-and-thematic principle of `2015 ¶5`: a prosecutor has topics and regions."""

    TOPIC = "topic"
    REGION = "region"


class AbsenceKind(enum.StrEnum):
    """Why a person does not work on some days."""

    LEAVE = "leave"
    SICK = "sick"
    BUSINESS_TRIP = "business_trip"
    TRAINING = "training"


class TokenScope(enum.StrEnum):
    """What a token of the JSON API may do of what its person may."""

    READ = "read"
    WRITE = "write"  # reads too


IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
ONE_TIME_PASSWORD_LIFE = timedelta(hours=24)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
TRIES_BEFORE_WAIT = 5
# A whole office may sit behind one address: its limit stops guessing over many logins, not typos.
TRIES_OF_ADDRESS_BEFORE_WAIT = 50
WAIT = timedelta(minutes=5)
SHORTEST_OWN_WORD = 4
LONGEST_NAME = 200
LONGEST_TOKEN_NAME = 80
LONGEST_TOKEN_LIFE = timedelta(days=366)
MOST_TOKENS = 20
TOKEN_WINDOW = timedelta(minutes=1)
REQUESTS_A_WINDOW = 600
LONGEST_ABSENCE = timedelta(days=4 * 365)  # leave for a child lasts three years; more is a slip

CASE_POSTS = frozenset(
    post for post, allowed in PERMISSIONS_OF_POST.items() if Permission.RECORD_CASES in allowed
)
RANK = {Level.GPO: 0, Level.OBLAST: 1, Level.DISTRICT: 2}

_POSTS_OF_LEVEL = {
    Level.GPO: frozenset(Post),
    Level.OBLAST: frozenset(Post) - {Post.DEPARTMENT_PROSECUTOR},
    Level.DISTRICT: frozenset(Post) - {Post.DEPARTMENT_PROSECUTOR, Post.SENIOR_ASSISTANT},
}
_BRANCH_POSTS = {Level.OBLAST: Post.SENIOR_ASSISTANT, Level.DISTRICT: Post.ASSISTANT}
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_OWN_NAMES = ("prokuratura", "prosecutor", "прокуратура", "прокурор", "supervision", "қадағалау")


def post_exists_at(level: Level, post: Post) -> bool:
    """Whether an office of this level has such a post (`2002 ¶14`: senior assistant at the oblast)."""
    return post in _POSTS_OF_LEVEL[level]


def branch_post(level: Level) -> Post | None:
    """The post that supervises enforcement at this level (`2002 ¶14`), None at the GPO."""
    return _BRANCH_POSTS.get(level)


def is_open(active_from: date | None, active_to: date | None, today: date) -> bool:
    """Whether an office works on this day; both ends are days of work, an empty end is open."""
    return (active_from is None or active_from <= today) and (
        active_to is None or today <= active_to
    )


def assigns(level: Level) -> bool:
    """Whether work is divided by topics and regions at this level (`2015 ¶5`: not in districts)."""
    return level in (Level.GPO, Level.OBLAST)


def topics() -> tuple[ListItem, ...]:
    """The topics a prosecutor may be given: the mandatory categories of `2015 ¶6`."""
    return list_items("2015 ¶6", "categories")


@dataclass(frozen=True)
class AbsenceEntry:
    """Days on which a person does not work, both included, and who stands in meanwhile."""

    kind: str
    from_on: date
    until_on: date
    substitute_id: int | None = None


def absence_problems(entry: AbsenceEntry, user_id: int) -> list[Problem]:
    """What is wrong with an absence by itself; whether it overlaps another the caller asks."""
    problems = []
    if entry.kind not in set(AbsenceKind):
        problems.append(Problem("Choose one of the list.", "kind"))
    if entry.until_on < entry.from_on:
        problems.append(Problem("The absence cannot end before it begins.", "until_on"))
    elif entry.until_on - entry.from_on > LONGEST_ABSENCE:
        problems.append(Problem("An absence of more than four years is a slip.", "until_on"))
    if entry.substitute_id == user_id:
        problems.append(Problem("Nobody stands in for oneself.", "substitute_id"))
    return problems


@dataclass(frozen=True)
class TokenEntry:
    """A token of the JSON API as its person asks for it; `until_on` is its last day."""

    name: str
    scope: str
    until_on: date


def token_problems(entry: TokenEntry, today: date) -> list[Problem]:
    """What is wrong with a token asked for today."""
    problems = []
    name = one_line(entry.name)
    if not name:
        problems.append(Problem("Write what the token is for.", "name"))
    if len(name) > LONGEST_TOKEN_NAME:
        problems.append(Problem("The name is too long.", "name"))
    if entry.scope not in set(TokenScope):
        problems.append(Problem("Choose one of the list.", "scope"))
    if entry.until_on < today:
        problems.append(Problem("The last day is over already.", "until_on"))
    elif entry.until_on > today + LONGEST_TOKEN_LIFE:
        problems.append(Problem("A token lives for a year at most.", "until_on"))
    return problems


def login_as_typed(typed: str) -> str:
    """The login meant by what was typed: trimmed, small letters; "" when it cannot be a login."""
    meant = typed.strip().lower()
    return meant if _LOGIN.fullmatch(meant) else ""


def one_line(text: str) -> str:
    """Text as one line: composed letters, single blanks, no control or direction characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if sign.isspace() else sign
        for sign in composed
        if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join(visible.split())


def account_problems(login: str, full_name: str, level: Level, post: Post) -> list[Problem]:
    """What is wrong with an account as it would become: its login, its name, the post's level."""
    problems = []
    if not login_as_typed(login):
        problems.append(
            Problem(
                "A login has 3 to 64 Latin letters, digits, dots, dashes or underscores.", "login"
            )
        )
    if not one_line(full_name):
        problems.append(Problem("Write the surname and the name.", "full_name"))
    if len(full_name) > LONGEST_NAME:
        problems.append(Problem("The name is too long.", "full_name"))
    if not post_exists_at(level, post):
        problems.append(Problem("An office of this level has no such post.", "post"))
    return problems


def password_problems(
    password: str, own_words: Iterable[str], common: frozenset[str]
) -> list[Problem]:
    """What is wrong with a new password; an empty list when it may be taken.

    Any character is allowed and none is demanded. `own_words` are words an outsider guesses first:
    the login, the name, the offices. `common` holds well-known passwords in small letters.
    """
    if len(password) > LONGEST_PASSWORD:
        return [
            Problem(
                "The password is longer than %(most)s characters.",
                "new_password",
                {"most": str(LONGEST_PASSWORD)},
            )
        ]
    problems = []
    if len(password) < SHORTEST_PASSWORD:
        problems.append(
            Problem(
                "The password is shorter than %(least)s characters.",
                "new_password",
                {"least": str(SHORTEST_PASSWORD)},
            )
        )
    small = password.casefold()
    if _is_common(small, common):
        problems.append(
            Problem("This password is among those tried first by strangers.", "new_password")
        )
    guessed = sorted({word for word in _guessable(own_words) if word in small})
    if guessed:
        problems.append(
            Problem(
                "The password contains a word that is easily guessed: %(word)s.",
                "new_password",
                {"word": guessed[0]},
            )
        )
    return problems


def _is_common(small: str, common: frozenset[str]) -> bool:
    bare = small.strip("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~№")
    return small in common or bare in common or _repeats(small) or _runs(small)


def _repeats(small: str) -> bool:
    """Whether the text is one shorter text written again and again."""
    return small in (small + small)[1:-1]


_ROWS = (
    "0123456789" * 3,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "йцукенгшщзхъфывапролджэячсмитьбю.",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "q1w2e3r4t5y6u7i8o9p0",
)


def _runs(small: str) -> bool:
    """Whether the text is a walk along a row of keys, the alphabet or the digits."""
    return any(small in row or small in row[::-1] for row in _ROWS)


def _guessable(own_words: Iterable[str]) -> Iterable[str]:
    for text in (*_OWN_NAMES, *own_words):
        for word in re.split(r"[\W_]+", text.casefold()):
            if len(word) >= SHORTEST_OWN_WORD:
                yield word


_BROWSERS = (
    ("YaBrowser", "Yandex"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_of(browser: str) -> str:
    """The browser's line about itself in two words a person knows: "Firefox, Windows"; "" if none."""
    program = next((name for mark, name in _BROWSERS if mark in browser), "")
    system = next((name for mark, name in _SYSTEMS if mark in browser), "")
    return ", ".join(part for part in (program, system) if part)
