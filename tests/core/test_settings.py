"""Settings: read once, strict in production."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from config.settings import Environment, Settings

GOOD = {
    "environment": Environment.PRODUCTION,
    "secret_key": "k" * 40,
    "trusted_hosts": ("supervision.example.kz",),
    "secure_cookies": True,
    "law_extensions": ("2002", "2015"),
}


def test_a_production_installation_with_its_own_values_starts() -> None:
    assert Settings(**GOOD).environment is Environment.PRODUCTION


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "sample-key-for-development-only-never-for-production"}, "SECRET_KEY"),
        ({"trusted_hosts": ()}, "TRUSTED_HOSTS"),
        ({"secure_cookies": False}, "SUPERVISION_SECURE_COOKIES"),
        ({"fault": "after_plan"}, "FAULT"),
        ({"law_extensions": ()}, "SUPERVISION_LAW_EXTENSIONS"),
    ],
)
def test_production_refuses_each_convenience_and_names_it(
    change: dict[str, object], named: str
) -> None:
    with pytest.raises(ValidationError, match=named):
        Settings(**{**GOOD, **change})


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_HOSTS", "a.example, b.example,")
    assert Settings().trusted_hosts == ("a.example", "b.example")


def test_an_installation_may_say_that_it_extends_nothing() -> None:
    assert Settings(**{**GOOD, "law_extensions": ("none",)}).extended_acts == ()


def test_only_a_development_installation_extends_both_instructions_by_itself() -> None:
    assert Settings(environment=Environment.DEVELOPMENT).extended_acts == ("2002", "2015")
    assert Settings(environment=Environment.TEST).extended_acts == ()
