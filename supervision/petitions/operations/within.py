"""What every verb of a petition does around its change: hold, guard, note, follow.

Belongs here: steps shared by the verbs of this room. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Text, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused, Stale
from supervision.core.searching import search_words
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.petitions.facts import competent_office, facts_of
from supervision.petitions.models import Petition, PetitionWord
from supervision.petitions.policy import demand_change
from supervision.petitions.queries.petitions import get, get_for_change
from supervision.petitions.queries.whole import Whole, whole_of
from supervision.petitions.rules import KIND
from supervision.petitions.rules.intake import CLOSED


def changing(
    session: Session,
    petition_id: int,
    version: int | None = None,
    *,
    actor: Actor,
    even_closed: bool = False,
) -> Petition:
    """The petition, held for change.

    Refuses another office (NotFound, Forbidden), another version (Stale), and a closed petition
    unless the verb still has something to record of it.
    """
    petition = get_for_change(session, petition_id)
    if petition is None:
        demand_change(actor, get(session, petition_id))
        raise NotFound
    demand_change(actor, petition)
    demand_version(petition.version, version)
    if petition.state in CLOSED and not even_closed:
        raise Refused("This petition is answered; nothing more is recorded of it.")
    return petition


def demand_version(found: int, expected: int | None) -> None:
    """Refuse (Stale) a change of something that somebody else changed meanwhile."""
    if expected is not None and expected != found:
        raise Stale(found, expected)


def demand_competent(session: Session, whole: Whole, law: Lawbook, actor: Actor) -> None:
    """Refuse to resolve a petition that the law gives to another office (`2015 ¶9`, `¶27`)."""
    owner = competent_office(law, whole)
    if owner != whole.office.id:
        name = session.get_one(Office, owner).name_in(actor.language)
        raise Refused(
            "By law another office resolves this petition: %(office)s. Forward it.", office=name
        )


def note_change(
    session: Session,
    petition: Petition,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> None:
    """Leave the audit row of one verb."""
    record(
        session,
        actor,
        action=f"petitions.{verb}",
        subject=(KIND, petition.id),
        office_id=petition.office_id,
        before=before,
        after=after,
    )


def follow(session: Session, petition_id: int, *, actor: Actor, law: Lawbook, today: date) -> Whole:
    """Let the law follow the petition as it now stands."""
    session.flush()
    whole = whole_of(session, petition_id)
    subject, facts = facts_of(whole)
    sync(session, actor, subject, facts, law=law, today=today)
    return whole


def write_words(session: Session, petition: Petition) -> None:
    """What the petition is found by, written anew."""
    session.execute(delete(PetitionWord).where(PetitionWord.petition_id == petition.id))
    words = search_words(
        petition.number,
        petition.petitioner_name,
        petition.identity_number,
        petition.representative_name,
        petition.case_number,
    )
    each_word = func.unnest(literal(sorted(words), ARRAY(Text)))
    session.execute(
        insert(PetitionWord).from_select(
            ["petition_id", "office_id", "word"],
            select(literal(petition.id), literal(petition.office_id), each_word),
        )
    )
