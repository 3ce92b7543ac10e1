"""Who may do what with people, offices and assignments.

Belongs here: questions about one actor and one thing. Does not belong here: which posts have which
permission (`core/access.py`) and what row-level security hides anyway.
"""

from __future__ import annotations

from supervision.core.access import Actor, Level, Permission, Post
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.offices.models import Office, UserAccount
from supervision.offices.rules import CASE_POSTS, assigns


def demand_people_of(actor: Actor, office_id: int) -> None:
    """An administrator manages people of the own office and of those below; others do not exist."""
    actor.demand(Permission.MANAGE_PEOPLE)
    if office_id not in actor.offices_below:
        raise NotFound


def demand_not_oneself(actor: Actor, account: UserAccount) -> None:
    """Nobody changes their own post, office or right to sign in, nor makes a password for it."""
    if account.id == actor.user_id:
        raise Forbidden("Nobody may change their own account here. Ask another administrator.")


def may_manage(actor: Actor, account: UserAccount) -> bool:
    """Whether the actor's pages show the buttons that change this account."""
    return (
        actor.may(Permission.MANAGE_PEOPLE)
        and account.id != actor.user_id
        and account.office_id in actor.offices_below
    )


def may_assign(actor: Actor, office_id: int) -> bool:
    """Whether the actor divides the work of this office: its own head or deputy, or who manages it."""
    if office_id not in actor.offices_below:
        return False
    return actor.may(Permission.MANAGE_PEOPLE) or (
        actor.may(Permission.APPROVE) and actor.office_id == office_id
    )


def may_enter_absence(actor: Actor, user_id: int, office_id: int) -> bool:
    """Whether the actor enters absences of this person: the own ones, or who divides the work."""
    own = actor.user_id is not None and actor.user_id == user_id
    return own or (actor.may(Permission.DIVIDE_WORK) and may_assign(actor, office_id))


def demand_absence(actor: Actor, user_id: int, office_id: int) -> None:
    """An absence is entered by the person, the head or deputy of the office, or its administrator."""
    if not may_enter_absence(actor, user_id, office_id):
        raise Forbidden(
            "An absence is entered by the person or by whoever divides the office's work."
        )


def demand_assign(actor: Actor, person: UserAccount, office: Office) -> None:
    """Topics and regions are given in the Department and at oblast level (`2015 ¶5`).

    By the head or deputy of that office or by an administrator, to an active prosecutor.
    """
    if not may_assign(actor, office.id):
        raise Forbidden(
            "Topics and regions are given by the head of the office or an administrator."
        )
    if not assigns(Level(office.level)):
        raise Refused(
            "Topics and regions are given in the Department and at oblast level only (2015 ¶5).",
            field="person",
        )
    if not person.active or Post(person.post) not in CASE_POSTS:
        raise Refused("Only a prosecutor who may sign in can be given this.", field="person")


def may_keep(actor: Actor, office_id: int) -> bool:
    """Whether the actor corrects this office: below the own one, or the GPO's administrator any."""
    if not actor.may(Permission.MANAGE_OFFICES) or office_id not in actor.offices_below:
        return False
    return office_id != actor.office_id or actor.level is Level.GPO


def demand_offices(actor: Actor, office_id: int) -> None:
    """An administrator keeps the offices below the own one; their own is kept from above."""
    actor.demand(Permission.MANAGE_OFFICES)
    if office_id not in actor.offices_below:
        raise NotFound
    if not may_keep(actor, office_id):
        raise Forbidden("Your own office is kept by the administrator of the office above.")
