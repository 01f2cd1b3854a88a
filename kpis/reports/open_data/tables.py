"""Every table of open data and every column of it, described once.

A column stays what it is for good: what must mean something else gets another name. The first
column of no table is called ID, for a spreadsheet takes a file that begins with these letters for
another kind of file.
"""

from kpis.reports.open_data.columns import Column, Holds, Leads, Table

# Figures that are rounded to the decimals of their measure, as pages write them, in any table that
# has measures and their figures.
ROUNDED = (
    *("outturn", "interval_low", "interval_high"),
    *("target", "minimum_expectation", "target_upper", "minimum_expectation_upper"),
    *("variance", "previous_outturn", "year_outturn"),
    *("latest_outturn", "latest_target", "latest_minimum_expectation"),
)
_GSS = r"[A-Z]\d{8}"
_ID = r"[a-z][a-z0-9_]*"
_YEAR = r"\d{4}-\d{2}"

MEASURE = Column(
    name="measure",
    title="Measure",
    description="The id of the measure, or of the part of one. It stays the same for good.",
    required=True,
    pattern=_ID,
)
CODE = Column(
    name="code",
    title="Code",
    description="Where the measure stands in the plan: outcome and number, with a letter for a "
    "part. It may change with the plan.",
    required=True,
)
TITLE = Column(name="title", title="Title", description="What it is called.", required=True)
OUTCOME = Column(
    name="outcome",
    title="Outcome",
    description="The number of the plan's outcome that it belongs to.",
    holds=Holds.WHOLE,
)
UNIT = Column(
    name="unit",
    title="Unit",
    description="What kind of number the figures are.",
    required=True,
    list="unit",
)
UNIT_LABEL = Column(
    name="unit_label",
    title="What is counted",
    description="The unit in words: households, % of waste.",
)
MARKER = Column(
    name="marker",
    title="Markers",
    description="Shorthand of UK government statistics, one letter or several, without brackets: "
    "each letter stands in the table of codes. Empty where nothing is to be said of the figure.",
    list="marker",
    pattern="[a-z]*",
)
PROVENANCE = Column(
    name="provenance",
    title="Where the figure comes from",
    description="Returned by a service, an official statistic, or illustrative: made up to show "
    "how the dashboard works, and no figure of the council.",
    list="provenance",
)
RAG = Column(
    name="rag",
    title="Rating",
    description="The rating of this figure by the rule of its row, or why it has none. Worked out, "
    "never typed in.",
    list="rag",
)
AIMS_OF = Column(
    name="aims_of",
    title="Year of the aims",
    description="The financial year whose target and minimum expectation these are.",
    pattern=_YEAR,
)
TARGET_ILLUSTRATIVE = Column(
    name="target_illustrative",
    title="Target is illustrative",
    description="Whether the target and minimum expectation are made up and nobody agreed them.",
    holds=Holds.YES_NO,
)


def _asked() -> tuple[Column, ...]:
    what = "In the measure's unit. Empty where none is set."
    return tuple(
        Column(name=name, title=title, description=f"{about} {what}", holds=Holds.NUMBER)
        for name, title, about in (
            ("target", "Target", "What is aimed for; where a range is, its lower bound."),
            ("minimum_expectation", "Minimum expectation", "The least that is acceptable."),
            ("target_upper", "Target, upper bound", "Of a measure that is best within a range."),
            (
                "minimum_expectation_upper",
                "Minimum expectation, upper bound",
                "Of a measure that is best within a range.",
            ),
        )
    )


def _number(name: str, title: str, description: str) -> Column:
    return Column(name=name, title=title, description=description, holds=Holds.NUMBER)


def _text(name: str, title: str, description: str, *, list: str = "") -> Column:
    return Column(name=name, title=title, description=description, list=list)


_PUBLISHED = (
    Column(
        name="release",
        title="Release",
        description="The number of the release that the row was published with.",
        holds=Holds.WHOLE,
        required=True,
    ),
    Column(
        name="published_at",
        title="Published at",
        description="When that release was published, in UTC.",
        holds=Holds.TIME,
        required=True,
    ),
)
_TO_MEASURES = Leads(columns=("measure",), table="measures", to=("measure",))

FIGURES = Table(
    name="figures",
    title="Figures",
    description="Every figure that is published: a row for each measure, period, area and group. "
    "Figures by group are withheld where so few people are behind them that somebody could be "
    "found out, with whatever would give them away: such a row has the marker c and no figure.",
    columns=(
        MEASURE,
        CODE,
        TITLE,
        OUTCOME,
        Column(
            name="period",
            title="Period",
            description="The id of the reporting period: 2019-20-Q2, 2019-20, 2019-M09, "
            "2018-19-AY, 2018-11-to-2019-10.",
            required=True,
        ),
        Column(
            name="period_label",
            title="Period in words",
            description="The period as people write it: Q2 2019/20.",
            required=True,
        ),
        Column(
            name="period_start",
            title="First day",
            description="The first day of the period.",
            holds=Holds.DAY,
            required=True,
        ),
        Column(
            name="period_end",
            title="Last day",
            description="The last day of the period. Of a total for the year so far, the day up to "
            "which it counts.",
            holds=Holds.DAY,
            required=True,
        ),
        Column(
            name="frequency",
            title="Kind of period",
            description="What kind of period it is.",
            required=True,
            list="frequency",
        ),
        Column(
            name="basis",
            title="What the figure covers",
            description="Its own period, or the year up to the end of it.",
            required=True,
            list="basis",
        ),
        Column(name="area", title="Area", description="The area's name.", required=True),
        Column(
            name="area_code",
            title="Area code",
            description="The area's code of the Government Statistical Service (GSS). Empty where "
            "the publisher gives none.",
            pattern=_GSS,
        ),
        _text(
            "breakdown",
            "Breakdown",
            "By what people or things are told apart: Ward, Age group. Empty for the whole.",
        ),
        _text("category", "Group", "The group of that breakdown. Empty for the whole."),
        UNIT,
        UNIT_LABEL,
        _number(
            "outturn",
            "Outturn",
            "The figure, in the measure's unit, rounded as published. Empty where there is none: "
            "the markers say why.",
        ),
        _number("numerator", "Numerator", "What a share or a rate is of; empty where not known."),
        _number("denominator", "Denominator", "What it is a share of; empty where not known."),
        _number(
            "interval_low", "95% interval from", "The lower bound of the 95% confidence interval."
        ),
        _number("interval_high", "95% interval to", "The upper bound of it."),
        _text("interval_method", "Interval by", "How the interval is worked out."),
        MARKER,
        PROVENANCE,
        *_asked(),
        AIMS_OF,
        TARGET_ILLUSTRATIVE,
        _text("rule", "Rule of the rating", "What decides the rating of this figure.", list="rule"),
        _number(
            "green_limit",
            "Limit of green",
            "The least that is green; where lower is better, the most; of a range its lower bound.",
        ),
        _number("green_limit_upper", "Limit of green, upper bound", "Of a range."),
        _number("amber_limit", "Limit of amber", "The same of amber."),
        _number("amber_limit_upper", "Limit of amber, upper bound", "Of a range."),
        _number(
            "reference",
            "Held against",
            "Another figure that the rule holds this one against, or the place of a rank.",
        ),
        _text("reference_of", "Whose figure that is", "The area or period of that other figure."),
        RAG,
        _text("rating_name", "The council's name of the rating", "Empty where it has none."),
        Column(
            name="break_before",
            title="Break before",
            description="Whether figures from here on do not compare with those before.",
            holds=Holds.YES_NO,
        ),
        _text("break_reason", "Why", "Why they do not compare."),
        _text("commentary", "Commentary", "What the service says of the figure, in its own words."),
        _text("notes", "Notes", "What posts noted of the figure, a line for each."),
        *_PUBLISHED,
    ),
    key=("measure", "period", "area", "breakdown", "category"),
    leads=(_TO_MEASURES,),
)

REPORT = Table(
    name="report",
    title="How each measure stood in the quarter",
    description="The report of the release's quarter: a row for each measure or part. What is "
    "reported in this quarter and the latest position are two things: a measure that is not due "
    "shows its latest known figure under the names that begin with latest.",
    columns=(
        MEASURE,
        CODE,
        TITLE,
        OUTCOME,
        Column(
            name="quarter",
            title="Quarter of the report",
            description="The id of the quarter that the report is of.",
            required=True,
        ),
        _text("period", "Period", "The measure's own period that is reported in this quarter; "
              "empty where none is due."),
        UNIT,
        UNIT_LABEL,
        Column(
            name="polarity",
            title="Which way is better",
            description="Whether a higher or a lower figure is better, one within a range, or "
            "neither.",
            required=True,
            list="polarity",
        ),
        _number("outturn", "Outturn", "The figure reported, rounded as published. Of a measure "
                "with monthly figures that of the quarter."),
        _number("numerator", "Numerator", "What a share or a rate is of; empty where not known."),
        _number("denominator", "Denominator", "What it is a share of; empty where not known."),
        MARKER,
        PROVENANCE,
        *_asked(),
        AIMS_OF,
        TARGET_ILLUSTRATIVE,
        _number("variance", "Variance", "Outturn less target, both rounded."),
        RAG,
        _text("rag_reason", "Why it is not rated", "A sentence; empty where it is rated."),
        _text("previous_period", "Period before", "The period that it is compared with."),
        _number("previous_outturn", "Outturn before", "Of that period, rounded."),
        _text("direction_previous", "Direction since the period before", "Better or worse only "
              "where a test says so.", list="direction"),
        _text("year_period", "Period a year before", "The period that it is compared with."),
        _number("year_outturn", "Outturn a year before", "Of that period, rounded."),
        _text("direction_year", "Direction since a year before", "Better or worse only where a "
              "test says so.", list="direction"),
        _text("latest_period", "Latest period", "The newest period with a known figure; empty "
              "where none is known."),
        _text("latest_period_label", "Latest period in words", "The same as people write it."),
        _number("latest_outturn", "Latest outturn", "The figure of that period, rounded."),
        Column(
            name="latest_marker",
            title="Markers of the latest outturn",
            description="As the column marker has them.",
            list="marker",
            pattern="[a-z]*",
        ),
        _text("latest_provenance", "Where the latest outturn comes from", "As the column "
              "provenance has it.", list="provenance"),
        _number("latest_target", "Target of the latest outturn", "Of that period."),
        _number("latest_minimum_expectation", "Minimum expectation of the latest outturn", "Of "
                "that period."),
        Column(
            name="latest_target_illustrative",
            title="Target of the latest outturn is illustrative",
            description="Whether that target and minimum expectation are made up.",
            holds=Holds.YES_NO,
        ),
        _text("latest_rag", "Rating of the latest outturn", "Its rating, or why it has none.",
              list="rag"),
        Column(
            name="carried_forward",
            title="Carried forward",
            description="Whether the latest outturn was reported in an earlier quarter.",
            holds=Holds.YES_NO,
        ),
        *_PUBLISHED,
    ),
    key=("measure",),
    leads=(_TO_MEASURES,),
)  # fmt: skip
