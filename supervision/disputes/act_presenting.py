"""Court acts of disputes as pages show them: the chain of a dispute as one line of history.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import url_for

from supervision.cases.act_presenting import CHECK_TONES
from supervision.cases.hearing_presenting import Chip, chip_of
from supervision.cases.presenting import titles
from supervision.cases.queries.parts import Beside
from supervision.core.i18n import _, day
from supervision.disputes.models import DisputeAct
from supervision.disputes.queries.whole import Whole
from supervision.duties.presenting import Presenter
from supervision.duties.queries import DutyRow

_STARTS = (
    "enforcement_court_act_received",
    "enforcement_act_found_lawful",
    "enforcement_act_found_unlawful",
)


class ActLine(NamedTuple):
    """One act of a dispute, every cell already written; `chips` are the duties it gave."""

    title: str
    when: str
    kind: str
    content: str
    reviews: str
    received_on: str
    term_ends_on: str
    in_force_on: str
    checked: str
    check_tone: str
    check_note: str
    chips: Sequence[Chip]
    days_url: str
    check_url: str


def act_name(act: DisputeAct, language: str) -> str:
    """An act as others refer to it: what it decided, its instance and its day."""
    decision, instance = _(f"disputes.decision.{act.decision}"), _(f"cases.instance.{act.instance}")
    return f"{decision} · {instance} · {day(act.made_on, language)}"


def acts_of(whole: Whole, beside: Beside, writer: Presenter) -> list[ActLine]:
    """The acts of a dispute in the order they were made: each names the one it reviews."""
    known = {act.id: act for act in whole.acts}
    kinds = titles("2002 ¶7", "act_kinds", writer.language)
    return [_line(act, known, kinds, beside, writer) for act in whole.acts]


def chips_of(
    act: DisputeAct, duties: Mapping[str, Sequence[DutyRow]], writer: Presenter
) -> list[Chip]:
    """What the act gave: its check, and its protest or representation (`2002 ¶2, ¶7`).

    `duties` are those of the dispute by trigger.
    """
    rows = [row for name in _STARTS for row in duties.get(f"{name}#act-{act.id}", ())]
    return [chip_of(row, writer) for row in rows]


def _line(
    act: DisputeAct,
    known: Mapping[int, DisputeAct],
    kinds: Mapping[str, str],
    beside: Beside,
    writer: Presenter,
) -> ActLine:
    language = writer.language
    ids: dict[str, Any] = {"dispute_id": act.dispute_id, "act_id": act.id}
    reviewed = known.get(act.reviews_id or 0)
    where = (_(f"cases.instance.{act.instance}"), beside.courts.get(act.court_id, ""))
    checked = _(f"cases.check.{act.check_result}") if act.check_result else ""
    return ActLine(
        title=_(f"disputes.decision.{act.decision}"),
        when=" · ".join((day(act.made_on, language), *where)),
        kind=kinds[act.kind],
        content=act.content,
        reviews=act_name(reviewed, language) if reviewed is not None else "",
        received_on=day(act.received_on, language) if act.received_on else "",
        term_ends_on=day(act.term_ends_on, language) if act.term_ends_on else "",
        in_force_on=day(act.in_force_on, language) if act.in_force_on else "",
        checked=f"{checked} · {day(act.checked_on, language)}" if checked else "",
        check_tone=CHECK_TONES.get(act.check_result or "", ""),
        check_note=act.check_note,
        chips=chips_of(act, beside.duties, writer),
        days_url=url_for("disputes.act_days", **ids),
        check_url=url_for("disputes.act_check", **ids),
    )
