"""Private rulings as pages show them: those of a case, the lines of the register.

Belongs here: turning rows into plain values. Does not belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from supervision.cases.models import PrivateRuling
from supervision.cases.queries.rulings import RulingRow
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.rulings import Compliance, Origin, RulingResult, is_late, is_unanswered
from supervision.core.i18n import _, current_language, day
from supervision.duties.presenting import pattern_of

RESULT_TONES: Mapping[str, str] = {RulingResult.ISSUED: "green", RulingResult.REFUSED: "red"}
ANSWER_TONES: Mapping[str, str] = {
    Compliance.COMPLIED: "green",
    Compliance.COMPLIED_IN_PART: "amber",
    Compliance.NOT_COMPLIED: "red",
}


class RulingCard(NamedTuple):
    """One ruling on its case's page, every cell already written; addresses are "" where over."""

    title: str
    description: str
    grounds: str
    of_breach: bool
    motion: str
    result: str
    result_tone: str
    decision: str
    content: str
    refusal_reason: str
    follow_up_by: str
    unanswered: bool
    answer: str
    answer_tone: str
    answered_on: str
    late: bool
    measures: str
    edit_url: str
    motion_url: str
    decision_url: str
    answer_url: str
    act_url: str


class RulingLine(NamedTuple):
    """One ruling of the register, every cell already written."""

    url: str
    case: str
    office: str
    court: str
    on: str
    description: str
    of_breach: bool
    on_motion: bool
    motion: str
    with_prosecutor: bool
    result: str
    result_tone: str
    decision: str
    follow_up_by: str
    unanswered: bool
    answer: str
    late: bool


def cards_of(whole: Whole, today: date) -> list[RulingCard]:
    """The private rulings of a case in the order they were recorded."""
    language = current_language()
    return [_card(whole.case.id, ruling, today, language) for ruling in whole.rulings]


def _card(case_id: int, ruling: PrivateRuling, today: date, language: str) -> RulingCard:
    undecided = ruling.result is None
    waiting = ruling.result == RulingResult.ISSUED and ruling.answered_on is None

    def address(step: str, *, offered: bool = True) -> str:
        values: dict[str, Any] = {"case_id": case_id, "ruling_id": ruling.id}
        return url_for(f"cases.{step}", **values) if offered else ""

    return RulingCard(
        title=_title(ruling),
        description=ruling.description,
        grounds=_grounds(ruling, language),
        of_breach=ruling.of_breach,
        motion=_motion(ruling.moved_on, ruling.proof, ruling.proof_document, language),
        content=ruling.content,
        refusal_reason=ruling.refusal_reason,
        measures=ruling.measures,
        edit_url=address("change_ruling", offered=undecided),
        motion_url=address("ruling_motion", offered=undecided and _may_move(ruling)),
        decision_url=address("ruling_decision", offered=undecided or waiting),
        answer_url=address("ruling_answer", offered=waiting),
        act_url=url_for("cases.new_response", case_id=case_id, ruling=ruling.id),
        answered_on=day(ruling.answered_on, language) if ruling.answered_on else "",
        **_course(ruling, today, language),
    )


def _may_move(ruling: PrivateRuling) -> bool:
    return ruling.origin == Origin.PROSECUTOR


def _title(ruling: PrivateRuling) -> str:
    if ruling.result == RulingResult.ISSUED:
        return _("Private ruling")
    return (
        _("Motion for a private ruling") if ruling.on_motion else _("Grounds of a private ruling")
    )


def _grounds(ruling: PrivateRuling, language: str) -> str:
    if ruling.found_on is None:
        return _("cases.ruling_origin.court")
    return _("Grounds found on %(day)s", day=day(ruling.found_on, language))


def _motion(on: date | None, proof: str | None, document: str, language: str) -> str:
    """The motion in words; empty without one."""
    if on is None or proof is None:
        return ""
    proven = _(f"cases.ruling_proof.{proof}")
    return _(
        "Moved on %(day)s, proven by: %(proof)s (%(document)s)",
        day=day(on, language),
        proof=proven,
        document=document,
    )


def _course(ruling: PrivateRuling | RulingRow, today: date, language: str) -> dict[str, Any]:
    """What the court did and what was answered."""
    decided_on = ruling.decided_on if isinstance(ruling, PrivateRuling) else ruling.on
    told = [ruling.number, day(decided_on, language), ruling.addressee]
    return {
        "result": _(f"cases.ruling_result.{ruling.result}") if ruling.result else "",
        "result_tone": RESULT_TONES.get(ruling.result or "", ""),
        "decision": " · ".join(each for each in told if each) if ruling.result else "",
        "follow_up_by": day(ruling.follow_up_by, language) if ruling.follow_up_by else "",
        "unanswered": is_unanswered(ruling.result, ruling.follow_up_by, ruling.answered_on, today),
        "answer": _(f"cases.ruling_answer.{ruling.answer}") if ruling.answer else "",
        "late": is_late(ruling.follow_up_by, ruling.answered_on),
    } | (
        {"answer_tone": ANSWER_TONES.get(ruling.answer or "", "")}
        if isinstance(ruling, PrivateRuling)
        else {}
    )


def register_lines(rows: Sequence[RulingRow], today: date) -> list[RulingLine]:
    """The rows of the register; each leads to its case."""
    address, language = pattern_of("cases.case", "case_id"), current_language()
    return [
        RulingLine(
            url=f"{address(row.case_id)}#rulings",
            case=row.case_number,
            office=row.office_name,
            court=row.court,
            on=day(row.on, language),
            description=row.description,
            of_breach=row.of_breach,
            on_motion=row.moved_on is not None,
            motion=_motion(row.moved_on, row.proof, row.proof_document, language),
            with_prosecutor=row.with_prosecutor,
            **_course(row, today, language),
        )
        for row in rows
    ]
