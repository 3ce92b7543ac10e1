"""Registers of cases as sheets: cases, court acts, conclusions, private rulings.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the pages read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.cases import (
    act_register_views,
    conclusion_list_views,
    register_asking,
    ruling_views,
)
from supervision.cases.queries import cases, conclusions, filed_acts, rulings
from supervision.core.i18n import _
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind


def _case_columns() -> list[Column]:
    return [
        Column(_("Number"), width=20),
        Column(_("Articles"), width=14),
        Column(_("Offender"), width=34),
        Column(_("Complaint"), width=30),
        Column(_("Court"), width=40),
        Column(_("Received by the court"), Kind.DAY, 14),
        Column(_("Participation"), width=50),
        Column(_("Next hearing"), Kind.MOMENT, 18),
        Column(_("Last act"), width=30),
        Column(_("Office"), width=34),
        Column(_("Prosecutor"), width=28),
    ]


def _read_cases(at: Reading) -> ReadPage:
    choices = register_asking.choices_of(at.session, at.actor, at.language)
    sort, grounds = register_asking.sort_of(), dict(choices.grounds)
    read = partial(
        cases.register,
        at.session,
        register_asking.filters_of(at.actor, choices, at.today),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        language=at.language,
    )

    def write(rows: Sequence[cases.CaseRow]) -> list[Cells]:
        articles = cases.articles_of_cases(at.session, [row.id for row in rows])
        return [
            (
                row.number,
                ", ".join(articles.get(row.id, ())),
                row.offender_name,
                grounds.get(row.complaint, "") if row.complaint else "",
                row.court,
                row.received_on,
                "; ".join(grounds.get(code, code) for code in row.categories or ()),
                at.wall_clock(row.next_hearing),
                _(f"cases.act.{row.last_act}") if row.last_act else "",
                row.office_name,
                row.assignee or "",
            )
            for row in rows
        ]

    return paged(read, write)


def _act_columns() -> list[Column]:
    return [
        Column(_("Number"), width=20),
        Column(_("Offender"), width=34),
        Column(_("Court"), width=40),
        Column(_("Instance"), width=16),
        Column(_("What was decided"), width=36),
        Column(_("Made on"), Kind.DAY, 12),
        Column(_("Entry into force"), Kind.DAY, 12),
        Column(_("Result of the check"), width=30),
        Column(_("Conclusion"), width=24),
        Column(_("Conclusion approved on"), Kind.DAY, 14),
        Column(_("Prosecutor"), width=28),
        Column(_("Nomenclature file"), width=14),
        Column(_("Year"), Kind.WHOLE, 8),
        Column(_("Volume"), width=8),
        Column(_("Sheets"), width=10),
        Column(_("Filed on"), Kind.DAY, 12),
        Column(_("Office"), width=34),
    ]


def _read_acts(at: Reading) -> ReadPage:
    choices = act_register_views.choices_of(at.session, at.actor, at.language)
    filters = act_register_views.filters_of(at.actor, choices)

    def write(rows: Sequence[filed_acts.ActRow]) -> list[Cells]:
        return [
            (
                row.number,
                row.offender,
                row.court,
                _(f"cases.instance.{row.instance}"),
                _(f"cases.act.{row.kind}"),
                row.made_on,
                row.in_force_on,
                _(f"cases.check.{row.check_result}") if row.check_result else "",
                _(f"reconciliation.conclusion.{row.conclusion}") if row.conclusion else "",
                row.approved_on,
                ", ".join(dict.fromkeys(row.prosecutors)),
                row.file_index or "",
                row.file_year,
                row.volume or "",
                row.sheets or "",
                row.filed_on,
                row.office_name,
            )
            for row in rows
        ]

    return paged(partial(filed_acts.register, at.session, filters, language=at.language), write)


def _chosen_acts(at: Reading) -> list[tuple[str, str]]:
    choices = act_register_views.choices_of(at.session, at.actor, at.language)
    return act_register_views.chosen_words(choices)


def _conclusion_columns() -> list[Column]:
    return [
        Column(_("Case"), width=20),
        Column(_("What was decided"), width=36),
        Column(_("Instance"), width=16),
        Column(_("Made on"), Kind.DAY, 12),
        Column(_("Conclusion"), width=24),
        Column(_("State"), width=20),
        Column(_("Author"), width=28),
        Column(_("Submitted"), Kind.DAY, 12),
        Column(_("Approved"), Kind.DAY, 12),
        Column(_("Sent"), Kind.DAY, 12),
        Column(_("Office"), width=34),
    ]


def _read_conclusions(at: Reading) -> ReadPage:
    narrowing, desk = conclusion_list_views.asked_for(at.session, at.actor)

    def write(rows: Sequence[conclusions.ConclusionRow]) -> list[Cells]:
        return [
            (
                row.case_number,
                _(f"cases.act.{row.act_kind}"),
                _(f"cases.instance.{row.act_instance}"),
                row.act_made_on,
                _(f"cases.conclusion.{row.kind}"),
                _(f"cases.conclusion_state.{row.state}"),
                row.author_name,
                row.submitted_on,
                row.approved_on,
                row.sent_on,
                row.office_name,
            )
            for row in rows
        ]

    read = partial(conclusions.listed, at.session, narrowing, desk=desk, language=at.language)
    return paged(read, write)


def _ruling_columns() -> list[Column]:
    return [
        Column(_("Case"), width=20),
        Column(_("Court"), width=40),
        Column(_("Day"), Kind.DAY, 12),
        Column(_("Description"), width=50),
        Column(_("Motion"), Kind.DAY, 12),
        Column(_("Result"), width=20),
        Column(_("Number"), width=16),
        Column(_("Addressee"), width=34),
        Column(_("Answer by"), Kind.DAY, 12),
        Column(_("Answered on"), Kind.DAY, 12),
        Column(_("Office"), width=34),
    ]


def _read_rulings(at: Reading) -> ReadPage:
    filters, sort = ruling_views.asked_for(at.actor)
    read = partial(
        rulings.register,
        at.session,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        language=at.language,
        today=at.today,
    )

    def write(rows: Sequence[rulings.RulingRow]) -> list[Cells]:
        return [
            (
                row.case_number,
                row.court,
                row.on,
                row.description,
                row.moved_on,
                _(f"cases.ruling_result.{row.result}") if row.result else "",
                row.number,
                row.addressee,
                row.follow_up_by,
                row.answered_on,
                row.office_name,
            )
            for row in rows
        ]

    return paged(read, write)


EXPORTABLES = (
    Exportable("cases", "Administrative cases", _case_columns, _read_cases),
    Exportable(
        "court_acts", "Court acts and conclusions", _act_columns, _read_acts, chosen=_chosen_acts
    ),
    Exportable("conclusions", "Conclusions", _conclusion_columns, _read_conclusions),
    Exportable("private_rulings", "Private rulings", _ruling_columns, _read_rulings),
)
