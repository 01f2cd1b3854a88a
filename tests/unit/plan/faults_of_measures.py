"""Outcomes, themes and measures that cannot be so, each with the sentence that tells of it."""

from tests.unit.plan.files_of_a_plan import BINS, DAYS, GLAD, HOMES, POOL

# (file, text replaced, by this, the one fault that follows)
OF_MEASURES = {
    "an outcome nobody defined": (
        BINS,
        "outcome = 1",
        "outcome = 7",
        None,
    ),
    "a theme nobody defined": (
        BINS,
        'theme = "HOME"',
        'theme = "HOUSE"',
        'themes[1].theme: "HOUSE" is not in themes.toml, which has HOME, WILD.',
    ),
    "a priority nobody defined": (
        "outcomes.toml",
        "priority = 2",
        "priority = 5",
        "outcomes[3].priority: 5 is not in plan.toml, which has 1, 2.",
    ),
    "an activity of no outcome": (
        "activities.toml",
        "outcome = 3",
        "outcome = 9",
        "activities[4].outcome: 9 is not in outcomes.toml, which has 1, 2, 3.",
    ),
    "an activity that supports no outcome": (
        "activities.toml",
        "also_supports = [3]",
        "also_supports = [8]",
        "activities[3].also_supports: 8 is not in outcomes.toml, which has 1, 2, 3.",
    ),
    "an activity that supports its own outcome": (
        "activities.toml",
        "also_supports = [3]",
        "also_supports = [2]",
        "activities[3].also_supports: 2 is the activity's own outcome. Remove it.",
    ),
    "a directorate written in two ways": (
        DAYS,
        'directorate = "Streets"',
        'directorate = "streets "',
        'directorate: "streets " is written "Streets" in measures/bins_on_time.toml. '
        "Write both alike.",
    ),
    "an activity's directorate written otherwise than a measure's": (
        "activities.toml",
        'title = "Dig three ponds"',
        'title = "Dig three ponds"\ndirectorate = "STREETS"',
        'activities[4].directorate: "STREETS" is written "Streets" in measures/bins_on_time.toml. '
        "Write both alike.",
    ),
    "a team of no service": (
        BINS,
        'directorate = "Streets"',
        'directorate = "Streets"\nteam = "Collections"',
        "team: A team is of a service. Name that as service.",
    ),
    "an empty director": (
        "outcomes.toml",
        "priority = 2",
        'priority = 2\ndirector = " "',
        'outcomes[3].director: must not be empty; found " ".',
    ),
    "a theme linked twice": (
        BINS,
        "[[themes]]",
        '[[themes]]\ntheme = "HOME"\nbasis = "stated"\nreason = "x"\n\n[[themes]]',
        'themes[2].theme: "HOME" is there twice. Remove one.',
    ),
    "a theme link without a reason": (
        BINS,
        'reason = "A street with full bins is no home"\n',
        "",
        "themes[1].reason: is missing. Add it.",
    ),
    "an outcome number given twice": (
        "outcomes.toml",
        'number = 3\ntitle = "People',
        'number = 2\ntitle = "People',
        None,
    ),
    "an activity number given twice": (
        "activities.toml",
        "outcome = 1\nnumber = 2",
        "outcome = 1\nnumber = 1",
        "activities[2].number: 1 is already the number of activities[1].",
    ),
    "a gap in the numbers of activities": (
        "activities.toml",
        "outcome = 1\nnumber = 2",
        "outcome = 1\nnumber = 4",
        "activities of outcome 1: The numbers do not run on from 1: 2, 3 missing.",
    ),
    "a theme id given twice": (
        "themes.toml",
        'id = "WILD"',
        'id = "Home"',
        None,
    ),
    "a priority number left out": (
        "plan.toml",
        'number = 2\ntitle = "Water',
        'number = 3\ntitle = "Water',
        None,
    ),
    "a part id that another measure has": (
        HOMES,
        'id = "warm_homes_owned"',
        'id = "frogs"',
        'parts[2].id: "frogs" is already an id in measures/frogs.toml.',
    ),
    "part letters with a gap": (
        HOMES,
        'letter = "b"',
        'letter = "c"',
        'parts[2].letter: must be "b", as parts run on from a; found "c".',
    ),
    "a measure code given twice": (
        DAYS,
        "number = 2",
        "number = 1",
        "number: 1.1 is already the code of measures/bins_on_time.toml.",
    ),
    "a target_upper that is missing": (
        POOL,
        "target_upper = 80\n",
        "",
        "years.2023/24.target_upper: is missing. A range needs its upper bound too.",
    ),
    "a range that is empty": (
        POOL,
        "target_upper = 80",
        "target_upper = 55",
        "years.2023/24.target_upper: must be more than target, which is 55; found 55.",
    ),
    "an upper bound where higher is better": (
        BINS,
        "target = 98.0",
        "target = 98.0\ntarget_upper = 99.0",
        "years.2023/24.target_upper: is for ranges only; the polarity is higher. Remove it.",
    ),
    "a percentage above 100": (
        BINS,
        "target = 98.0",
        "target = 980",
        "years.2023/24.target: must be 0 to 100 per cent; found 980.",
    ),
    "a profile of three quarters": (
        HOMES,
        "target_profile = [20, 50, 90, 120]",
        "target_profile = [50, 90, 120]",
        "parts[1].years.2023/24.target_profile: must have 4 figures, one for each quarter; "
        "found 3.",
    ),
    "a profile that misses the year's target": (
        HOMES,
        "target_profile = [20, 50, 90, 120]",
        "target_profile = [20, 50, 90, 110]",
        "parts[1].years.2023/24.target_profile: must end at the year's target of 120; found 110.",
    ),
    "a profile that falls": (
        HOMES,
        "target_profile = [20, 50, 90, 120]",
        "target_profile = [20, 95, 90, 120]",
        "parts[1].years.2023/24.target_profile: falls within the year; a year-to-date figure "
        "cannot.",
    ),
    "a profile of a yearly survey": (
        GLAD,
        "target = 80",
        "target = 80\ntarget_profile = [80, 80, 80, 80]",
        "years.2023/24.target_profile: does not go with the frequency survey_wave. Remove it.",
    ),
    "a year-to-date measure without a profile": (
        HOMES,
        "target_profile = [20, 50, 90, 120]\n",
        "",
        "parts[1].years.2023/24.target_profile: is missing. A year-to-date measure needs its "
        "value at each quarter's end.",
    ),
    "year to date of a yearly survey": (
        GLAD,
        'basis = "period"',
        'basis = "year_to_date"',
        None,
    ),
    "a rated measure without an aim in the plan's years": (
        DAYS,
        '[years."2023/24"]',
        '[years."2021/22"]',
        "years: There is no aim for any year from 2023/24 to 2024/25. Add one, or say in "
        "data_only why there is no target.",
    ),
    "a part without an aim in the plan's years": (
        HOMES,
        '[parts.years."2023/24"]',
        '[parts.years."2029/30"]',
        "parts[1].years: There is no aim for any year from 2023/24 to 2024/25. Add one, or say "
        "in data_only why there is no target.",
    ),
    "a year that is no financial year": (
        BINS,
        '[years."2024/25"]',
        '[years."2024/26"]',
        'years.2024/26: must be a financial year, such as 2019/20; found "2024/26".',
    ),
    "data only with an aim": (
        BINS,
        "decimals = 1",
        'decimals = 1\ndata_only = "New"',
        "data_only: says there is no target, but there are years. Remove one.",
    ),
    "aims of a measure with parts": (
        HOMES,
        "[[themes]]",
        '[years."2023/24"]\ntarget = 1\ntarget_profile = [1, 1, 1, 1]\n\n[[themes]]',
        "years: A measure with parts is not rated itself. Move its years into the parts.",
    ),
    "an illustrative target without a rationale": (
        HOMES,
        'rationale = "Half as many again as last year; not yet agreed."\n',
        "",
        "parts[2].years.2023/24.rationale: is missing. Say where an illustrative target comes "
        "from.",
    ),
    "a survey wave without its first month": (
        GLAD,
        "wave_start_month = 10\n",
        "",
        "wave_start_month: is missing. A survey wave needs the first month and how many there are.",
    ),
    "a survey wave without its length": (
        GLAD,
        "wave_months = 2\n",
        "",
        "wave_months: is missing. A survey wave needs the first month and how many there are.",
    ),
    "wave months of a quarterly measure": (
        DAYS,
        "decimals = 1",
        "decimals = 1\nwave_months = 2",
        "wave_months: is for survey waves only; the frequency is quarter. Remove it.",
    ),
    "months without a way to make a quarter": (
        BINS,
        'quarter_value = "mean"\n',
        "",
        "quarter_value: is missing. Say how months make a quarter: sum, mean or last.",
    ),
    "a quarter value of a quarterly measure": (
        DAYS,
        "decimals = 1",
        'decimals = 1\nquarter_value = "sum"',
        "quarter_value: is for months only; the frequency is quarter. Remove it.",
    ),
    "a rolling figure without its months": (
        DAYS,
        "decimals = 1",
        'decimals = 1\nnature = "rolling"',
        "rolling_months: is missing. Say how many months a rolling figure covers.",
    ),
    "a stock of rolling months": (
        DAYS,
        "decimals = 1",
        'decimals = 1\nnature = "stock"\nrolling_months = 12',
        "nature: is stock, but rolling_months is 12: such a figure is rolling. "
        "Write rolling, or remove one of the two.",
    ),
    "a stock to date": (
        HOMES,
        'basis = "year_to_date"',
        'basis = "year_to_date"\nnature = "stock"',
        "nature: is stock, a state at one time, which is no total of the year to date.",
    ),
    "a nature that is none": (
        DAYS,
        "decimals = 1",
        'decimals = 1\nnature = "river"',
        'nature: must be one of flow, stock or rolling; found "river".',
    ),
    "a rolling figure no longer than its period": (
        DAYS,
        "decimals = 1",
        "decimals = 1\nrolling_months = 3",
        "rolling_months: is for a figure that covers more than its own period of 3 months up to "
        "the end of it, and is no year-to-date total; found 3. Remove it.",
    ),
    "a break at what is no period": (
        DAYS,
        'period = "2023-24-Q3"',
        'period = "Q3 2023/24"',
        'breaks[1].period: must be the id of a period, such as 2019-20-Q2; found "Q3 2023/24".',
    ),
    "a break at a period of another frequency": (
        DAYS,
        'period = "2023-24-Q3"',
        'period = "2023-24"',
        "breaks[1].period: must be a quarter, such as Q2 2019/20; "
        'found "2023-24", which is a financial year.',
    ),
    "introduced in what is no quarter": (
        POOL,
        'introduced = "2023-24-Q2"',
        'introduced = "2023-24"',
        'introduced: must be a quarter, such as 2019-20-Q2; found "2023-24".',
    ),
    "retired before it was introduced": (
        POOL,
        'introduced = "2023-24-Q2"',
        'introduced = "2023-24-Q2"\nretired = "2023-24-Q1"',
        "retired: is before the quarter the measure was introduced in.",
    ),
    "suspended since what is no quarter": (
        POOL,
        'since = "2024-25-Q1"',
        'since = "April 2024"',
        'suspensions[1].since: must be a quarter, such as 2019-20-Q2; found "April 2024".',
    ),
    "a suspension that ends before it begins": (
        POOL,
        'until = "2024-25-Q2"',
        'until = "2023-24-Q4"',
        "suspensions[1].until: is before the quarter it was suspended since.",
    ),
    "a review that is due before it was done": (
        BINS,
        "next_review = 2024-03-01",
        "next_review = 2023-03-01",
        "next_review: must be after 2023-03-01, when it was reviewed; found 2023-03-01.",
    ),
    "a usual number of which nobody says where it is known from": (
        BINS,
        "decimals = 1",
        "decimals = 1\nusual_denominator = 100",
        "usual_denominator_source: is missing. Say where the usual_denominator is known from.",
    ),
    "a source of a usual number that is not there": (
        BINS,
        "decimals = 1",
        'decimals = 1\nusual_denominator_source = "The publisher"',
        "usual_denominator: is missing, though there is a usual_denominator_source. Add it.",
    ),
    "a usual number of a survey": (
        GLAD,
        "sample_size = 400",
        'sample_size = 400\nusual_denominator = 400\nusual_denominator_source = "Form"',
        "usual_denominator: does not go with sample_size, which says the same. Remove one.",
    ),
    "a design effect of which nobody says where it is known from": (
        GLAD,
        "sample_size = 400",
        "sample_size = 400\ndesign_effect = 1.5",
        "design_effect_source: is missing. Say where the design_effect is known from.",
    ),
    "a design effect of what is no survey": (
        BINS,
        "decimals = 1",
        'decimals = 1\ndesign_effect = 1.5\ndesign_effect_source = "x"',
        "design_effect: is for surveys: it needs a sample_size. Remove it, or add that.",
    ),
    "a design effect of what is no percentage": (
        GLAD,
        'unit = "percent"',
        'unit = "count"\ndesign_effect = 1.5\ndesign_effect_source = "x"',
        "design_effect: is for percentages of those asked. Remove it.",
    ),
    "a survey that tells more than a random sample": (
        GLAD,
        "sample_size = 400",
        'sample_size = 400\ndesign_effect = 0.9\ndesign_effect_source = "x"',
        "design_effect: must be at least 1; found 0.9.",
    ),
}
