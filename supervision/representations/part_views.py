"""What the forms of this room have in common: which matter, what it is called, where it leads.

Belongs here: the walk of one form. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import url_for

from supervision.cases.part_views import walked
from supervision.core.form_walk import Answer, Verb
from supervision.core.i18n import _, current_language
from supervision.duties.forms import RecordForm
from supervision.protests.presenting import act_words
from supervision.protests.queries.matters import Matter, MatterAct

Standing = Callable[[], Sequence[tuple[str, str]]]


def stepped(
    matter: Matter,
    act: MatterAct,
    form: RecordForm,
    verb: Verb,
    *,
    title: str,
    submit: str,
    done: str,
    subject: tuple[str, int],
    to: str | Callable[[Any], str],
    back: str,
    standing: Standing | None = None,
    helps: Mapping[str, str] | None = None,
    note: str = "",
) -> Answer:
    """One form about an act: shown, carried out, told when outdated. `back` is the page it is of."""
    crumbs = [(_("Representations"), url_for("representations.register"))]
    return walked(
        form,
        "representations/step.html",
        verb,
        subject=subject,
        done=done,
        to=to,
        standing=standing,
        case={"number": matter.number},
        part_address=back,
        part_crumbs=crumbs,
        title=title,
        submit=submit,
        helps=helps or {},
        note=note or act_words(act.row, current_language()),
    )


def page_of(representation_id: int) -> str:
    """The page of a representation."""
    return url_for("representations.representation", representation_id=representation_id)
