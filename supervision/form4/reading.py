"""The filled form of an office and period, and what of it does not hold.

Belongs here: putting facts, adding up, controls and kept forms together for whoever shows the form.
Does not belong here: any number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.duties.board_views import named
from supervision.form4 import keeping
from supervision.form4.asking import Question, table_of
from supervision.form4.models import Form4Kept
from supervision.form4.queries.asked import Asked
from supervision.form4.queries.groups import facts
from supervision.form4.queries.kept import brought_before, submitted_before
from supervision.form4.rules import span_of
from supervision.law.form4.adding import build
from supervision.law.form4.controls.judging import failures
from supervision.law.form4.controls.outcome import Case, Failure
from supervision.law.form4.editions import Binding, edition, edition_on
from supervision.law.form4.filled import Filled
from supervision.offices.queries import below


@dataclass(frozen=True)
class Form:
    """A filled form with what was asked and the controls that fail."""

    asked: Asked
    filled: Filled
    failures: list[Failure]


@dataclass(frozen=True)
class Kept:
    """A kept form as it stood, with the controls that failed then."""

    filled: Filled
    failures: list[Failure]


def form_of(
    session: Session, asked: Asked, *, previous: Filled | None = None, nationwide: bool = False
) -> Form:
    """The form of these offices and days; `previous` is what was submitted for the period before."""
    filled = filled_of(session, asked)
    case = Case(filled, asked.answers, previous=previous, nationwide=nationwide)
    return Form(asked, filled, failures(case))


def filled_of(session: Session, asked: Asked) -> Filled:
    """The three tables alone."""
    return build(asked.edition, asked.answers, facts(session, asked))


def previous_of(session: Session, question: Question) -> Filled | None:
    """What the office submitted for the period that ends where this one begins, by the same readings."""
    before = submitted_before(session, question.office.id, question.span.start, own=question.own)
    if before is None or before.answers != dict(question.answers):
        return None
    return kept_of(before).filled


def judged(session: Session, question: Question, filled: Filled) -> list[Failure]:
    """The controls that fail on somebody else's tables, after what they brought before."""
    before = brought_before(session, question.office.id, question.span.start, own=question.own)
    known = None if before is None else kept_of(before).filled
    case = Case(
        filled,
        question.answers,
        previous=known,
        earlier=() if known is None else (known,),
        nationwide=question.is_nationwide,
    )
    return failures(case)


def kept_of(form: Form4Kept) -> Kept:
    """A kept form as it stood. Raises UnknownLaw for an edition the product no longer has."""
    filled = keeping.filled_again(
        form.edition, form.tables, form.beside, own=form.origin == "submitted"
    )
    return Kept(filled, [keeping.failure_again(failed) for failed in form.failed])


def question_of_kept(session: Session, actor: Actor, form: Form4Kept, zone: str) -> Question:
    """The question a kept form answered. Raises NotFound for an office the reader does not see."""
    if form.of_office_id not in actor.offices_below:
        raise NotFound
    span = span_of(form.starts_on, form.ends_on)
    binding = Binding(edition(form.edition), edition_on(form.ends_on).in_force)
    office_id = form.of_office_id
    return Question(
        office=named(session, office_id),
        office_ids=(office_id,) if form.own else below(session, office_id),
        own=form.own,
        span=span,
        binding=binding,
        answers=form.answers,
        table=table_of(binding),
        zone=zone,
    )
