"""The life of one enforcement document replayed: where it stands, and what may lawfully follow.

Belongs here: states, legal transitions (articles 38, 47–49 of the Law; `F4 ¶11, ¶21, ¶24`), and the
flags of each event. Does not belong here: who records an event, or where it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from supervision.law.enforcement.events import (
    ENDINGS,
    INCURABLE_REFUSALS,
    INITIATIONS,
    EventKind,
)
from supervision.law.enforcement.term import OtherTerm, Pause, Term, term_of, told_ending
from supervision.law.model import Step

Kind = EventKind


class Standing(StrEnum):
    """Where a document stands in the account of its unit."""

    AWAITING = "awaiting"
    REFUSED = "refused"
    OPEN = "open"
    SUSPENDED = "suspended"
    IN_TRANSIT = "in_transit"
    ENDED = "ended"
    ENDING_CANCELLED = "ending_cancelled"
    INITIATION_CANCELLED = "initiation_cancelled"
    LEFT = "left"


IN_ACCOUNT = frozenset({Standing.OPEN, Standing.SUSPENDED, Standing.IN_TRANSIT})


@dataclass(frozen=True, slots=True)
class Claim:
    """What of the card 4.0 the life depends on.

    `came_by_territoriality` is field 7.1, `monetary` and `alimony` follow from the row of field 8.
    """

    came_by_territoriality: bool = False
    monetary: bool = True
    alimony: bool = False
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the law sees it; `amount` in tenge, `until_on` the last day of an agreed term."""

    kind: EventKind
    on: date
    ground: str | None = None
    amount: Decimal | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """A document as far as its events tell.

    `proceeding` counts its initiation rulings from 1; 0 before the first. The flags are those of
    the running proceeding; `returned` says that an earlier one ended by a return (article 48).
    """

    claim: Claim
    standing: Standing = Standing.AWAITING
    proceeding: int = 0
    last_on: date | None = None
    initiated_on: date | None = None
    re_initiated: bool = False
    by_territoriality: bool = False
    periodic: bool = False
    other_term: OtherTerm | None = None
    agreed_until: date | None = None
    pauses: tuple[Pause, ...] = ()
    suspension_ground: str | None = None
    refusal_ground: str | None = None
    ended_by: EventKind | None = None
    ended_on: date | None = None
    sent_on: date | None = None
    arrears: Decimal | None = None
    recovered: Decimal = Decimal(0)
    sanction_paid: Decimal = Decimal(0)

    @property
    def returned(self) -> bool:
        """Whether the last proceeding ended by a return, so that the document may come anew."""
        return self.standing is Standing.ENDED and self.ended_by is Kind.RETURNED

    @property
    def term(self) -> Term | None:
        """The term of the last proceeding's actions; None before any proceeding."""
        if self.initiated_on is None:
            return None
        return term_of(
            self.initiated_on,
            periodic=self.periodic,
            other=self.other_term,
            agreed_until=self.agreed_until,
            pauses=self.pauses,
        )


class Unlawful(ValueError):
    """An event that may not follow: its kind, and where the document stood."""

    def __init__(self, happening: Happening, standing: Standing) -> None:
        super().__init__(f"{happening.kind} may not follow: the document is {standing}")
        self.happening = happening
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Flags:
    """What an event carries besides its own facts, worked out from the life before it.

    `overdue` is asked of endings alone; `why` tells the term by which it was answered.
    """

    proceeding: int
    first_of_kind: bool = True
    re_initiated: bool = False
    by_territoriality: bool = False
    overdue: bool = False
    why: tuple[Step, ...] = ()


_AFTER_ENDING = frozenset({Kind.ENDING_CANCELLED, Kind.SANCTION_PAID})
_WHILE_OPEN = ENDINGS | {
    Kind.INITIATION_CANCELLED,
    Kind.SENT,
    Kind.PERIODIC,
    Kind.SANCTION_PAID,
    Kind.AMOUNT_CHANGED,
    Kind.TERM_SET,
}


def legal_next(life: Life) -> frozenset[EventKind]:
    """The kinds that may follow where the document stands, by whomever they are recorded."""
    first = Kind.ACCEPTED if life.claim.came_by_territoriality else Kind.INITIATED
    match life.standing:
        case Standing.AWAITING:
            return frozenset({first, Kind.REFUSED})
        case Standing.REFUSED:
            cured = life.refusal_ground not in INCURABLE_REFUSALS
            return frozenset({first, Kind.REFUSED}) if cured else frozenset()
        case Standing.OPEN | Standing.SUSPENDED:
            return _while_open(life)
        case Standing.IN_TRANSIT:
            return frozenset({Kind.RECEIPT_CONFIRMED, Kind.RECEIPT_FAILED})
        case Standing.ENDED:
            anew = {Kind.RE_INITIATED} if life.returned else set()
            return _AFTER_ENDING | anew
        case Standing.ENDING_CANCELLED:
            return frozenset({Kind.RESUMED_AFTER_CANCELLATION})
        case Standing.INITIATION_CANCELLED:
            return frozenset({Kind.INITIATED, Kind.REFUSED})
        case Standing.LEFT:
            return frozenset({Kind.ACCEPTED})


def _while_open(life: Life) -> frozenset[EventKind]:
    """What may follow while the proceeding runs or is suspended."""
    suspended = life.standing is Standing.SUSPENDED
    kinds = {*_WHILE_OPEN, Kind.RESUMED if suspended else Kind.SUSPENDED}
    if life.periodic:
        kinds.discard(Kind.PERIODIC)
    if life.claim.monetary:
        kinds.add(Kind.PARTLY_RECOVERED)
    else:
        kinds.discard(Kind.AMOUNT_CHANGED)
    if life.claim.alimony:
        kinds.add(Kind.ARREARS)
    return frozenset(kinds)


def follow(life: Life, event: Happening) -> Life:
    """The life after one more event. Raises Unlawful when it may not follow or comes too early."""
    early = life.last_on is not None and event.on < life.last_on
    if early or event.kind not in legal_next(life):
        raise Unlawful(event, life.standing)
    life = replace(life, last_on=event.on)
    if event.kind in INITIATIONS:
        return _initiated(life, event)
    if event.kind in ENDINGS:
        return replace(
            life,
            standing=Standing.ENDED,
            ended_by=event.kind,
            ended_on=event.on,
            pauses=_closed(life.pauses, event.on),
            suspension_ground=None,
        )
    return _changed(life, event)


def _initiated(life: Life, event: Happening) -> Life:
    """A proceeding begins; the flags and the term begin with it."""
    return Life(
        claim=life.claim,
        standing=Standing.OPEN,
        proceeding=life.proceeding + 1,
        last_on=event.on,
        initiated_on=event.on,
        re_initiated=event.kind is Kind.RE_INITIATED,
        by_territoriality=event.kind is Kind.ACCEPTED,
        recovered=life.recovered,
        sanction_paid=life.sanction_paid,
        arrears=life.arrears,
    )


def _closed(pauses: tuple[Pause, ...], on: date) -> tuple[Pause, ...]:
    """The pauses with the one that lasted until now ended on a day."""
    if pauses and pauses[-1].until is None:
        return (*pauses[:-1], replace(pauses[-1], until=on))
    return pauses


def _changed(life: Life, event: Happening) -> Life:
    """The life after an event that neither begins nor ends a proceeding."""
    amount = event.amount or Decimal(0)
    match event.kind:
        case Kind.REFUSED:
            return replace(life, standing=Standing.REFUSED, refusal_ground=event.ground)
        case Kind.INITIATION_CANCELLED:
            return replace(life, standing=Standing.INITIATION_CANCELLED, initiated_on=None)
        case Kind.ENDING_CANCELLED:
            return replace(life, standing=Standing.ENDING_CANCELLED)
        case Kind.RESUMED_AFTER_CANCELLATION:
            return _resumed_after_cancellation(life, event.on)
        case Kind.SENT:
            return replace(life, standing=Standing.IN_TRANSIT, sent_on=event.on)
        case Kind.RECEIPT_CONFIRMED:
            return replace(life, standing=Standing.LEFT)
        case Kind.RECEIPT_FAILED:
            standing = Standing.SUSPENDED if life.suspension_ground else Standing.OPEN
            return replace(life, standing=standing, sent_on=None)
        case Kind.SUSPENDED:
            pauses = (*life.pauses, Pause(event.on))
            return replace(
                life,
                standing=Standing.SUSPENDED,
                pauses=pauses,
                suspension_ground=event.ground or "-",
            )
        case Kind.RESUMED:
            pauses = _closed(life.pauses, event.on)
            return replace(life, standing=Standing.OPEN, pauses=pauses, suspension_ground=None)
        case Kind.PERIODIC:
            return replace(life, periodic=True)
        case Kind.TERM_SET:
            other = OtherTerm(event.ground or OtherTerm.LONGER)
            return replace(life, other_term=other, agreed_until=event.until_on)
        case Kind.PARTLY_RECOVERED:
            return replace(life, recovered=life.recovered + amount)
        case Kind.SANCTION_PAID:
            return replace(life, sanction_paid=life.sanction_paid + amount)
        case Kind.ARREARS:
            return replace(life, arrears=amount)
        case Kind.AMOUNT_CHANGED:
            return replace(life, claim=replace(life.claim, amount=amount))
        case _:
            raise Unlawful(event, life.standing)


def _resumed_after_cancellation(life: Life, on: date) -> Life:
    """Back in the balance; the days between ending and resumption are no part of the term (Q10)."""
    between = (Pause(life.ended_on, on),) if life.ended_on is not None else ()
    return replace(
        life,
        standing=Standing.OPEN,
        pauses=(*life.pauses, *between),
        ended_by=None,
        ended_on=None,
    )


def flags_of(before: Life, event: Happening, seen: frozenset[tuple[int, EventKind]]) -> Flags:
    """The flags of an event that lawfully follows `before`.

    `seen` holds the kinds each proceeding has had already. An ending carries the flag of its
    initiation (`F4 ¶26`) and whether the term of article 39 was over.
    """
    begins = event.kind in INITIATIONS
    proceeding = before.proceeding + 1 if begins else before.proceeding
    overdue = False
    why: tuple[Step, ...] = ()
    term = before.term
    if event.kind in ENDINGS and term is not None:
        overdue, why = term.is_overdue(event.on), told_ending(term, event.on)
    return Flags(
        proceeding=proceeding,
        first_of_kind=(proceeding, event.kind) not in seen,
        re_initiated=event.kind is Kind.RE_INITIATED if begins else before.re_initiated,
        by_territoriality=event.kind is Kind.ACCEPTED if begins else before.by_territoriality,
        overdue=overdue,
        why=why,
    )


def replay(claim: Claim, events: Iterable[Happening]) -> tuple[Life, list[Flags]]:
    """The whole life, and the flags of each event in the order given. Raises Unlawful."""
    life, flags = Life(claim), []
    seen: frozenset[tuple[int, EventKind]] = frozenset()
    for event in events:
        found = flags_of(life, event, seen)
        life = follow(life, event)
        seen |= {(found.proceeding, event.kind)}
        flags.append(found)
    return life, flags
