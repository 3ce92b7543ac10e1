"""The pages of the room, gathered: every register gets the same addresses under its own names.

A register of kind `training` has `guidance.training_register` (its list), `guidance.new_training`,
`guidance.training` (one record), `guidance.correct_training`, and one for each of its steps:
`guidance.hold_training`.
"""

from __future__ import annotations

from supervision.core.access import Permission, requires
from supervision.core.form_walk import Answer
from supervision.guidance import inspection_views, overview_views
from supervision.guidance.blueprint import blueprint
from supervision.guidance.record_views import correct, new, record, take
from supervision.guidance.register_views import register_page
from supervision.guidance.rules import REGISTERS
from supervision.guidance.rules.shape import Register, Step

__all__ = ["blueprint", "inspection_views", "overview_views"]
FORM = ["GET", "POST"]


def _address(register: Register) -> None:
    """Give a register its addresses."""
    kind, path, key = register.kind, f"/{register.path}", f"{register.kind}_id"
    one = f"{path}/<int:{key}>"

    @requires(Permission.SEE_CASES)
    def list_view() -> str:
        return register_page(register)

    @requires(Permission.RECORD_CASES)
    def new_view() -> Answer:
        return new(register)

    @requires(Permission.SEE_CASES)
    def record_view(**ids: int) -> str:
        return record(register, ids[key])

    @requires(Permission.RECORD_CASES)
    def correct_view(**ids: int) -> Answer:
        return correct(register, ids[key])

    blueprint.add_url_rule(path, f"{kind}_register", list_view)
    blueprint.add_url_rule(f"{path}/new", f"new_{kind}", new_view, methods=FORM)
    blueprint.add_url_rule(one, kind, record_view)
    blueprint.add_url_rule(f"{one}/correct", f"correct_{kind}", correct_view, methods=FORM)
    for step in register.steps:
        _address_step(register, step, one, key)


def _address_step(register: Register, step: Step, one: str, key: str) -> None:
    """Give a step of a register its address."""

    @requires(Permission.RECORD_CASES)
    def step_view(**ids: int) -> Answer:
        return take(register, step, ids[key])

    endpoint = f"{step.name}_{register.kind}"
    blueprint.add_url_rule(f"{one}/{step.name}", endpoint, step_view, methods=FORM)


for _register in REGISTERS:
    _address(_register)
