"""What the pages of enforcement documents show: lines of lists, the life told, sums and grounds.

Belongs here: words for codes, money as people read it, links. Does not belong here: a query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import url_for

from supervision.core.i18n import _, current_language, day
from supervision.enforcement.models import AccountClosing, EnforcementEvent
from supervision.enforcement.queries.register import DocumentRow
from supervision.law.calendar import CalendarGap, WorkingCalendar
from supervision.law.enforcement.events import BY_CONTROL_CARD, EventKind, grounds_of
from supervision.law.enforcement.life import Standing
from supervision.law.enforcement.ruling import is_late, ruling_due
from supervision.law.model import Step
from supervision.law.wording import sentence, sentences

TONES: Mapping[str, str] = {
    Standing.AWAITING: "amber",
    Standing.REFUSED: "",
    Standing.OPEN: "blue",
    Standing.SUSPENDED: "amber",
    Standing.IN_TRANSIT: "amber",
    Standing.ENDED: "green",
    Standing.ENDING_CANCELLED: "red",
    Standing.INITIATION_CANCELLED: "red",
    Standing.LEFT: "",
}


def money(amount: Decimal | None) -> str:
    """A sum of tenge with narrow blanks between thousands; tiyn only where there are any."""
    if amount is None:
        return ""
    whole, _point, tiyn = f"{amount:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return grouped if tiyn == "00" else f"{grouped},{tiyn}"


@dataclass(frozen=True)
class DocumentLine:
    """One line of the register, every cell written."""

    url: str
    number: str
    body: str
    row: int
    debtor: str
    claimant: str
    claim: str
    recovered: str
    received_on: str
    standing: str
    tone: str
    since: str
    term: str
    late: bool
    office: str


def document_lines(rows: Sequence[DocumentRow], today: date) -> list[DocumentLine]:
    """The lines of one page; words for each state are looked up once a page."""
    words = {each.value: _(f"enforcement.standing.{each}") for each in Standing}
    endings = ending_words()
    return [_line(row, words, endings, today) for row in rows]


def ending_words() -> dict[str, str]:
    """The words of each event that may have ended a document."""
    return {each.value: _(f"enforcement.event.{each}") for each in EventKind}


def _line(
    row: DocumentRow, words: Mapping[str, str], endings: Mapping[str, str], today: date
) -> DocumentLine:
    ended = endings.get(row.ended_by or "", "")
    return DocumentLine(
        url=url_for("enforcement.document", document_id=row.id),
        number=row.writ_number,
        body=row.issuing_body,
        row=row.report_row,
        debtor=row.debtor_name,
        claimant=row.claimant_name,
        claim=money(row.claim_now),
        recovered=money(row.recovered) if row.recovered else "",
        received_on=day(row.received_on),
        standing=words[row.standing],
        tone=TONES[row.standing],
        since=f"{ended}, {day(row.ended_on)}" if row.ended_on else "",
        term=day(row.term_ends_on) if row.term_ends_on else "",
        late=row.term_ends_on is not None and row.term_ends_on < today,
        office=row.office_name,
    )


@dataclass(frozen=True)
class EventLine:
    """One event as the life of a document shows it."""

    id: int
    title: str
    on: str
    ground: str
    amount: str
    details: tuple[str, ...]
    flags: tuple[str, ...]
    overdue: bool
    why: tuple[str, ...]
    recorded: object
    who: str
    superseded: bool
    corrects: str
    correctable: bool
    counted: str


@dataclass(frozen=True)
class RulingClock:
    """The three working days the bailiff has to rule on a document (C2), told with its steps."""

    words: str
    late: bool
    steps: tuple[str, ...]


def ruling_clock(
    received_on: date, ruled_on: date | None, *, calendar: WorkingCalendar, today: date
) -> RulingClock | None:
    """The clock of the first ruling while it runs, and once it was missed; None where it was in time,
    and for days the calendar does not know.
    """
    try:
        due = ruling_due(received_on, calendar)
    except CalendarGap:
        return None
    late = is_late(due.due_on, ruled_on, today)
    if ruled_on is not None and not late:
        return None
    told = {"due": day(due.due_on), "on": day(ruled_on)}
    if ruled_on is not None:
        words = _("The ruling of %(on)s came after its last day, %(due)s", **told)
    elif late:
        words = _("A ruling was due by %(due)s and is missing", **told)
    else:
        words = _("The bailiff rules on it by %(due)s", **told)
    return RulingClock(words, late, tuple(sentences(due.steps, current_language())))


def ground_words(kind: str, ground: str | None) -> str:
    """The ground of an event as the Law names it, led by its clause."""
    if ground is None:
        return ""
    language = current_language()
    for item in grounds_of(EventKind(kind)):
        if item.code == ground:
            return f"{ground}) {item.title.in_language(language)}"
    return ground


def event_lines(
    events: Sequence[EnforcementEvent],
    offices: Mapping[int, str],
    serials: Mapping[int, str],
    closings: Mapping[int, AccountClosing],
) -> list[EventLine]:
    """The life of a document, the latest event first; those put right stay, struck through."""
    known = {each.id: each for each in events}
    return [_event_line(each, known, offices, serials, closings) for each in reversed(events)]


def _event_line(
    event: EnforcementEvent,
    known: Mapping[int, EnforcementEvent],
    offices: Mapping[int, str],
    serials: Mapping[int, str],
    closings: Mapping[int, AccountClosing],
) -> EventLine:
    wrong = known.get(event.corrects_id or 0)
    return EventLine(
        id=event.id,
        title=_(f"enforcement.event.{event.kind}"),
        on=day(event.effective_on),
        ground=ground_words(event.kind, event.ground),
        amount=money(event.amount),
        details=_details(event, offices, serials),
        flags=_flags(event),
        overdue=event.overdue,
        why=tuple(
            sentence(Step.from_json(step), current_language()) for step in event.term_steps or ()
        ),
        recorded=event.recorded_at,
        who=event.recorded_by,
        superseded=event.superseded,
        corrects=""
        if wrong is None
        else _(
            "puts right: %(event)s of %(day)s",
            event=_(f"enforcement.event.{wrong.kind}"),
            day=day(wrong.effective_on),
        ),
        correctable=not event.superseded
        and event.kind not in BY_CONTROL_CARD | {EventKind.ANNULLED},
        counted=counted_words(event, closings.get(event.closing_id or 0)),
    )


def counted_words(event: EnforcementEvent, closing: AccountClosing | None) -> str:
    """Why an event counts in Form No. 4 on a later day than its own; nothing where it does not."""
    if closing is None:
        return ""
    return _(
        "Counts in Form No. 4 on %(day)s: form No. %(number)s of the days up to %(through)s was "
        "submitted before.",
        day=day(event.accounted_on),
        number=f"{closing.sequence}/{closing.year}",
        through=day(closing.through_on),
    )


def _details(
    event: EnforcementEvent, offices: Mapping[int, str], serials: Mapping[int, str]
) -> tuple[str, ...]:
    """What else the event tells, a sentence each."""
    told = []
    if event.kind in ("initiated", "re_initiated", "accepted_by_territoriality"):
        number = serials.get(event.proceeding_id or 0, "")
        told.append(_("Proceeding No. %(number)s", number=number))
    if event.counterpart_office_id is not None:
        told.append(offices.get(event.counterpart_office_id, ""))
    if event.until_on is not None:
        told.append(_("until %(day)s", day=day(event.until_on)))
    told += [event.addressee, event.note]
    return tuple(each for each in told if each)


def _flags(event: EnforcementEvent) -> tuple[str, ...]:
    """The flags of an event in words, those that say more than its own name."""
    flags = {
        "re_initiated": event.re_initiated and event.kind != EventKind.RE_INITIATED,
        "by_territoriality": event.by_territoriality and event.kind != EventKind.ACCEPTED,
        "joint": event.joint,
        "overdue": event.overdue,
    }
    return tuple(_(f"enforcement.flag.{name}") for name, stands in flags.items() if stands)
