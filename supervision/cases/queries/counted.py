"""What reports count of cases: their movement, articles, terminations, rulings (`2015 ¶20, ¶28`).

Belongs here: one select a section, in the shape of `core/counting.py`. Does not belong here: what
became of an act on a protest (`protests/queries/counted.py`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, literal, select, union_all

from supervision.cases.models import AdminCase, CaseArticle, CaseHearing, CourtAct, PrivateRuling
from supervision.cases.rules import KIND
from supervision.cases.rules.acts import ActKind
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.rulings import RulingResult
from supervision.core.counting import Asked, Counted, Record, counted
from supervision.law.participation import Instance

MOVEMENT = ("received", "with_prosecutor", "decided", "penalised", "terminated", "reviewed")
RULINGS = ("moved", "issued_on_motion", "issued_unasked", "refused", "answered")
ACT, HEARING, RULING = "court_act", "case_hearing", "private_ruling"
_CASE = Record(KIND, AdminCase.id)


def movement(asked: Asked) -> Counted:
    """Cases that came to court, hearings with a prosecutor, decisions by what they decided."""
    first = CourtAct.instance == Instance.FIRST.value
    ended = CourtAct.kind == ActKind.TERMINATION.value
    parts = (
        _cases("received", AdminCase.received_by_court_on, asked),
        _hearings(asked),
        _acts("decided", asked, first),
        _acts("penalised", asked, first, CourtAct.kind == ActKind.PENALTY.value),
        _acts("terminated", asked, first, ended),
        _acts("reviewed", asked, CourtAct.instance == Instance.APPELLATE.value),
    )
    return _together(*parts)


def by_article(asked: Asked) -> Counted:
    """First-instance decisions by article of the CoAO; one of several articles counts in each."""
    articles = (
        select(CaseArticle.case_id, CaseArticle.article)
        .where(CaseArticle.office_id.in_(asked.offices))
        .distinct()
        .subquery("articles")
    )
    return (
        select(*_act_columns(articles.c.article))
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .join(articles, articles.c.case_id == CourtAct.case_id)
        .where(CourtAct.instance == Instance.FIRST.value, *_made(asked))
    )


def terminations(asked: Asked) -> Counted:
    """Acts that ended a case, by the ground recorded of them, in whatever instance."""
    return (
        select(*_act_columns(CourtAct.termination_ground))
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .where(CourtAct.termination_ground != "", *_made(asked))
    )


def private_rulings(asked: Asked) -> Counted:
    """Motions for a private ruling and what the courts made of them (`2015 ¶12, ¶24`)."""
    issued = PrivateRuling.result == RulingResult.ISSUED.value
    moved = PrivateRuling.moved_on.is_not(None)
    return _together(
        _rulings("moved", PrivateRuling.moved_on, asked, moved),
        _rulings("issued_on_motion", PrivateRuling.decided_on, asked, issued, moved),
        _rulings("issued_unasked", PrivateRuling.decided_on, asked, issued, ~moved),
        _rulings("refused", PrivateRuling.decided_on, asked, ~issued),
        _rulings("answered", PrivateRuling.answered_on, asked),
    )


def _together(*parts: Any) -> Counted:
    return select(union_all(*parts).subquery("counted"))


def _made(asked: Asked) -> list[Any]:
    return [
        CourtAct.office_id.in_(asked.offices),
        CourtAct.made_on.between(asked.start, asked.end),
    ]


def _act_columns(key: Any) -> list[Any]:
    return counted(
        key=key,
        subject=(ACT, CourtAct.id),
        record=_CASE,
        office_id=CourtAct.office_id,
        on_day=CourtAct.made_on,
        label=AdminCase.number,
        detail=case(
            (CourtAct.termination_ground != "", CourtAct.termination_ground), else_=CourtAct.part
        ),
    )


def _acts(key: str, asked: Asked, *which: Any) -> Any:
    return (
        select(*_act_columns(literal(key)))
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .where(*which, *_made(asked))
    )


def _cases(key: str, day: Any, asked: Asked) -> Any:
    columns = counted(
        key=literal(key),
        subject=(KIND, AdminCase.id),
        record=_CASE,
        office_id=AdminCase.office_id,
        on_day=day,
        label=AdminCase.number,
        detail=AdminCase.offender_name,
    )
    return select(*columns).where(
        AdminCase.office_id.in_(asked.offices), day.between(asked.start, asked.end)
    )


def _hearings(asked: Asked) -> Any:
    columns = counted(
        key=literal("with_prosecutor"),
        subject=(HEARING, CaseHearing.id),
        record=_CASE,
        office_id=CaseHearing.office_id,
        on_day=CaseHearing.day,
        label=AdminCase.number,
        detail=func.coalesce(CaseHearing.took_part_name, ""),
    )
    return (
        select(*columns)
        .join(AdminCase, AdminCase.id == CaseHearing.case_id)
        .where(
            CaseHearing.office_id.in_(asked.offices),
            CaseHearing.day.between(asked.start, asked.end),
            CaseHearing.outcome == HearingOutcome.TOOK_PART.value,
        )
    )


def _rulings(key: str, day: Any, asked: Asked, *which: Any) -> Any:
    columns = counted(
        key=literal(key),
        subject=(RULING, PrivateRuling.id),
        record=_CASE,
        office_id=PrivateRuling.office_id,
        on_day=day,
        label=AdminCase.number,
        detail=PrivateRuling.description,
    )
    return (
        select(*columns)
        .join(AdminCase, AdminCase.id == PrivateRuling.case_id)
        .where(
            PrivateRuling.office_id.in_(asked.offices),
            day.between(asked.start, asked.end),
            *which,
        )
    )
