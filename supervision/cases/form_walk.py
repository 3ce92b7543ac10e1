"""The walk of a form that belongs to no case: shown, carried out, told when outdated.

Belongs here: what the pages of reconciliations and nomenclature files share. Does not belong here:
a form of a case's part (`part_views.py`), or a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from sqlalchemy.orm import Session

from supervision.audit.queries import history_of
from supervision.cases.hearing_forms import PartForm
from supervision.cases.part_views import Answer, Meanwhile
from supervision.core import web
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.i18n import _, moment
from supervision.core.transaction import transaction

Subject = tuple[str, int]


def walked(
    form: PartForm,
    template: str,
    verb: Callable[[Session, Actor], Any],
    *,
    done: str,
    back: Callable[[Any], str],
    subject: Subject | None = None,
    **shown: Any,
) -> Answer:
    """Show the form, or carry out the verb and go `back` to what it made; typed words stay.

    `subject` is what somebody else may have changed meanwhile, as the audit names it.
    """
    page = {"form": form, **shown}
    if request.method == "GET":
        return render_template(template, **page)
    if not form.validate():
        return render_template(template, **page), 422
    try:
        with transaction() as session:
            made = verb(session, web.actor())
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        return render_template(template, **page, meanwhile=_meanwhile(subject)), 409
    except Refused as refused:
        return render_template(template, **page, problems=form.take(refused.problems)), 422
    flash(done, "success")
    return redirect(back(made))


def _meanwhile(subject: Subject | None) -> Meanwhile | None:
    """The last thing somebody recorded of the subject, with the words they wrote."""
    if subject is None:
        return None
    last = history_of(db.session(), *subject)[-1]
    words = [str((last.after or {}).get(name, "")) for name in ("number", "note", "title")]
    return Meanwhile(
        title=_(f"audit.action.{last.action}"),
        at=moment(last.at, web.settings().zone),
        who=last.actor_name,
        standing=[("№" if not index else "", word) for index, word in enumerate(words) if word],
    )
