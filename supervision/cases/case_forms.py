"""The form of a case: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules`, and putting a refusal's problems on
the fields they belong to. Does not belong here: any check two fields make together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from supervision.cases.queries.whole import Whole
from supervision.cases.rules.case import (
    ArticleEntry,
    CaseEntry,
    OffenderKind,
    OpenedBy,
    OpenedFor,
)
from supervision.core.errors import Problem
from supervision.core.i18n import current_language, said
from supervision.duties.forms import (
    FILL,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_of,
    text_of,
)
from supervision.law.checklist import list_item, list_items
from supervision.law.competence import MilitaryStatus
from supervision.law.participation import Area, Complaint

BLOCKS = 2
MOST_BLOCKS = 30
_COLUMNS = (
    *("number", "opened_by", "opened_by_name", "offender_kind", "offender_name", "birth_on"),
    *("identity_number", "offence_on", "military_status", "sanctions", "complaint", "opened_for"),
    *("transport_field", "received_by_court_on", "set_for_hearing_on", "decided_on"),
    "copy_sent_on",
)


def ticks(label: Any) -> SelectMultipleField:
    """Several check boxes of one question; the rules refuse what was not offered."""
    return SelectMultipleField(
        label,
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


def law_choices(paragraph: str, name: str) -> list[tuple[str, str]]:
    """A closed list of the law as (code, title) in the reader's language."""
    language = current_language()
    return [(item.code, item.title.in_language(language)) for item in list_items(paragraph, name)]


def ground_title(code: str) -> str:
    """The title of a ground (`2015 ¶6`) in the reader's language."""
    return list_item("2015 ¶6", "grounds", code).title.in_language(current_language())


class ArticleForm(Form):
    """One article of a case; a block left empty is none."""

    article = StringField(_("Article of the CoAO"))
    part = StringField(_("Part"))
    area = choice(_("Area of the offence"))
    chapter = StringField(_("Chapter of the CoAO"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.area.choices = [
            ("", _("cases.area.none")),
            *((a.value, ground_title(a)) for a in Area),
        ]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen in this block."""
        return not any(text_of(field).strip() for field in self)

    def entry(self) -> ArticleEntry:
        """The article as the rules take it; a chapter that is no number becomes one there is not."""
        typed = text_of(self.chapter).strip()
        chapter = (int(typed) if re.fullmatch(r"[0-9]{1,3}", typed, re.ASCII) else 0) or 0
        return ArticleEntry(
            article=text_of(self.article).strip(),
            part=text_of(self.part).strip(),
            area=text_of(self.area) or None,
            chapter=chapter if typed else None,
        )


class CaseForm(RecordForm):
    """A case that a court took, registered or corrected."""

    number = StringField(_("Number of the case"), [InputRequired(FILL)])
    court_id = choice(_("Court"))
    articles = FieldList(FormField(ArticleForm), min_entries=BLOCKS, max_entries=MOST_BLOCKS)
    opened_by = choice(_("Case opened by"))
    opened_by_office_id = choice(_("Prosecutor's office that opened it"))
    opened_by_name = StringField(_("Body, official or unit that opened it"))
    offender_kind = choice(_("Offender"), default=OffenderKind.PERSON.value)
    offender_name = StringField(_("Name of the offender"), [InputRequired(FILL)])
    identity_number = StringField(_("IIN or BIN"))
    birth_on = day_field(_("Birth date"))
    offence_on = day_field(_("Day of the offence"))
    military_status = choice(_("Service in the forces"))
    sanctions = ticks(_("Sanctions in question"))
    complaint = choice(_("Complaint"))
    opened_for = ticks(_("Case opened for"))
    transport_field = choice(_("Field of transport"))
    received_by_court_on = day_field(_("Received by the court on"))
    set_for_hearing_on = day_field(_("Set for hearing on"))
    decided_on = day_field(_("Decided on"))
    copy_sent_on = day_field(_("Copy sent on"))
    assignee_id = choice(_("Prosecutor"))

    def __init__(
        self, *rest: Any, courts: Choices, offices: Choices, colleagues: Choices, **options: Any
    ) -> None:
        super().__init__(*rest, **options)
        none = ("", "—")
        self.court_id.choices = courts
        self.opened_by.choices = [(each.value, _(f"cases.opened_by.{each}")) for each in OpenedBy]
        self.opened_by_office_id.choices = [none, *offices]
        self.offender_kind.choices = [
            (each.value, _(f"cases.offender_kind.{each}")) for each in OffenderKind
        ]
        self.military_status.choices = [
            none,
            *((each.value, _(f"cases.military_status.{each}")) for each in MilitaryStatus),
        ]
        self.sanctions.choices = law_choices("2015 ¶6", "sanctions")
        self.complaint.choices = [none, *((each.value, ground_title(each)) for each in Complaint)]
        self.opened_for.choices = [
            (each.value, _(f"cases.opened_for.{each}")) for each in OpenedFor
        ]
        self.transport_field.choices = [none, *law_choices("2015 ¶7", "transport_fields")]
        self.assignee_id.choices = [("", _("nobody yet")), *colleagues]

    @property
    def chosen(self) -> int | None:
        """The colleague who gets the case, or nobody."""
        return number_of(self.assignee_id)

    @property
    def filled(self) -> list[int]:
        """The places of the article blocks somebody typed into."""
        return [place for place, block in enumerate(self.articles) if not block.form.is_blank]

    def entry(self) -> CaseEntry:
        """The case as the rules take it, after the form was found valid."""
        given: dict[str, Any] = {name: self[name].data for name in _COLUMNS}
        for name in ("military_status", "complaint", "transport_field"):
            given[name] = given[name] or None
        for name in ("sanctions", "opened_for"):
            given[name] = tuple(given[name] or ())
        for name in ("number", "opened_by_name", "offender_name", "identity_number"):
            given[name] = given[name] or ""
        return CaseEntry(
            court_id=number_of(self.court_id) or 0,
            articles=tuple(self.articles[place].form.entry() for place in self.filled),
            opened_by_office_id=number_of(self.opened_by_office_id),
            **given,
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields, those of articles on the block they came from."""
        fields = {field.name: field for field in _leaves(self)}
        loose = []
        for problem in problems:
            field = fields.get(_placed(problem.field or "", self.filled))
            if field is None:
                loose.append(said(problem))
            else:
                field.errors = [*field.errors, said(problem)]
        # The list of blocks keeps errors of its own; the summary above the form asks it.
        self.articles.errors = [block.errors for block in self.articles if block.errors]
        return loose


def recorded(whole: Whole) -> dict[str, Any]:
    """What is recorded of a case, as the form of its correction begins."""
    case = whole.case
    return {
        **{name: getattr(case, name) for name in _COLUMNS},
        **{name: getattr(case, name) or "" for name in ("military_status", "complaint")},
        "transport_field": case.transport_field or "",
        "court_id": str(case.court_id),
        "opened_by_office_id": str(case.opened_by_office_id or ""),
        "version": str(case.version),
        "articles": [
            {
                "article": each.article,
                "part": each.part,
                "area": each.area or "",
                "chapter": "" if each.chapter is None else str(each.chapter),
            }
            for each in whole.articles
        ],
    }


def _placed(name: str, blocks: Sequence[int]) -> str:
    """The name of an article's field on the page: empty blocks before it were not counted."""
    if not name.startswith("articles-"):
        return name
    _articles, place, field = name.split("-")
    return f"articles-{blocks[int(place)] if blocks else place}-{field}"


def _leaves(form: Iterable[Any]) -> Iterator[Field]:
    for field in form:
        if isinstance(field, (FieldList, FormField)):
            yield from _leaves(field)
        else:
            yield field
