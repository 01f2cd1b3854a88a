"""The columns by which figures are known, shared by every frame that holds figures."""

from kpis.frames.contract import FIGURE, TEXT, TIME

# What identifies a figure. Its history is its revisions under one key.
OUTTURN_KEY = ["measure_id", "period_id", "area", "breakdown", "category"]

KEY_COLUMNS = {
    "measure_id": TEXT,  # a measure or a part
    "period_id": TEXT,  # as ReportingPeriod.id
    "area": TEXT,  # the plan's own area, or a comparator
    "breakdown": TEXT,  # "" for the whole; "Sex", "Ward", "How the duty ended"
    "category": TEXT,  # "" for the whole; "Women", "Bow East"
}
PERIOD_COLUMNS = {"frequency": TEXT, "period_start": TIME, "period_end": TIME}
FIGURE_COLUMNS = {
    "outturn": FIGURE,
    "numerator": FIGURE,
    "denominator": FIGURE,
    "marker": TEXT,  # "", or letters of model.Marker: "p", "r", "c", "x", "z"
    "commentary": TEXT,
}
PLACE_COLUMNS = {
    "sheet": TEXT,  # "" in a CSV
    "cell": TEXT,  # of the outturn: "D14"; in a CSV "row 14, column outturn"
}
