"""Makes the web application: extensions, the list of rooms, guards.

Belongs here: what the whole application is put together from. Does not belong here: any behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config.settings import Environment, Settings
from supervision import menu
from supervision.api import document as api_document
from supervision.cases import api as cases_api
from supervision.cases import views as cases_views
from supervision.cases.assigning import give as give_case
from supervision.cases.facts import SOURCE as CASES_SOURCE
from supervision.cases.importing import IMPORTABLE as CASES_IMPORT
from supervision.cases.listening import EXTENSION as LISTENERS_EXTENSION
from supervision.cases.listening import Listener
from supervision.cases.panels import EXTENSION as CASE_PANELS_EXTENSION
from supervision.cases.panels import Panel
from supervision.cases.prints import PAPERS as CASES_PAPERS
from supervision.cases.ruling_panel import PANEL as RULINGS_PANEL
from supervision.cases.sheets import EXPORTABLES as CASES_SHEETS
from supervision.cases.subject import SUBJECT as CASES_SUBJECT
from supervision.core import i18n, pages, web
from supervision.core.access import public
from supervision.core.db import db, driver_url
from supervision.core.requests import (
    CodeWord,
    StoredInteger,
    allow_files,
    refuse_unreadable_text,
)
from supervision.decrees.law_at_work import EXTENSION as LAW_EXTENSION
from supervision.decrees.law_at_work import LawAtWork, law_of
from supervision.disputes import api as disputes_api
from supervision.disputes import views as disputes_views
from supervision.disputes.assigning import give as give_dispute
from supervision.disputes.dispute_views import PANELS as DISPUTE_PANELS_EXTENSION
from supervision.disputes.facts import SOURCE as DISPUTES_SOURCE
from supervision.disputes.sheets import EXPORTABLES as DISPUTES_SHEETS
from supervision.duties import api as duties_api
from supervision.duties import views as duties_views
from supervision.duties.desk_panels import EXTENSION as DESK_PANELS_EXTENSION
from supervision.duties.desk_panels import DeskPanel
from supervision.duties.late_views import UNEXPLAINED
from supervision.duties.operations import Assigner
from supervision.duties.planner_views import EXTENSION as ASSIGNERS_EXTENSION
from supervision.duties.sheets import EXPORTABLES as DUTIES_SHEETS
from supervision.duties.sources import FactSource, closed_by_hand
from supervision.enforcement import api as enforcement_api
from supervision.enforcement import views as enforcement_views
from supervision.enforcement.event_importing import IMPORTABLE as EVENTS_IMPORT
from supervision.enforcement.importing import IMPORTABLE as ENFORCEMENT_IMPORT
from supervision.enforcement.prints import PAPERS as ENFORCEMENT_PAPERS
from supervision.enforcement.sheets import EXPORTABLES as ENFORCEMENT_SHEETS
from supervision.exchange import views as exchange_views
from supervision.exchange.exportables import EXTENSION as EXPORTABLES_EXTENSION
from supervision.exchange.exportables import Exportable
from supervision.exchange.importables import EXTENSION as IMPORTABLES_EXTENSION
from supervision.exchange.importables import Importable
from supervision.exclusions import api as exclusions_api
from supervision.exclusions import views as exclusions_views
from supervision.exclusions.effects import EXTENSION as EFFECTS_EXTENSION
from supervision.exclusions.listener import listen as listen_for_exclusions
from supervision.exclusions.panel import PANEL as EXCLUSIONS_PANEL
from supervision.exclusions.panel import PROTEST_PANEL as ASSESSMENT_OF_PROTEST
from supervision.exclusions.sheets import EXPORTABLES as EXCLUSIONS_SHEETS
from supervision.extracts import views as extract_views
from supervision.form4 import api as form4_api
from supervision.form4 import views as form4_views
from supervision.guidance import api as guidance_api
from supervision.guidance import views as guidance_views
from supervision.guidance.facts import SOURCES as GUIDANCE_SOURCES
from supervision.guidance.sheets import EXPORTABLES as GUIDANCE_SHEETS
from supervision.guidance.subject import SUBJECT as INSPECTIONS_SUBJECT
from supervision.indicators import api as indicators_api
from supervision.indicators import views as indicators_views
from supervision.indicators.effects import effects_of_consent
from supervision.indicators.panel import PANEL as FIGURES_PANEL
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.offices import kept_form, sign_in
from supervision.offices import views as offices_views
from supervision.petitions import api as petitions_api
from supervision.petitions import views as petitions_views
from supervision.petitions.assigning import give as give_petition
from supervision.petitions.facts import CHECKS_SOURCE as PETITION_CHECKS_SOURCE
from supervision.petitions.facts import SOURCE as PETITIONS_SOURCE
from supervision.petitions.importing import IMPORTABLE as PETITIONS_IMPORT
from supervision.petitions.panel import PANEL as PETITIONS_PANEL
from supervision.petitions.prints import PAPERS as PETITIONS_PAPERS
from supervision.petitions.sheets import EXPORTABLES as PETITIONS_SHEETS
from supervision.printing import kinds as paper_kinds
from supervision.printing import views as printing_views
from supervision.printing import wording_views
from supervision.printing.kinds import PaperKind
from supervision.protests import api as protests_api
from supervision.protests import views as protests_views
from supervision.protests.desk import WITHDRAWALS
from supervision.protests.importing import IMPORTABLE as PROTESTS_IMPORT
from supervision.protests.panel import DISPUTE_PANEL as PROTESTS_OF_DISPUTE
from supervision.protests.panel import PANEL as PROTESTS_PANEL
from supervision.protests.prints import PAPER as PROTEST_PAPER
from supervision.protests.protest_views import PANELS as PROTEST_PANELS_EXTENSION
from supervision.protests.sheets import EXPORTABLES as PROTESTS_SHEETS
from supervision.rehearsals.printed import EXTENSION as PRINTED_EXTENSION
from supervision.rehearsals.sheet_views import blueprint as rehearsals_blueprint
from supervision.reminders import views as reminders_views
from supervision.reminders.shown import shown_of
from supervision.reports import period_views as period_reports_views
from supervision.reports import views as reports_views
from supervision.reports.printed import printed_dates
from supervision.reports.report_prints import PAPER as REPORT_PAPER
from supervision.representations import api as representations_api
from supervision.representations import views as representations_views
from supervision.representations.listener import listen
from supervision.representations.notices import EXTENSION as REMINDERS_EXTENSION
from supervision.representations.panel import DISPUTE_PANEL as REPRESENTATIONS_OF_DISPUTE
from supervision.representations.panel import PANEL as REPRESENTATIONS_PANEL
from supervision.representations.panel import PROTEST_PANEL as REPRESENTATIONS_OF_PROTEST
from supervision.representations.prints import PAPER as REPRESENTATION_PAPER
from supervision.representations.sheets import EXPORTABLES as REPRESENTATIONS_SHEETS
from supervision.responses import api as responses_api
from supervision.responses import views as responses_views
from supervision.responses.form_walk import EXTENSION as RESPONSE_SUBJECTS_EXTENSION
from supervision.responses.prints import PAPER as RESPONSE_PAPER
from supervision.responses.sheets import EXPORTABLES as RESPONSES_SHEETS
from supervision.responses.subjects import SubjectRoom
from supervision.search import views as search_views
from supervision.studies import api as studies_api
from supervision.studies import views as studies_views
from supervision.studies.assigning import give as give_file
from supervision.studies.facts import SOURCE as STUDIES_SOURCE
from supervision.studies.importing import IMPORTABLE as STUDIES_IMPORT
from supervision.studies.prints import PAPER as STUDY_PAPER
from supervision.studies.sheets import EXPORTABLES as STUDIES_SHEETS
from supervision.studies.subject import SUBJECT as STUDIES_SUBJECT

HERE = Path(__file__).resolve().parent
BLUEPRINTS: tuple[Blueprint, ...] = (
    pages.languages,
    pages.health,
    offices_views.blueprint,
    *duties_views.blueprints,
    studies_views.blueprint,
    cases_views.blueprint,
    disputes_views.blueprint,
    enforcement_views.blueprint,
    form4_views.blueprint,
    responses_views.blueprint,
    protests_views.blueprint,
    representations_views.blueprint,
    exclusions_views.blueprint,
    petitions_views.blueprint,
    guidance_views.blueprint,
    search_views.blueprint,
    indicators_views.blueprint,
    reminders_views.blueprint,
    rehearsals_blueprint,
    reports_views.blueprint,
    period_reports_views.blueprint,
    printing_views.blueprint,
    wording_views.blueprint,
    extract_views.blueprint,
    exchange_views.blueprint,
)
# The JSON API, room by room. A cookie never opens it, so no form of a foreign page reaches it.
API: tuple[Blueprint, ...] = (
    api_document.blueprint,
    duties_api.blueprint,
    studies_api.blueprint,
    enforcement_api.blueprint,
    cases_api.blueprint,
    disputes_api.blueprint,
    responses_api.blueprint,
    protests_api.blueprint,
    representations_api.blueprint,
    exclusions_api.blueprint,
    petitions_api.blueprint,
    guidance_api.blueprint,
    indicators_api.blueprint,
    form4_api.blueprint,
)
# What is shown on a case's page beside its own parts, in this order.
CASE_PANELS: tuple[Panel, ...] = (
    RULINGS_PANEL,
    PROTESTS_PANEL,
    REPRESENTATIONS_PANEL,
    EXCLUSIONS_PANEL,
    PETITIONS_PANEL,
    FIGURES_PANEL,
)
DISPUTE_PANELS: tuple[Panel, ...] = (PROTESTS_OF_DISPUTE, REPRESENTATIONS_OF_DISPUTE)
PROTEST_PANELS: tuple[Panel, ...] = (REPRESENTATIONS_OF_PROTEST, ASSESSMENT_OF_PROTEST)
# What is told on the desk over the duties.
DESK_PANELS: tuple[DeskPanel, ...] = (WITHDRAWALS, UNEXPLAINED)
# Who is told at once of what a form recorded.
LISTENERS: tuple[Listener, ...] = (listen, listen_for_exclusions)
FACT_SOURCES: tuple[FactSource, ...] = (
    STUDIES_SOURCE,
    CASES_SOURCE,
    DISPUTES_SOURCE,
    PETITIONS_SOURCE,
    PETITION_CHECKS_SOURCE,
    *GUIDANCE_SOURCES,
)
# How the things that duties are about are given to a colleague.
ASSIGNERS: Mapping[str, Assigner] = {
    CASES_SOURCE.kind: give_case,
    DISPUTES_SOURCE.kind: give_dispute,
    STUDIES_SOURCE.kind: give_file,
    PETITIONS_SOURCE.kind: give_petition,
}
# Whose subjects acts of response are brought about.
RESPONSE_SUBJECTS: tuple[SubjectRoom, ...] = (
    STUDIES_SUBJECT,
    CASES_SUBJECT,
    INSPECTIONS_SUBJECT,
)
# What is printed, as a draft or as a numbered paper.
PAPERS: tuple[PaperKind, ...] = (
    STUDY_PAPER,
    *CASES_PAPERS,
    *ENFORCEMENT_PAPERS,
    RESPONSE_PAPER,
    PROTEST_PAPER,
    REPRESENTATION_PAPER,
    *PETITIONS_PAPERS,
    REPORT_PAPER,
)
# Which lists may be taken away as files.
EXPORTABLES: tuple[Exportable, ...] = (
    *DUTIES_SHEETS,
    *STUDIES_SHEETS,
    *ENFORCEMENT_SHEETS,
    *CASES_SHEETS,
    *DISPUTES_SHEETS,
    *RESPONSES_SHEETS,
    *PROTESTS_SHEETS,
    *REPRESENTATIONS_SHEETS,
    *EXCLUSIONS_SHEETS,
    *PETITIONS_SHEETS,
    *GUIDANCE_SHEETS,
)
# Which sheets may be sent in.
IMPORTABLES: tuple[Importable, ...] = (
    STUDIES_IMPORT,
    CASES_IMPORT,
    PETITIONS_IMPORT,
    ENFORCEMENT_IMPORT,
    EVENTS_IMPORT,
    PROTESTS_IMPORT,
)
WEB_STATEMENT_TIMEOUT = "15s"


def create_app(settings: Settings) -> Flask:
    """The application for these settings.

    Raises `ViewWithoutAccessRule` when a view does not say who may open it, and `LawError` when a
    law file is broken: an application that cannot be trusted does not start.
    """
    app = Flask("supervision", static_folder=str(HERE / "static"), template_folder=_templates())
    app.url_map.converters["int"] = StoredInteger
    app.url_map.converters["code"] = CodeWord
    app.config.update(_configuration(settings))
    app.extensions["settings"] = settings
    book = Lawbook.load()
    app.extensions[LAW_EXTENSION] = LawAtWork(
        Lawbook.load(extensions_of(settings.extended_acts, book))
    )
    app.extensions["fact_sources"] = {source.kind: source for source in FACT_SOURCES}
    app.extensions["closed_by_hand"] = closed_by_hand(law_of(app).files, FACT_SOURCES)
    app.extensions[CASE_PANELS_EXTENSION] = CASE_PANELS
    app.extensions[DISPUTE_PANELS_EXTENSION] = DISPUTE_PANELS
    app.extensions[PROTEST_PANELS_EXTENSION] = PROTEST_PANELS
    app.extensions[DESK_PANELS_EXTENSION] = DESK_PANELS
    app.extensions[ASSIGNERS_EXTENSION] = ASSIGNERS
    app.extensions[LISTENERS_EXTENSION] = LISTENERS
    app.extensions[REMINDERS_EXTENSION] = shown_of
    app.extensions[EFFECTS_EXTENSION] = effects_of_consent
    app.extensions[PRINTED_EXTENSION] = printed_dates
    app.extensions[RESPONSE_SUBJECTS_EXTENSION] = {room.kind: room for room in RESPONSE_SUBJECTS}
    paper_kinds.register(app, PAPERS)
    app.extensions[EXPORTABLES_EXTENSION] = {each.kind: each for each in EXPORTABLES}
    app.extensions[IMPORTABLES_EXTENSION] = {each.kind: each for each in IMPORTABLES}
    db.init_app(app)
    i18n.init_app(app, settings.zone)
    sign_in.init_app(app)
    kept_form.init_app(app)
    app.view_functions["static"] = public(app.view_functions["static"])
    app.before_request(web.begin_request)
    app.before_request(sign_in.load_actor)  # first, so that every refusal speaks their language
    app.before_request(allow_files)
    app.before_request(refuse_unreadable_text)
    app.before_request(web.access_gate)
    csrf = CSRFProtect(app)  # after the gate: a lost session is told as such, not as a wrong form
    app.after_request(web.finish_response)
    app.url_default_functions.setdefault(None, []).append(web.version_static)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for blueprint in API:
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
    pages.register_error_pages(app)
    app.context_processor(menu.frame)
    app.context_processor(reminders_views.frame)
    web.refuse_views_without_rule(app)
    _wrap(app, settings)
    return app


def _templates() -> str:
    """Templates lie inside the installed package, or beside it in a working copy."""
    installed = HERE / "_templates"
    return str(installed if installed.is_dir() else HERE.parent / "templates")


def _configuration(settings: Settings) -> dict[str, object]:
    cookie = "__Host-supervision" if settings.secure_cookies else "supervision"
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.environment is Environment.TEST,
        "SESSION_COOKIE_NAME": cookie,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "MAX_FORM_PARTS": 1000,
        "WTF_CSRF_TIME_LIMIT": None,
        "SQLALCHEMY_DATABASE_URI": driver_url(settings.database_url),
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,
            "hide_parameters": True,  # what a statement carried are names and IIN: no log gets them
            "connect_args": {
                "options": f"-c statement_timeout={WEB_STATEMENT_TIMEOUT} -c timezone=UTC"
            },
        },
    }


def _wrap(app: Flask, settings: Settings) -> None:
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    files = WhiteNoise(
        app.wsgi_app,
        max_age=31536000,
        allow_all_origins=False,
        add_headers_function=_static_headers,
    )
    files.add_files(str(HERE / "static"), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]


def _static_headers(headers: object, _path: str, _url: str) -> None:
    for name, value in web.HEADERS.items():
        headers[name] = value  # type: ignore[index]
