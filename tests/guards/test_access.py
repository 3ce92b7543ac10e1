"""Who gets where (S01–S03, S18, S19): default deny, one committed table, headers always."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import BuildError

from config.settings import Settings
from supervision.core.access import Post, public
from supervision.core.web import (
    CONTENT_SECURITY_POLICY,
    ViewWithoutAccessRule,
    refuse_views_without_rule,
)
from tests.conftest import Web
from tests.guards.access_table import committed, expected, routes
from tests.guards.walking import Walk

PUBLIC_LIST = {
    "document_api.openapi",
    "health.healthz",
    "health.readyz",
    "health.metrics",
    "i18n.switch_language",
    "offices.sign_in",
    "reminders.calendar_feed",
    "static",
}
LOGIN_OF_POST = {
    Post.ASSISTANT: "abay1.assistant",
    Post.SENIOR_ASSISTANT: "abay.senior",
    Post.DEPUTY: "abay1.deputy",
    Post.HEAD: "abay.head",
    Post.DEPARTMENT_PROSECUTOR: "gpo.department",
    Post.ADMINISTRATOR: "abay.administrator",
    Post.AUDITOR: "abay.auditor",
}
# The first session may be the walker's own, which must not end on the way.
# The first absence, check, representation, exclusion and report are of one person or office alone.
NOT_THERE = dict.fromkeys(
    (
        *("session_id", "token_id", "absence_id", "check_id", "representation_id"),
        *("exclusion_id", "report_id", "kept_id", "thing_id", "card_id"),
    ),
    10**9,
)
WORDS = {
    **{"act": "2015", "paragraph": "13", "year": 2026, "filename": "app.js"},
    "figure": "duties_in_time",
    "flag": "expense_taxi",
    "language": "kk",
    **{"kind": "protest", "form": "pdf"},
    **NOT_THERE,
}


def _path(app: Flask, endpoint: str) -> str:
    rules = list(app.url_map.iter_rules(endpoint))
    longest = max(rules, key=lambda rule: len(rule.arguments))
    values = {name: WORDS.get(name, 1) for name in longest.arguments}
    if endpoint == "offices.new_absence":
        values["user_id"] = 10**9  # people enter their own absences, leaders those of their office
    with app.test_request_context():
        try:
            return app.url_for(endpoint, **values)
        except BuildError:
            return app.url_for(endpoint)


def test_a_view_without_an_access_rule_cannot_be_served() -> None:
    app = Flask("bare")
    app.view_functions["static"] = public(app.view_functions["static"])
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(ViewWithoutAccessRule, match="secret"):
        refuse_views_without_rule(app)


def test_the_public_list_is_short_and_known(walk: Walk) -> None:
    opened = {line["endpoint"] for line in expected(walk.app) if line["anonymous"] == "yes"}
    assert opened <= PUBLIC_LIST
    assert len(PUBLIC_LIST) <= 8


def test_the_committed_table_is_what_the_application_says(walk: Walk) -> None:
    assert committed() == expected(walk.app)


def test_every_parameter_of_an_address_has_a_type(web: Web) -> None:
    untyped = [
        rule.rule
        for rule in web.app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if type(converter).__name__ == "UnicodeConverter" and name not in {"act", "paragraph"}
    ]
    assert untyped == []


def test_nobody_signed_in_gets_past_the_public_list(walk: Walk) -> None:
    client = walk.browser(None)
    for endpoint, method in routes(walk.app):
        if endpoint in PUBLIC_LIST:
            continue
        answer = client.open(_path(walk.app, endpoint), method=method)
        assert answer.status_code in (302, 401), (endpoint, method, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/login"), endpoint


@pytest.mark.parametrize("post", list(Post))
def test_each_post_gets_exactly_what_the_table_says(walk: Walk, post: Post) -> None:
    for line in committed():
        if line["endpoint"] in {"offices.sign_out", "static", "health.readyz"}:
            continue
        client = walk.browser(LOGIN_OF_POST[post])
        answer = client.open(_path(walk.app, line["endpoint"]), method=line["method"])
        place = (line["endpoint"], line["method"], answer.status_code)
        if line[post.value] == "no":
            assert answer.status_code == 403, place
        else:
            assert answer.status_code != 401 and answer.status_code < 500, place
            if line["method"] == "GET":
                assert answer.status_code != 403, place


def test_a_change_without_a_token_is_refused_everywhere(web: Web) -> None:
    web.app.config["WTF_CSRF_ENABLED"] = True
    client = web.client("abay1.head")
    for endpoint, method in routes(web.app):
        if method in {"GET", "HEAD"} or endpoint == "static":
            continue
        answer = client.open(_path(web.app, endpoint), method=method)
        refusals = (401,) if endpoint.partition(".")[0].endswith("_api") else (400, 403)
        assert answer.status_code in refusals, (endpoint, answer.status_code)


@pytest.mark.parametrize("path", ["/", "/login", "/nothing-here", "/healthz", "/static/app.js"])
def test_every_answer_carries_the_strict_headers(walk: Walk, path: str) -> None:
    answer = walk.browser("abay1.head").get(path)
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_signed_in_pages_are_never_cached(walk: Walk) -> None:
    assert walk.browser("abay1.head").get("/").headers["Cache-Control"] == "no-store"


def test_an_unknown_host_is_refused(settings_of_test: Settings, web: Web) -> None:
    web.app.config["TRUSTED_HOSTS"] = ["localhost"]
    assert web.client().get("/login", headers={"Host": "evil.example"}).status_code == 400
    assert web.client().get("/login", headers={"Host": "localhost"}).status_code == 200
