"""The sheets of measures/ID.toml: a measure, and what belongs to it."""

from kpis.plan import schema
from kpis.plan_book.sheets.rows import EVERY_YEAR
from kpis.plan_book.sheets.shape import MEASURE, MEASURE_OR_PART, Sheet, Where, lead

MEASURE_SHEETS = (
    Sheet(
        name="Measures",
        about="What is measured: a row for each measure. What belongs to a measure (its themes, "
        "parts, aims) stands on the sheets that follow.",
        how="A new measure is a new row under an id of its own. One that ends is not deleted: its "
        "last quarter goes into Retired, for past figures are its own.",
        where=Where.FILES,
        model=schema.MeasureFile,
        lead=(lead("Id", "its name in addresses and files, for good"),),
    ),
    Sheet(
        name="Measures and themes",
        about="The themes that each measure supports.",
        how="One row for each measure and theme. A measure without any supports every theme.",
        where=Where.OF_MEASURE,
        model=schema.ThemeLinkEntry,
        key="themes",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Parts",
        about="The groups a measure is returned by. What a part leaves empty it takes from its "
        "measure.",
        how="One row for each part, with a letter and an id of its own; its aims stand on Aims by "
        "year under that id.",
        where=Where.OF_MEASURE,
        model=schema.PartEntry,
        key="parts",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Aims by year",
        about=f"What a year asks of a measure, in the measure's own unit. A row for {EVERY_YEAR} "
        "says what holds where a year says nothing else.",
        how="Next year's target is a new row: the id, the year, the target, who set it and why. A "
        "past year's aim is history and stays.",
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
        how="A new row where an agreed target is changed: what it asked before, the day, who "
        "changed it and why. The new figure goes to Aims by year.",
        where=Where.OF_YEAR,
        model=schema.EarlierAimEntry,
        key="earlier",
        lead=(MEASURE_OR_PART, lead("Year", "the year the aim is for, as in 2019/20")),
    ),
    Sheet(
        name="Rating rules",
        about="The rule a measure or part is rated by, where it is not the plan's.",
        how="One row for each measure or part that has a rule of its own; without one the plan's "
        "holds. The reason is public.",
        where=Where.ONE_OF_BOTH,
        model=schema.RatingEntry,
        key="rating",
        lead=(MEASURE_OR_PART,),
    ),
    Sheet(
        name="Official statistics",
        about="The official statistic that gives a measure's figures, where there is one.",
        how="One row for each measure that has one.",
        where=Where.ONE_OF_MEASURE,
        model=schema.PublishedEntry,
        key="published",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Breaks",
        about="From this period on figures of the measure do not compare with those before it.",
        how="A definition that changes is a new row: the first period of the new kind, and what "
        "changed, in words for readers.",
        where=Where.OF_MEASURE,
        model=schema.BreakEntry,
        key="breaks",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Baselines",
        about="From this period on control limits are recalculated; figures go on comparing.",
        how="A new row where a change is understood and will stay, with the reason.",
        where=Where.OF_MEASURE,
        model=schema.BaselineEntry,
        key="baselines",
        lead=(MEASURE,),
    ),
    Sheet(
        name="Suspensions",
        about="Quarters in which a measure is not collected.",
        how="A new row for each break in collecting; Until stays empty until it is known.",
        where=Where.OF_MEASURE,
        model=schema.SuspensionEntry,
        key="suspensions",
        lead=(MEASURE,),
    ),
)
