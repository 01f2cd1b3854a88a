"""Measures in a table: figure, aims, rating and both directions, commentary underneath.

Beneath a width where columns would squeeze, the style sheet sets each measure as a card, with
each column's name before its value; so cells carry their column's name and every part its role.
"""

import math
from collections.abc import Mapping, Sequence

from kpis.analysis.report.latest_figure import Latest, latest_of, row_of_latest
from kpis.charts.sparkline import HEIGHT, WIDTH, describe_sparkline, sparkline
from kpis.frames import PerformanceRow
from kpis.model import Basis, RagStatus
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.explained import explained
from kpis.ui.kit.figure_text import (
    commentary,
    green_note,
    provenance_note,
    row_classes,
    target_note,
)
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.marks import direction
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.field import MEANINGS
from kpis.words.figures import figure
from kpis.words.report.shown import (
    NONE,
    asked_title,
    has_figure,
    least_text,
    least_title,
    outturn_text,
    target_text,
    variance_text,
)
from kpis.words.statuses import STATUS_WORDS

# Or what takes their place under another rule.
TARGET, LEAST = "Target", "Minimum expectation"
COLUMNS = {
    "Outturn": "k-figure",
    TARGET: "k-figure",
    LEAST: "k-figure",
    "Variance": "k-figure",
    "Rating": None,
    "Since the period before": None,
    "Since a year before": None,
    "Trend": None,
}
SPARK_LENGTH = 12  # figures
_MISSING = (RagStatus.LATE, RagStatus.AWAITED, RagStatus.NOT_AVAILABLE, RagStatus.SUSPENDED)


def measure_table(
    rows: Sequence[PerformanceRow],
    history: Mapping[str, Sequence[PerformanceRow]],
    caption: str,
    quarter_id: str = "",
    *,
    notes: Mapping[str, Child] | None = None,
    verdicts: Mapping[str, Html] | None = None,
) -> Html:
    """The table. rows: of one quarter's report, those to show, in their order.

    history: the rows of each measure up to this quarter, oldest first, by measure id, for the
    small trends. quarter_id: named in the links, "" to leave it out. notes: a line beneath
    titles, by measure id. verdicts: a line beneath a measure's figures, likewise.
    """
    shown = [latest_of(each) for each in rows]
    titles = {TARGET: asked_title(shown), LEAST: least_title(shown)}
    lines = [
        line
        for measure_row in rows
        for line in _lines(
            measure_row,
            history.get(measure_row.measure_id, ()),
            quarter_id,
            (notes or {}).get(measure_row.measure_id),
            (verdicts or {}).get(measure_row.measure_id),
            titles,
        )
    ]
    named = [(titles.get(name, name), class_) for name, class_ in COLUMNS.items()]
    head = row(
        column("Measure"),
        [
            column(explained(name) if name.lower() in MEANINGS else name, class_=class_)
            for name, class_ in named
        ],
    )
    return table(caption, head, lines, class_="k-measures")


def _lines(
    measure_row: PerformanceRow,
    past: Sequence[PerformanceRow],
    quarter_id: str,
    note: Child,
    verdict: Html | None,
    titles: Mapping[str, str],
) -> list[Html]:
    """The row of a measure, and the row of its verdict and commentary when there are any."""
    name = row_header(
        element("span", measure_row.code, class_="k-code"),
        link(measure_address(measure_row.measure_id, quarter_id), measure_row.title),
        element("span", note, class_="k-sub") if note else None,
    )
    if measure_row.rag == RagStatus.SEE_PARTS:
        parts = "Rated by its parts, which follow."
        return [row(name, cell(parts, columns=len(COLUMNS), class_="k-quiet k-see-parts"))]
    words = commentary(row_of_latest(measure_row, past))
    if words is None and verdict is None:
        return [row(name, _cells(measure_row, past, titles), class_=row_classes(measure_row))]
    return [
        row(
            name,
            _cells(measure_row, past, titles),
            class_=row_classes(measure_row, "k-with-comment"),
        ),
        row(
            cell(verdict, words, columns=len(COLUMNS) + 1),
            class_=row_classes(measure_row, "k-comment"),
        ),
    ]


def _cells(
    measure_row: PerformanceRow, past: Sequence[PerformanceRow], titles: Mapping[str, str]
) -> list[Html]:
    latest, reported = latest_of(measure_row), row_of_latest(measure_row, past)
    values: dict[str, Child] = {
        "Outturn": _outturn(latest),
        TARGET: [target_text(latest), green_note(latest), target_note(latest)],
        LEAST: least_text(latest),
        "Variance": variance_text(latest),
        "Rating": [latest_badge(measure_row), _missing(measure_row)],
        "Since the period before": direction(
            reported.direction_previous, reported.direction_previous_reason
        ),
        "Since a year before": direction(reported.direction_year, reported.direction_year_reason),
        "Trend": spark(past),
    }
    return [
        cell(value, class_=COLUMNS[name], label=titles.get(name, name))
        for name, value in values.items()
    ]


def _outturn(latest: Latest) -> list[Child]:
    """The latest figure and its period; in words what is missing where none is known."""
    if not has_figure(latest):
        return [element("span", NONE)]
    return [
        element("span", outturn_text(latest)),
        element("span", latest.period_label, class_="k-sub"),
        provenance_note(latest),
    ]


def _missing(measure_row: PerformanceRow) -> Html | None:
    """That the figure of the quarter is late or awaited, where an earlier one stands for it."""
    if not measure_row.carried_forward or measure_row.rag not in _MISSING:
        return None
    words = f"{measure_row.period_label}: {STATUS_WORDS[RagStatus(measure_row.rag)].lower()}"
    return element("span", words, class_="k-sub")


def _alike(shown: Sequence[PerformanceRow]) -> Sequence[PerformanceRow]:
    """The rows that words may set side by side: of totals to date those as far into their year."""
    known = [each for each in shown if has_figure(each)]
    if not known or known[-1].basis != Basis.YEAR_TO_DATE:
        return shown
    last = period_of_id(known[-1].period_id).quarter
    return [each for each in known if period_of_id(each.period_id).quarter == last]


def spark(past: Sequence[PerformanceRow]) -> Html:
    """The small trend of a measure. past: its rows, oldest first."""
    shown = past[-SPARK_LENGTH:]
    if not shown:
        return element("span", NONE)
    level = math.nan if shown[-1].basis == Basis.YEAR_TO_DATE else shown[-1].target
    picture = sparkline(_with_new_years(shown), level)
    told = _alike(shown)
    written = [figure(each.outturn, each.unit, each.decimals) for each in told]
    words = describe_sparkline(written, [each.period_label for each in told])
    if not picture:
        return element("span", words, class_="k-sub")
    return element(
        "img", src=picture, alt=words, title=words, width=WIDTH, height=HEIGHT, class_="k-spark"
    )


def _with_new_years(shown: Sequence[PerformanceRow]) -> list[float]:
    """The outturns; those of a year-to-date measure with a gap before each new year."""
    outturns: list[float] = []
    for before, now in zip([None, *shown], shown, strict=False):
        to_date = now.basis == Basis.YEAR_TO_DATE
        if to_date and before and _year(before) != _year(now):
            outturns.append(math.nan)
        outturns.append(now.outturn)
    return outturns


def _year(measure_row: PerformanceRow) -> str:
    return period_of_id(measure_row.period_id).financial_year
