"""The words people head their columns with, and the field each of them means.

Words are written here as `headers.plain` leaves them: small letters, no punctuation, no footnote
digits, nothing in brackets. Within a field the first group of words is the surest: "Actual" is an
outturn, "Value" is one only in a table with no better word.
"""

# Groups of words by field, the surest first. A later group counts only where no earlier one does.
EXACT: dict[str, tuple[tuple[str, ...], ...]] = {
    "period": (
        ("period", "reporting period", "time period", "period covered", "period id"),
        ("quarter", "qtr", "month", "reporting quarter", "reporting month"),
        ("date", "period end", "period ending", "quarter ending", "month ending", "as at"),
        ("quarter end", "month end", "year ending", "year end", "as of", "date to"),
        (
            "period start",
            "period starting",
            "period beginning",
            "quarter start",
            "quarter starting",
        ),
        ("quarter beginning", "month start", "month starting", "month beginning", "date from"),
    ),
    "year": (("year", "financial year", "fy", "reporting year"),),
    "area": (
        ("area", "borough", "local authority", "la", "lad", "council", "authority"),
        ("area name", "borough name", "local authority name", "la name", "geography"),
    ),
    "breakdown": (
        ("breakdown", "dimension", "breakdown dimension", "breakdown type", "broken down by"),
    ),
    "category": (
        ("category", "group", "breakdown category", "breakdown group", "sub group", "subgroup"),
    ),
    "outturn": (
        ("outturn", "actual", "actual outturn", "outturn value", "outturn figure", "actuals"),
        (
            "result",
            "results",
            "outturns",
            "value",
            "figure",
            "performance",
            "actual value",
            "actual performance",
        ),
        ("proportion", "percentage", "rate", "score"),
    ),
    "numerator": (("numerator", "num", "numerator value"),),
    "denominator": (("denominator", "denom", "den", "denominator value"),),
    "marker": (("marker", "flag", "status marker", "data marker", "symbol", "shorthand"),),
    "commentary": (
        ("commentary", "comment", "comments", "narrative", "performance commentary"),
        ("notes", "explanation", "remarks"),
    ),
    "unit": (
        ("unit", "units", "unit of measure", "unit of measurement", "measurement unit"),
        ("unit label", "measure unit", "uom", "units of measure", "unit type", "measured in"),
        ("scale", "multiplier"),
    ),
    "returned_on": (
        ("returned on", "date returned", "return date", "returned", "date submitted"),
        ("submitted on", "submitted"),
    ),
}

# Columns that may say which measure a row is of, the surest first: id, code, measure, title.
_CODES = ("code", "ref", "reference", "measure code", "measure ref", "measure reference")
_CODES_OF_KPIS = ("kpi code", "kpi ref", "indicator code", "indicator ref", "pi code", "pi ref")
MEASURE: tuple[tuple[str, ...], ...] = (
    ("measure id", "kpi id", "indicator id", "pi id"),
    (*_CODES, *_CODES_OF_KPIS, "measure no", "kpi no", "pi no"),
    ("measure", "kpi", "pi", "performance measure", "performance indicator", "strategic measure"),
    ("title", "measure title", "measure name", "kpi name", "kpi title", "indicator name"),
)
# Words that name the measure only in a table where nothing better does; else they are for people.
_TITLES = ("indicator", "description", "measure description", "name", "metric", "metric name")
_TITLES_IN_WORDS = ("what we count", "what we measure", "what is counted", "what is measured")
MEASURE_AT_A_PINCH = (*_TITLES, *_TITLES_IN_WORDS, "id", "no")
# Beside a code these are titles: what stands there must belong to it.
CODES_AT_A_PINCH = frozenset({"id", "no"})
TITLES_AT_A_PINCH = frozenset((*_TITLES, *_TITLES_IN_WORDS))

# A field is claimed by a header that holds its word among others: "Q2 outturn", "Your comments".
LOOSE: dict[str, tuple[str, ...]] = {
    "commentary": ("commentary", "comment", "comments", "narrative"),
    "numerator": ("numerator",),  # before the outturn: "Outturn numerator" is a numerator
    "denominator": ("denominator",),
    "outturn": ("outturn", "actual"),
    "period": ("reporting period",),
    "marker": ("marker",),
}

# Columns kept for people and ignored without a note.
_ABOUT_THE_MEASURE = ("title", "description", "name", "definition", "rationale", "indicator")
# Columns that attribute each figure to who published it. Official statistics have one of each
# group: a return may well name its source, but hardly a licence to publish it again under.
ATTRIBUTION = (("publisher", "published by"), ("licence", "license"))
_ABOUT_THE_FIGURE = ("unit", "units", "unit label", "unit of measure", "decimals", "polarity")
_ABOUT_THE_AIM = ("good is", "good to be", "basis", "frequency", "status")
_ABOUT_THE_SOURCE = ("source", "data source", "publisher", "licence", "license", "link", "url")
_ABOUT_THE_CONVERSION = ("conversion", "nearness", "note")
_ABOUT_THE_OWNER = ("directorate", "division", "service", "team", "owner", "lead", "contact")
_ABOUT_PEOPLE = ("lead officer", "responsible officer", "completed by", "approved by")
_ABOUT_THE_PLAN = ("outcome", "priority", "theme", "themes", "part", "id", "no")
_ABOUT_DATES = ("due", "due date", "period start", "period end")
_ABOUT_THE_AREA = ("area code", "la code", "ons code", "gss code", "borough code")
FOR_PEOPLE = frozenset(
    (
        *_ABOUT_THE_MEASURE,
        *_ABOUT_THE_FIGURE,
        *_ABOUT_THE_AIM,
        *_ABOUT_THE_SOURCE,
        *_ABOUT_THE_CONVERSION,
        *_ABOUT_THE_OWNER,
        *_ABOUT_PEOPLE,
        *_ABOUT_THE_PLAN,
        *_ABOUT_DATES,
        *_ABOUT_THE_AREA,
    )
)
# A header with one of these words is for people whatever else it says: "Target 2019/20",
# "Previous outturn", "RAG status", "Direction of travel".
_AIMS = ("target", "targets", "minimum", "expectation", "floor", "ceiling", "baseline", "benchmark")
_OTHER_TIMES = ("previous", "prior", "last", "earlier", "before", "forecast", "projected")
_COMPARISONS = ("expected", "variance", "difference", "change", "trend", "direction", "dot")
FOR_PEOPLE_WORDS = frozenset((*_AIMS, *_OTHER_TIMES, *_COMPARISONS, "rag", "rating"))
# But these stay commentaries: "Commentary (if below target)".
STRONGER_THAN_FOR_PEOPLE = frozenset({"commentary"})
