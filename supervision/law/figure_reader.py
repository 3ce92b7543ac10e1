"""Reading the `figures:` of a paragraph file, refusing what could not be counted.

Belongs here: the shape of a figure's declaration and its checks. Does not belong here: what a
figure is (`figures.py`) and the rest of a paragraph (`reader.py`). Every refusal is a `LawError`.
"""

from __future__ import annotations

from collections.abc import Mapping

from supervision.law.figures import Counted, Figure, Line, Mark, Verdict
from supervision.law.model import Force, ListItem
from supervision.law.strict_yaml import Section

Lists = Mapping[str, tuple[ListItem, ...]]


def read_figures(
    top: Section, act_id: str, paragraph: str, force: Force, lists: Lists
) -> tuple[Figure, ...]:
    """The figures a paragraph declares, in its order. Raises LawError."""
    return tuple(
        _figure(section, code, act_id, paragraph, force, lists)
        for code, section in top.sections("figures").items()
    )


def _figure(
    section: Section, code: str, act_id: str, paragraph: str, force: Force, lists: Lists
) -> Figure:
    figure = Figure(
        code=code,
        act_id=act_id,
        paragraph=paragraph,
        in_force=force,
        title=section.titles("title"),
        numerator=section.titles("numerator"),
        denominator=section.titles("denominator"),
        counts=section.text("counts"),
        fewer_is_better=section.has("fewer_is_better") and section.truth("fewer_is_better"),
        facts=_facts(section),
        lines=_lines(section),
        clauses=_clauses(section, lists),
        readings=_items(section, "readings"),
        cites=section.texts("cites"),
    )
    section.done()
    _check(section, figure)
    return figure


def _facts(section: Section) -> tuple[tuple[str, tuple[str, ...]], ...]:
    inner = section.section("facts")
    facts = tuple((name, inner.texts(name)) for name in inner.names())
    if not facts:
        raise section.refuse("facts", "a figure asks at least one fact")
    for name, values in facts:
        if len(set(values)) < max(2, len(values)):
            raise inner.refuse(name, "needs at least two values, each once")
    return facts


def _lines(section: Section) -> tuple[Line, ...]:
    content = section.take("verdicts")
    if not isinstance(content, list) or not content:
        raise section.refuse("verdicts", "must be a list of lines")
    return tuple(
        _line(Section(section.file, f"{section.key}.verdicts[{number}]", entry))
        for number, entry in enumerate(content, start=1)
    )


def _line(section: Section) -> Line:
    method = section.choice("counts_as", Counted)
    strict = section.choice("strictly", Counted) if section.has("strictly") else method
    mark = section.choice("mark", Mark) if section.has("mark") else None
    clause, clause_of = section.optional_text("clause"), section.optional_text("clause_of")
    line = Line(
        section.conditions("when"), Verdict(strict, method, mark, clause or ""), clause_of or ""
    )
    section.done()
    if (mark is None) != (clause is None and clause_of is None):
        raise section.refuse("mark", "a mark goes with its clause, and a clause with its mark")
    if strict is not method and mark is None:
        raise section.refuse("strictly", "a count that differs has its mark")
    return line


def _items(section: Section, name: str) -> tuple[ListItem, ...]:
    if not section.has(name):
        return ()
    inner = section.section(name)
    return tuple(ListItem(code, inner.titles(code)) for code in inner.names())


def _clauses(section: Section, lists: Lists) -> tuple[ListItem, ...]:
    """The figure's own clauses behind those of the paragraph's list that it names."""
    named = section.optional_text("clauses_from")
    if named is not None and named not in lists:
        raise section.refuse("clauses_from", f"the paragraph has no list {named!r}")
    return (*lists.get(named or "", ()), *_items(section, "clauses"))


def _check(section: Section, figure: Figure) -> None:
    """Every combination of facts is decided, by known facts and under a known clause."""
    known = dict(figure.facts)
    for number, line in enumerate(figure.lines, start=1):
        where = f"verdicts[{number}]"
        for name, values in line.when:
            if not set(values) <= set(known.get(name, ())):
                raise section.refuse(where, f"{name} has no such values: {', '.join(values)}")
        if line.clause_of and line.clause_of not in known:
            raise section.refuse(where, f"no fact {line.clause_of!r}")
    titled = {item.code for item in figure.clauses}
    try:
        clauses = {verdict.clause for _, verdict in figure.table() if verdict.clause}
    except ValueError as error:
        raise section.refuse("verdicts", str(error)) from error
    if clauses - titled:
        raise section.refuse("clauses", f"no words for: {', '.join(sorted(clauses - titled))}")
