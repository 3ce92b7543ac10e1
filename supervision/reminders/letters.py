"""The words of letters: a notice, a working morning's digest, an alarm, in the reader's language.

Belongs here: reading, with the reader's own rights, what a letter tells, and rendering it. Does not
belong here: when a letter leaves, or handing it over. Links begin with the configured address.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.core.access import Actor
from supervision.core.db import SCOPE_KEY, set_scope
from supervision.core.errors import NotFound
from supervision.core.i18n import day, day_long, speaking
from supervision.core.mail import Message
from supervision.decrees.law_at_work import law_of
from supervision.duties.desk_queries import desk as desk_of
from supervision.duties.presenting import citation_words, period_words
from supervision.duties.queries import DutyRow, own_back_plans, row_of
from supervision.duties.rules import OFFICE, DutyState
from supervision.law import wording
from supervision.law.back_plan import USUAL
from supervision.law.lawbook import Lawbook
from supervision.law.model import Step, UnknownLaw
from supervision.reminders import letter_queries
from supervision.reminders.letter_queries import Addressee
from supervision.reminders.letter_rules import ByMail, LetterKind, Reader, message_name, reason_of
from supervision.reminders.models import Letter
from supervision.reminders.presenting import finding_words, late_words, plan_words, rung_words
from supervision.reminders.rules import LEADING_POSTS
from supervision.reminders.watch_rules import Finding, Found

TEMPLATES = {
    LetterKind.NOTICE: (
        "reminders/mail/notice/subject.txt",
        "reminders/mail/notice/body.txt",
        "reminders/mail/notice/body.html",
    ),
    LetterKind.DIGEST: (
        "reminders/mail/digest/subject.txt",
        "reminders/mail/digest/body.txt",
        "reminders/mail/digest/body.html",
    ),
    LetterKind.ALARM: (
        "reminders/mail/alarm/subject.txt",
        "reminders/mail/alarm/body.txt",
        "reminders/mail/alarm/body.html",
    ),
}


class Line(NamedTuple):
    """One duty as a letter or a calendar tells it."""

    title: str
    subject: str
    office: str
    citation: str
    day: str
    day_long: str
    steps: list[str]
    link: str


def public_host(settings: Settings) -> str:
    """The host name behind the @ of message and calendar ids."""
    return urlsplit(settings.public_address).hostname or "localhost"


class Links:
    """Whole addresses of pages, begun with the configured one and never with a request's."""

    def __init__(self, app: Flask) -> None:
        settings = cast(Settings, app.extensions["settings"])
        parts = urlsplit(settings.public_address)
        self._at = app.url_map.bind(
            parts.netloc, script_name=f"{parts.path}/", url_scheme=parts.scheme
        )

    def to(self, endpoint: str, **values: object) -> str:
        """The address of a page."""
        return self._at.build(endpoint, values, force_external=True)


def line_of(row: DutyRow, law: Lawbook, links: Links, language: str) -> Line:
    """A duty in words; one whose rule left the law's files is told by the rule's name."""
    try:
        rule = law.rule(row.rule, row.event_on)
    except UnknownLaw:
        title, citation = row.rule, ""
    else:
        title = rule.title.in_language(language)
        citation = citation_words(law, rule.paragraph, language)
    of_office = row.subject_kind == OFFICE
    return Line(
        title=title,
        subject=period_words(row.subject_label, language) if of_office else row.subject_label,
        office=row.office_name,
        citation=citation,
        day=day(row.due_on, language),
        day_long=day_long(row.due_on, language),
        steps=[wording.sentence(Step.from_json(step), language) for step in row.steps],
        link=links.to("duties.duty", duty_id=row.id),
    )


class Writer:
    """Writes letters for one run. `session` must carry the house's scope."""

    def __init__(self, app: Flask, session: Session) -> None:
        self._session = session
        self._settings = cast(Settings, app.extensions["settings"])
        self._law = law_of(app).of(session)
        self._links = Links(app)
        self._jinja = app.jinja_env

    def compose(self, letter: Letter) -> Message | None:
        """The message of a letter; None when it is no longer owed or wanted, or tells nothing."""
        try:
            found = letter_queries.addressee(self._session, letter.user_id)
            if found is None or not found.email or found.by_mail == ByMail.NONE:
                return None
            with self._reading_as(found.actor), speaking(found.actor.language):
                told = {
                    LetterKind.NOTICE: self._notice,
                    LetterKind.DIGEST: self._digest,
                    LetterKind.ALARM: self._alarm,
                }[LetterKind(letter.kind)](letter, found)
                return None if told is None else self._rendered(letter, found, told)
        finally:
            self._session.commit()  # nothing stays open while a mail server takes its time

    @contextmanager
    def _reading_as(self, actor: Actor) -> Iterator[None]:
        """A letter tells nothing its reader could not open."""
        house = self._session.info[SCOPE_KEY]
        set_scope(self._session, actor.scope)
        try:
            yield
        finally:
            set_scope(self._session, house)

    def _notice(self, letter: Letter, to: Addressee) -> dict[str, Any] | None:
        language = to.actor.language
        try:
            notice = letter_queries.notice(self._session, letter.reminder_id or 0)
            row = row_of(self._session, notice.duty_id, language)
        except NotFound:
            return None
        if row.state != DutyState.OPEN or row.due_on != notice.due_on or row.paused_on:
            return None
        actor = to.actor
        reader = Reader(letter.user_id, actor.office_id or 0, actor.post)
        reason = reason_of(reader, assignee_id=row.assignee_id, owner_office_id=row.owner_office_id)
        plan = own_back_plans(self._session).get(row.owner_office_id, USUAL)
        return {
            "about": letter.reminder_id,
            "line": line_of(row, self._law, self._links, language),
            "rung": rung_words(notice.rung),
            "late": late_words(notice.late_hours),
            "plan": plan_words(plan, notice.rung) if self._has_plan(row) else "",
            "reason": reason.value,
        }

    def _has_plan(self, row: DutyRow) -> bool:
        try:
            return self._law.rule(row.rule, row.event_on).back_plan
        except UnknownLaw:
            return False

    def _digest(self, letter: Letter, to: Addressee) -> dict[str, Any] | None:
        actor, language = to.actor, to.actor.language
        if letter.day is None or actor.office_id is None:
            return None
        leads = actor.post in LEADING_POSTS
        desk = desk_of(
            self._session,
            office_id=actor.office_id,
            user_id=None if leads else letter.user_id,
            today=letter.day,
            language=language,
        )
        fresh = letter_queries.fresh_notices(self._session, letter, language)
        parts = {
            name: [line_of(row, self._law, self._links, language) for row in rows]
            for name, rows in (
                ("overdue", desk.overdue),
                ("today", desk.today),
                ("soon", desk.soon),
            )
        }
        if not any(parts.values()) and not fresh:
            return None
        return {
            "about": letter.day,
            "day": letter.day,
            "whole_office": leads,
            "office": actor.office_name,
            "counts": desk.counts,
            "parts": parts,
            "fresh": [
                (rung_words(notice.rung), line_of(row, self._law, self._links, language))
                for notice, row in fresh
            ],
            "desk": self._links.to("duties.desk"),
        }

    def _alarm(self, letter: Letter, _to: Addressee) -> dict[str, Any] | None:
        incident = letter_queries.incident(self._session, letter.incident_id or 0)
        if incident is None or incident.ended_at is not None:
            return None
        found = Found(Finding(incident.what), incident.number, incident.began_at)
        return {
            "about": incident.id,
            "sentence": finding_words(found, self._settings.zone),
            "began": incident.began_at,
            "desk": self._links.to("duties.desk"),
        }

    def _rendered(self, letter: Letter, to: Addressee, told: dict[str, Any]) -> Message:
        kind = LetterKind(letter.kind)
        values = {
            **told,
            "name": to.actor.name,
            "language": to.actor.language,
            "choices": self._links.to("reminders.channels"),
        }
        subject, text, html = (
            self._jinja.get_template(name).render(values) for name in TEMPLATES[kind]
        )
        return Message(
            to=to.email,
            subject=" ".join(subject.split()),
            text=text.strip() + "\n",
            html=html,
            name=message_name(kind, told["about"], letter.user_id),
        )
