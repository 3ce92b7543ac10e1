"""The register of protests and one protest whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from supervision.api.describing import answers, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Office, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import current_language
from supervision.duties.views import lawbook
from supervision.law.protests import ProtestKind
from supervision.offices.queries import all_office_ids, office_names
from supervision.protests.api.blueprint import TAG, blueprint
from supervision.protests.api.shapes import (
    Motion,
    ProtestItem,
    ProtestList,
    ProtestQuery,
    ProtestWhole,
    Review,
    Window,
)
from supervision.protests.models import ProtestMotion, ProtestReview
from supervision.protests.queries import lists
from supervision.protests.queries.lists import ProtestRow
from supervision.protests.queries.protests import Dossier, dossier_of, terms_of
from supervision.protests.queries.windows import window_of
from supervision.protests.register_views import choices_of, filters_of

_ITEM = tuple(ProtestItem.model_fields)
_OWN = tuple(
    name
    for name in ProtestWhole.model_fields
    if name not in {"act_id", "office", "author", "window", "outcome_act_id", "reviews", "motions"}
)


@blueprint.get("/protests")
@requires(Permission.SEE_CASES)
@answers(ProtestList, tag=TAG)
def list_protests(query: ProtestQuery) -> Response:
    """The register of protests, by the filters of the page."""
    session, actor = db.session(), web.actor()
    choices = choices_of(session, actor, current_language())
    demand_offered(
        {
            "office": offices_of(actor, choices.offices),
            "author": choices.authors,
            "assignee": choices.people,
        }
    )
    page = lists.register(
        session,
        filters_of(choices),
        sort=query.sort.removeprefix("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        language=current_language(),
    )
    return told(listed(ProtestList, page, [_item(row) for row in page.rows]))


@blueprint.get("/protests/<int:protest_id>")
@requires(Permission.SEE_CASES)
@answers(ProtestWhole, tag=TAG)
def read_protest(protest_id: int) -> Response:
    """One protest: its text, its window, its reviews and motions, what became of it."""
    return told_protest(protest_id)


@blueprint.get("/protests/<int:protest_id>/reviews/<int:review_id>")
@requires(Permission.SEE_CASES)
@answers(Review, tag=TAG)
def read_review(protest_id: int, review_id: int) -> Response:
    """One review of a draft; its ETag is what the higher office answers to."""
    return told_review(protest_id, review_id)


def told_protest(protest_id: int, *, status: int = 200) -> Response:
    """A protest as it stands now; raises NotFound."""
    session = db.session()
    found = dossier_of(session, protest_id)
    whole = whole_of(session, found)
    location = f"/api/v1/protests/{protest_id}" if status == 201 else ""
    return told(whole, status=status, version=found.protest.version, location=location)


def told_review(protest_id: int, review_id: int, *, status: int = 200) -> Response:
    """A review of a protest as it stands now; raises NotFound."""
    session = db.session()
    found = dossier_of(session, protest_id)
    review = next((each for each in found.reviews if each.id == review_id), None)
    if review is None:
        raise NotFound
    location = f"/api/v1/protests/{protest_id}/reviews/{review_id}" if status == 201 else ""
    shape = _review(review, _names(session))
    return told(shape, status=status, version=review.version, location=location)


def whole_of(session: Session, found: Dossier) -> ProtestWhole:
    """A protest with everything about it in the shape of the API."""
    protest, names = found.protest, _names(session)
    return ProtestWhole(
        **{name: getattr(protest, name) for name in _OWN},
        act_id=protest.against_id,
        office=Office(id=protest.office_id, name=names[protest.office_id]),
        author=Office(id=protest.author_office_id, name=names[protest.author_office_id]),
        window=_window(session, found),
        outcome_act_id=protest.deciding_id,
        reviews=[_review(each, names) for each in found.reviews],
        motions=[_motion(each, names) for each in found.motions],
    )


def _item(row: ProtestRow) -> ProtestItem:
    return ProtestItem(**{name: getattr(row, name) for name in _ITEM})


def _names(session: Session) -> Mapping[int, str]:
    return office_names(session, all_office_ids(session), current_language())


def _window(session: Session, found: Dossier) -> Window | None:
    """The window as the law counts it now, of an appellate protest alone."""
    if found.protest.kind != ProtestKind.APPELLATE:
        return None
    matter, act = found.matter, found.act
    terms = [each for each in terms_of(session, matter.kind, matter.id) if each.act_id == act.id]
    window = window_of(matter, act, terms, lawbook())
    if window is None:
        return None
    state = window.state(web.today())
    return Window(opens_on=window.opens_on, last_day=window.last_day, state=state.value)


def _review(review: ProtestReview, names: Mapping[int, str]) -> Review:
    office = review.reviewing_office_id
    return Review(**_kept(Review, review), office=Office(id=office, name=names[office]))


def _motion(motion: ProtestMotion, names: Mapping[int, str]) -> Motion:
    office = motion.moving_office_id
    return Motion(**_kept(Motion, motion), office=Office(id=office, name=names[office]))


def _kept(shape: type[Review | Motion], row: ProtestReview | ProtestMotion) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in shape.model_fields if name != "office"}
    return kept | ({"remarks": kept["remarks"] or ""} if "remarks" in kept else {})
