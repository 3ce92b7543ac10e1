"""Makes the web application: extensions, the list of rooms, guards.

Belongs here: what the whole application is put together from. Does not belong here: any behaviour.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config.settings import Environment, Settings
from supervision import menu
from supervision.cases import views as cases_views
from supervision.cases.facts import SOURCE as CASES_SOURCE
from supervision.core import i18n, pages, web
from supervision.core.access import public
from supervision.core.db import db, driver_url
from supervision.core.requests import StoredInteger, refuse_unreadable_text
from supervision.duties import views as duties_views
from supervision.duties.sources import FactSource, closed_by_hand
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.offices import kept_form, sign_in
from supervision.offices import views as offices_views
from supervision.reminders import views as reminders_views
from supervision.studies import views as studies_views
from supervision.studies.facts import SOURCE as STUDIES_SOURCE

HERE = Path(__file__).resolve().parent
BLUEPRINTS: tuple[Blueprint, ...] = (
    pages.languages,
    pages.health,
    offices_views.blueprint,
    *duties_views.blueprints,
    studies_views.blueprint,
    cases_views.blueprint,
    reminders_views.blueprint,
)
FACT_SOURCES: tuple[FactSource, ...] = (STUDIES_SOURCE, CASES_SOURCE)
WEB_STATEMENT_TIMEOUT = "15s"


def create_app(settings: Settings) -> Flask:
    """The application for these settings.

    Raises `ViewWithoutAccessRule` when a view does not say who may open it, and `LawError` when a
    law file is broken: an application that cannot be trusted does not start.
    """
    app = Flask("supervision", static_folder=str(HERE / "static"), template_folder=_templates())
    app.url_map.converters["int"] = StoredInteger
    app.config.update(_configuration(settings))
    app.extensions["settings"] = settings
    book = Lawbook.load()
    app.extensions["law"] = Lawbook.load(extensions_of(settings.extended_acts, book))
    app.extensions["fact_sources"] = {source.kind: source for source in FACT_SOURCES}
    app.extensions["closed_by_hand"] = closed_by_hand(law_of(app), FACT_SOURCES)
    db.init_app(app)
    i18n.init_app(app, settings.zone)
    sign_in.init_app(app)
    kept_form.init_app(app)
    app.view_functions["static"] = public(app.view_functions["static"])
    app.before_request(web.begin_request)
    app.before_request(sign_in.load_actor)  # first, so that every refusal speaks their language
    app.before_request(refuse_unreadable_text)
    app.before_request(web.access_gate)
    CSRFProtect(app)  # after the gate: a lost session is told as such, not as a wrong form
    app.after_request(web.finish_response)
    app.url_default_functions.setdefault(None, []).append(web.version_static)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    pages.register_error_pages(app)
    app.context_processor(menu.frame)
    app.context_processor(reminders_views.frame)
    web.refuse_views_without_rule(app)
    _wrap(app, settings)
    return app


def law_of(app: Flask) -> Lawbook:
    """The lawbook the application was made with, the installation's extensions included."""
    return cast(Lawbook, app.extensions["law"])


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
