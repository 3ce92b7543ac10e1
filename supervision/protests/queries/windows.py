"""The window of an act as its matter now stands, and who may protest it (`2015 ¶13`, `2002 ¶7`).

Belongs here: handing the recorded facts to the law. Does not belong here: the law's answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.law.lawbook import Lawbook
from supervision.law.protests import Prosecutor, Right, right_to_bring
from supervision.law.windows import ProtestWindow, Restored, protest_window, stated_window
from supervision.offices.models import Office, UserAccount
from supervision.offices.queries import colleagues
from supervision.protests.models import RestoredTerm
from supervision.protests.queries.matters import Matter, MatterAct


class Entitled(NamedTuple):
    """Somebody who may bring a protest, and by which right."""

    person_id: int
    name: str
    right: Right


def window_of(
    matter: Matter, act: MatterAct, terms: Iterable[RestoredTerm], law: Lawbook
) -> ProtestWindow | None:
    """The window of an act; None for an act on review of a case, whose window never opens."""
    if not act.has_window:
        return None
    if matter.is_dispute:
        return stated_window(law, act.opens_on, act.term_ends_on)
    restored = [Restored(each.ruled_on, each.until_on) for each in terms if each.act_id == act.id]
    return protest_window(law, act.opens_on, matter.attributes, restored)


def entitled(session: Session, matter: Matter, office: Office, kind: str) -> list[Entitled]:
    """The people of an office who may bring a protest of this kind in the matter, and why."""
    found = []
    for person in colleagues(session, office.id):
        right = right_of(person, matter, office, kind)
        if right is not None:
            found.append(Entitled(person.id, person.full_name, right))
    return found


def right_of(person: UserAccount, matter: Matter, office: Office, kind: str) -> Right | None:
    """By which right somebody of an office may protest in the matter; None without any."""
    prosecutor = Prosecutor(
        level=office.level,
        post=person.post,
        took_part=person.id in matter.took_part,
        competent=office.id in matter.line,
    )
    return right_to_bring(kind, prosecutor, enforcement=matter.is_dispute)


def offices_in_line(session: Session, line: Sequence[int]) -> list[Office]:
    """The offices of a line, the lowest first."""
    found = {
        office.id: office for office in session.scalars(select(Office).where(Office.id.in_(line)))
    }
    return [found[number] for number in reversed(line) if number in found]
