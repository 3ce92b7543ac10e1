"""The examples of `docs/api.md`, run in their order as somebody who follows it would."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from supervision.core.paging import PAGE_SIZE
from supervision.offices.rules import REQUESTS_A_WINDOW
from tests.api.conftest import Programs, problem
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.indicators.conftest import Computing
from tests.protests.conftest import MONDAY

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```http\n(\w+) (\S+)\n(.*?)→ (\d{3}) ?(\w*)\n```", re.DOTALL)


def test_every_example_does_what_the_page_says(
    web: Web,
    session: Session,
    desk: Desk,
    program: Programs,
    computed: Computing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: TODAY)
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    computed()
    session.commit()
    client = program("abay1.head")
    duty = client.get("/api/v1/duties").get_json()["items"][0]["id"]
    me = web.world.people["abay1.head"]
    known = {"case": case.id, "act": act.id, "duty": duty, "me": me, "etag": ""}
    examples = EXAMPLE.findall(PAGE)
    assert len(examples) == PAGE.count("```http") > 10
    for method, path, rest, status, field in examples:
        filled = re.sub(r"\{(\w+)\}", lambda name: str(known[name[1]]), f"{path}\n{rest}")
        address, _line, rest = filled.partition("\n")
        lines, _brace, body = rest.partition("{")
        headers = dict(line.split(": ", 1) for line in lines.splitlines())
        sent = json.loads("{" + body) if body.strip() else None
        answer = client.open(address, method=method, headers=headers, json=sent)
        assert answer.status_code == int(status), (method, address, answer.text)
        if field == "protest":
            known["protest"] = answer.get_json()["id"]
        elif field:
            assert list(problem(answer, int(status))["errors"]) == [field]
        if answer.status_code < 300 and "/protests" in address:
            known["etag"] = answer.headers["ETag"]


def test_the_page_tells_the_limits_as_they_are() -> None:
    assert f"{REQUESTS_A_WINDOW} requests a minute" in PAGE
    assert PAGE_SIZE == 50 and "at most fifty" in PAGE
