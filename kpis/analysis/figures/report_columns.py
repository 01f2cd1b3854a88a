"""The columns of a report while it is worked out, by name: a misspelt one fails the type check.

A report begins with what the plan says (`measures`, `schedule`, `aims`) and gains columns step by
step until the frame PERFORMANCE is made of it. The steps take it as `Read`, which any columns
that have these names satisfy, so that they also rate and compare figures that stand in no report.
"""

from typing import Literal, Protocol, get_args

import numpy as np

from kpis.analysis.figures.columns import Columns

ReportColumn = Literal[
    # of the measure, as in `measures.MEASURES`
    "measure_id",
    "code",
    "part_of",
    "title",
    "short_title",
    "outcome",
    "priority",
    "themes",
    "frequency",
    "basis",
    "unit",
    "unit_label",
    "decimals",
    "polarity",
    "arrears",
    "carried_forward_for",
    "quarter_value",
    "sample_size",
    "design_effect",
    "usual_denominator",
    "not_by_chance",
    "rolling_months",
    "data_only",
    "parts",
    # of what is due in the quarter, as in `schedule.SCHEDULE`
    "quarter_id",
    "quarter",
    "year",
    "measure",
    "period_id",
    "period_label",
    "previous_id",
    "previous_label",
    "year_id",
    "year_label",
    "key",
    "previous_key",
    "year_key",
    "not_due",
    "incomparable",
    "incomparable_previous",
    "break_previous",
    "break_year",
    "due_on",
    # of what the plan asks, as in `aims.IN_FORCE`
    "target",
    "minimum_expectation",
    "target_upper",
    "minimum_expectation_upper",
    "band_green",
    "band_amber",
    "band_green_upper",
    "band_amber_upper",
    "baseline",
    "target_illustrative",
    "proposed",
    "aims_of",
    "not_comparable",
    "suspended",
    # of the rule that rates the figure, as `rag.rated_by` gives it
    "rating_name",
    "rule",
    "reference",
    "reference_of",
    "reference_missing",
    "without_aim",
    "areas",
    "green_limit",
    "green_limit_upper",
    "amber_limit",
    "amber_limit_upper",
    "latest_rating_name",
    "latest_reference",
    "latest_reference_of",
    "latest_green_limit",
    "latest_green_limit_upper",
    "latest_amber_limit",
    "latest_amber_limit_upper",
    # of the figure, as in `own_figures`
    "outturn",
    "numerator",
    "denominator",
    "marker",
    "commentary",
    "provenance",
    "submission_id",
    "first_known_at",
    "returned",
    "months_returned",
    # worked out
    "colour",
    "rag",
    "rag_reason",
    "variance",
    "returned_on",
    "returned_late",
    "interval_low",
    "interval_high",
    "interval_method",
    "interval_reason",
    "previous_period_id",
    "previous_outturn",
    "direction_previous",
    "direction_previous_reason",
    "direction_previous_p",
    "direction_previous_holds",
    "year_period_id",
    "year_outturn",
    "direction_year",
    "direction_year_reason",
    "direction_year_p",
    "direction_year_holds",
    "direction_long",
    "direction_long_reason",
    "latest_period_id",
    "latest_period_label",
    "latest_quarter_id",
    "latest_outturn",
    "latest_marker",
    "latest_provenance",
    "latest_target",
    "latest_minimum_expectation",
    "latest_target_upper",
    "latest_minimum_expectation_upper",
    "latest_target_illustrative",
    "latest_aims_of",
    "latest_variance",
    "latest_rag",
    "latest_rag_reason",
    "carried_forward",
    # of the earlier figure, while two are compared
    "before_outturn",
    "before_numerator",
    "before_denominator",
    "before_marker",
    "before_provenance",
    "before_label",
    "before_months",
    "before_design_effect",
    "spread",
    "spread_freedom",
    "series_break",
]
Report = dict[ReportColumn, np.ndarray]


class Read(Protocol):
    """Columns of which some of a report's are read."""

    def __getitem__(self, name: ReportColumn, /) -> np.ndarray: ...

    def get(self, name: ReportColumn, default: np.ndarray, /) -> np.ndarray: ...


def as_report(columns: Columns) -> Report:
    """The same columns, each of which must have a name of ReportColumn, else KeyError."""
    names: dict[str, ReportColumn] = {name: name for name in get_args(ReportColumn)}
    return {names[name]: values for name, values in columns.items()}


def as_columns(report: Report) -> Columns:
    """The same columns, to be put beside others."""
    return dict[str, np.ndarray](report.items())
