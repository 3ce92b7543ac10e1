"""The ledger of one document: its events replayed by the law, and what is kept beside them.

Belongs here: adding an event lawfully, with the flags of all and the kept columns of the document
worked out anew. Does not belong here: who may record it (the verbs), or the law itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.problems import refuse
from supervision.core.removing import BUILT_UPON, remove
from supervision.enforcement.models import (
    AccountClosing,
    EnforcementDocument,
    EnforcementEvent,
    EnforcementProceeding,
)
from supervision.enforcement.policy import demand_change
from supervision.enforcement.queries.closing import closing_of
from supervision.enforcement.queries.documents import (
    events_of,
    get,
    get_for_change,
    proceedings_of,
    serial_number_taken,
    standing,
)
from supervision.enforcement.rules import events as rules
from supervision.enforcement.rules.card import KIND
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.card import ReceiptKind, is_alimony, is_monetary
from supervision.law.enforcement.events import INITIATIONS, REPEATABLE, EventKind
from supervision.law.enforcement.life import (
    Claim,
    Flags,
    Happening,
    Life,
    Standing,
    Unlawful,
    replay,
)


def changing(
    session: Session, document_id: int, version: int | None, *, actor: Actor
) -> EnforcementDocument:
    """The document held for change. Raises NotFound, Forbidden, Stale."""
    document = get_for_change(session, document_id)
    if document is None:
        demand_change(actor, get(session, document_id))
        raise NotFound
    demand_change(actor, document)
    if version is not None and version != document.version:
        raise Stale(document.version, version)
    return document


def claim_of(document: EnforcementDocument) -> Claim:
    """What of the card the document's life depends on."""
    return Claim(
        came_by_territoriality=document.receipt_kind == ReceiptKind.BY_TERRITORIALITY,
        monetary=is_monetary(document.report_row),
        alimony=is_alimony(document.report_row),
        amount=document.claim,
    )


def happening_of(event: EnforcementEvent) -> Happening:
    """A kept event as the law sees it."""
    return Happening(
        kind=EventKind(event.kind),
        on=event.effective_on,
        ground=event.ground,
        amount=event.amount,
        until_on=event.until_on,
    )


def life_of(document: EnforcementDocument, events: Sequence[EnforcementEvent]) -> Life:
    """Where the document stands by its events."""
    happenings = [happening_of(each) for each in standing(events)]
    return replay(claim_of(document), happenings)[0]


def add_event(
    session: Session,
    actor: Actor,
    document: EnforcementDocument,
    entry: EventEntry,
    *,
    key: uuid.UUID,
    counterpart_office_id: int | None = None,
    corrects: EnforcementEvent | None = None,
    today: date,
) -> EnforcementEvent:
    """Add one event to a document that is held, and let everything kept follow it.

    With `corrects` the earlier event counts no more and this one stands in its place. A day that a
    submitted form has closed is never changed: the event counts on the first open day (Q17), and what
    counted in closed days is put right by a later event only. Raises Refused then, and when the event
    or a later one would not lawfully follow; nothing is changed.
    """
    entry = rules.as_kept(entry)
    events = events_of(session, document.id)
    annuls = entry.kind == EventKind.ANNULLED
    if not annuls:
        refuse(rules.entry_problems(entry, document.received_on, today))
    sequence = max((each.sequence for each in events), default=0) + 1
    closing = closing_of(session, document.office_id)
    event = _new_event(document, entry, sequence, corrects)
    _account(event, corrects, closing)
    event.recorded_by, event.idempotency_key = actor.name, key
    event.counterpart_office_id = counterpart_office_id
    others = [each for each in standing(events) if each is not corrects]
    line = others if annuls else _in_order([*others, event])
    life, flags = _lawful(document, line, entry)
    if not annuls:
        refuse([*rules.term_problems(entry, life.initiated_on), *_recovered(entry, life)])
    if corrects is not None:
        corrects.superseded = True
        session.flush()  # the one put right makes room before the later one stands in its place
    _place_in_proceeding(session, document, line, event, entry, corrects)
    _demand_single(others, event)
    _keep_flags(line, flags, closing)
    _keep_claims(document, line, closing)
    session.add(event)
    keep_standing(document, life)
    session.flush()
    _note(session, actor, document, event, entry)
    return event


def drop_event(session: Session, document: EnforcementDocument, event: EnforcementEvent) -> None:
    """Let the last event recorded of a document that is held go, with the proceeding it alone began.

    Raises Refused, with nothing changed, where a later event stands on it, a submitted form counts it,
    or it did not come by a sheet.
    """
    events, closing = events_of(session, document.id), closing_of(session, document.office_id)
    counted = _is_closed(event, closing)
    if counted or event.superseded or any(each.sequence > event.sequence for each in events):
        raise Refused(BUILT_UPON)
    line = [each for each in standing(events) if each is not event]
    life, flags = replay(claim_of(document), [happening_of(each) for each in line])
    begun = [
        each for each in proceedings_of(session, document.id) if each.id == event.proceeding_id
    ]
    remove(session, event, entered_as=None)
    if begun and not any(each.proceeding_id == begun[0].id for each in events if each is not event):
        remove(session, begun[0], entered_as=None)
    _keep_flags(line, flags, closing)
    _keep_claims(document, line, closing)
    keep_standing(document, life)
    session.flush()


def _recovered(entry: EventEntry, life: Life) -> Iterable[Problem]:
    """A part recovered that leaves nothing to recover, while the document is still open."""
    return () if life.standing is Standing.ENDED else rules.recovery_problems(entry, life)


def _demand_single(others: Sequence[EnforcementEvent], event: EnforcementEvent) -> None:
    """Refuse the same event a second time: a kind stands once a day, sums paid in parts aside."""
    same = (event.proceeding_id, event.kind, event.effective_on)
    if event.kind in REPEATABLE or event.kind == EventKind.ANNULLED:
        return
    if any((each.proceeding_id, each.kind, each.effective_on) == same for each in others):
        raise Refused("This event is recorded on that day already.", field="effective_on")


def _new_event(
    document: EnforcementDocument,
    entry: EventEntry,
    sequence: int,
    corrects: EnforcementEvent | None,
) -> EnforcementEvent:
    return EnforcementEvent(
        office_id=document.office_id,
        document_id=document.id,
        sequence=sequence,
        place=sequence if corrects is None else corrects.place,
        kind=entry.kind,
        effective_on=entry.effective_on,
        accounted_on=entry.effective_on,
        ground=entry.ground,
        amount=entry.amount,
        until_on=entry.until_on,
        addressee=entry.addressee,
        note=entry.note,
        corrects_id=None if corrects is None else corrects.id,
        superseded=False,
        report_row=document.report_row,
        kind_row=document.kind_row,
        claim=document.claim,
        joint=document.joint,
        first_of_kind=False,
        re_initiated=False,
        by_territoriality=False,
        overdue=False,
    )


def _account(
    event: EnforcementEvent, corrects: EnforcementEvent | None, closing: AccountClosing | None
) -> None:
    """The day the event counts on: its own, or the first open one. Raises Refused where what counted
    in closed days would count otherwise.
    """
    if closing is None:
        return
    uncounted = corrects is None or corrects.kind == EventKind.TERM_SET
    if corrects is not None and not uncounted and _is_closed(corrects, closing):
        if not _counts_alike(corrects, event):
            raise Refused.because([rules.closed_problem(closing.through_on)])
        for name in _COUNTED:
            setattr(event, name, getattr(corrects, name))
        if event.effective_on < event.accounted_on:
            event.closing_id = corrects.closing_id or closing.id
    elif event.effective_on <= closing.through_on:
        event.accounted_on = closing.through_on + timedelta(days=1)
        event.closing_id = closing.id


# What an event counts by, which nobody changes once its day is closed.
_COUNTED = (
    *("accounted_on", "report_row", "kind_row", "claim", "joint", "first_of_kind"),
    *("re_initiated", "by_territoriality", "overdue", "term_steps"),
)


def _counts_alike(corrects: EnforcementEvent, event: EnforcementEvent) -> bool:
    """Whether the form counts a correction exactly as it counted what it corrects."""
    same = (corrects.kind, corrects.ground, corrects.amount)
    return same == (event.kind, event.ground, event.amount) and (
        event.effective_on <= corrects.accounted_on
    )


def _is_closed(event: EnforcementEvent, closing: AccountClosing | None) -> bool:
    """Whether the event counted already in days that are closed."""
    return closing is not None and event.accounted_on <= closing.through_on


def _in_order(events: Sequence[EnforcementEvent]) -> list[EnforcementEvent]:
    return sorted(events, key=lambda each: (each.effective_on, each.place, each.sequence))


def _lawful(
    document: EnforcementDocument, line: Sequence[EnforcementEvent], entry: EventEntry
) -> tuple[Life, list[Flags]]:
    """The life by these events and the flags of each. Raises Refused where one may not follow."""
    try:
        return replay(claim_of(document), [happening_of(each) for each in line])
    except Unlawful as unlawful:
        raise Refused.because([rules.refused_step(unlawful, entry)]) from None


def _place_in_proceeding(
    session: Session,
    document: EnforcementDocument,
    line: Sequence[EnforcementEvent],
    event: EnforcementEvent,
    entry: EventEntry,
    corrects: EnforcementEvent | None,
) -> None:
    """Give the event its proceeding: the one it begins, or the one that ran before it."""
    if event.kind in INITIATIONS:
        event.proceeding_id = _begun(session, document, line, event, entry, corrects)
        return
    if event.kind == EventKind.ANNULLED:
        event.proceeding_id = corrects.proceeding_id if corrects is not None else None
        return
    before = line[: line.index(event)]
    begun = [each.proceeding_id for each in before if each.kind in INITIATIONS]
    event.proceeding_id = begun[-1] if begun and event.kind != EventKind.REFUSED else None


def _begun(
    session: Session,
    document: EnforcementDocument,
    line: Sequence[EnforcementEvent],
    event: EnforcementEvent,
    entry: EventEntry,
    corrects: EnforcementEvent | None,
) -> int:
    """The proceeding an initiation begins; one left without its initiation is taken again."""
    if serial_number_taken(
        session, document.office_id, entry.serial_number, except_document=document.id
    ):
        raise Refused("Another proceeding of this account has that number.", field="serial_number")
    known = proceedings_of(session, document.id)
    running = {each.proceeding_id for each in line if each is not event}
    free = [each for each in known if each.id not in running]
    if corrects is not None and corrects.proceeding_id is not None:
        free = [each for each in known if each.id == corrects.proceeding_id]
    taken = {each.serial_number for each in known if each not in free[:1]}
    if entry.serial_number in taken:
        raise Refused("Another proceeding of this account has that number.", field="serial_number")
    if free:
        free[0].serial_number = entry.serial_number
        return free[0].id
    proceeding = EnforcementProceeding(
        office_id=document.office_id,
        document_id=document.id,
        ordinal=max((each.ordinal for each in known), default=0) + 1,
        serial_number=entry.serial_number,
    )
    session.add(proceeding)
    session.flush()
    return proceeding.id


def _keep_flags(
    line: Sequence[EnforcementEvent], flags: Sequence[Flags], closing: AccountClosing | None
) -> None:
    """What is kept on each event for speed, as the whole life gives it; in closed days as it stood."""
    counted = {
        (each.proceeding_id, each.kind)
        for each in line
        if _is_closed(each, closing) and each.first_of_kind
    }
    for event, found in zip(line, flags, strict=True):
        if _is_closed(event, closing):
            continue
        first = (event.proceeding_id, event.kind) not in counted
        event.first_of_kind = found.first_of_kind and first
        event.re_initiated = found.re_initiated
        event.by_territoriality = found.by_territoriality
        event.overdue = found.overdue
        event.term_steps = [step.as_json() for step in found.why] or None


def _keep_claims(
    document: EnforcementDocument,
    line: Sequence[EnforcementEvent],
    closing: AccountClosing | None,
) -> None:
    """Field 10 as it stood before each event that counts in open days: the card's sum, or the last
    change of it in the order they count in. A change dated back renews those after it.
    """
    claim, newest = document.claim, -1
    for place, event in sorted(enumerate(line), key=lambda each: each[1].accounted_on):
        if not _is_closed(event, closing):
            event.claim = claim
        if event.kind == EventKind.AMOUNT_CHANGED and place > newest:
            claim, newest = event.amount, place


def keep_standing(document: EnforcementDocument, life: Life) -> None:
    """The columns kept on the document for lists, as its life gives them."""
    running = life.standing in (Standing.OPEN, Standing.IN_TRANSIT)
    term = life.term
    ended = life.standing is Standing.ENDED
    suspended = life.standing is Standing.SUSPENDED
    document.standing = life.standing.value
    document.initiated_on = life.initiated_on
    document.term_ends_on = term.ends_on if running and term is not None else None
    document.suspended_on = life.pauses[-1].from_ if suspended else None
    document.sent_on = life.sent_on if life.standing is Standing.IN_TRANSIT else None
    document.ended_on = life.ended_on if ended else None
    document.ended_by = life.ended_by.value if ended and life.ended_by is not None else None
    document.claim_now = life.claim.amount
    document.recovered = life.recovered
    document.sanction_paid = life.sanction_paid


def _note(
    session: Session,
    actor: Actor,
    document: EnforcementDocument,
    event: EnforcementEvent,
    entry: EventEntry,
) -> None:
    """The audit row of one event."""
    given = {name: value for name, value in asdict(entry).items() if value not in (None, "")}
    record(
        session,
        actor,
        action="enforcement.record_event",
        subject=(KIND, document.id),
        office_id=document.office_id,
        after={
            **given,
            "event_id": event.id,
            "corrects_id": event.corrects_id,
            "standing": document.standing,
            "overdue": event.overdue,
        },
    )
