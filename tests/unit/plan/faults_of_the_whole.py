"""Ratios, days, years, wholes and sets of areas that cannot be so, each with its sentence."""

from tests.unit.plan.files_of_a_plan import BINS, DAYS, FROGS, HOMES, POOL

# (file, text replaced, by this, the one fault that follows)
OF_THE_WHOLE = {
    "half a ratio": (
        BINS,
        'denominator = "Planned collections"\n',
        "",
        "denominator: is missing. Give both sides of the ratio, or neither.",
    ),
    "a near match that does not say so to readers": (
        FROGS,
        'note = "Counts toads too."\n',
        "",
        "published.note: is missing. Say to readers how the published figure differs.",
    ),
    "a complement without its conversion": (
        FROGS,
        'nearness = "near"',
        'nearness = "complement"',
        "published.conversion: is missing. Say how the published figure was converted.",
    ),
    "a calendar entry of what is no quarter": (
        "calendar.toml",
        "[quarters.2023-24-Q3]",
        "[quarters.2023-24]",
        'quarters.2023-24: must be a quarter, such as 2019-20-Q2; found "2023-24".',
    ),
    "returns due before the quarter ends": (
        "calendar.toml",
        "due = 2024-01-17",
        "due = 2023-12-31",
        "quarters.2023-24-Q3.due: must be after the quarter ends on 2023-12-31; found 2023-12-31.",
    ),
    "a quarter that closes before returns are due": (
        "calendar.toml",
        "closes = 2024-01-31",
        "closes = 2024-01-16",
        "quarters.2023-24-Q3.closes: 2024-01-16 is before due, which is 2024-01-17.",
    ),
    "a rule whose days are out of order": (
        "calendar.toml",
        "published_days = 60",
        "published_days = 20",
        "rule.published_days: 20 is before closes_days, which is 28.",
    ),
    "a plan that ends before it begins": (
        "plan.toml",
        'last_year = "2024/25"',
        'last_year = "2022/23"',
        None,
    ),
    "a first year that is none": (
        "plan.toml",
        'first_year = "2023/24"',
        'first_year = "2023"',
        'first_year: must be a financial year, such as 2019/20; found "2023".',
    ),
    "tolerance without its width": (
        "plan.toml",
        "tolerance_percent = 5\n",
        "",
        "tolerance_percent: is missing. Say how far from target, in per cent, is amber.",
    ),
    "a minimum expectation in a plan that rates by tolerance": (
        BINS,
        "target = 98.0",
        "target = 98.0\nminimum_expectation = 97.0",
        "years.2023/24.minimum_expectation: does nothing: this plan rates by tolerance. Remove it.",
    ),
    "another name of two areas": (
        "plan.toml",
        "comparators = [",
        'area_names = [{ name = "Northmere", also = ["N1", "Mere"] }, '
        '{ name = "Southmere", also = ["MERE"] }]\ncomparators = [',
        'area_names[2].also[1]: "MERE" is another name of Northmere already.',
    ),
    "an area without another name": (
        "plan.toml",
        "comparators = [",
        'area_names = [{ name = "Northmere", also = [] }]\ncomparators = [',
        "area_names[1].also: is empty. List other names of the area, or remove the entry.",
    ),
    "the plan's own area as a comparator": (
        "plan.toml",
        '["Southmere"]',
        '["Southmere", "Northmere"]',
        'comparators[2]: "Northmere" is there already, or is the plan\'s area.',
    ),
    "years that add up": (
        FROGS,
        'basis = "period"',
        'basis = "period"\nadds_up = true',
        "adds_up: is for months, quarters and half-years: the rest are years. Remove it.",
    ),
    "averages that add up": (
        DAYS,
        'basis = "period"',
        'basis = "period"\nadds_up = true',
        "adds_up: is for counts, amounts, averages a day and shares of counts. Remove it.",
    ),
    "shares that add up without what they are of": (
        DAYS,
        'unit = "days"\nunit_label = "days"',
        'unit = "percent"\nunit_label = "%"\nadds_up = true',
        "adds_up: needs a numerator and a denominator: shares themselves do not add up.",
    ),
    "months whose last one is the quarter's, and that add up": (
        BINS,
        'quarter_value = "mean"',
        'quarter_value = "last"\nadds_up = true',
        "adds_up: does not go with quarter_value last, the state at the quarter's end.",
    ),
    "12 months that add up": (
        POOL,
        'basis = "period"',
        'basis = "period"\nadds_up = true\nrolling_months = 12',
        "adds_up: cannot be: each figure already covers more than its own period.",
    ),
    "a stock that adds up": (
        POOL,
        'basis = "period"',
        'basis = "period"\nadds_up = true\nnature = "stock"',
        "nature: is stock: the same cases in every period, which do not add up.",
    ),
    "averages to date that add up": (
        HOMES,
        'unit = "count"\n',
        'unit = "average"\nadds_up = true\n',
        "adds_up: cannot be: an average for the year to date holds earlier days already.",
    ),
    "a whole without parts": (
        POOL,
        'basis = "period"',
        'basis = "period"\nwhole = "planning_days"',
        "whole: is for a measure with parts, which are some of a whole.",
    ),
    "a whole nobody defined": (
        HOMES,
        'basis = "year_to_date"',
        'basis = "year_to_date"\nwhole = "cold_homes"',
        'whole: "cold_homes" is no measure of this plan.',
    ),
    "a whole that is its own": (
        HOMES,
        'basis = "year_to_date"',
        'basis = "year_to_date"\nwhole = "warm_homes"',
        'whole: "warm_homes" has parts and so no figures of its own.',
    ),
    "the plan's own area among those it is ranked among": (
        "plan.toml",
        '["Eastmere", ',
        '["Northmere", ',
        'comparator_sets[1].areas[1]: "Northmere" is there already, or is the plan\'s area, which '
        "always belongs.",
    ),
    "an area listed twice in a set": (
        "plan.toml",
        '["Eastmere", "Southmere"',
        '["Eastmere", "Eastmere"',
        'comparator_sets[1].areas[2]: "Eastmere" is there already, or is the plan\'s area, which '
        "always belongs.",
    ),
    "a whole that is one of its areas": (
        "plan.toml",
        'reference = "Mereshire"',
        'reference = "Westmere"',
        'comparator_sets[1].reference: "Westmere" is one of the areas. Name the whole they belong '
        "to, or leave it.",
    ),
    "a set of nobody": (
        "plan.toml",
        'areas = ["Eastmere", "Southmere", "Westmere"]\nreference = "Mereshire"',
        "areas = []",
        "comparator_sets[1].areas: is empty. List the areas to rank among, or name a reference.",
    ),
    "an area without a name": (
        "plan.toml",
        '["Eastmere", ',
        '["", ',
        'comparator_sets[1].areas[1]: must not be empty; found "".',
    ),
    "two sets of one id": (
        "plan.toml",
        "[[comparator_sets]]",
        '[[comparator_sets]]\nid = "mere_towns"\ntitle = "A"\nareas = ["B"]\nsource = "C"\n\n'
        "[[comparator_sets]]",
        'comparator_sets[2].id: "mere_towns" is already the id of comparator_sets[1].',
    ),
}
