"""What protests tell of a case, as events of the law (`2015 ¶13–15, ¶23`, `2002 ¶7`).

Belongs here: naming the recorded days as the law's rules name their events. Does not belong here:
what follows from them (`duties`, `law`). An event that starts a duty has the protest's own key, so
that two protests of one case never meet in one trigger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supervision.duties.rules import Event
from supervision.law.protests import Mover, Outcome, ProtestKind
from supervision.protests.models import Protest, ProtestMotion, RestoredTerm
from supervision.protests.rules import is_on_merits


def protest_events(
    protest: Protest, *, author_level: str, motion: ProtestMotion | None, moving_level: str
) -> list[Event]:
    """The facts of a protest: in a case those of an appellate one, in a dispute those of any kind.

    `motion` is the last one for its withdrawal, `moving_level` the level of the office that moved.
    """
    if protest.brought_on is None:
        return []
    if protest.dispute_act_id is not None:
        key = f"act-{protest.dispute_act_id}"
        return [Event("protest_brought", protest.brought_on, key=key)]
    if protest.kind != ProtestKind.APPELLATE:
        return []
    act, own = f"act-{protest.act_id}", f"protest-{protest.id}"
    brought_by = {"protest_brought_by": (author_level,)}
    events = [
        Event("appellate_protest_brought", protest.brought_on, key=act, attributes=brought_by)
    ]
    if protest.outcome == Outcome.REJECTED:
        events.append(Event("appellate_protest_rejected", protest.outcome_on, key=own))
    if is_on_merits(protest.outcome) and author_level == "gpo":
        events.append(
            Event("gpo_protest_considered", protest.outcome_on, key=own, attributes=brought_by)
        )
    if protest.outcome == Outcome.WITHDRAWN:
        events += _withdrawn(protest, own, motion, moving_level)
    return events


def _withdrawn(
    protest: Protest, key: str, motion: ProtestMotion | None, moving_level: str
) -> list[Event]:
    """The withdrawal; the motives were told with the motion, so they answer its day (`¶23`)."""
    higher = motion is not None and motion.moved_as == Mover.HIGHER_PROSECUTOR
    attributes = {
        "withdrawn_by": (moving_level if higher else "author",),
        "withdrawn_as": ("unfounded",) if motion is not None and motion.unfounded else (),
    }
    events = [
        Event("appellate_protest_withdrawn", protest.outcome_on, key=key, attributes=attributes)
    ]
    if motion is not None and higher and protest.outcome_on is not None:
        told_on = max(motion.moved_on, protest.outcome_on)
        events.append(Event("withdrawal_motives_told", told_on, key=key))
    return events


def term_events(
    terms: Sequence[RestoredTerm], protests: Sequence[Protest], closes_on: date | None
) -> list[Event]:
    """The last restored term of an act. Where its protest was handed in after the ordinary term and
    before the ruling, nothing is left to be done within the new one, so it is not told.
    """
    if not terms:
        return []
    last = max(terms, key=lambda term: (term.until_on, term.id))
    brought = [each.brought_on for each in protests if each.kind == ProtestKind.APPELLATE]
    if closes_on is not None and any(on and closes_on < on < last.ruled_on for on in brought):
        return []
    return [
        Event(
            "protest_term_restored",
            last.ruled_on,
            key=f"act-{last.act_id}",
            stated_on=last.until_on,
        )
    ]
