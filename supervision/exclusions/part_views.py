"""What the forms of this room have in common: which case, what it is called, where it leads.

Belongs here: the walk of one form, and the addresses pages share. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import url_for

from supervision.cases.part_views import walked
from supervision.core.form_walk import Answer, Verb
from supervision.core.i18n import _
from supervision.duties.forms import RecordForm

Standing = Callable[[], Sequence[tuple[str, str]]]


def stepped(
    number: str,
    form: RecordForm,
    verb: Verb,
    *,
    title: str,
    note: str,
    submit: str,
    done: str,
    subject: tuple[str, int],
    to: str | Callable[[Any], str],
    back: str,
    crumb: tuple[str, str] | None = None,
    standing: Standing | None = None,
    helps: Mapping[str, str] | None = None,
    before: Sequence[tuple[str, str]] = (),
    late: bool = False,
) -> Answer:
    """One form: shown, carried out, told when outdated. `number` names the case on it, `back` is the
    page it is of, `before` tells what the reader decides on, `late` asks for the cause too.
    """
    return walked(
        form,
        "exclusions/step.html",
        verb,
        subject=subject,
        done=done,
        to=to,
        standing=standing,
        case={"number": number},
        part_address=back,
        part_crumbs=[crumb or (_("Exclusions from the count"), url_for("exclusions.register"))],
        title=title,
        note=note,
        submit=submit,
        helps=helps or {},
        told=before,
        late=late,
    )


def page_of(exclusion_id: int) -> str:
    """The page of a request."""
    return url_for("exclusions.exclusion", exclusion_id=exclusion_id)
