"""Conclusions as pages show them: beside each act of a case, as a document, in lists.

Belongs here: turning rows into plain values with what this reader may do next. Does not belong
here: reading rows, or deciding who may (`conclusion_policy.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from supervision.cases.act_presenting import act_name
from supervision.cases.conclusion_policy import (
    may_approve,
    may_check,
    may_control,
    may_write,
)
from supervision.cases.hearing_presenting import Chip, chip_of
from supervision.cases.models import Conclusion, ConclusionStep, CourtAct, OblastCheck
from supervision.cases.queries.conclusions import (
    AwaitedRow,
    ConclusionRow,
    check_trigger,
    reasoned_trigger,
)
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.conclusions import (
    EDITABLE,
    OBLAST_CHECK_RULES,
    REASONED_RULES,
    ConclusionKind,
    ConclusionState,
    kind_of,
    sections_of,
)
from supervision.core.access import Actor
from supervision.core.i18n import _, day
from supervision.duties.presenting import Presenter, pattern_of
from supervision.duties.queries import DutyRow
from supervision.offices.queries import Above

TONES = {
    ConclusionState.DRAFT.value: "",
    ConclusionState.SUBMITTED.value: "blue",
    ConclusionState.APPROVED.value: "green",
    ConclusionState.RETURNED.value: "amber",
}
STEP_ICONS = {
    "submitted": "send",
    "returned": "arrow-back-up",
    "approved": "circle-check",
    "sent": "send",
    "agreed": "circle-check",
    "remarked": "alert-triangle",
}
STEP_TONES = {"approved": "green", "agreed": "green", "returned": "amber", "remarked": "red"}
_OF_CONCLUSIONS = "2015/10/"


class Button(NamedTuple):
    """Something this reader may do next."""

    url: str
    label: str
    icon: str
    main: bool = False


class ConclusionLine(NamedTuple):
    """One conclusion beside its act."""

    url: str
    title: str
    state: str
    tone: str
    told: Sequence[str]
    remarks: str


class CheckLine(NamedTuple):
    """The oblast's check beside its act."""

    words: str
    tone: str
    note: str


class ActConclusions(NamedTuple):
    """What stands about one act: its duties, conclusions, the oblast's check, what may be begun."""

    act: str
    chips: Sequence[Chip]
    lines: Sequence[ConclusionLine]
    check: CheckLine | None
    buttons: Sequence[Button]


class Section(NamedTuple):
    """One section of the document."""

    code: str
    title: str
    text: str


class StepLine(NamedTuple):
    """One step of the way, already written."""

    title: str
    when: str
    who: str
    words: str
    icon: str
    tone: str


class ListLine(NamedTuple):
    """One line of the page of conclusions."""

    url: str
    case_number: str
    act: str
    kind: str
    state: str
    tone: str
    author: str
    office: str
    on: str


class AwaitedLine(NamedTuple):
    """One act that waits for the oblast."""

    url: str
    case_number: str
    act: str
    office: str
    chip: Chip
    draft: str


def of_acts(
    whole: Whole,
    duties: Mapping[str, Sequence[DutyRow]],
    writer: Presenter,
    actor: Actor,
    above: Above,
) -> list[ActConclusions]:
    """What stands about each act of a case, in the order of the acts."""
    checks = {check.act_id: check for check in whole.oblast_checks}
    return [
        _of_act(
            act,
            [each for each in whole.conclusions if each.act_id == act.id],
            checks.get(act.id),
            duties,
            writer,
            actor,
            above,
        )
        for act in whole.acts
    ]


def chips_of_act(
    act: CourtAct, duties: Mapping[str, Sequence[DutyRow]], writer: Presenter
) -> list[Chip]:
    """The oblast's duty to check an act (`2015 ¶17`)."""
    rows = duties.get(check_trigger(act.id), ())
    return [chip_of(row, writer) for row in rows if row.rule in OBLAST_CHECK_RULES]


def _of_act(
    act: CourtAct,
    conclusions: Sequence[Conclusion],
    check: OblastCheck | None,
    duties: Mapping[str, Sequence[DutyRow]],
    writer: Presenter,
    actor: Actor,
    above: Above,
) -> ActConclusions:
    rows = [
        row
        for name in (
            f"court_act_issued#act-{act.id}",
            check_trigger(act.id),
            reasoned_trigger(act.id),
            f"reasoned_conclusion_approved#act-{act.id}",
        )
        for row in duties.get(name, ())
    ]
    shown = [
        row
        for row in rows
        if row.rule.startswith(_OF_CONCLUSIONS) or row.rule in OBLAST_CHECK_RULES
    ]
    return ActConclusions(
        act=act_name(act, writer.language),
        chips=[chip_of(row, writer) for row in shown],
        lines=[_line(each, writer.language) for each in conclusions],
        check=_check_line(check, writer.language) if check is not None else None,
        buttons=_beginnings(act, conclusions, check, rows, actor, above),
    )


def _beginnings(
    act: CourtAct,
    conclusions: Sequence[Conclusion],
    check: OblastCheck | None,
    rows: Sequence[DutyRow],
    actor: Actor,
    above: Above,
) -> list[Button]:
    """What may be begun about the act."""
    begun = {each.kind for each in conclusions}
    ids: dict[str, Any] = {"case_id": act.case_id, "act_id": act.id}
    found = []
    own = kind_of(act.instance)
    if own.value not in begun and may_write(actor, own, above):
        address = url_for("cases.new_conclusion", **ids)
        found.append(Button(address, _("Write the conclusion"), "pencil"))
    reasoned = ConclusionKind.REASONED
    asked = any(row.rule in REASONED_RULES for row in rows)
    approves = may_approve(actor, reasoned, above, head_away=False)
    mine = may_write(actor, reasoned, above) and not approves
    if asked and reasoned.value not in begun and mine:
        address = url_for("cases.new_reasoned_conclusion", **ids)
        found.append(Button(address, _("Write the reasoned conclusion"), "pencil"))
    if check is None and act.copy_on is not None and may_check(actor, above):
        address = url_for("cases.oblast_check", **ids)
        found.append(Button(address, _("Record the oblast's check"), "clipboard-check"))
    return found


def _line(conclusion: Conclusion, language: str) -> ConclusionLine:
    told = [_("Written by %(name)s", name=conclusion.author_name)]
    if conclusion.approved_on is not None:
        told.append(
            _(
                "Approved by %(name)s on %(day)s",
                name=conclusion.approved_by or "",
                day=day(conclusion.approved_on, language),
            )
        )
    told += _control_words(conclusion, language)
    returned = conclusion.state == ConclusionState.RETURNED
    return ConclusionLine(
        url=url_for("cases.conclusion", case_id=conclusion.case_id, conclusion_id=conclusion.id),
        title=_(f"cases.conclusion.{conclusion.kind}"),
        state=_(f"cases.conclusion_state.{conclusion.state}"),
        tone=TONES[conclusion.state],
        told=told,
        remarks=conclusion.remarks if returned else "",
    )


def _control_words(conclusion: Conclusion, language: str) -> list[str]:
    """The letter and the control of a reasoned one; nothing of another."""
    told = []
    if conclusion.sent_on is not None:
        told.append(
            _(
                "Sent to the GPO on %(day)s by letter %(number)s",
                day=day(conclusion.sent_on, language),
                number=conclusion.sent_number or "",
            )
        )
    if conclusion.controlled_on is not None:
        told.append(
            _(
                "Controlled by %(name)s on %(day)s: agreed",
                name=conclusion.controlled_by or "",
                day=day(conclusion.controlled_on, language),
            )
        )
    return told


def _check_line(check: OblastCheck, language: str) -> CheckLine:
    result = _(f"cases.check.{check.result}")
    return CheckLine(
        words=f"{_('Check of the oblast office')}: {result} · {day(check.checked_on, language)} · "
        f"{check.checked_by}",
        tone="green" if check.result == "lawful" else "red",
        note=check.note,
    )


def sections(conclusion: Conclusion, language: str) -> list[Section]:
    """The sections of the document in the order of the text."""
    return [
        Section(item.code, item.title.in_language(language), conclusion.sections.get(item.code, ""))
        for item in sections_of(conclusion.kind)
    ]


def buttons(conclusion: Conclusion, actor: Actor, above: Above, *, head_away: bool) -> list[Button]:
    """What this reader may do with the conclusion as it stands."""
    ids: dict[str, Any] = {"case_id": conclusion.case_id, "conclusion_id": conclusion.id}
    kind, state, found = conclusion.kind, conclusion.state, []
    if state in EDITABLE and may_write(actor, kind, above):
        address = url_for("cases.edit_conclusion", **ids)
        found.append(Button(address, _("Go on writing"), "pencil", main=True))
    approves = may_approve(actor, kind, above, head_away=head_away)
    if state == ConclusionState.SUBMITTED and approves:
        if actor.user_id not in (conclusion.author_id, conclusion.submitted_by_id):
            address = url_for("cases.approve_conclusion", **ids)
            found.append(Button(address, _("Approve"), "circle-check", main=True))
        address = url_for("cases.return_conclusion", **ids)
        found.append(Button(address, _("Return with remarks"), "arrow-back-up"))
    unsent = state == ConclusionState.APPROVED and conclusion.sent_on is None
    if kind == ConclusionKind.REASONED and unsent and may_write(actor, kind, above):
        address = url_for("cases.send_conclusion", **ids)
        found.append(Button(address, _("Send to the GPO"), "send", main=True))
    waits = conclusion.sent_on is not None and conclusion.controlled_on is None
    if waits and may_control(actor, above):
        address = url_for("cases.control_conclusion", **ids)
        found.append(Button(address, _("Record the control"), "clipboard-check", main=True))
    return found


def step_lines(
    steps: Sequence[ConclusionStep], offices: Mapping[int, str], language: str
) -> list[StepLine]:
    """The way of a conclusion, the latest step first."""
    return [
        StepLine(
            title=_(f"cases.conclusion_step.{step.what}"),
            when=day(step.made_on, language),
            who=f"{step.made_by}, {offices.get(step.by_office_id, '')}",
            words=step.words,
            icon=STEP_ICONS[step.what],
            tone=STEP_TONES.get(step.what, "blue"),
        )
        for step in reversed(steps)
    ]


def _act_words(kind: str, instance: str, made_on: date, language: str) -> str:
    return (
        f"{_(f'cases.act.{kind}')} · {_(f'cases.instance.{instance}')} · {day(made_on, language)}"
    )


def list_lines(rows: Sequence[ConclusionRow], language: str) -> list[ListLine]:
    """The rows of the page of conclusions; the day is that of the last step."""
    return [
        ListLine(
            url=url_for("cases.conclusion", case_id=row.case_id, conclusion_id=row.id),
            case_number=row.case_number,
            act=_act_words(row.act_kind, row.act_instance, row.act_made_on, language),
            kind=_(f"cases.conclusion.{row.kind}"),
            state=_state_words(row),
            tone=TONES[row.state],
            author=row.author_name,
            office=row.office_name,
            on=day(_last_day(row), language),
        )
        for row in rows
    ]


def _state_words(row: ConclusionRow) -> str:
    """The state, and for a reasoned one how far the control is."""
    if row.controlled_on is not None:
        return _("cases.conclusion_state.controlled")
    if row.sent_on is not None:
        return _("cases.conclusion_state.sent")
    return _(f"cases.conclusion_state.{row.state}")


def _last_day(row: ConclusionRow) -> date:
    if row.state in EDITABLE:
        return row.edited_on
    return row.controlled_on or row.sent_on or row.approved_on or row.submitted_on or row.edited_on


def awaited_lines(
    rows: Sequence[AwaitedRow], chips: Mapping[int, Chip], language: str
) -> list[AwaitedLine]:
    """The acts that wait for the oblast, each with its duty and the draft begun on it."""
    address = pattern_of("cases.case", "case_id")
    return [
        AwaitedLine(
            url=f"{address(row.case_id)}#conclusions",
            case_number=row.case_number,
            act=_act_words(row.act_kind, row.act_instance, row.act_made_on, language),
            office=row.office_name,
            chip=chips[row.duty_id],
            draft=_(f"cases.conclusion_state.{row.conclusion_state}")
            if row.conclusion_state
            else "",
        )
        for row in rows
        if row.duty_id in chips
    ]
