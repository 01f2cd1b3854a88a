"""Rating rules as JSON documents give them."""

from typing import Any

from kpis.model import RATED, Measure, Plan, RatingRule
from kpis.words.ratings import rule_in_words


def rule_document(rule: RatingRule, plan: Plan, measure: Measure | None = None) -> dict[str, Any]:
    """The rule in force and why. measure: the one whose own it is."""
    return {
        "rule": rule.rule,
        "words": rule_in_words(rule, plan, measure),
        "reason": rule.reason,
        "source": rule.source,
        "names": {status.value: rule.name_of(status) for status in RATED}
        | {"exceeded": rule.exceeded_name},
    }


def own_rule_document(plan: Plan, measure: Measure) -> dict[str, Any] | None:
    """The rule of a measure or part of its own; None where the plan's rates it."""
    return rule_document(measure.rating, plan, measure) if measure.rating else None
