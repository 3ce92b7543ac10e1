"""Reads of reconciliations: the offices at one seat, an office's list of a quarter, both lists.

Belongs here: what the registers of an office say of the cases it shares with another one (`2015 ¶7`).
Does not belong here: comparing two lists (`rules/reconciliation.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from supervision.cases.models import (
    AdminCase,
    CaseCompetence,
    CaseHearing,
    CaseTransfer,
    Court,
    CourtAct,
    Notice,
    Reconciliation,
    ReconciliationDifference,
    ReconciliationLine,
    ReconciliationSide,
)
from supervision.cases.queries.whole import Whole, wholes_of
from supervision.cases.rules.case import article_number
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.notices import COMPETENCE_OF_KIND, Direction
from supervision.cases.rules.reconciliation import (
    RULE,
    ListedCase,
    Matched,
    Relation,
    matched,
)
from supervision.core.errors import NotFound
from supervision.duties.models import Duty
from supervision.duties.rules import OFFICE
from supervision.law.period import Period
from supervision.offices.models import Office
from supervision.offices.rules import OfficeKind, is_open

LARGEST_ID = 2**63 - 1
MOST_SHOWN = 200
_BATCH = 500
_LOCK = 7_251_013
_HELD = (HearingOutcome.TOOK_PART.value, HearingOutcome.NOBODY.value)


@dataclass(frozen=True)
class Copy:
    """One office's copy of a reconciliation with all that stands in it.

    `sides` are by office; `lines` are the lists as last submitted, by office.
    """

    head: Reconciliation
    sides: dict[int, ReconciliationSide]
    lines: dict[int, list[ListedCase]]
    differences: Sequence[ReconciliationDifference]

    @property
    def own(self) -> ReconciliationSide:
        """The side of the office that keeps this copy."""
        return self.sides[self.head.office_id]

    @property
    def other(self) -> ReconciliationSide:
        """The side of the other office."""
        return self.sides[self.head.other_id]

    @property
    def both_submitted(self) -> bool:
        """Whether both lists are in."""
        return all(side.submission for side in self.sides.values())

    @property
    def unsettled(self) -> int:
        """How many differences are still open."""
        return sum(not each.is_settled for each in self.differences)

    @property
    def matches(self) -> list[Matched]:
        """Both lists side by side."""
        return matched(
            self.lines.get(self.head.territorial_id, ()),
            self.lines.get(self.head.specialised_id, ()),
        )


def get(session: Session, reconciliation_id: int) -> Reconciliation:
    """The copy, if the scope shows it; raises NotFound otherwise."""
    found = None
    if reconciliation_id <= LARGEST_ID:
        found = session.get(Reconciliation, reconciliation_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def hold(session: Session, offices: Iterable[int], quarter: str) -> None:
    """Let nobody else touch the reconciliation of these two offices until the transaction ends."""
    name = "-".join(str(office) for office in sorted(offices))
    key = func.hashtext(f"{name} {quarter}")
    session.execute(select(func.pg_advisory_xact_lock(_LOCK, key)))


def copies_of(session: Session, one: Reconciliation) -> list[Copy]:
    """Both copies, for an operation that reaches both offices; the given one first."""
    heads = session.scalars(
        select(Reconciliation)
        .where(Reconciliation.pair == one.pair)
        .order_by(Reconciliation.id != one.id, Reconciliation.id)
        .execution_options(populate_existing=True)
    ).all()
    return wholes(session, heads)


def whole(session: Session, reconciliation_id: int) -> Copy:
    """One copy with all that stands in it; raises NotFound."""
    return wholes(session, [get(session, reconciliation_id)])[0]


def wholes(session: Session, heads: Sequence[Reconciliation]) -> list[Copy]:
    """These copies with all that stands in them, in four statements for one or for many."""
    ids = [head.id for head in heads]
    sides: dict[int, dict[int, ReconciliationSide]] = {each: {} for each in ids}
    for side in session.scalars(
        select(ReconciliationSide)
        .where(ReconciliationSide.reconciliation_id.in_(ids))
        .execution_options(populate_existing=True)
    ):
        sides[side.reconciliation_id][side.of_office_id] = side
    lines: dict[int, dict[int, list[ListedCase]]] = {each: {} for each in ids}
    for line in session.scalars(_standing_lines(ids)):
        of_copy = lines[line.reconciliation_id].setdefault(line.of_office_id, [])
        of_copy.append(_listed(line))
    differences: dict[int, list[ReconciliationDifference]] = {each: [] for each in ids}
    for each in session.scalars(
        select(ReconciliationDifference)
        .where(
            ReconciliationDifference.reconciliation_id.in_(ids),
            ReconciliationDifference.stands.is_(True),
        )
        .order_by(ReconciliationDifference.id)
        .execution_options(populate_existing=True)
    ):
        differences[each.reconciliation_id].append(each)
    return [Copy(head, sides[head.id], lines[head.id], differences[head.id]) for head in heads]


def _standing_lines(ids: Sequence[int]) -> Select[ReconciliationLine]:
    """The lines of the lists that were submitted last."""
    return (
        select(ReconciliationLine)
        .join(
            ReconciliationSide,
            (ReconciliationSide.reconciliation_id == ReconciliationLine.reconciliation_id)
            & (ReconciliationSide.of_office_id == ReconciliationLine.of_office_id)
            & (ReconciliationSide.submission == ReconciliationLine.submission),
        )
        .where(ReconciliationLine.reconciliation_id.in_(ids))
        .order_by(ReconciliationLine.position)
    )


def _listed(line: ReconciliationLine) -> ListedCase:
    return ListedCase(
        court_id=line.court_id,
        number=line.number,
        heard_on=line.heard_on,
        outcome=line.outcome,
        notice_number=line.notice_number,
        relation=line.relation,
        articles=line.articles,
        offender=line.offender,
    )


def difference_of(copy: Copy, difference_id: int) -> ReconciliationDifference:
    """A standing difference of this very copy; raises NotFound for any other."""
    for each in copy.differences:
        if each.id == difference_id:
            return each
    raise NotFound


def listed(
    session: Session, office_ids: Sequence[int], quarter: str | None
) -> list[Reconciliation]:
    """The reconciliations of these offices, the latest quarter first; of one quarter if given.

    Who sees both copies of one is shown that of the territorial office alone.
    """
    statement = (
        select(Reconciliation)
        .where(Reconciliation.office_id.in_(office_ids))
        .ext(distinct_on(Reconciliation.starts_on, Reconciliation.pair))
        .order_by(
            Reconciliation.starts_on.desc(),
            Reconciliation.pair,
            Reconciliation.office_id != Reconciliation.territorial_id,
        )
    )
    if quarter is not None:
        statement = statement.where(Reconciliation.quarter == quarter)
    return list(session.scalars(statement.limit(MOST_SHOWN)))


def of_quarter(session: Session, office_id: int, quarter: str) -> list[Reconciliation]:
    """Every copy an office keeps of a quarter."""
    statement = select(Reconciliation).where(
        Reconciliation.office_id == office_id, Reconciliation.quarter == quarter
    )
    return list(session.scalars(statement.order_by(Reconciliation.id)))


def duty_id(session: Session, office_id: int, quarter: str) -> int | None:
    """The duty an office has, or had, to reconcile a quarter; None when none was opened."""
    return session.scalars(
        select(Duty.id).where(
            Duty.subject_kind == OFFICE,
            Duty.subject_id == office_id,
            Duty.rule == RULE,
            Duty.trigger == quarter,
        )
    ).first()


def counterparts(session: Session, office: Office, quarter: Period) -> list[Office]:
    """The offices of the other sort at this office's seat that worked in the quarter (`2015 ¶7`).

    A territorial office reconciles with specialised ones, a specialised one with the territorial
    ones of its town; in order of code.
    """
    territorial = Office.kind == OfficeKind.TERRITORIAL.value
    other_sort = ~territorial if office.kind == OfficeKind.TERRITORIAL else territorial
    found = session.scalars(
        select(Office)
        .where(Office.seat_kk == office.seat_kk, other_sort, Office.id != office.id)
        .order_by(Office.code)
    )
    return [
        each
        for each in found
        if is_open(each.active_from, each.active_to, quarter.start)
        or is_open(each.active_from, each.active_to, quarter.end)
    ]


def list_of(session: Session, office: Office, other: Office, quarter: Period) -> list[ListedCase]:
    """What the registers of `office` say of the cases it shares with `other` in a quarter.

    Cases heard (a hearing that was held, or an act made) and cases handed over between the two
    until the quarter's end, as long as no signed reconciliation has shown them heard.
    """
    transfers = _transfers(session, office, other, quarter)
    notices = _notices(session, office, other)
    found = [
        _line(each, transfers.get(each.case.id), notices.get(each.case.id), quarter)
        for each in _heard(session, office, other, quarter)
    ]
    inside = {line.key for line in found}
    done = _heard_before(session, office, other, quarter)
    for transfer in transfers.values():
        line = _pending(transfer)
        if line.key not in inside and line.key not in done:
            found.append(line)
    return sorted(found, key=lambda line: (line.court_id, line.number))


def _heard(session: Session, office: Office, other: Office, quarter: Period) -> list[Whole]:
    """The office's own cases heard in the quarter that concern the other office."""
    within = (quarter.start, quarter.end)
    hearings = select(CaseHearing.case_id).where(
        CaseHearing.office_id == office.id,
        CaseHearing.day.between(*within),
        CaseHearing.outcome.in_(_HELD),
    )
    acts = select(CourtAct.case_id).where(
        CourtAct.office_id == office.id, CourtAct.made_on.between(*within)
    )
    statement = select(AdminCase.id).where(
        AdminCase.office_id == office.id, or_(AdminCase.id.in_(hearings), AdminCase.id.in_(acts))
    )
    if office.kind == OfficeKind.TERRITORIAL:
        belonging = select(CaseCompetence.case_id).where(
            CaseCompetence.belongs_to == COMPETENCE_OF_KIND[other.office_kind].value
        )
        told = select(Notice.case_id).where(Notice.to_office_id == other.id)
        statement = statement.where(or_(AdminCase.id.in_(belonging), AdminCase.id.in_(told)))
    else:
        seat = select(Court.id).where(Court.seat_office_id == other.id)
        statement = statement.where(AdminCase.court_id.in_(seat))
    ids = session.scalars(statement.order_by(AdminCase.id)).all()
    starts = range(0, len(ids), _BATCH)
    return [each for start in starts for each in wholes_of(session, ids[start : start + _BATCH])]


def _transfers(
    session: Session, office: Office, other: Office, quarter: Period
) -> dict[int, CaseTransfer]:
    """The hand-overs between the two offices up to the quarter's end, by case, the latest of each."""
    ours = (CaseTransfer.direction == Direction.SENT.value) & (
        CaseTransfer.to_office_id == other.id
    )
    theirs = (CaseTransfer.direction == Direction.RECEIVED.value) & (
        CaseTransfer.from_office_id == other.id
    )
    statement = select(CaseTransfer).where(
        CaseTransfer.office_id == office.id,
        CaseTransfer.handed_on <= quarter.end,
        or_(ours, theirs),
    )
    found = session.scalars(statement.order_by(CaseTransfer.id))
    return {each.case_id: each for each in found}


def _notices(session: Session, office: Office, other: Office) -> dict[int, str]:
    """The numbers of the notices an office gave the other one, by case."""
    statement = select(Notice).where(Notice.office_id == office.id, Notice.to_office_id == other.id)
    found = session.scalars(statement.order_by(Notice.id.desc()))
    return {each.case_id: each.number for each in found}


def _heard_before(
    session: Session, office: Office, other: Office, quarter: Period
) -> set[tuple[int, str]]:
    """The cases that signed reconciliations of earlier quarters have shown as heard."""
    statement = (
        select(ReconciliationLine)
        .join(Reconciliation, Reconciliation.id == ReconciliationLine.reconciliation_id)
        .where(
            Reconciliation.office_id == office.id,
            or_(
                Reconciliation.territorial_id == other.id,
                Reconciliation.specialised_id == other.id,
            ),
            Reconciliation.signed_on.is_not(None),
            Reconciliation.ends_on < quarter.start,
            ReconciliationLine.heard_on.is_not(None),
        )
    )
    return {_listed(line).key for line in session.scalars(statement)}


def _line(
    each: Whole, transfer: CaseTransfer | None, notice: str | None, quarter: Period
) -> ListedCase:
    """A case the office has, with its last day in court in the quarter and its last decision."""
    acts = [act for act in each.acts if quarter.start <= act.made_on <= quarter.end]
    days = [act.made_on for act in acts] + [
        hearing.day
        for hearing in each.hearings
        if hearing.outcome in _HELD and quarter.start <= hearing.day <= quarter.end
    ]
    relation = Relation.NOTIFIED if notice else Relation.OWN
    if transfer is not None:
        relation, notice = Relation.RECEIVED, transfer.notice_number
    return ListedCase(
        court_id=each.case.court_id,
        number=each.case.number,
        heard_on=max(days),
        outcome=acts[-1].kind if acts else "",
        notice_number=notice or "",
        relation=relation.value,
        articles=", ".join(article_number(part.article, part.part) for part in each.articles),
        offender=each.case.offender_name,
    )


def _pending(transfer: CaseTransfer) -> ListedCase:
    """A case handed over, of which this office's register says no more than that."""
    sent = transfer.direction == Direction.SENT
    return ListedCase(
        court_id=transfer.court_id,
        number=transfer.case_number,
        heard_on=None,
        outcome="",
        notice_number=transfer.notice_number,
        relation=(Relation.HANDED_OVER if sent else Relation.RECEIVED).value,
    )


def cases_by_number(session: Session, lines: Iterable[ListedCase]) -> dict[tuple[int, str], int]:
    """The ids of the cases a reader sees among these lines, by court and number as written."""
    wanted = list(lines)
    statement = select(AdminCase.court_id, AdminCase.number, AdminCase.id).where(
        AdminCase.court_id.in_({line.court_id for line in wanted}),
        AdminCase.number.in_({line.number for line in wanted}),
    )
    return {(court, number): case_id for court, number, case_id in session.execute(statement)}
