"""The shell: one shape of refusals in the reader's language, lists, ETags, the document."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from supervision.api.describing import tree
from supervision.api.shapes import Query, Shape
from supervision.core.access import rule_of
from tests.api.conftest import Programs, problem
from tests.conftest import Web


def every(kind: type[BaseModel]) -> list[type[BaseModel]]:
    found = list(kind.__subclasses__())
    return found + [inner for each in found for inner in every(each)]


@pytest.fixture
def document(web: Web) -> dict[str, Any]:
    answer = web.app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    return answer.get_json()


def test_every_address_of_the_api_stands_in_the_document(
    web: Web, document: dict[str, Any]
) -> None:
    served = {
        (method.lower(), rule.endpoint.rpartition(".")[2])
        for rule in web.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/") and rule.endpoint != "document_api.openapi"
    }
    told = {
        (method, operation["operationId"])
        for path in document["paths"].values()
        for method, operation in path.items()
    }
    assert told == served
    assert document["openapi"].startswith("3.1")


def test_every_reference_of_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    def references(part: Any) -> set[str]:
        if isinstance(part, dict):
            here = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return here.union(*map(references, part.values()))
        return set().union(*map(references, part)) if isinstance(part, list) else set()

    for reference in references(document):
        place: Any = document
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]
        assert place, reference


def test_every_operation_says_how_it_refuses(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["summary"] and operation["tags"]
            for status, answer in operation["responses"].items():
                media = "application/problem+json" if int(status) >= 400 else "application/json"
                assert list(answer["content"]) == [media], operation["operationId"]


def test_two_shapes_never_share_a_name(web: Web) -> None:
    shapes = {each for base in (Shape, Query) for each in every(base) if "[" not in each.__name__}
    names = [each.__name__ for each in shapes]
    assert sorted(names) == sorted(set(names))
    # What shapes are made of is gathered under its bare name too, and the last one would win.
    told: dict[str, Any] = {}
    for shape in tree.models.values():
        for name, part in shape.get("$defs", {}).items():
            assert told.setdefault(name, part) == part, name


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There is no such thing, or it is not yours to see."),
        ("ru", "Такой записи нет, или она вам не показывается."),
        ("kk", "Мұндай жазба жоқ немесе ол сізге көрсетілмейді."),
    ],
)
def test_a_refusal_speaks_the_language_of_the_tokens_person(
    web: Web, program: Programs, language: str, words: str
) -> None:
    web.client("abay1.head", language)
    assert problem(program("abay1.head").get("/api/v1/duties/999999"), 404)["detail"] == words


def test_an_unknown_address_and_a_wrong_method_are_problems_too(program: Programs) -> None:
    client = program("abay1.head")
    assert problem(client.get("/api/v1/nothing"), 404)["type"].endswith(":not-found")
    refused = client.delete("/api/v1/duties")
    problem(refused, 405)
    assert "GET" in refused.headers["Allow"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("office=x", "office"),
        ("office=7", "office"),
        ("office=99999999999999999999", "office"),
        ("office=1&office=2", "office"),
        ("when=yesterday", "when"),
        ("page=nowhere", "page"),
        ("below=yes", "below"),
        ("ofice=3", "ofice"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused_by_its_name(
    program: Programs, query: str, field: str
) -> None:
    refused = problem(program("abay1.head").get(f"/api/v1/duties?{query}"), 422)
    assert list(refused["errors"]) == [field] and refused["errors"][field][0]


def test_text_that_cannot_be_stored_is_refused(program: Programs) -> None:
    problem(program("abay1.head").get("/api/v1/duties?rule=a%00b"), 400)


def test_a_crash_tells_nothing_but_its_number(
    web: Web, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(**_values: object) -> None:
        raise RuntimeError("a secret of the house")

    client = program("abay1.head")
    bare = web.app.view_functions["duties_api.list_duties"]
    crash.access_rule = rule_of(bare)  # type: ignore[attr-defined]
    monkeypatch.setitem(web.app.view_functions, "duties_api.list_duties", crash)
    answer = client.get("/api/v1/duties")
    problem(answer, 500)
    assert "secret" not in answer.text


def test_what_was_read_is_not_sent_again_while_it_is_the_same(program: Programs) -> None:
    client = program("abay1.head")
    first = client.get("/api/v1/duties")
    again = client.get("/api/v1/duties", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-store"
