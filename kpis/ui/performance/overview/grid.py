"""Every measure's last quarters as a row of marks: trend without a chart, readable in grey.

A real table with row and column headers, so it can be read aloud, copied and printed. On a
narrow screen the style sheet sets each measure as a title above its marks.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import PerformanceRow
from kpis.model import Plan, RagStatus, Whose
from kpis.periods import ReportingPeriod
from kpis.ui.kit.addresses import link, measure_address, outcome_address
from kpis.ui.kit.explained import explained
from kpis.ui.kit.figure_text import provenance_note, row_classes, target_note
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.latest import latest_mark
from kpis.ui.kit.marks import direction, mark
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.words.report.shown import asked_title, outturn_text, target_text
from kpis.words.statuses import STATUS_SIGNS, STATUS_WORDS

LENGTH = 8
_FURTHER_COLUMNS = 5  # after the quarters: outturn, target, source and both directions


@kept_per_state(max_entries=24)
def grid_of(
    figures: Figures,
    quarter: ReportingPeriod,
    whose: Whose,  # noqa: ARG001 the rows are narrowed to that
    quarter_id: str,
    _rows: Mapping[str, Sequence[PerformanceRow]],
) -> Html:
    """The grid of a quarter's figures, written once for all readers: half the time of the page.

    _rows: as `grid` takes them, of those measures alone that belong to `whose`.
    """
    return grid(figures.plan, figures.until(quarter, LENGTH), _rows, quarter_id)


def grid(
    plan: Plan,
    quarters: Sequence[ReportingPeriod],
    rows: Mapping[str, Sequence[PerformanceRow]],
    quarter_id: str = "",
) -> Html:
    """The grid. quarters: to show, oldest first; rows: of PERFORMANCE, by quarter id.

    The last of the quarters is the one reported; its figures and directions stand at the right.
    Measures stand under their outcomes in plan order. quarter_id: for the links.
    """
    now = quarters[-1]
    marks = {
        (each.measure_id, quarter.id): each for quarter in quarters for each in rows[quarter.id]
    }
    bodies = []
    for outcome in plan.outcomes:
        measures = [each for each in rows[now.id] if each.outcome == outcome.number]
        if not measures:
            continue
        title = group_header(
            element("span", str(outcome.number), class_="k-code"),
            link(outcome_address(outcome.number, quarter_id), outcome.title),
            columns=len(quarters) + 1 + _FURTHER_COLUMNS,
        )
        bodies.append([title, *(_measure(m, marks, quarters, quarter_id) for m in measures)])
    asked = asked_title([latest_of(each) for each in rows[now.id]])
    caption = (
        f"Latest rating of each, {quarters[0].label} to {now.label}. An outline was last measured "
        "before that quarter."
    )
    if plan.previous and quarters[0].financial_year < plan.first_year:
        caption += (
            f" Quarters before {plan.first_year} are held against the targets of this plan alone: "
            "the plan before had its own."
        )
    return table(caption, _head(quarters, asked), *bodies, class_="k-grid")


def key(rags: Collection[str], *, carried: bool = False) -> Html:
    """What the marks mean, for the states that occur. carried: some are outlines."""
    items = [
        element("li", mark(status, spoken=False), element("span", STATUS_WORDS[status]))
        for status in STATUS_SIGNS
        if status.value in rags and status is not RagStatus.SEE_PARTS
    ]
    if carried:
        outline = mark(RagStatus.GREEN, spoken=False, carried=True)
        items.append(element("li", outline, element("span", "Outline: last measured earlier")))
    return element("ul", items, class_="k-key", aria_label="Key to the marks")


def _head(quarters: Sequence[ReportingPeriod], asked: str) -> Html:
    """Two rows: financial years above their quarters."""
    years = [
        column(year, columns=len(list(together)), class_="k-year")
        for year, together in groupby(quarters, key=lambda quarter: quarter.financial_year)
    ]
    labels = [
        column(
            element("span", f"Q{quarter.quarter}"),
            element("span", quarter.financial_year[2:], class_="k-narrow"),
            class_="k-quarter k-quarter-now" if quarter is quarters[-1] else "k-quarter",
        )
        for quarter in quarters
    ]
    top = row(
        column("Measure", class_="k-grid-name", rows=2),
        years,
        column(explained("Outturn"), class_="k-figure", rows=2),
        column(asked, class_="k-figure", rows=2),
        column("Source", class_="k-source", rows=2),
        column("Since the period before", class_="k-way", rows=2),
        column("Since a year before", class_="k-way", rows=2),
    )
    return join(top, row(labels))


def _measure(
    measure_row: PerformanceRow,
    marks: Mapping[tuple[str, str], PerformanceRow],
    quarters: Sequence[ReportingPeriod],
    quarter_id: str,
) -> Html:
    name = row_header(
        element("span", measure_row.code, class_="k-code"),
        link(
            measure_address(measure_row.measure_id, quarter_id),
            measure_row.short_title or measure_row.title,
        ),
        class_="k-grid-name",
    )
    if measure_row.rag == RagStatus.SEE_PARTS:
        width = len(quarters) + _FURTHER_COLUMNS
        parts = cell("rated by its parts", columns=width, class_="k-grid-parts k-quiet")
        return row(name, parts, class_=row_classes(measure_row))
    cells = [
        cell(
            _mark(marks.get((measure_row.measure_id, quarter.id))),
            class_="k-quarter-now" if quarter is quarters[-1] else None,
        )
        for quarter in quarters
    ]
    return row(name, cells, _figures(measure_row), class_=row_classes(measure_row))


def _mark(measure_row: PerformanceRow | None) -> Html:
    return mark(RagStatus.NOT_DUE) if measure_row is None else latest_mark(measure_row)


def _figures(measure_row: PerformanceRow) -> list[Html]:
    """The latest figure, its target, and where the figure of the quarter is going."""
    latest = latest_of(measure_row)
    period = latest.period_label if measure_row.carried_forward else ""
    ways = (
        (
            measure_row.direction_previous,
            measure_row.direction_previous_reason,
            "on the period before",
        ),
        (measure_row.direction_year, measure_row.direction_year_reason, "on a year before"),
    )
    return [
        cell(
            outturn_text(latest),
            element("span", period, class_="k-sub") if period else None,
            class_="k-figure",
        ),
        cell(target_text(latest), target_note(latest), class_="k-figure"),
        cell(provenance_note(latest), class_="k-source"),
        *(
            cell(
                direction(value, reason),
                element("span", since, class_="k-narrow") if value else None,
                class_="k-way",
            )
            for value, reason, since in ways
        ),
    ]
