"""Who may do what: posts, permissions, the actor, and the access rule of every view.

Belongs here: the house-wide table of permissions and its enforcement. Does not belong here: whether
an actor may touch one particular thing — that is each room's `policy.py` and, last, the database.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from supervision.core.db import Scope
from supervision.core.errors import Forbidden

View = TypeVar("View", bound=Callable[..., Any])
RULE_ATTRIBUTE = "access_rule"
PUBLIC = "public"
SIGNED_IN = "signed_in"


class Level(enum.StrEnum):
    """The three floors of the prosecutor's offices (`2002 ¶2`, `2015 ¶4`)."""

    GPO = "gpo"
    OBLAST = "oblast"
    DISTRICT = "district"


class Post(enum.StrEnum):
    """The post a user holds in an office (`2002 ¶14`)."""

    ASSISTANT = "assistant"
    SENIOR_ASSISTANT = "senior_assistant"
    DEPUTY = "deputy"
    HEAD = "head"
    DEPARTMENT_PROSECUTOR = "department_prosecutor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(enum.StrEnum):
    """Everything a view may ask for; a view asks for exactly one."""

    SEE_CASES = "see_cases"
    RECORD_CASES = "record_cases"
    APPROVE = "approve"
    CONSENT_TO_EXCLUSIONS = "consent_to_exclusions"
    MOVE_DUTIES = "move_duties"
    DIVIDE_WORK = "divide_work"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_OFFICES = "manage_offices"
    CHANGE_CALENDAR = "change_calendar"
    SEE_AUDIT = "see_audit"


_RECORDING = frozenset({Permission.SEE_CASES, Permission.RECORD_CASES, Permission.SEE_PEOPLE})
_LEADING = _RECORDING | {
    Permission.APPROVE,
    Permission.CONSENT_TO_EXCLUSIONS,
    Permission.MOVE_DUTIES,
    Permission.DIVIDE_WORK,
}
PERMISSIONS_OF_POST: Mapping[Post, frozenset[Permission]] = {
    Post.ASSISTANT: _RECORDING,
    Post.SENIOR_ASSISTANT: _RECORDING,
    Post.DEPUTY: _LEADING,
    Post.HEAD: _LEADING,
    Post.DEPARTMENT_PROSECUTOR: _RECORDING
    | {Permission.CONSENT_TO_EXCLUSIONS, Permission.CHANGE_CALENDAR},
    Post.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_PEOPLE,
            Permission.DIVIDE_WORK,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_OFFICES,
            Permission.CHANGE_CALENDAR,
        }
    ),
    Post.AUDITOR: frozenset({Permission.SEE_CASES, Permission.SEE_AUDIT, Permission.SEE_PEOPLE}),
}


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: a signed-in user, or the house itself in a task.

    `offices_below` holds the ids of the actor's own office and every office under it. `token_id` is
    the token a program of theirs came by; `read_only` says that this way nothing may be changed.
    """

    user_id: int | None
    name: str
    office_id: int | None
    office_name: str
    level: Level
    post: Post
    language: str
    offices_below: tuple[int, ...]
    must_change_password: bool = False
    token_id: int | None = None
    read_only: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the post allows, whatever the thing."""
        return PERMISSIONS_OF_POST[self.post]

    @property
    def scope(self) -> Scope:
        """What the database shows this actor: own office and below; writes in the own office."""
        own = (self.office_id,) if self.office_id is not None else ()
        sees = Permission.SEE_CASES in self.permissions
        records = Permission.RECORD_CASES in self.permissions and not self.read_only
        return Scope(
            user_id=self.user_id,
            read=self.offices_below if sees else (),
            write=own if records else (),
            sync=self.offices_below if records else (),
            people=self.offices_below,
        )

    def may(self, permission: Permission) -> bool:
        """Whether the post allows this at all."""
        return permission in self.permissions

    def demand(self, permission: Permission) -> None:
        """Refuse (`Forbidden`) unless the post allows it; operations ask what views asked."""
        if not self.may(permission):
            raise Forbidden("Your post does not give the right to do this.")


def system_actor(offices: tuple[int, ...]) -> Actor:
    """The house itself, for tasks and commands; acts within the given offices only.

    It acts in the name of the first of them, the root of the tree: so its audit entries are seen
    from there.
    """
    return Actor(
        user_id=None,
        name="supervision",
        office_id=offices[0] if offices else None,
        office_name="",
        level=Level.GPO,
        post=Post.DEPUTY,
        language="en",
        offices_below=offices,
    )


def requires(permission: Permission) -> Callable[[View], View]:
    """The access rule of a view: signed in, with a post that allows `permission`."""

    def mark(view: View) -> View:
        setattr(view, RULE_ATTRIBUTE, permission)
        return view

    return mark


def public(view: View) -> View:
    """The access rule of the few views that anybody may open."""
    setattr(view, RULE_ATTRIBUTE, PUBLIC)
    return view


def signed_in(view: View) -> View:
    """The access rule of views about the user alone: own desk, password, sessions, language."""
    setattr(view, RULE_ATTRIBUTE, SIGNED_IN)
    return view


def rule_of(view: Callable[..., Any]) -> Permission | str | None:
    """The access rule a view carries, or None when it was forgotten."""
    found: Permission | str | None = getattr(view, RULE_ATTRIBUTE, None)
    return found
