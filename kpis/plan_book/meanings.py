"""What each table and each key of a plan's files is for, in words.

docs/plan_files.md prints them, and the workbook of a plan says them above its columns. What a key
holds and whether it must be there comes from `kpis.plan.schema`.
"""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.PlanFile: ("plan.toml", "The plan as a whole. One file."),
    schema.RatingEntry: (
        "[rating] in plan.toml, measures/ID.toml or below [[parts]]",
        "By which rule figures are coloured, in full. In plan.toml it stands in place of "
        "`rag_rule` and holds for every measure that has none of its own; in a measure's file for "
        "that measure and those of its parts that have none. It takes the other's place as a "
        "whole. "
        "[How to choose a rule](how_to/rating_rule.md).",
    ),
    schema.ColourNamesEntry: (
        "names in [rating]",
        "What the council itself calls the colours, told beside them: `On target`.",
    ),
    schema.PriorityEntry: ("[[priorities]] in plan.toml", "One table for each priority."),
    schema.FirstFigures: (
        "[first_figures] in plan.toml",
        "Folders of returns that a new store begins with, relative to the plan's own.",
    ),
    schema.ComparatorSetEntry: (
        "[[comparator_sets]] in plan.toml",
        "Areas the council is ranked among on published figures, the figure of their whole, or "
        "both. The first set is the one that reports tell of.",
    ),
    schema.AreaNamesEntry: (
        "[[area_names]] in plan.toml",
        "Other names of an area, which returns use: short names, codes of the statistics office. "
        "Where a return says one, the area is meant; a name that is nowhere here is asked about.",
    ),
    schema.OutcomesFile: ("outcomes.toml", "The outcomes. One file."),
    schema.OutcomeEntry: ("[[outcomes]] in outcomes.toml", "One table for each outcome."),
    schema.ThemesFile: ("themes.toml", "The themes of the partnership's plan. One file."),
    schema.ThemeEntry: ("[[themes]] in themes.toml", "One table for each theme."),
    schema.ActivitiesFile: ("activities.toml", "What the council said it would do. One file."),
    schema.ActivityEntry: ("[[activities]] in activities.toml", "One table for each activity."),
    schema.CalendarFile: ("calendar.toml", "When what is due. One file."),
    schema.RuleEntry: (
        "[rule] in calendar.toml",
        "The dates of a quarter without any of its own: days after it ends, moved on to a working "
        "day.",
    ),
    schema.QuarterEntry: (
        "[quarters.2019-20-Q2] in calendar.toml",
        "The dates of one quarter, where they are not as the rule says.",
    ),
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
_NUMBERED = {"number": "its place, from 1 without gaps", "title": "what it is called"}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.PlanFile: {
        "id": "the plan's name in addresses and files, as in `2019-22`",
        "title": "what the plan is called",
        "council": "whose plan it is",
        "area": "the area whose figures are rated, as returns write it; all others are comparators",
        "first_year": "its first financial year, as in `2019/20`",
        "last_year": "its last",
        "rag_rule": "`minimum_expectation` or `tolerance`: the rule in a word, where no more need "
        "be said; any other needs a table `[rating]`",
        "tolerance_percent": "how far from the target is still amber, beside `rag_rule` "
        "`tolerance`; the limit is rounded as it would be printed",
        "rating": "the rule in full, in place of `rag_rule`",
        "area_names": "what else its own area and others are called in returns",
        "comparators": "areas drawn beside the council, nearest first",
        "comparator_sets": "whom it is ranked among",
        "partnership_plan": "the plan that the themes are of",
        "objective": "that plan's objective",
        "approval": "`two`: another post than the one that submitted a return must approve it",
        "carried_forward_for": "how many of a measure's own periods its latest figure stands "
        "without a newer one; then the measure is out of date",
        "first_figures": "what a new store begins with",
        "priorities": "the priorities",
    },
    schema.RatingEntry: {
        "rule": "what decides the colour",
        "counted_in": "what the two widths below are counted in: per cent of what a figure is held "
        "against (of the areas, for a rank), points (the measure's own unit), places of a rank; "
        "`percent` without it",
        "green_within": "how far off a figure may be and still be green; below 0: how much better "
        "it must be; 0 without it",
        "amber_within": "the same for amber; without it the rule has no amber",
        "green_at_limit": "whether a figure exactly on the limit of green is green; `true` without "
        "it, but for `baseline` and `trend`, where what is only equal is not better",
        "amber_at_limit": "the same of amber; `true` without it",
        "limits": "whether a limit that is worked out is compared as it is, or rounded as it would "
        "be printed; `exact` without it",
        "since": "the earlier figure, for `trend` and `improving`; `period_before` without it",
        "area": "whose figure of the same period, for `comparator`",
        "comparators": "the id of the comparator set, for `rank`",
        "improving": "the least colour of a figure that is better than the earlier one",
        "exceeded_by": "by how much better than the target (the baseline, the other figure) a "
        "green figure is called `names.exceeded`; it is green all the same",
        "reason": "why this rule, for readers",
        "source": "where the council laid it down",
        "names": "the council's own names of the colours",
    },
    schema.ColourNamesEntry: {
        "green": "the name of green",
        "amber": "of amber",
        "red": "of red",
        "exceeded": "of a green that is better by `exceeded_by`",
    },
    schema.PriorityEntry: _NUMBERED,
    schema.FirstFigures: {
        "published": "official statistics",
        "illustrative": "figures made up, labelled so wherever they appear",
    },
    schema.ComparatorSetEntry: {
        "id": "its name in documents, for good",
        "title": "as in *4th of the London boroughs*",
        "areas": "the areas, without the plan's own, which belongs to every set",
        "reference": "the area whose figure is that of the whole",
        "source": "who says that these are alike, a sentence",
    },
    schema.AreaNamesEntry: {
        "name": "the area, as the plan and the stored figures have it",
        "also": "its other names and codes, as in `E09000012`; case and blanks do not matter",
    },
    schema.OutcomesFile: {"outcomes": "the outcomes"},
    schema.OutcomeEntry: _NUMBERED
    | {
        "priority": "the number of its priority",
        "director": "the post of the director who answers for it, never a person's name",
        "cabinet_member": "the Cabinet Member who answers for it, by portfolio and never by name: "
        "`Cabinet Member for Housing`",
    },
    schema.ThemesFile: {"themes": "the themes; `[]` for none"},
    schema.ThemeEntry: {
        "id": "its name in measures and addresses, for good",
        "title": "what it is called",
        "board": "the board that delivers it",
    },
    schema.ActivitiesFile: {"activities": "the activities; `[]` for none"},
    schema.ActivityEntry: {
        "outcome": "the number of its outcome",
        "number": "its place within the outcome, from 1 without gaps",
        "title": "what is to be done",
        "also_supports": "numbers of further outcomes",
        "directorate": "the directorate that does it, written as in the measures' files",
        "owner": "the post that answers for it, never a person's name",
    },
    schema.CalendarFile: {
        "rule": "the dates of a quarter without any of its own",
        "quarters": "the dates of single quarters",
    },
    schema.RuleEntry: {
        "due_days": "until returns are due",
        "closes_days": "until the quarter closes: a figure changed later is a restatement",
        "published_days": "until figures are published",
    },
    schema.QuarterEntry: {
        "due": "returns are due",
        "closes": "the quarter closes",
        "published": "figures are published",
    },
    schema.MeasureFile: _DEFINITION
    | {
        "outcome": "the number of its outcome",
        "number": "its place within the outcome, from 1 without gaps; with it the code: `5.2`",
        "unit": "what figures are",
        "decimals": "how many are shown; a figure is rated as shown",
        "polarity": "which way is better",
        "frequency": "how often it is returned, which is the kind of its periods",
        "basis": "whether a figure covers its period, or the year up to the end of it",
        "arrears": "how many quarters after the one its period ends in it is reported",
        "aims_of": "which year's target and minimum expectation a figure is held against: the year "
        "in which its own period ends, or in which it is reported",
        "carried_forward_for": "how many of its own periods the latest figure stands without a "
        "newer one; that of plan.toml without it",
        "quarter_value": "how the figures of months make that of a quarter; required for months. "
        "In a `mean` a month of unit `average` that adds up counts for its days",
        "wave_start_month": "of a survey wave, the first month; required for survey waves",
        "wave_months": "of a survey wave, how many months; required for survey waves",
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
        "directorate": "the directorate that returns it",
        "service": "its service within the directorate",
        "team": "its team within the service; needs a service",
        "owner": "the post that answers for it, never a person's name",
        "introduced": "the first quarter it is due in; always without it",
        "retired": "the last quarter it is due in",
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
    | {
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
        "not_comparable": "why figures of this year must not be held against the target",
    },
    schema.PartEntry: _DEFINITION
    | {
        "id": "its name in addresses and the store, for good",
        "letter": "with its measure's code its own: `4.1a`",
        "label": "the group in a word or two: `Women`",
    },
}
