"""By group, by ward: the figures of one measure that may be shown, and the gap between groups."""

from functools import partial

import pandas as pd

from kpis.analysis.groups.inequality import inequality, why_no_gap
from kpis.charts.breakdown import breakdown_chart, describe_breakdown, in_order
from kpis.charts.lines import is_illustrative
from kpis.exports.csv_files import breakdown_csv
from kpis.frames import BREAKDOWN, INEQUALITY, BreakdownRow
from kpis.model import Basis, Marker, Measure, Unit
from kpis.narrative.gaps import gap_sentences
from kpis.ui.kit.chart import Drawn, draw
from kpis.ui.kit.download import download
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.layout import is_dark, show
from kpis.ui.kit.table import cell, column, row, row_header, scrolling, table
from kpis.ui.performance.measure.extent import Extent
from kpis.ui.performance.small_print import worked_out
from kpis.ui.state import analyses
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.figures import is_known, written
from kpis.words.report.shown import NONE, as_shown
from kpis.words.statuses import MARKER_MEANINGS

_HOW_TO_READ = (
    "The line about a dot is its 95% interval: as far from it the figure may lie by chance alone."
)
_WHY_WITHHELD = (
    "Withheld are counts of 1 to 4 and percentages that rest on them. Other groups are withheld "
    "with them, so that no small count can be worked out."
)
_TO_DATE = (
    "Totals to date are shown by group when the year is over. After a year of large groups they "
    "are also shown during the year."
)


def draw_breakdowns(extent: Extent, measure: Measure) -> None:
    """A section for each breakdown of a measure; none without."""
    figures, measure = extent.figures, extent.of(measure)
    groups = analyses.groups_of(figures, measure.id)
    gaps = inequality(groups, measure)
    for name in groups["breakdown"].unique():
        of_name = groups[groups["breakdown"] == name]
        shown = of_name[of_name["outturn"].notna()]
        latest = (shown if len(shown) else of_name)["period_id"].iloc[-1]
        extent.section(f"By {name[:1].lower()}{name[1:]}")
        show(_gap(measure, of_name, gaps[gaps["breakdown"] == name], latest))
        charted = _draw(figures, measure, of_name, latest)
        show(_small_print(measure, of_name, charted))
    if len(groups):
        download(
            "Download these groups (CSV)",
            partial(breakdown_csv, groups, measure),
            f"{extent.file_name(f'{measure.code}-{measure.id}-by-group')}.csv",
            key="download_breakdown",
        )


def breakdown_table(frame: pd.DataFrame, measure: Measure) -> Html:
    """The figures of one period and breakdown, each with its interval and the cases behind it."""
    rows = in_order(BREAKDOWN.rows(frame))
    intervals = any(is_known(group.interval_low) for group in rows)
    cases = measure.unit is not Unit.COUNT and any(is_known(group.denominator) for group in rows)
    head = row(
        column(rows[0].breakdown),
        column("Figure", class_="k-figure"),
        column("95% interval", class_="k-figure") if intervals else None,
        column("Cases", class_="k-figure") if cases else None,
    )
    lines = [
        row(
            row_header(group.category),
            cell(as_shown(group.outturn, group.marker, measure), class_="k-figure"),
            cell(_interval(group, measure) or NONE, class_="k-figure") if intervals else None,
            cell(_cases(group) or NONE, class_="k-figure") if cases else None,
        )
        for group in rows
    ]
    illustrative = " Illustrative figures." if any(map(is_illustrative, rows)) else ""
    caption = f"{rows[0].period_label}.{illustrative}"
    name = f"{measure.title} by {rows[0].breakdown.lower()}"
    return scrolling(table(caption, head, lines, class_="k-groups"), name)


def _draw(figures: Figures, measure: Measure, frame: pd.DataFrame, period_id: str) -> bool:
    """The latest period that can be shown, in a table and, where that says more, in a chart.

    Returns whether there is a chart.
    """
    name, of_period = frame["breakdown"].iloc[0], frame[frame["period_id"] == period_id]
    newest = frame["period_label"].iloc[-1]
    if of_period["outturn"].isna().all():
        show(element("p", f"No figure of {newest} is shown by group.", class_="k-quiet k-line"))
        return False
    shown = of_period["period_label"].iloc[0]
    if newest != shown:
        words = f"Not shown for {newest}; the latest that is shown is {shown}."
        show(element("p", words, class_="k-quiet k-line"))
    charted = len(of_period) > 1 and _on_one_scale(figures, measure, of_period)
    if charted:
        drawn = _drawn(figures, measure, name, period_id, is_dark())
        draw(drawn, f"breakdown_{name}")
    show(breakdown_table(of_period, measure))
    return charted


def _on_one_scale(figures: Figures, measure: Measure, frame: pd.DataFrame) -> bool:
    """Whether the categories of one period are parts of the whole or shares, and no context."""
    if measure.unit is not Unit.COUNT:
        return True
    whole = _whole(figures, measure, frame["period_id"].iloc[0])
    return not frame["outturn"].max() > whole


def _gap(measure: Measure, frame: pd.DataFrame, gaps: pd.DataFrame, period_id: str) -> Html | None:
    """What is to be said of the gap between groups."""
    gap = next((each for each in INEQUALITY.rows(gaps) if each.period_id == period_id), None)
    if gap is not None:
        of_period = frame[frame["period_id"] == period_id]
        illustrative = any(map(is_illustrative, BREAKDOWN.rows(of_period)))
        sentences = [*gap_sentences(gap, measure), *(["Figures are illustrative."] * illustrative)]
        return element("p", " ".join(sentences), class_="k-prose k-line")
    if measure.unit is Unit.COUNT and len(set(frame["category"])) > 1:
        return element("p", why_no_gap(measure, frame), class_="k-quiet k-line")
    return None


def _small_print(measure: Measure, frame: pd.DataFrame, charted: bool) -> Html | None:
    """How the dots of a chart are to be read, and what the marks mean."""
    notes = []
    if (frame["marker"] == Marker.CONFIDENTIAL.value).any():
        meaning = f"[c] {MARKER_MEANINGS[Marker.CONFIDENTIAL]}."
        to_date = f" {_TO_DATE}" if measure.basis is Basis.YEAR_TO_DATE else ""
        notes.append(element("p", element("strong", meaning), to_date, class_="k-foot"))
    withheld = _WHY_WITHHELD if notes else ""
    intervals = _HOW_TO_READ if charted and frame["interval_low"].notna().any() else ""
    return join(*notes, worked_out(frame["breakdown"].iloc[0], intervals, withheld)) or None


def _interval(group: BreakdownRow, measure: Measure) -> str:
    if not is_known(group.interval_low):
        return ""
    return f"{written(group.interval_low, measure)} to {written(group.interval_high, measure)}"


def _cases(group: BreakdownRow) -> str:
    if not is_known(group.denominator) or not is_known(group.numerator):
        return ""
    return f"{group.numerator:,.10g} of {group.denominator:,.10g}"


def _whole(figures: Figures, measure: Measure, period_id: str) -> float:
    """The whole's figure; NaN where there is none."""
    outturns = figures.outturns
    own = outturns[
        (outturns["measure_id"] == measure.id)
        & (outturns["period_id"] == period_id)
        & (outturns["area"] == figures.plan.area)
        & (outturns["breakdown"] == "")
    ]
    return float(own["outturn"].iloc[0]) if len(own) else float("nan")


@kept_per_state(max_entries=128)
def _drawn(figures: Figures, measure: Measure, name: str, period_id: str, dark: bool) -> Drawn:
    every = analyses.groups_of(figures, measure.id)
    frame = every[(every["breakdown"] == name) & (every["period_id"] == period_id)]
    frame = frame.reset_index(drop=True)
    of_people = bool(frame["of_own_people"].any())
    whole = _whole(figures, measure, period_id) if of_people else float("nan")
    return Drawn(
        breakdown_chart(frame, measure, whole=whole, dark=dark),
        describe_breakdown(frame, measure, whole=whole),
    )
