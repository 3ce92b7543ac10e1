"""Figures: the lawyers' examples, the percentage, and how a broken declaration is refused.

An example of `figures/` is one mapping: `name`, `figure`, `text` (the sentence in Kazakh) with its
English `gloss`, `things` by their facts, and what is expected: `share` and `strict` as `n/N`, `value`
to one decimal or null, and what is `listed` under which mark and clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.figures import (
    SMALL,
    Counted,
    Figure,
    Mark,
    Tally,
    Verdict,
    percentage,
)
from supervision.law.lawbook import Lawbook
from supervision.law.model import LawError, UnknownLaw
from supervision.law.reader import read_acts
from tests.law.acts import write_act, write_paragraph

FOLDER = Path(__file__).parent / "figures"
BOOK = Lawbook.load()
FIGURES = BOOK.figures()


def examples() -> Iterator[Any]:
    """Every example, named by its file and its own name."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for example in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(example, id=f"{path.stem}: {example['name']}")


def counted(figure: Figure, things: list[dict[str, str]]) -> Tally:
    """The things of an example, judged one by one and added up."""
    found = Tally()
    for facts in things:
        found = found.plus(Tally.of(figure.verdict(facts)))
    return found


@pytest.mark.parametrize("example", list(examples()))
def test_the_figure_is_that_of_the_example(example: dict[str, Any]) -> None:
    figure = BOOK.figure(example["figure"])
    verdicts = [figure.verdict(facts) for facts in example["things"]]
    found = counted(figure, example["things"])
    assert f"{found.numerator}/{found.denominator}" == example["share"]
    assert f"{found.strict_numerator}/{found.strict_denominator}" == example["strict"]
    assert (None if found.value is None else str(found.value)) == example["value"]
    listed = Counter(f"{verdict.mark}: {verdict.clause}" for verdict in verdicts if verdict.mark)
    assert dict(listed) == example.get("listed", {})
    assert example["text"].strip() and example["gloss"].strip()


# -- the percentage ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 2000, "0.1"),  # 0.05 exactly: a half goes up
        (1, 2001, "0.0"),  # 0.0499…
        (1, 16, "6.3"),  # 6.25 exactly
        (3, 16, "18.8"),  # 18.75 exactly
        (5, 16, "31.3"),  # 31.25 exactly; to the even neighbour it would be 31.2
        (1999, 2000, "100.0"),  # 99.95 exactly
        (1998, 2000, "99.9"),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (5_000_000, 5_000_001, "100.0"),
    ],
)
def test_a_share_is_told_to_one_decimal_and_halves_go_up(
    numerator: int, denominator: int, expected: str
) -> None:
    assert str(percentage(numerator, denominator)) == expected


def test_nothing_of_nothing_is_no_data() -> None:
    assert percentage(0, 0) is None
    assert Tally().value is None
    assert Tally(strict_numerator=1, strict_denominator=2).value is None


@pytest.mark.parametrize("share", [(1, 0), (2, 1), (-1, 1), (-1, -1), (0, -1)])
def test_what_is_no_share_is_refused(share: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        percentage(*share)


@given(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_satisfaction_is_the_formula_of_the_text(ruled: tuple[int, int]) -> None:
    """100 − rejected/considered × 100, in exact fractions, rounded once at the very end."""
    rejected, considered = ruled
    exact = 100 - Fraction(rejected, considered) * 100
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    assert percentage(considered - rejected, considered) == Decimal(tenths).scaleb(-1)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_between_nothing_and_all_and_grows_with_its_part(
    share: tuple[int, int],
) -> None:
    numerator, denominator = share
    value = percentage(numerator, denominator)
    assert value is not None and 0 <= value <= 100
    assert abs(value - Decimal(100 * numerator) / denominator) <= Decimal("0.05")
    if numerator < denominator:
        more = percentage(numerator + 1, denominator)
        assert more is not None and more >= value


@pytest.mark.parametrize(
    ("denominator", "small"), [(0, False), (1, True), (SMALL - 1, True), (SMALL, False)]
)
def test_a_figure_of_few_things_says_so(denominator: int, small: bool) -> None:
    assert Tally(denominator=denominator).is_small is small


# -- the declarations of the acts ----------------------------------------------------------------


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_no_verdict_of_a_figure_contradicts_itself(figure: Figure) -> None:
    """Method and strict reading differ only under a mark; what is excluded or corrected never counts
    for more than it did, seen from the good end.
    """
    order = [Counted.NOTHING, Counted.DENOMINATOR, Counted.NUMERATOR]
    for facts, verdict in figure.table():
        if verdict.mark in (None, Mark.NOTED, Mark.APART):
            assert verdict.strict is verdict.method, facts
        if verdict.mark is Mark.APART:
            assert verdict.method is Counted.NOTHING, facts
        if verdict.mark is Mark.EXCLUDED:
            assert verdict.method is Counted.NOTHING, facts
            assert order.index(verdict.strict) > 0, facts
        if verdict.mark is Mark.CORRECTED:
            assert verdict.strict is not verdict.method, facts
        if verdict.clause:
            assert figure.clause_title(verdict.clause).in_language("kk"), facts


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_a_fact_the_figure_does_not_know_is_an_error_and_never_left_out(figure: Figure) -> None:
    facts = {name: values[0] for name, values in figure.facts}
    name = figure.facts[0][0]
    with pytest.raises(ValueError, match=f"{name} cannot be 'unheard_of'"):
        figure.verdict({**facts, name: "unheard_of"})
    del facts[name]
    with pytest.raises(KeyError):
        figure.verdict(facts)


def test_every_combination_stands_once_in_the_table() -> None:
    figure = BOOK.figure("quality_of_supervision")
    combinations = [facts for facts, _ in figure.table()]
    assert len(combinations) == len(set(combinations)) == 2 * 3 * 2


def test_an_unknown_figure_and_an_unknown_clause_are_named() -> None:
    with pytest.raises(UnknownLaw):
        BOOK.figure("speed_of_prosecutors")
    with pytest.raises(UnknownLaw):
        BOOK.figure("satisfaction_of_protests").clause_title("rejected")


# -- the reader ----------------------------------------------------------------------------------

FIGURE = """
figures:
  share:
    title: {kk: Үлес, ru: Доля, en: Share}
    numerator: {kk: а, ru: а, en: a}
    denominator: {kk: б, ru: б, en: b}
    counts: thing
    facts:
      done: ["yes", "no"]
      left_out: [none, by_clause]
    verdicts:
      - when: {left_out: [by_clause]}
        strictly: denominator
        counts_as: nothing
        mark: excluded
        clause_of: left_out
      - {when: {done: ["yes"]}, counts_as: numerator}
      - {counts_as: denominator}
    clauses:
      by_clause: {kk: Тармақ, ru: Пункт, en: Clause}
"""


def written(root: Path, text: str) -> Path:
    """A paragraph with these figures in an act of its own."""
    path = write_paragraph(write_act(root, "2015"), "22")
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    return root


def test_a_figure_is_read_whole(tmp_path: Path) -> None:
    [paragraph] = read_acts(written(tmp_path, FIGURE)).paragraphs
    [figure] = paragraph.figures
    assert (figure.code, figure.paragraph, figure.counts) == ("share", "2015 ¶22", "thing")
    assert not figure.fewer_is_better
    assert dict(figure.table()) == {
        ("yes", "none"): Verdict(Counted.NUMERATOR, Counted.NUMERATOR),
        ("no", "none"): Verdict(Counted.DENOMINATOR, Counted.DENOMINATOR),
        **{
            (done, "by_clause"): Verdict(
                Counted.DENOMINATOR, Counted.NOTHING, Mark.EXCLUDED, "by_clause"
            )
            for done in ("yes", "no")
        },
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("      - {counts_as: denominator}\n", "", "no line decides"),
        ("by_clause: {kk: Тармақ", "another: {kk: Тармақ", "no words for: by_clause"),
        ('{done: ["yes"]}', '{done: ["maybe"]}', "done has no such values: maybe"),
        ('{done: ["yes"]}', '{did: ["yes"]}', "did has no such values: yes"),
        ("clause_of: left_out", "clause_of: left", "no fact 'left'"),
        ("counts_as: numerator", "counts_as: most", "counts_as"),
        ("        mark: excluded\n", "", "a mark goes with its clause"),
        ("        clause_of: left_out\n", "", "a mark goes with its clause"),
        ("mark: excluded", "mark: forgotten", "mark"),
        ('done: ["yes", "no"]', 'done: ["yes"]', "at least two values"),
        ('done: ["yes", "no"]', 'done: ["yes", "yes"]', "names something twice"),
        ("    counts: thing\n", "", "counts"),
        ("ru: Доля, ", "", "title.ru"),
        (", ru: а, en: a}", ", en: a}", "numerator.ru"),
        ("    clauses:", "    clauses_from: exclusions\n    clauses:", "no list 'exclusions'"),
        ("    counts: thing", "    counts: thing\n    weight: 2", "weight"),
        (
            "    verdicts:\n",
            "    verdicts: []\n    unused:\n",
            "must be a list of lines",
        ),
    ],
)
def test_a_declaration_that_could_not_be_counted_is_refused_naming_where(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in FIGURE
    with pytest.raises(LawError) as error:
        read_acts(written(tmp_path, FIGURE.replace(old, new, 1)))
    assert told in str(error.value)
    assert "2015/22.yaml" in str(error.value)


def test_a_count_that_differs_without_a_mark_is_refused(tmp_path: Path) -> None:
    line = "- {counts_as: denominator}"
    broken = FIGURE.replace(line, "- {counts_as: denominator, strictly: nothing}")
    with pytest.raises(LawError, match="a count that differs has its mark"):
        read_acts(written(tmp_path, broken))


def test_a_figure_is_declared_by_one_paragraph(tmp_path: Path) -> None:
    root = written(tmp_path, FIGURE)
    other = write_paragraph(root / "2015", "23")
    other.write_text(other.read_text("utf-8") + FIGURE, encoding="utf-8")
    with pytest.raises(LawError, match="2015 ¶22 declares it already"):
        read_acts(root)
