"""What the forms of a case's parts have in common: opened, carried out, told when outdated.

Belongs here: the walk of one form over a hearing or an act. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.audit.queries import history_of
from supervision.cases import policy
from supervision.cases.listening import heard
from supervision.cases.models import AdminCase
from supervision.cases.queries.cases import get
from supervision.cases.queries.courts import courts_of
from supervision.cases.rules import KIND
from supervision.core import web
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.i18n import _, current_language, moment
from supervision.duties.forms import Choices, RecordForm
from supervision.offices.queries import colleagues

Standing = Callable[[], Sequence[tuple[str, str]]]


class Meanwhile(NamedTuple):
    """What somebody else recorded after the page was opened: who, when, and how it stands now."""

    title: str
    at: str
    who: str
    standing: Sequence[tuple[str, str]]


def opened(case_id: int) -> AdminCase:
    """The case for a form of one of its parts; refuses whoever may not change it."""
    case = get(db.session(), case_id)
    policy.demand_change(web.actor(), case)
    return case


def court_choices(case: AdminCase) -> Choices:
    """The courts of the case's office, for a select."""
    language = current_language()
    found = courts_of(db.session(), case.office_id)
    return [(str(court.id), court.name_in(language)) for court in found]


def people_choices(case: AdminCase) -> Choices:
    """The colleagues who may be given a hearing, for a select."""
    found = colleagues(db.session(), case.office_id)
    return [(str(person.id), person.full_name) for person in found]


def carried_out(
    case: AdminCase,
    form: RecordForm,
    template: str,
    verb: Verb,
    *,
    done: str,
    anchor: str,
    standing: Standing | None = None,
    **shown: Any,
) -> Answer:
    """Show the form, or carry out the verb and go to the case; what was typed always stays.

    `standing` tells how the thing stands now, for whom it was changed under the hand.
    """
    address = url_for("cases.case", case_id=case.id, _anchor=anchor)
    page = {"case": case, **shown}
    return walked(
        form,
        template,
        verb,
        subject=(KIND, case.id),
        done=done,
        to=address,
        standing=standing,
        **page,
    )


def walked(
    form: RecordForm,
    template: str,
    verb: Verb,
    *,
    subject: tuple[str, int],
    done: str,
    to: str | Callable[[Any], str],
    standing: Standing | None = None,
    **shown: Any,
) -> Answer:
    """The same for a part of anything: `subject` is kind and id of the whole, `to` the page after it."""

    def told(session: Session, actor: Actor) -> Any:
        made = verb(session, actor)
        heard(session, actor, subject)
        return made

    return walk(
        form,
        template,
        told,
        done=done,
        to=to,
        meanwhile=lambda: _meanwhile(subject, standing),
        **shown,
    )


def _meanwhile(subject: tuple[str, int], standing: Standing | None) -> Meanwhile | None:
    """The last change of the whole somebody recorded, and how the part stands after it."""
    entries = history_of(db.session(), *subject)
    last = [each for each in entries if each.action != "duties.sync"][-1]
    return Meanwhile(
        title=_(f"audit.action.{last.action}"),
        at=moment(last.at, web.settings().zone),
        who=last.actor_name,
        standing=standing() if standing is not None else (),
    )


def last_words(kind: str, subject_id: int) -> Meanwhile:
    """The last thing somebody recorded of a subject, with the words they wrote."""
    last = history_of(db.session(), kind, subject_id)[-1]
    words = [str((last.after or {}).get(name, "")) for name in ("number", "note", "title")]
    return Meanwhile(
        title=_(f"audit.action.{last.action}"),
        at=moment(last.at, web.settings().zone),
        who=last.actor_name,
        standing=[("№" if not index else "", word) for index, word in enumerate(words) if word],
    )
