"""A person's duties as iCalendar (RFC 5545): all-day events that no time zone can shift.

Belongs here: writing the calendar from plain values. Does not belong here: whose duties they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event


@dataclass(frozen=True)
class Entry:
    """One duty in a calendar; `alarms` are moments in UTC, `state` is open, fulfilled or dropped."""

    uid: str
    on: date
    title: str
    description: str
    link: str
    sequence: int
    changed_at: datetime
    state: str
    alarms: Sequence[datetime] = ()


def write(entries: Iterable[Entry], *, name: str, language: str) -> bytes:
    """The calendar as bytes; the same entries give the same bytes, so that a reader can tell."""
    calendar = Calendar()
    calendar.add("prodid", f"-//supervision//duties//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.description)
    event.add("url", entry.link)
    event.add("transp", "TRANSPARENT")  # a last day keeps nobody from meeting others
    event.add("status", "CANCELLED" if entry.state == "dropped" else "CONFIRMED")
    for moment in entry.alarms if entry.state == "open" else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
        event.add_component(alarm)
    return event
