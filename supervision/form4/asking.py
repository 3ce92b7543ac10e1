"""What the address of a page of the form asks for, and how links keep it.

Belongs here: reading office, days, readings and cell so that anything unreadable gives the default
and a plain sentence about it. Does not belong here: counting.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from flask import request
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.asking import asked as value_of
from supervision.core.asking import asked_day, asked_flag
from supervision.core.errors import NotFound
from supervision.core.i18n import _, day
from supervision.duties.board_views import Named, named
from supervision.form4.queries.asked import Asked
from supervision.form4.rules import FIRST_DAY, LAST_DAY, default_span, last_day, span_of
from supervision.law.form4.editions import Binding, edition_on
from supervision.law.form4.filled import Cell
from supervision.law.form4.model import MOVEMENT, Answers, Span
from supervision.offices.models import Office
from supervision.offices.queries import below

READING = "q_"  # a reading in an address: q_total_row=exclusive


@dataclass(frozen=True)
class Question:
    """Whose form of which days by which readings; `problems` says what could not be taken."""

    office: Named
    office_ids: tuple[int, ...]
    own: bool
    span: Span
    binding: Binding
    answers: Answers
    table: str
    zone: str
    problems: list[str] = field(default_factory=list)

    @property
    def asked(self) -> Asked:
        """The question as the statements take it."""
        return Asked(self.binding.edition, self.answers, self.office_ids, self.span, self.zone)

    @property
    def other_answers(self) -> dict[str, str]:
        """The readings that are not ours."""
        questions = self.binding.edition.questions
        return {
            name: answer
            for name, answer in self.answers.items()
            if answer != questions[name].default
        }

    @property
    def kept(self) -> dict[str, str]:
        """The question as an address says it."""
        found = {
            "office": str(self.office.id),
            "from": day(self.span.start, "ru"),
            "to": day(last_day(self.span), "ru"),
        }
        if self.own:
            found["own"] = "1"
        return found | {READING + name: answer for name, answer in self.other_answers.items()}

    @property
    def is_nationwide(self) -> bool:
        """Whether the form is that of the whole country: the root of the tree with all below it."""
        return len(self.office.ancestors) == 1 and not self.own

    def of_office(self, session: Session, office: Office | None) -> Question:
        """The same question about an office below with all under it, or about this office alone."""
        if office is None:
            return replace(self, own=True, office_ids=(self.office.id,))
        there = named(session, office.id)
        return replace(self, own=False, office=there, office_ids=below(session, office.id))

    def about(self, session: Session, office_id: int, span: Span, *, own: bool) -> Question:
        """The same readings about another office and other days."""
        binding = edition_on(last_day(span))
        return replace(
            self,
            office=named(session, office_id),
            office_ids=(office_id,) if own else below(session, office_id),
            own=own,
            span=span,
            binding=binding,
            answers=binding.edition.answers(),
        )

    def of_span(self, span: Span) -> str:
        """The same question about other days."""
        days = {"from": day(span.start, "ru"), "to": day(last_day(span), "ru")}
        return self.query(table=self.table, **days)

    def query(self, **changes: str | None) -> str:
        """The question with some of it changed; None takes a part out."""
        changed: dict[str, str | None] = {**self.kept, **changes}
        return "?" + urlencode(
            {name: value for name, value in changed.items() if value is not None}
        )


def question_of(session: Session, actor: Actor, today: date, zone: str) -> Question:
    """What the address asks for. Raises NotFound for somebody without an office."""
    problems: list[str] = []
    office = _office(session, actor, problems)
    given = {
        name.removeprefix(READING): value
        for name in request.args
        if name.startswith(READING) and (value := value_of(name))
    }
    # Q5 decides the days where none are asked for, and the days decide the edition.
    span = _span(today, given.get("opening", "since_january"), problems)
    binding = edition_on(last_day(span))
    own = asked_flag("own")
    return Question(
        office=office,
        office_ids=(office.id,) if own else below(session, office.id),
        own=own,
        span=span,
        binding=binding,
        answers=_answers(binding, given, problems),
        table=table_of(binding),
        zone=zone,
        problems=problems,
    )


def table_of(binding: Binding) -> str:
    """The table the address asks for, the first where it names none."""
    table = value_of("table")
    return table if table in binding.edition.tables else MOVEMENT


def _office(session: Session, actor: Actor, problems: list[str]) -> Named:
    if actor.office_id is None:
        raise NotFound
    wanted = value_of("office")
    known = {str(office): office for office in actor.offices_below}
    if wanted and wanted not in known:
        problems.append(_("You see no such office; your own is shown."))
    return named(session, known.get(wanted, actor.office_id))


def _span(today: date, opening: str, problems: list[str]) -> Span:
    default = default_span(today, opening)
    if not value_of("from") and not value_of("to"):
        return default
    first, last = asked_day("from"), asked_day("to")
    if first is None or last is None:
        problems.append(_("Write both days as dd.mm.yyyy; the year so far is shown."))
        return default
    if first > last:
        problems.append(_("The period must begin before it ends; the year so far is shown."))
        return default
    if first < FIRST_DAY or last > LAST_DAY:
        problems.append(_("The form is not built for such days; the year so far is shown."))
        return default
    return span_of(first, last)


def _answers(binding: Binding, given: dict[str, str], problems: list[str]) -> Answers:
    questions = binding.edition.questions
    known = {
        name: answer
        for name, answer in given.items()
        if name in questions and answer in questions[name].answers
    }
    if known != given:
        problems.append(_("There is no such reading; ours is used."))
    return binding.edition.answers(**known)


def cell_of(question: Question) -> Cell:
    """The cell the address asks for. Raises NotFound for a place the form does not have."""
    table, row, column = value_of("table"), value_of("row"), value_of("column")
    found = question.binding.edition.tables.get(table)
    if found is None:
        raise NotFound
    rows = {str(number): number for number in found.numbers}
    columns = {str(each.number): each.number for each in found.columns}
    if row not in rows or column not in columns:
        raise NotFound
    return Cell(table, rows[row], columns[column])
