"""What every page of figures is handed: the question, the bar over it, which computation it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import _, current_language
from supervision.duties.board_views import crumbs_of
from supervision.duties.presenting import period_words
from supervision.duties.views import lawbook
from supervision.indicators.asking import Choices, Question, choices_of, question_of
from supervision.indicators.presenting import Tab, Writer, period_tabs, span_words
from supervision.indicators.queries import runs
from supervision.indicators.rules import standard_spans
from supervision.indicators.words import Teller
from supervision.law.figures import Figure
from supervision.law.model import UnknownLaw


@dataclass(frozen=True)
class Page:
    """One page of figures at work."""

    session: Session
    question: Question
    writer: Writer

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.writer.language

    def crumbs(self, address: Callable[..., str]) -> list[tuple[str, str]]:
        """The offices above the one shown, each an address of the same page."""
        seen = web.actor().offices_below
        above = [number for number in self.question.office.ancestors[:-1] if number in seen]
        named = crumbs_of(self.session, self.question.office, seen)
        return [
            (name, address(office=str(number), own=None, prosecutor=None))
            for (name, _url), number in zip(named, above, strict=True)
        ]

    def context(self, address: Callable[..., str]) -> dict[str, Any]:
        """What the frame of the page shows; `address` is the page itself with other choices."""
        question = self.question
        choices: Choices = choices_of(
            self.session, web.actor(), question, self.language, period_words
        )
        tabs: list[Tab] = period_tabs(self.writer, standard_spans(web.today()), address)
        return {
            "question": question,
            "links": self.writer.links,
            "span": span_words(question.span, self.language),
            "choices": choices,
            "tabs": tabs,
            "latest_url": address(frozen=None, as_of=None),
            "narrowed": narrowed_words(self.writer, choices),
            "waiting": runs.waiting(self.session),
            "may_compute": web.actor().may(Permission.RECORD_CASES),
            "crumbs": self.crumbs(address),
        }


def page_of_figures() -> Page:
    """The page the address asks for."""
    session, language = db.session(), current_language()
    question = question_of(session, web.actor(), web.today())
    return Page(session, question, Writer(question, Teller(lawbook(), language)))


def figure_of(code: str) -> Figure:
    """The figure of an address. Raises NotFound."""
    try:
        return lawbook().figure(code)
    except UnknownLaw as unknown:
        raise NotFound from unknown


def narrowed_words(writer: Writer, choices: Choices) -> list[str]:
    """What the figures are narrowed to beside office and days, in words."""
    narrowing = writer.question.narrowing
    told = [
        dict(choices.prosecutors).get(str(narrowing.prosecutor_id), ""),
        dict(choices.categories).get(narrowing.category or "", ""),
        f"{_('Article')} {narrowing.article}" if narrowing.article else "",
    ]
    return [words for words in told if words]
