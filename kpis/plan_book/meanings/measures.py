"""What the keys of measures/ID.toml are for."""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.MeasureFile: (
        "measures/ID.toml",
        "One measure in each file; the name of the file is the measure's id, for good.",
    ),
    schema.ThemeLinkEntry: ("[[themes]] in measures/ID.toml", "A theme the measure supports."),
    schema.PublishedEntry: (
        "[published] in measures/ID.toml",
        "The official statistic that gives the measure's figures, where there is one.",
    ),
    schema.BreakEntry: (
        "[[breaks]] in measures/ID.toml",
        "From this period on figures do not compare with those before it.",
    ),
    schema.BaselineEntry: (
        "[[baselines]] in measures/ID.toml",
        "From this period on control limits are recalculated; figures go on comparing.",
    ),
    schema.SuspensionEntry: (
        "[[suspensions]] in measures/ID.toml",
        "Quarters in which the measure is not collected.",
    ),
    schema.EveryYearEntry: (
        "[every_year] in measures/ID.toml",
        "What holds for the aims of every year that does not say otherwise itself.",
    ),
    schema.AimEntry: (
        '[years."2019/20"] in measures/ID.toml',
        "What a year asks of the measure, in the measure's own unit. The year is the one in which "
        "the figure is reported.",
    ),
    schema.EarlierAimEntry: (
        '[[years."2019/20".earlier]] in measures/ID.toml',
        "What a year asked of the measure before that was changed, and why it was: oldest first. "
        "An agreed aim of a year that has begun is changed in public only.",
    ),
    schema.PartEntry: (
        "[[parts]] in measures/ID.toml",
        "A group of the measure that is returned and rated in its place. What it does not say "
        "itself it takes from its measure.",
    ),
}
_DEFINITION = {
    "title": "what it is called, on pages and in templates",
    "short_title": "what it is called where there is little room",
    "definition": "what is counted, of whom and when, in sentences",
    "why_it_matters": "why the council watches it, shown with the definition",
    "numerator": "what is counted above the line, where a denominator is given too",
    "denominator": "what is counted below the line",
    "unit_label": "the unit in words, as in `% of household waste`",
    "source": "the system or survey the figure comes from",
    "sample_size": "usual number of respondents, for a sample: needed for intervals",
    "partners": "ids of the partners that deliver it with the council, or for it",
    "data_only": "why there is no target, where that is by design",
    "rating": "the rule it is rated by, where that is not the plan's",
    "every_year": "what all years have in common",
    "years": "the aims, by year",
}
_AIM = {
    "set_by": "who set the aim",
    "rationale": "why it is what it is; required where it is illustrative",
    "illustrative": "whether the aim is made up; then pages say so",
}
_ASKED = {
    "target": "what each figure of the year is held against; for `year_to_date` the total of "
    "the year; of a range its lower bound",
    "minimum_expectation": "the least that is acceptable; of a range its lower bound",
    "target_upper": "the upper bound of a range",
    "minimum_expectation_upper": "the upper bound of a range",
    "target_profile": "the target at the end of each of the four quarters; required for "
    "`year_to_date`",
    "minimum_profile": "the minimum expectation at the end of each of the four quarters",
    "green_limit": "for the rule `bands`: from where on a figure is green; where lower is "
    "better, up to where; of a range its lower bound",
    "amber_limit": "the same of amber",
    "green_limit_upper": "the upper bound of green of a range",
    "amber_limit_upper": "that of amber",
    "green_profile": "the limit of green in each of the four quarters",
    "amber_profile": "that of amber",
    "baseline": "for the rule `baseline`: the figure to be beaten",
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.MeasureFile: _DEFINITION
    | {
        "outcome": "the number of its outcome",
        "number": "its place within the outcome, from 1 without gaps; with it the code: `5.2`",
        "unit": "what figures are",
        "decimals": "how many are shown; a figure is rated as shown",
        "polarity": "which way is better",
        "survey": "the id of the survey it is a question of: from there it takes frequency, months "
        "of the wave, arrears, sample size, design effect and source where it says none itself, "
        "and the breaks of all waves besides its own",
        "question": "the wording of the question in the survey, where it is known",
        "frequency": "how often it is returned, which is the kind of its periods; required "
        "without a survey",
        "basis": "whether a figure covers its period, or the year up to the end of it",
        "arrears": "how many quarters after the one its period ends in it is reported",
        "aims_of": "which year's target and minimum expectation a figure is held against: the year "
        "in which its own period ends, or in which it is reported",
        "carried_forward_for": "how many of its own periods the latest figure stands without a "
        "newer one; that of plan.toml without it",
        "quarter_value": "how the figures of months make that of a quarter; required for months. "
        "In a `mean` a month of unit `average` that adds up counts for its days",
        "wave_start_month": "of a survey wave, the first month; required for survey waves without "
        "a survey",
        "wave_months": "of a survey wave, how many months; likewise",
        "design_effect": "of a weighted or clustered survey: how many times as many people had "
        "to be asked as of a random sample that tells as much; 1 without it",
        "design_effect_source": "where that is known from, or why it is assumed; required with it",
        "usual_denominator": "about how many cases the percentage is of, or people the rate is "
        "of, where figures come without their own number: needed for tests and intervals",
        "usual_denominator_source": "where that number is known from; required with it",
        "not_by_chance": "why its cases do not vary one by one, so that no test of chance is made",
        "adds_up": "whether the figures of several periods together have a figure",
        "whole": "id of the measure that counts everybody, where the parts are of some",
        "nature": "what a figure has in common with the one before: `flow`, new cases every "
        "period (the default); `stock`, a state mostly of the same people or things; `rolling`, "
        "which `rolling_months` says too. Control charts and the long direction allow for it",
        "rolling_months": "how many months up to its period's end a figure covers, where more "
        "than the period; required for `rolling`",
        "maximum": "the largest believable figure, where the unit sets none",
        "source": "the system or survey the figure comes from; required without a survey",
        "directorate": "the directorate that returns it",
        "service": "its service within the directorate",
        "team": "its team within the service; needs a service",
        "owner": "the post that answers for it, never a person's name",
        "introduced": "the first quarter it is due in; always without it",
        "retired": "the last quarter it is due in",
        "retired_reason": "why it is collected no more, for readers",
        "reviewed_on": "when its definition was reviewed last",
        "next_review": "when the next review is due",
        "themes": "the themes it supports",
        "published": "the official statistic behind it",
        "breaks": "periods from which figures do not compare with earlier ones",
        "baselines": "periods from which control limits are recalculated",
        "suspensions": "quarters in which it is not collected",
        "parts": "the groups it is returned by",
    },
    schema.ThemeLinkEntry: {
        "theme": "the id of the theme",
        "basis": "whether the council's documents say so, or whoever wrote the plan's files",
        "reason": "where they say so, or why",
    },
    schema.PublishedEntry: {
        "publisher": "who publishes it",
        "licence": "under which licence",
        "indicator": "what it is called there",
        "nearness": "whether it is the measure itself, 100 less it, or something near",
        "conversion": "what was done to the published figure; required for `complement`",
        "note": "how it differs, for readers; required for `near`",
    },
    schema.BreakEntry: {
        "period": "the first period of the new kind",
        "reason": "what changed, for readers",
    },
    schema.BaselineEntry: {
        "period": "the first period of the new limits",
        "reason": "what changed, is understood and will stay",
    },
    schema.SuspensionEntry: {
        "since": "the first quarter",
        "until": "the last quarter; until further notice without it",
        "reason": "why, for readers",
    },
    schema.EveryYearEntry: _AIM,
    schema.AimEntry: _AIM
    | _ASKED
    | {
        "not_comparable": "why figures of this year must not be held against the target",
        "proposed": "whether nobody has agreed it yet; then it rates nothing",
        "agreed_by": "the post or body that agreed it: `Cabinet`",
        "agreed_on": "the day it was agreed",
        "agreed_reason": "why it was agreed, or where that is written down",
        "earlier": "what it was before it was changed",
    },
    schema.EarlierAimEntry: _ASKED
    | {
        "changed_on": "the day it was changed",
        "changed_by": "the post or body that changed it",
        "reason": "why, for readers",
    },
    schema.PartEntry: _DEFINITION
    | {
        "id": "its name in addresses and the store, for good",
        "letter": "with its measure's code its own: `4.1a`",
        "label": "the group in a word or two: `Women`",
    },
}
