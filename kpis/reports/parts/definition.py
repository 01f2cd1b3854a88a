"""What a measure means, where it comes from and who answers for it: terms with their texts."""

from collections.abc import Sequence

from kpis.analysis.figures.horizon import is_until
from kpis.model import (
    Aim,
    Baseline,
    Basis,
    Measure,
    Nearness,
    Plan,
    Polarity,
    PublishedSource,
    SeriesBreak,
    Unit,
)
from kpis.periods import ReportingPeriod, describe_frequency, period_of_id
from kpis.words.aims import PROPOSED, aims_of_note
from kpis.words.aims.changed import changed_aims
from kpis.words.days import day_in_words
from kpis.words.figures import figure
from kpis.words.ratings import rule_in_words
from kpis.words.statuses import BASIS_WORDS

_POLARITIES = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.RANGE: "Best between two bounds",
    Polarity.NEUTRAL: "Neither higher nor lower is better by itself",
}


_NEARNESS = {
    Nearness.EXACT: "It is the same measure.",
    Nearness.COMPLEMENT: "It is published as the opposite share; here it is turned round.",
    Nearness.NEAR: "It comes near this measure but is not quite the same.",
}


def _ratio(measure: Measure) -> str:
    if not measure.numerator:
        return ""
    if not measure.denominator:
        return measure.numerator
    return f"{measure.numerator}, divided by: {measure.denominator}"


def _frequency(measure: Measure) -> str:
    words = f"For {describe_frequency(measure.frequency)}"
    if measure.basis is Basis.YEAR_TO_DATE:
        words += ", counted from April to the end of it"
    if measure.rolling_months:
        words += f", covering the {measure.rolling_months} months up to the end of it"
    if measure.stock:
        words += ", mostly of the same cases as the time before"
    if measure.arrears:
        quarters = "a quarter" if measure.arrears == 1 else f"{measure.arrears} quarters"
        words += f", {quarters} after it ends"
    if measure.usual_denominator:
        noun = "cases" if measure.unit is Unit.PERCENT else "people"
        words += f"; a figure of about {measure.usual_denominator:,} {noun}"
        words += f" ({_clause(measure.usual_denominator_source)})"
    if measure.sample_size:
        words += f"; a sample of about {measure.sample_size:,} people"
    if measure.design_effect > 1:
        words += f", with a design effect of {measure.design_effect:g}"
        words += f" ({_clause(measure.design_effect_source)})"
    return f"{words}."


def _retired(measure: Measure) -> str:
    if not measure.retired:
        return ""
    why = f": {_clause(measure.retired_reason)}" if measure.retired_reason else ""
    return f"{period_of_id(measure.retired).label}{why}."


def _clause(source: str) -> str:
    return source.strip().removesuffix(".")


def _aims(measure: Measure) -> str:
    years = [_aim(measure, aim) for _, aim in sorted(measure.aims.items())]
    changes = changed_aims(measure)
    return " ".join([*years, *changes, aims_of_note(measure)] if years else []).strip()


def _aim(measure: Measure, aim: Aim) -> str:
    def bounds(lower: float | None, upper: float | None) -> str:
        ends = [
            figure(value, measure.unit, measure.decimals)
            for value in (lower, upper)
            if value is not None
        ]
        return " to ".join(ends)

    target = bounds(aim.target, aim.target_upper)
    minimum = bounds(aim.minimum_expectation, aim.minimum_expectation_upper)
    green = bounds(aim.green_limit, aim.green_limit_upper)
    amber = bounds(aim.amber_limit, aim.amber_limit_upper)
    baseline = bounds(aim.baseline, None)
    named = (("minimum", minimum), ("green", green), ("amber", amber), ("baseline", baseline))
    aims = [
        word for word in (target, *(words and f"{name} {words}" for name, words in named)) if word
    ]
    on = f" on {day_in_words(aim.agreed_on)}" if aim.agreed_on else ""
    why = f": {_clause(aim.agreed_reason)}" if aim.agreed_reason else ""
    agreed = f"agreed by {aim.agreed_by}{on}{why}" if aim.agreed_by else ""
    notes = ("illustrative" if aim.illustrative else "", PROPOSED if aim.proposed else agreed)
    said = "; ".join(filter(None, notes))
    return f"{aim.year}: {', '.join(aims) or 'none'}{f' ({said})' if said else ''}."


def _rated(plan: Plan, measure: Measure) -> str:
    """The rule in force, where a word of the plan does not say it; with its reason and source."""
    rule = plan.rule_of(measure)
    if measure.data_only or measure.polarity is Polarity.NEUTRAL or not rule.reason:
        return ""
    source = f" Source: {_clause(rule.source)}." if rule.source else ""
    return f"{rule_in_words(rule, plan, measure)} Why: {_clause(rule.reason)}.{source}"


def _published(source: PublishedSource | None) -> str:
    if source is None:
        return ""
    parts = [
        f"{source.publisher}: {source.indicator}.",
        _NEARNESS[source.nearness],
        f"Conversion: {source.conversion}." if source.conversion else "",
        source.note,
        f"Licence: {source.licence}.",
    ]
    return " ".join(part.replace("..", ".") for part in parts if part)


def _since(
    word: str,
    measure: Measure,
    changes: Sequence[SeriesBreak | Baseline],
    quarter: ReportingPeriod | None,
) -> str:
    told = (each for each in changes if not quarter or is_until(measure, each.period, quarter))
    return "; ".join(f"{word} {period_of_id(each.period).label}: {each.reason}" for each in told)


def definition(
    plan: Plan, measure: Measure, quarter: ReportingPeriod | None = None
) -> tuple[tuple[str, str], ...]:
    """Terms and their texts; what does not apply is left out.

    quarter: of a report that tells of no break and no new limits of later periods; None = all.
    """
    survey = plan.surveys_by_id.get(measure.survey)
    whose = (measure.owner, measure.team, measure.service, measure.directorate)
    terms = (
        ("Definition", measure.definition),
        ("Why it matters", measure.why_it_matters),
        ("Worked out as", _ratio(measure)),
        ("Unit", measure.unit_label),
        ("Better", _POLARITIES[measure.polarity]),
        ("Returned", _frequency(measure)),
        ("Not tested for chance", measure.not_by_chance),
        ("Target", measure.data_only or _aims(measure)),
        ("Rated", _rated(plan, measure)),
        ("Owner", ", ".join(filter(None, whose))),
        ("Collected until", _retired(measure)),
        ("Source", measure.source),
        ("Survey", survey.title if survey else ""),
        ("Question", measure.question),
        ("Official statistic", _published(measure.published)),
        ("Breaks", _since("from", measure, measure.breaks, quarter)),
        ("Control limits", _since("recalculated from", measure, measure.baselines, quarter)),
        ("Themes", _themes(plan, measure)),
    )
    return tuple((term, text) for term, text in terms if text)


def _themes(plan: Plan, measure: Measure) -> str:
    titles = {theme.id: theme.title for theme in plan.themes}
    if not measure.themes:
        return "Supports every theme"
    return "; ".join(
        f"{titles[each.theme]} ({BASIS_WORDS[each.basis]}: {each.reason})"
        for each in measure.themes
    )
