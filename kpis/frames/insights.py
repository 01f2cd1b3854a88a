"""The frame of everything that is known of a measure in a quarter's report."""

from kpis.frames.contract import Frame, frame_of_rows
from kpis.frames.report import PerformanceRow


def beside_performance(frame: Frame[object], prefix: str = "") -> dict[str, str]:
    """What the columns of a frame of one row per measure are called in INSIGHTS.

    Columns by which rows are known have no place there.
    """
    return {
        name: f"{prefix}{name.removeprefix(prefix).removeprefix('comparators_')}"
        for name in frame.columns
        if name not in ("measure_id", "quarter_id")
    }


class InsightsRow(PerformanceRow):
    """Everything that is known of a measure: one row per measure or part, in plan order.

    PERFORMANCE with the columns of SPC_SUMMARY and OUTLOOK under their own names, and those of
    BENCHMARK and INEQUALITY as `beside_performance` names them. Text is "", figures NaN, numbers
    0 where a measure has none of it.
    """

    # The newest period reported without a figure since the latest one, and why; "" for none.
    without_period_id: str
    without_marker: str
    # From SPC_SUMMARY.
    points: int
    spc_chart: str
    spc_chart_reason: str
    variation: str
    assurance: str
    special_cause: str
    mean: float
    lpl: float
    upl: float
    lpl_shown: float
    upl_shown: float
    spc_target: float
    spc_target_illustrative: bool
    spc_period_id: str
    spc_period_label: str
    spc_value: float
    spc_side: int
    spc_run: int
    spc_illustrative: bool
    spc_reason: str
    # From OUTLOOK.
    outlook_period_id: str
    outlook_period_label: str
    outlook: float
    outlook_low: float
    outlook_high: float
    outlook_target: float
    outlook_minimum: float
    outlook_target_upper: float
    outlook_minimum_upper: float
    outlook_aims_of: str
    chance_target: float
    chance_minimum: float
    outlook_method: str
    outlook_reason: str
    outlook_illustrative: bool
    outlook_figures_illustrative: bool
    # From BENCHMARK, the plan's first comparator set at the newest period; blank where that is old.
    benchmark_comparators: str
    benchmark_title: str
    benchmark_period_id: str
    benchmark_period_label: str
    benchmark_outturn: float
    benchmark_areas: int
    benchmark_rank: int
    benchmark_tied: int
    benchmark_rank_low: int
    benchmark_rank_high: int
    benchmark_rank_unknown: str
    benchmark_standing: str
    benchmark_median: float
    benchmark_reference_area: str
    benchmark_reference: float
    benchmark_gap: float
    benchmark_gap_better: bool
    benchmark_gap_before: float
    benchmark_gap_direction: str
    benchmark_gap_direction_reason: str
    benchmark_provisional: bool
    benchmark_note: str
    benchmark_coverage: str
    benchmark_old: bool
    benchmark_years_old: int
    benchmark_reason: str
    # From INEQUALITY, the dimension with the widest gap at the newest period.
    inequality_period_id: str
    inequality_period_label: str
    inequality_breakdown: str
    inequality_best: str
    inequality_best_outturn: float
    inequality_worst: str
    inequality_worst_outturn: float
    inequality_gap: float
    inequality_gap_low: float
    inequality_gap_high: float
    inequality_gap_direction: str
    inequality_gap_direction_reason: str
    inequality_groups: int
    inequality_withheld: int
    inequality_illustrative: bool  # figures of its groups are illustrative


INSIGHTS = frame_of_rows("insights", InsightsRow)
