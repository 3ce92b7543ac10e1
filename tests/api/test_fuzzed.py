"""The API under machine-made requests (S22): whatever is sent, its answer is one the document tells.

The requests come from the document alone, lawful and unlawful ones, of several posts; a 500, an answer
of another shape, a refusal that is not told, or an unlawful request taken, fails the test.
"""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup

from tests.guards.conftest import walk  # noqa: F401 — a fixture
from tests.guards.walking import Walk

JUDGED = SchemathesisConfig.from_dict(
    {
        "checks": {
            # Of a lawful value only the house knows whether it is true here (an office that is seen, a
            # case that stands where the change says): such a request is refused with 422.
            "positive_data_acceptance": {"enabled": False},
            # An If-Match that is no state of the thing is refused as any other state is.
            "negative_data_rejection": {
                "expected-statuses": [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428]
            },
        }
    }
)
FUZZING = settings(
    max_examples=2,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.mark.parametrize("login", ["abay1.head", "abay.senior", "gpo.auditor"])
def test_no_request_gets_an_answer_the_document_does_not_tell(walk: Walk, login: str) -> None:  # noqa: F811
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", walk.app, config=JUDGED)
    token = {"Authorization": f"Bearer {walk.world.token(walk.app, login)}"}
    wrong = {}

    def ask(case: Case) -> None:
        case.call_and_validate(headers=token)

    for each in schema.get_all_operations():
        operation = each.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                FUZZING(given(operation.as_strategy(generation_mode=mode))(ask))()
            except FailureGroup as failures:
                wrong[f"{operation.label} {mode.value}"] = str(failures)
    assert wrong == {}
