"""What every page with duties is written with: the application's lawbook and a writer of duties."""

from __future__ import annotations

from flask import current_app

from supervision.core import web
from supervision.core.i18n import current_language
from supervision.decrees import law_at_work
from supervision.duties.presenting import Presenter
from supervision.law.lawbook import Lawbook


def lawbook() -> Lawbook:
    """The law of the running request, with the decrees that stand, for the rooms above."""
    return law_at_work.lawbook()


def presenter() -> Presenter:
    """A writer of duties for this page."""
    sources = current_app.extensions["fact_sources"]
    return Presenter(lawbook(), sources, language=current_language(), today=web.today())
