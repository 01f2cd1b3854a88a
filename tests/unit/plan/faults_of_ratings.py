"""Faults in rating rules of the small plan: (file, from, to, what is said)."""

from tests.unit.plan.files_of_a_plan import BINS, FROGS, POOL

PLAN = "plan.toml"
WORD = 'rag_rule = "tolerance"\ntolerance_percent = 5\n'
_BINS_AIM = '[years."2023/24"]\ntarget = 98.0'


def _of_bins(words, aim="target = 98.0"):
    """A rule of its own for a measure whose first year asks this."""
    rating = f'[rating]\nreason = "Because."\n{words}\n\n'
    return BINS, _BINS_AIM, f'{rating}[years."2023/24"]\n{aim}'


FAULTS = {
    "a word that needs more": (
        PLAN,
        'rag_rule = "tolerance"\ntolerance_percent = 5',
        'rag_rule = "trend"',
        "rag_rule: trend needs more than a word. Write a table [rating] in its place.",
    ),
    "no rule at all": (
        PLAN,
        WORD,
        "",
        "rag_rule: is missing. Add it, or a table [rating].",
    ),
    "the rule twice": (
        PLAN,
        "[[comparator_sets]]",
        '[rating]\nrule = "tolerance"\namber_within = 5\nreason = "Because."\n\n'
        "[[comparator_sets]]",
        "rag_rule: says again what [rating] says. Remove it.",
    ),
    "a rule that there is not": (
        *_of_bins('rule = "vibes"'),
        "rating.rule: must be one of minimum_expectation, tolerance, bands, baseline, trend, "
        'comparator or rank; found "vibes".',
    ),
    "a rule without a reason": (
        BINS,
        _BINS_AIM,
        f'[rating]\nrule = "tolerance"\namber_within = 2\n\n{_BINS_AIM}',
        "rating.reason: is missing. Add it.",
    ),
    "a tolerance without a width": (
        *_of_bins('rule = "tolerance"'),
        "rating.amber_within: is missing. Say how far from the target is amber, or green.",
    ),
    "a width below nought": (
        *_of_bins('rule = "tolerance"\namber_within = -2'),
        "rating.amber_within: must be at least 0; found -2.",
    ),
    "an amber inside green": (
        *_of_bins('rule = "tolerance"\ngreen_within = 5\namber_within = 3'),
        "rating.amber_within: must be more than green_within, which is 5: nothing would be amber. "
        "Found 3.",
    ),
    "places of a target": (
        *_of_bins('rule = "tolerance"\namber_within = 3\ncounted_in = "places"'),
        "rating.counted_in: places are for ranks only. Say percent or points.",
    ),
    "points of a rank": (
        *_of_bins(
            'rule = "rank"\ncomparators = "mere_towns"\ngreen_within = 3\ncounted_in = "points"'
        ),
        "rating.counted_in: a rank has no points. Say places, or percent of the areas.",
    ),
    "a key of another rule": (
        *_of_bins('rule = "bands"\narea = "Southmere"', "green_limit = 95"),
        "rating.area: does nothing: the rule is bands. Remove it.",
    ),
    "another area's figure without the area": (
        *_of_bins('rule = "comparator"'),
        "rating.area: is missing. Say whose figure it is held against.",
    ),
    "an area that the plan does not know": (
        *_of_bins('rule = "comparator"\narea = "Nowhere"'),
        'rating.area: "Nowhere" is in neither comparators nor comparator_sets of plan.toml.',
    ),
    "its own area": (
        *_of_bins('rule = "comparator"\narea = "Northmere"'),
        'rating.area: "Northmere" is the plan\'s own area. Name another.',
    ),
    "a set that there is not": (
        *_of_bins('rule = "rank"\ncomparators = "hill_towns"\ngreen_within = 25'),
        'rating.comparators: "hill_towns" is no comparator set of plan.toml, which has mere_towns.',
    ),
    "a set too small to be ranked in": (
        *_of_bins('rule = "rank"\ncomparators = "mere_towns"\ngreen_within = 25'),
        'rating.comparators: "mere_towns" names fewer than 4 areas: too few for a rank to mean '
        "anything.",
    ),
    "a rank without its width": (
        *_of_bins('rule = "rank"\ncomparators = "mere_towns"'),
        "rating.green_within: must be more than 0: so far down a rank is green.",
    ),
    "months beside another area's": (
        *_of_bins('rule = "comparator"\narea = "Southmere"'),
        "rating: does not go with months: a quarter is held against nobody's. Give the measure "
        "another rule of its own.",
    ),
    "a trend of a range": (
        POOL,
        'polarity = "range"',
        'polarity = "range"\nrating = { rule = "trend", reason = "Because." }',
        "rating: does not go with the polarity range (this measure is rated by trend). Give the "
        "measure another rule of its own.",
    ),
    "a rule of what is not rated": (
        FROGS,
        "[[themes]]",
        '[rating]\nrule = "trend"\nreason = "Because."\n\n[[themes]]',
        "rating: does nothing: there is no target, as data_only says. Remove it.",
    ),
    "a target under bands only": (
        *_of_bins('rule = "bands"'),
        "years.2023/24.green_limit: is missing. Add it.",
    ),
    "a target of a trend": (
        *_of_bins('rule = "trend"'),
        "years.2023/24.target: does nothing: this measure is rated by trend. Remove it.",
    ),
    "a baseline of a tolerance": (
        BINS,
        "target = 98.0",
        "target = 98.0\nbaseline = 90",
        "years.2023/24.baseline: does nothing: this plan rates by tolerance. Remove it.",
    ),
    "a baseline that is missing": (
        *_of_bins('rule = "baseline"', 'set_by = "Cabinet"'),
        "years.2023/24.baseline: is missing. Add it.",
    ),
    "amber stricter than green": (
        *_of_bins('rule = "bands"', "green_limit = 95\namber_limit = 97"),
        "years.2023/24.amber_limit: is stricter than green_limit: 97 against 95, where the "
        "polarity is higher.",
    ),
    "a band beyond all": (
        *_of_bins('rule = "bands"', "green_limit = 105\namber_limit = 97"),
        "years.2023/24.green_limit: must be 0 to 100 per cent; found 105.",
    ),
    "a name of a colour that never comes": (
        *_of_bins('rule = "trend"\nnames = { amber = "Nearly" }', 'set_by = "Cabinet"'),
        "rating.names.amber: does nothing: this rule has no amber. Remove it.",
    ),
    "a name beyond green without its width": (
        *_of_bins('rule = "tolerance"\namber_within = 5\nnames = { exceeded = "Exceeded" }'),
        "rating.exceeded_by: is missing. Say by how much a figure is called so.",
    ),
    "something beyond a range": (
        POOL,
        'polarity = "range"',
        'polarity = "range"\n'
        'rating = { rule = "tolerance", amber_within = 5, exceeded_by = 9, reason = "x" }',
        "rating: does not go with the polarity range (this measure is rated by tolerance). Give "
        "the measure another rule of its own.",
    ),
    "something beyond a rank": (
        *_of_bins('rule = "rank"\ncomparators = "mere_towns"\ngreen_within = 25\nexceeded_by = 9'),
        "rating.exceeded_by: does nothing: the rule is rank. Remove it.",
    ),
    "an aim without a target": (
        BINS,
        _BINS_AIM,
        '[years."2023/24"]',
        "years.2023/24.target: is missing. Add it.",
    ),
}
