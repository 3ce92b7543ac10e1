"""What a protested act belongs to, asked alike of a case and of a dispute in enforcement proceedings.

Belongs here: reading what protests ask of either. Does not belong here: anything one of the two
rooms shows of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.facts import facts_of
from supervision.cases.models import Court, CourtAct
from supervision.cases.queries.whole import Whole as CaseWhole
from supervision.cases.queries.whole import whole_of as case_whole_of
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.acts import has_protest_window
from supervision.core.errors import NotFound
from supervision.disputes.models import DisputeAct
from supervision.disputes.queries.whole import Whole as DisputeWhole
from supervision.disputes.queries.whole import whole_of as dispute_whole_of
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.participation import Instance
from supervision.offices.models import Office

Row = CourtAct | DisputeAct


@dataclass(frozen=True)
class MatterAct:
    """One act of a court as far as protests ask. `opens_on` is the day from which its term runs,
    `term_ends_on` the last day where a document states it; `row` names the act on pages.
    """

    id: int
    made_on: date
    in_force_on: date | None
    instance: str
    decides: str
    opens_on: date | None
    term_ends_on: date | None
    has_window: bool
    row: Row


@dataclass(frozen=True)
class Matter:
    """A case or a dispute: `kind` tells which; `about` says whose or what it is about."""

    kind: str
    id: int
    number: str
    about: str
    office: Office
    court: Court
    acts: Sequence[MatterAct]
    took_part: frozenset[int]
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def is_dispute(self) -> bool:
        """Whether it is of enforcement proceedings, so that the Instruction of 2002 speaks."""
        return self.kind == DISPUTE

    @property
    def line(self) -> Sequence[int]:
        """Its office and those above it, the root first."""
        return self.office.ancestors

    def act(self, act_id: int) -> MatterAct:
        """One of its acts; raises NotFound for any other."""
        found = next((each for each in self.acts if each.id == act_id), None)
        if found is None:
            raise NotFound
        return found


def matter_of(session: Session, kind: str, matter_id: int) -> Matter:
    """The case or dispute; raises NotFound."""
    if kind == DISPUTE:
        return of_dispute(dispute_whole_of(session, matter_id))
    return of_case(case_whole_of(session, matter_id))


def of_case(whole: CaseWhole) -> Matter:
    """A case of an administrative offence, its term counted by the law (`2015 ¶13`)."""
    _subject, facts = facts_of(whole)
    return Matter(
        kind=CASE,
        id=whole.case.id,
        number=whole.case.number,
        about=whole.case.offender_name,
        office=whole.office,
        court=whole.court,
        acts=[
            MatterAct(
                id=act.id,
                made_on=act.made_on,
                in_force_on=act.in_force_on,
                instance=act.instance,
                decides=act.kind,
                opens_on=act.copy_on,
                term_ends_on=None,
                has_window=has_protest_window(act.instance, act.kind),
                row=act,
            )
            for act in whole.acts
        ],
        took_part=frozenset(
            each.took_part_id
            for each in whole.hearings
            if each.instance == Instance.FIRST and each.took_part_id is not None
        ),
        attributes={name: list(values) for name, values in facts.attributes.items()},
    )


def of_dispute(whole: DisputeWhole) -> Matter:
    """A dispute, the last day of whose appellate term is stated (`2002 ¶7`)."""
    return Matter(
        kind=DISPUTE,
        id=whole.dispute.id,
        number=whole.dispute.number,
        about=whole.dispute.subject,
        office=whole.office,
        court=whole.court,
        acts=[
            MatterAct(
                id=act.id,
                made_on=act.made_on,
                in_force_on=act.in_force_on,
                instance=act.instance,
                decides=act.decision,
                opens_on=act.received_on,
                term_ends_on=act.term_ends_on,
                has_window=True,
                row=act,
            )
            for act in whole.acts
        ],
        took_part=frozenset(
            each.took_part_id for each in whole.hearings if each.took_part_id is not None
        ),
    )
