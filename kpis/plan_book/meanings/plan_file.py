"""What the keys of plan.toml, and the rules of rating are for."""

from kpis.plan import schema
from kpis.plan_book.meanings.numbered import NUMBERED

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
    schema.AgreedEntry: (
        "[agreed] in plan.toml",
        "Who agreed the plan. A plan that names a plan before it is proposed until this table is "
        "there: it is checked and can be looked at, and is in force in no quarter. "
        "`kpis plan agree` writes it. [How to make next year's plan](how_to/next_year.md).",
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
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.PlanFile: {
        "id": "the plan's name in addresses and files, as in `2019-22`",
        "title": "what the plan is called",
        "council": "whose plan it is",
        "area": "the area whose figures are rated, as returns write it; all others are comparators",
        "first_year": "its first financial year, as in `2019/20`",
        "last_year": "its last",
        "previous": "folder of the plan before, relative to its own: `../2019-22`. A quarter is "
        "judged by the newest agreed plan whose first year had begun",
        "agreed": "who agreed it; needed where it follows another plan",
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
        "principles": "how the partnership will achieve its objective",
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
    schema.AgreedEntry: {
        "by": "the post or the body that agreed it, never a person's name",
        "on": "when",
        "reason": "why, or where it is recorded, for readers",
    },
    schema.PriorityEntry: NUMBERED | {"about": "the plan's own text of it, by paragraph"},
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
}
