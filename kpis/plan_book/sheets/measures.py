"""The sheets of measures/ID.toml: a measure, and what belongs to it."""

from kpis.plan import schema
from kpis.plan_book.sheets.rows import EVERY_YEAR
from kpis.plan_book.sheets.shape import MEASURE, MEASURE_OR_PART, Sheet, Where, lead

MEASURE_SHEETS = (
    Sheet(
        name="Measures",
        about="What is measured: a row for each measure. What belongs to a measure (its themes, "
        "parts, aims) stands on the sheets that follow.",
        where=Where.FILES,
        model=schema.MeasureFile,
        lead=(lead("Id", "its name in addresses and files, for good"),),
    ),
    Sheet(
        name="Measures and themes",
        about="The themes that each measure supports.",
        where=Where.OF_MEASURE,
        model=schema.ThemeLinkEntry,
        key="themes",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Parts",
        about="The groups a measure is returned by. What a part leaves empty it takes from its "
        "measure.",
        where=Where.OF_MEASURE,
        model=schema.PartEntry,
        key="parts",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Aims by year",
        about=f"What a year asks of a measure, in the measure's own unit. A row for {EVERY_YEAR} "
        "says what holds where a year says nothing else.",
        where=Where.BY_YEAR,
        model=schema.AimEntry,
        lead=(
            MEASURE_OR_PART,
            lead("Year", f"the year the aim is for, as in 2019/20; or: {EVERY_YEAR}"),
        ),
    ),
    Sheet(
        name="Changed aims",
        about="What a year asked before that was changed, and why: a row for each change, the "
        "oldest first. What was agreed for a year that has begun is changed with a row here only.",
        where=Where.OF_YEAR,
        model=schema.EarlierAimEntry,
        key="earlier",
        lead=(MEASURE_OR_PART, lead("Year", "the year the aim is for, as in 2019/20")),
    ),
    Sheet(
        name="Rating rules",
        about="The rule a measure or part is rated by, where it is not the plan's.",
        where=Where.ONE_OF_BOTH,
        model=schema.RatingEntry,
        key="rating",
        lead=(MEASURE_OR_PART,),
    ),
    Sheet(
        name="Official statistics",
        about="The official statistic that gives a measure's figures, where there is one.",
        where=Where.ONE_OF_MEASURE,
        model=schema.PublishedEntry,
        key="published",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Breaks",
        about="From this period on figures of the measure do not compare with those before it.",
        where=Where.OF_MEASURE,
        model=schema.BreakEntry,
        key="breaks",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Baselines",
        about="From this period on control limits are recalculated; figures go on comparing.",
        where=Where.OF_MEASURE,
        model=schema.BaselineEntry,
        key="baselines",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Suspensions",
        about="Quarters in which a measure is not collected.",
        where=Where.OF_MEASURE,
        model=schema.SuspensionEntry,
        key="suspensions",
        lead=(MEASURE,),
    ),
)
