"""The register of representations, with the rejected protests that await a decision; printable."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, request

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked, asked_day, chosen
from supervision.core.db import db
from supervision.core.i18n import _
from supervision.core.paging import Cursor
from supervision.duties.views import presenter
from supervision.offices.queries import all_office_ids, office_names
from supervision.representations.blueprint import blueprint
from supervision.representations.presenting import TONES
from supervision.representations.queries import lists
from supervision.representations.rules import Cause, MissedState, RepresentationState


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The representations the reader sees; an unknown choice in the address narrows nothing."""
    session, writer = db.session(), presenter()
    offices, states, causes = office_choices(), _states(), _causes()
    filters = asked_for()
    cursor = Cursor.parse(request.args.get("page"))
    page = lists.register(session, filters, cursor=cursor, language=writer.language)
    return render_template(
        "representations/register.html",
        page=page,
        awaiting=lists.rejected_awaiting(
            session, office_id=filters.office_id, language=writer.language
        ),
        states=states,
        causes=causes,
        offices=offices,
        names=office_names(session, all_office_ids(session), writer.language),
        tones=TONES,
        asked=request.args,
        wrong=_wrong_days(),
        narrowed=any(value for name, value in request.args.items() if name != "page"),
    )


def _states() -> list[tuple[str, str]]:
    return [(each.value, _(f"representations.state.{each}")) for each in RepresentationState]


def _causes() -> list[tuple[str, str]]:
    return [(each.value, _(f"representations.cause.{each}")) for each in Cause]


def asked_for() -> lists.Filters:
    """What the address asks for; an unknown choice narrows nothing."""
    office = chosen("office", office_choices())
    return filters_of(_states(), _causes(), int(office) if office else None)


def filters_of(
    states: list[tuple[str, str]], causes: list[tuple[str, str]], office_id: int | None
) -> lists.Filters:
    """What the address asks for beside the office."""
    return lists.Filters(
        state=chosen("state", states),
        cause=chosen("kind", causes),
        office_id=office_id,
        since=asked_day("from"),
        until=asked_day("to"),
    )


class MissedAsked(NamedTuple):
    """What the list of missed terms is narrowed to."""

    state: str
    office_id: int | None


def asked_for_missed() -> MissedAsked:
    """What the address of the missed terms asks for: those still open, unless another state."""
    office = chosen("office", office_choices())
    state = chosen("state", state_choices()) or MissedState.OPEN.value
    return MissedAsked(state, int(office) if office else None)


def state_choices() -> list[tuple[str, str]]:
    """The states of missed terms in words."""
    return [(each.value, _(f"representations.missed_state.{each}")) for each in MissedState]


def office_choices() -> list[tuple[str, str]]:
    """The offices a list of the reader may be narrowed to."""
    below = web.actor().offices_below
    language = presenter().language
    offices = office_names(db.session(), below, language) if len(below) > 1 else {}
    return [(str(number), name) for number, name in offices.items()]


def _wrong_days() -> str:
    """What is wrong with the days of the address, in words."""
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return words if unread else ""
