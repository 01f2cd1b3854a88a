"""Keys and values that are none: each with the sentence that tells of it."""

from tests.unit.plan.files_of_a_plan import BINS, FROGS, HOMES

# (file, text replaced, by this, the one fault that follows)
OF_KEYS = {
    "a missing key": (
        BINS,
        'owner = "Head of Bins"\n',
        "",
        "owner: is missing. Add it.",
    ),
    "an unknown key": (
        BINS,
        "definition =",
        "defnition = 'x'\ndefinition =",
        "defnition: is not a key of this file. Did you mean definition?",
    ),
    "an unknown key like no other": (
        "plan.toml",
        'area = "Northmere"',
        'area = "Northmere"\nzzzz = 1',
        "zzzz: is not a key of this file. Remove it.",
    ),
    "a number in quotes": (
        BINS,
        "target = 98.0",
        'target = "98"',
        'years.2023/24.target: must be a number, without quotes or a unit; found "98".',
    ),
    "first figures from a folder that is not there": (
        "plan.toml",
        'area = "Northmere"',
        'area = "Northmere"\nfirst_figures.published = "../nowhere"',
        'first_figures.published: "../nowhere" is no folder beside the plan\'s own.',
    ),
    "a way of approving that there is not": (
        "plan.toml",
        'area = "Northmere"',
        'area = "Northmere"\napproval = "three"',
        'approval: must be one of one or two; found "three".',
    ),
    "a decimal where a whole number belongs": (
        BINS,
        "decimals = 1",
        "decimals = 1.5",
        "decimals: must be a whole number, without quotes; found 1.5.",
    ),
    "text without quotes where a date belongs": (
        BINS,
        "reviewed_on = 2023-03-01",
        'reviewed_on = "1 March 2023"',
        'reviewed_on: must be a date such as 2026-04-01, without quotes; found "1 March 2023".',
    ),
    "a number where text belongs": (
        BINS,
        'source = "Lorry tracker"',
        "source = 7",
        "source: must be text in quotes; found 7.",
    ),
    "an empty text": (
        BINS,
        'owner = "Head of Bins"',
        'owner = " "',
        'owner: must not be empty; found " ".',
    ),
    "a word that is none of those allowed": (
        BINS,
        'polarity = "higher"',
        'polarity = "up"',
        'polarity: must be one of higher, lower, range or neutral; found "up".',
    ),
    "true in quotes": (
        HOMES,
        "illustrative = true",
        'illustrative = "yes"',
        'parts[2].every_year.illustrative: must be true or false; found "yes".',
    ),
    "a figure that is no number": (
        BINS,
        "target = 98.0",
        "target = nan",
        "years.2023/24.target: must be a number; found nan.",
    ),
    "text where a list belongs": (
        "plan.toml",
        'comparators = ["Southmere"]',
        'comparators = "Southmere"',
        'comparators: must be a list in square brackets; found "Southmere".',
    ),
    "a table that is no table": (
        FROGS,
        "[published]",
        "[[published]]",
        "published: must be a table; found a list.",
    ),
    "more decimals than any figure has": (
        BINS,
        "decimals = 1",
        "decimals = 9",
        "decimals: must be at most 4; found 9.",
    ),
    "a key in the wrong table": (
        FROGS,
        "[published]",
        "[published]\ntitle = 'x'",
        "published.title: does not belong here, but to another table of this file. Move it.",
    ),
    "a number below one": (
        "outcomes.toml",
        "number = 1",
        "number = 0",
        "outcomes[1].number: must be at least 1; found 0.",
    ),
    "a largest figure of nothing": (
        BINS,
        "decimals = 1",
        "decimals = 1\nmaximum = 0",
        "maximum: must be more than 0; found 0.",
    ),
    "a short title that is long": (
        BINS,
        "decimals = 1",
        'decimals = 1\nshort_title = "Bins collected on the very day they are due"',
        "short_title: has 43 characters and may have 32. Shorten it.",
    ),
    "an id with capitals": (
        HOMES,
        'id = "warm_homes_rented"',
        'id = "Rented Homes"',
        "parts[1].id: must be small letters, figures and underscores, as in recycling_rate; "
        'found "Rented Homes".',
    ),
}
