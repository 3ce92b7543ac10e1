"""Private rulings and acts of response as the law hears of them (`2015 ¶4, ¶12`).

Belongs here: their events, keyed by the ruling or the breach they answer. Does not belong here:
what follows from them (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Iterator

from supervision.cases.models import PrivateRuling
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.rulings import RulingResult
from supervision.duties.rules import Event
from supervision.responses.queries import first_answer


def ruling_events(whole: Whole) -> Iterator[Event]:
    """Grounds the prosecutor found, his motion, and an act of response of the same content.

    A court that issued the ruling unasked left nothing to move for, so its grounds open no duty.
    """
    for ruling in whole.rulings:
        key = f"ruling-{ruling.id}"
        if ruling.found_on is not None and not _issued_unasked(ruling):
            yield Event("private_ruling_grounds_found", ruling.found_on, key=key)
        if ruling.moved_on is not None:
            yield Event("private_ruling_moved", ruling.moved_on, key=key)
        for act in whole.responses:
            if act.ruling_id == ruling.id:
                yield Event("response_act_brought", act.brought_on, key=key)


def _issued_unasked(ruling: PrivateRuling) -> bool:
    return ruling.result == RulingResult.ISSUED and not ruling.on_motion


def breach_events(whole: Whole) -> Iterator[Event]:
    """Terms the court broke, and what answered each: an act of response, or a motion (`¶4`).

    A removal no act is known of names its act in its own note, so it stands for one.
    """
    for breach in whole.breaches:
        key = f"breach-{breach.id}"
        yield Event("court_term_breach_found", breach.found_on, key=key)
        answered = first_answer(whole.responses, breach.id)
        moved = [
            each.moved_on
            for each in whole.rulings
            if each.breach_id == breach.id and each.moved_on is not None
        ]
        if answered is not None:
            yield Event("response_act_brought", answered.brought_on, key=key)
        elif breach.removed_on is not None and not moved:
            yield Event("response_act_brought", breach.removed_on, key=key)
        for on in moved:
            yield Event("private_ruling_moved", on, key=key)
