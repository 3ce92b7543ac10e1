"""A report of a period as a paper: its sections and texts in their order, the cases behind its figures.

Belongs here: the values its wording may name, written from what the page shows (`2002 ¶9–10`,
`2015 ¶20, ¶28`). Does not belong here: the wording (`papers/period_report.*.txt`), any count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.i18n import _, day_long, ngettext_
from supervision.duties.presenting import period_words
from supervision.duties.views import lawbook
from supervision.offices.models import Office
from supervision.printing.document import (
    Block,
    Column,
    Figure,
    Heading,
    Note,
    Paragraph,
    Table,
    legible,
)
from supervision.printing.kinds import Gathered, PaperKind
from supervision.printing.wording import Field
from supervision.reports import reading
from supervision.reports.queries import figures
from supervision.reports.queries.sources import Filled
from supervision.reports.reading import Opened
from supervision.reports.report_presenting import Row, Writer, days_of
from supervision.reports.rules.kinds import Part
from supervision.reports.rules.reports import ARRIVED, Role

MOST_NAMED = 40  # cases named behind one figure; the rest stand in the product
FIELDS = (
    *(Field("addressee"), Field("report"), Field("period"), Field("days")),
    Field("contents", demanded_by="2002 ¶9–10, 2015 ¶20, ¶28", of_blocks=True),
    Field("signer"),
    Field("approved_day"),
    Field("cases", demanded_by="2015 ¶20", of_blocks=True),
)


def gather(session: Session, report_id: int, language: str) -> Gathered:
    """What a report says; settled once it is sent. Raises NotFound, also for one not yet sent that is
    another office's.
    """
    law, today = lawbook(), web.today()
    one = reading.opened_for(session, web.actor(), report_id, law)
    writer = Writer(law, language)
    sections = {each.section.code: each for each in reading.contents(session, one, today=today)}
    edition = one.edition if one.is_frozen else None
    return Gathered(
        office=one.office,
        title=one.kind.title.in_language(language),
        values={
            "addressee": _addressee(session, one, language),
            "report": one.kind.title.in_language(language),
            "period": period_words(one.report.period, language),
            "days": days_of(one.report.starts_on, one.report.ends_on, language),
            "contents": tuple(_contents(session, one, sections, writer)),
            "signer": edition.approved_by if edition else "",
            "approved_day": day_long(edition.as_of, language) if edition else "",
            "cases": tuple(_cases(session, one, sections, writer)),
        },
        on=edition.as_of if edition else today,
        settled=one.report.state in ARRIVED,
        page={"report_id": report_id},
    )


def _addressee(session: Session, one: Opened, language: str) -> str:
    """To whom it goes from this office: a part to the office above, the country's to nobody."""
    if one.role is Role.RECEIVES:
        return ""
    if one.role is Role.GIVES_PART and one.office.parent_id is not None:
        return session.get_one(Office, one.office.parent_id).name_in(language)
    return one.kind.addressee.in_language(language)


def _contents(
    session: Session, one: Opened, sections: dict[str, Filled], writer: Writer
) -> Iterator[Block]:
    said = reading.texts(session, one)
    for part in one.kind.sections:
        if part.is_text:
            yield from _text(
                part, said.get(part.code, ""), writer.language, draft=not one.is_frozen
            )
        else:
            yield from _section(sections[part.code], writer)


def _text(part: Part, said: str, language: str, *, draft: bool) -> Iterator[Block]:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if part.title is not None and (lines or draft):
        yield Heading(part.title.in_language(language))
        yield from (Paragraph(line) for line in lines)
        if not lines:
            yield Note(_("not written yet"))


def _section(filled: Filled, writer: Writer) -> Iterator[Block]:
    shown = writer.section(filled)
    yield Heading(shown.title)
    yield Table(
        columns=(
            Column(_("Figure"), width=36),
            Column(_("This period"), width=15, right=True),
            Column(_("Previous period"), width=15, right=True),
            Column(_("reports.change"), width=11, right=True),
            Column(_("A year ago"), width=15, right=True),
            Column(_("reports.change"), width=11, right=True),
        ),
        rows=[_cells(row) for row in shown.rows],
        nothing=_("Nothing in this period."),
    )
    if shown.tail:
        yield Table(
            columns=(
                Column(_("Figure"), width=60),
                Column(_("reports.counted"), width=20, right=True),
            ),
            rows=[(legible(row.words), row.value) for row in shown.tail],
            caption=_("Tail: known after the cut-off of earlier reports, counted here once"),
        )


def _cells(row: Row) -> Sequence[str]:
    beside = [
        part
        for each in (row.before, row.year_ago)
        for part in ((each.value, each.change) if each else ("—", "—"))
    ]
    return (legible(row.words), row.value, *beside)


def _cases(
    session: Session, one: Opened, sections: dict[str, Filled], writer: Writer
) -> Iterator[Block]:
    """The cases behind each figure, as the approval froze them; a draft has none fixed yet."""
    if not one.is_frozen or one.edition is None:
        yield Note(_("The lists of cases behind the figures are kept when the report is approved."))
        return
    named = figures.frozen_labels(session, one.edition.id, most=MOST_NAMED)
    for code in one.kind.facts:
        filled = sections[code]
        for of_tail, lines in ((False, filled.lines), (True, filled.tail)):
            for line in lines:
                behind = named.get((code, of_tail, line.key))
                if behind is not None:
                    where = filled.section.title
                    if of_tail:
                        where = _("Tail: %(section)s", section=where)
                    yield Figure(
                        legible(f"{where} — {writer.line(filled.section, line.key)}"),
                        str(behind.many),
                        _named(behind),
                    )


def _named(behind: figures.Behind) -> Sequence[str]:
    more = behind.many - len(behind.labels)
    labels = [legible(label) for label in behind.labels]
    return (
        *labels,
        *([ngettext_("and %(num)s more", "and %(num)s more", more)] if more else ()),
    )


PAPER = PaperKind(
    code="period_report",
    title="printing.period_report",
    room=Path(__file__).parent,
    page="period_reports.report",
    gather=gather,
    own_fields=FIELDS,
)
