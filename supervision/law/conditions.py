"""Whether recorded facts open a rule, and whether they speak against it.

Belongs here: putting the `when` and `unless` of a rule to facts. Does not belong here: which rules
bind on a day (`lawbook.py`), nor where facts come from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from supervision.law.model import Conditions, Rule

Facts = Mapping[str, Collection[str]]
NO_FACTS: Facts = {}


def _holds(conditions: Conditions, facts: Facts) -> bool:
    """True when every condition finds one of its values among the facts."""
    return all(set(values) & set(facts.get(fact, ())) for fact, values in conditions)


def applies(rule: Rule, facts: Facts) -> bool:
    """True when the facts meet every `when` of a rule and none of its `unless`."""
    return _holds(rule.when, facts) and not any(
        set(values) & set(facts.get(fact, ())) for fact, values in rule.unless
    )


def contradicted(rule: Rule, facts: Facts) -> str | None:
    """The name of a recorded fact that speaks against a rule, or None.

    Unlike `applies`, a fact that is not recorded speaks neither for nor against: this serves the
    question "if this rule applies, when is it due".
    """
    for fact, values in rule.when:
        if fact in facts and not set(values) & set(facts[fact]):
            return fact
    for fact, values in rule.unless:
        if set(values) & set(facts.get(fact, ())):
            return fact
    return None
