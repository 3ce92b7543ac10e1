"""All controls of an edition over one case.

Belongs here: going through the declared comparisons. Does not belong here: a comparison (`shapes.py`).
"""

from __future__ import annotations

from supervision.law.form4.controls.outcome import Case, Failure
from supervision.law.form4.controls.shapes import SHAPES
from supervision.law.form4.model import Check, Severity


def failures(case: Case) -> list[Failure]:
    """Every control that does not hold, in the order of the controls and of the form."""
    return [
        Failure(
            control.code,
            found.severity or check.severity,
            found.cell,
            found.value,
            found.relation,
            found.against,
            found.terms,
        )
        for control in case.edition.controls.values()
        for check in control.checks
        if _applies(check, case)
        for found in SHAPES[check.shape](check, case)
    ]


def stops(found: list[Failure]) -> bool:
    """Whether a failed control stops a submission."""
    return any(failure.severity is Severity.ERROR for failure in found)


def _applies(check: Check, case: Case) -> bool:
    return all(case.answers[question] == answer for question, answer in check.when)
