"""Reads at intake: the registered case, petitions like this one, all those of one petitioner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.queries.findings import grounds_of, is_initiated_in_line
from supervision.cases.queries.whole import whole_of
from supervision.core.searching import folded
from supervision.offices.models import Office
from supervision.petitions.models import Petition
from supervision.petitions.rules.intake import InForce, PetitionEntry, petitioner_key
from supervision.protests.models import Protest

MOST_CASES = 20


@dataclass(frozen=True)
class CaseFound:
    """A registered case with the acts a petition may be about."""

    case: AdminCase
    acts: list[CourtAct]


@dataclass(frozen=True)
class CaseTells:
    """What a registered case tells of a petition about it, as the petition keeps it."""

    number: str
    court_name: str
    act_made_on: date | None
    categories: tuple[str, ...]
    initiating_office_id: int | None
    entered_into_force: str | None
    office_id: int


def cases_of_number(session: Session, number: str) -> list[CaseFound]:
    """The registered cases with this number that the reader sees, each with its acts."""
    if not number.strip():
        return []
    statement = select(AdminCase).where(AdminCase.number == number.strip()).order_by(AdminCase.id)
    cases = session.scalars(statement.limit(MOST_CASES)).all()
    acts = session.scalars(
        select(CourtAct)
        .where(CourtAct.case_id.in_([case.id for case in cases]))
        .order_by(CourtAct.made_on, CourtAct.id)
    ).all()
    return [CaseFound(case, [act for act in acts if act.case_id == case.id]) for case in cases]


def told_by_case(
    session: Session, case_id: int, act_id: int | None, language: str, today: date
) -> CaseTells | None:
    """What the law will be asked with, taken from a registered case; None when it is not seen.

    An act of another case tells nothing either.
    """
    if session.scalar(select(AdminCase.id).where(AdminCase.id == case_id)) is None:
        return None
    whole = whole_of(session, case_id)
    act = next((each for each in whole.acts if each.id == act_id), None)
    if act_id is not None and act is None:
        return None
    grounds = grounds_of(whole)
    in_force: str | None = None
    if act is not None:
        known = act.in_force_on is not None and act.in_force_on <= today
        in_force = InForce.YES.value if known else InForce.NO.value
    initiated = is_initiated_in_line(whole, grounds)
    return CaseTells(
        number=whole.case.number,
        court_name=whole.court.name_in(language),
        act_made_on=act.made_on if act is not None else None,
        categories=tuple(sorted(grounds.codes)),
        initiating_office_id=whole.case.opened_by_office_id if initiated else None,
        entered_into_force=in_force,
        office_id=whole.case.office_id,
    )


def region_between(session: Session, above_id: int, below_id: int | None) -> int | None:
    """The office directly below `above_id` on whose territory `below_id` works, if it is below."""
    below = session.get(Office, below_id) if below_id is not None else None
    if below is None or above_id not in below.ancestors:
        return None
    after = below.ancestors[below.ancestors.index(above_id) + 1 :]
    return int(after[0]) if after else None


def like_this(session: Session, entry: PetitionEntry, own_id: int | None = None) -> list[Petition]:
    """Petitions of the same petitioner about the same act or case, the earliest first."""
    statement = _of_petitioner(entry.petitioner_name, entry.identity_number)
    return [
        each
        for each in session.scalars(statement)
        if each.id != own_id and _same_matter(each, entry)
    ]


def history_of_petitioner(session: Session, petition: Petition) -> list[Petition]:
    """All petitions of one petitioner that the reader sees, the latest first."""
    statement = _of_petitioner(petition.petitioner_name, petition.identity_number)
    return list(reversed(session.scalars(statement).all()))


def protests_of(session: Session, case_id: int | None) -> list[Protest]:
    """The protests brought in a registered case that the reader sees, in the order of their days."""
    if case_id is None:
        return []
    statement = select(Protest).where(Protest.case_id == case_id, Protest.brought_on.is_not(None))
    return list(session.scalars(statement.order_by(Protest.brought_on, Protest.id)))


def numbers_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The numbers of these petitions, as far as the reader sees them."""
    statement = select(Petition).where(Petition.id.in_(list(ids)))
    return {each.id: each.number for each in session.scalars(statement)}


def _of_petitioner(name: str, identity_number: str) -> Select[Petition]:
    """One person's petitions: by the IIN or BIN; by the name where either has no number."""
    key = petitioner_key(name)
    same = [Petition.petitioner_key == key]
    if identity_number:
        same = [
            Petition.identity_number == identity_number,
            (Petition.petitioner_key == key) & (Petition.identity_number == ""),
        ]
    return select(Petition).where(or_(*same)).order_by(Petition.received_on, Petition.id)


def _same_matter(found: Petition, entry: PetitionEntry) -> bool:
    """Whether two petitions are about one act, or one case where neither names an act."""
    if found.act_id is not None and entry.act_id is not None:
        return found.act_id == entry.act_id
    if found.case_id is not None and entry.case_id is not None:
        return found.case_id == entry.case_id
    ours, theirs = folded(entry.case_number), folded(found.case_number)
    if ours or theirs:
        days = {found.act_made_on, entry.act_made_on} - {None}
        return ours == theirs and len(days) < 2
    return found.kind == entry.kind
