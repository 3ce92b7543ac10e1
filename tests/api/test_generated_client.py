"""A client nobody wrote: generated from the document alone, it carries a protest through its life.

Every name and type below is the generator's reading of the document; were a shape, a header or an
answer missing from it, the generated code would lack it too.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from tests.conftest import Web
from tests.protests.conftest import act as act
from tests.protests.conftest import case as case

OBLAST = 2
NAME = "supervision_client"
Client = Callable[[str], Any]


@pytest.fixture
def generated(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The generated package, imported."""
    document = tmp_path / "openapi.json"
    document.write_text(web.app.test_client().get("/api/v1/openapi.json").text, encoding="utf-8")
    # Its only remark: the linter for the code it wrote stands in no path; nobody reads that code.
    (tmp_path / "config.yaml").write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    places = ["--path", document, "--output-path", tmp_path / NAME]
    options = ["--meta", "none", "--config", tmp_path / "config.yaml", "--fail-on-warning"]
    command = [sys.executable, "-m", "openapi_python_client", "generate", *places, *options]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module(NAME)
    for name in [each for each in sys.modules if each.partition(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture
def client(web: Web, generated: Any) -> Client:
    """The generated client with somebody's token; no server between, the application answers it."""

    def made(login: str) -> Any:
        return generated.AuthenticatedClient(
            base_url="http://localhost",
            token=web.world.token(web.app, login),
            httpx_args={"transport": httpx.WSGITransport(app=web.app)},
        )

    return made


def asked(verb: str, *ids: int, **given: Any) -> Any:
    """What a generated function of protests is told; every answer is one the document knows."""
    answer = importlib.import_module(f"{NAME}.api.protests.{verb}").sync_detailed(*ids, **given)
    assert answer.parsed is not None, (verb, answer.status_code, answer.content)
    return answer


@pytest.mark.usefixtures("generated")
def test_a_generated_client_carries_a_protest_through_its_life(
    web: Web,
    session: Session,
    client: Client,
    case: AdminCase,
    act: CourtAct,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: date(2026, 11, 20))
    session.commit()
    models = importlib.import_module(f"{NAME}.models")
    head, oblast = client("abay1.head"), client("abay.head")
    draft = models.NewProtest(
        kind=models.ProtestKind.APPELLATE,
        case_id=case.id,
        act_id=act.id,
        part="Жаза бөлігі",
        grounds=["wrong_application_of_law"],
        own_grounds="Сот 440-бапты дұрыс қолданбаған.",
        demand="Қаулының күшін жою",
    )
    made = asked("draft_protest", client=head, body=draft, idempotency_key="generated")
    assert made.status_code == 201 and made.parsed.window.last_day == date(2026, 11, 26)
    protest = made.parsed.id
    asked(
        "ask_review",
        protest,
        client=head,
        body=models.ReviewBody(office_id=OBLAST),
        if_match=made.headers["ETag"],
        idempotency_key="review",
    )
    review = asked("read_protest", protest, client=oblast).parsed.reviews[0].id
    seen = asked("read_review", protest, review, client=oblast)
    asked(
        "answer_review",
        protest,
        review,
        client=oblast,
        body=models.AnswerBody(answer=models.Answer.AGREED),
        if_match=seen.headers["ETag"],
    )
    brought = asked(
        "bring_protest",
        protest,
        client=head,
        body=models.BringBody(
            number="2-15/26",
            brought_on=date(2026, 11, 19),
            brought_by_id=web.world.people["abay1.head"],
        ),
        if_match=asked("read_protest", protest, client=head).headers["ETag"],
    )
    assert brought.parsed.state is models.ProtestState.BROUGHT
    ended = asked(
        "record_outcome",
        protest,
        client=head,
        body=models.OutcomeBody(decision=models.Decision.GRANTED, outcome_on=date(2026, 11, 20)),
        if_match=brought.headers["ETag"],
    )
    assert ended.parsed.outcome == "granted"
    late = asked(
        "drop_draft",
        protest,
        client=head,
        body=models.ReasonBody(reason="Кеш"),
        if_match=ended.headers["ETag"],
    )
    assert late.status_code == 409 and isinstance(late.parsed, models.Problem)
    [listed] = asked("list_protests", client=head).parsed.items
    assert listed.id == protest
