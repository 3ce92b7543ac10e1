"""From groups of events to the tables: the worked example, the edge cases, each open question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from supervision.law.form4.adding import Facts, build, rows_of
from supervision.law.form4.filled import Beside
from supervision.law.form4.model import MOVEMENT, SUMS
from tests.law.form4.tables import EDITION, OURS, alike, codes, facts_of, judged

EXAMPLES = yaml.safe_load(
    (Path(__file__).parent / "examples" / "F4-worked.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_the_tables_are_those_of_the_example(example: dict[str, Any]) -> None:
    answers = EDITION.answers(**example.get("answers", {}))
    filled = build(EDITION, answers, facts_of(example))
    row = example["row"]
    for table in (MOVEMENT, SUMS):
        expected = example.get(table, {})
        assert {column: filled.at(table, row, column) for column in expected} == expected
        total = {column: filled.at(table, EDITION.total, column) for column in expected}
        assert total == expected, "row 40 holds the same documents"
    for name, value in example.get("beside", {}).items():
        assert filled.off(Beside(name), MOVEMENT, row) == value


def test_the_worked_example_fails_no_control() -> None:
    example = EXAMPLES[0]
    filled = build(EDITION, OURS, facts_of(example))
    assert judged(filled) == []


def test_one_document_in_transit_is_still_in_the_balance_of_the_worked_example() -> None:
    example = EXAMPLES[0]
    sent = sum(told["number"] for told in example["within"] if told["kind"].startswith("sent_"))
    assert sent - example["table1"][8] == 1
    filled = build(EDITION, OURS, facts_of(example))
    left = filled.at(MOVEMENT, 17, 9) - filled.at(MOVEMENT, 17, 10)
    assert filled.at(MOVEMENT, 17, 19) == left == 7


def test_a_document_stands_in_its_claim_the_rows_above_its_kind_and_the_total() -> None:
    assert rows_of(EDITION, 20, None, OURS) == (20, 19, 16, 40)
    assert rows_of(EDITION, 15, 31, OURS) == (15, 14, 31, 40)
    assert rows_of(EDITION, 28, 28, OURS) == (28, 40)
    exclusive = EDITION.answers(total_row="exclusive")
    assert rows_of(EDITION, 15, 31, exclusive) == (31, 40)
    assert rows_of(EDITION, 15, None, exclusive) == (15, 14, 40)


@pytest.mark.parametrize("answer", ["overlap", "exclusive"])
def test_row_40_counts_a_document_of_two_rows_once(answer: str) -> None:
    told = {"kind": "initiated", "number": 3, "kind_row": 31}
    answers = EDITION.answers(total_row=answer)
    filled = build(EDITION, answers, Facts(alike=(alike(15, told, within=True),)))
    both = 3 if answer == "overlap" else 0
    assert [filled.at(MOVEMENT, row, 2) for row in (15, 14, 31, 40)] == [both, both, 3, 3]
    assert codes(judged(filled, answers=answers)) == set()


def test_an_unknown_question_or_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="no question"):
        EDITION.answers(nonsense="x")
    with pytest.raises(ValueError, match="total_row"):
        EDITION.answers(total_row="half")
