"""Cells that many tables have: figures as they are shown, ratings, directions."""

import math

from kpis.analysis.report.latest_figure import Latest, is_carried, latest_of
from kpis.frames import InsightsRow, PerformanceRow
from kpis.model import Direction, Marker, Measure, Provenance, RagStatus, Unit
from kpis.narrative.year_end import year_end_words
from kpis.reports.blocks import Cell, Mark
from kpis.rounding import round_figure
from kpis.words.aims import asked_note
from kpis.words.report.shown import NONE, has_figure, least_text, outturn_text, target_text
from kpis.words.statuses import DIRECTION_SIGNS, DIRECTION_WORDS, STATUS_WORDS

_NOTES = {Provenance.ILLUSTRATIVE.value: "illustrative", Provenance.PUBLISHED.value: "published"}


def outturn_cell(latest: Latest, *, carried: str = "") -> Cell:
    """The figure with its marker, and where it comes from; the state's word where there is none.

    carried: of which period it is, where that is an earlier one.
    """
    notes = [carried, _NOTES.get(latest.provenance, "")]
    if not has_figure(latest):
        return Cell(text=NONE)
    return figure_cell(
        latest.outturn,
        Unit(latest.unit),
        latest.decimals,
        text=outturn_text(latest),
        marker=latest.marker,
        note=", ".join(filter(None, notes)),
    )


def latest_outturn_cell(row: PerformanceRow) -> Cell:
    """The latest figure of a measure; one of an earlier quarter says of which period it is."""
    carried = row.latest_period_label if row.carried_forward else ""
    return outturn_cell(latest_of(row), carried=carried)


def target_cell(latest: Latest) -> Cell:
    """What was asked of it; of a range both bounds, as text alone."""
    notes = [asked_note(latest.period_id, latest.aims_of)]
    notes += ["illustrative" if latest.target_illustrative else ""]
    is_range = not math.isnan(latest.target_upper)
    value = math.nan if is_range else latest.target
    return figure_cell(
        value,
        Unit(latest.unit),
        latest.decimals,
        text=target_text(latest),
        note=", ".join(filter(None, notes)),
    )


def least_cell(latest: Latest) -> Cell:
    """The least that is amber: the minimum expectation, or what another rule makes it."""
    text = least_text(latest)
    plain = text != NONE and math.isnan(latest.minimum_expectation_upper)
    value = latest.minimum_expectation if plain else math.nan
    note = "illustrative" if latest.target_illustrative and text != NONE else ""
    return figure_cell(value, Unit(latest.unit), latest.decimals, text=text, note=note)


def figure_cell(
    value: float, unit: Unit, decimals: int, *, text: str, marker: str = "", note: str = ""
) -> Cell:
    """A figure, rounded as it is shown; one that is confidential is not there at all."""
    withheld = Marker.CONFIDENTIAL.value in marker or math.isnan(value)
    return Cell(
        text=text,
        note=note,
        value=math.nan if withheld else round_figure(value, decimals),
        unit=unit,
        decimals=decimals,
        marker=marker,
    )


def rating_cell(row: PerformanceRow) -> Cell:
    """The latest rating in a word, with of which period it is where it is carried forward."""
    status = RagStatus(row.latest_rag)
    notes = [row.latest_rating_name if row.latest_period_id else row.rating_name]
    notes += [f"last measured {row.latest_period_label}" if row.carried_forward else ""]
    return Cell(
        text=STATUS_WORDS[status],
        note=", ".join(filter(None, notes)),
        mark=Mark(status=status, carried=is_carried(row)),
    )


def latest_mark(row: PerformanceRow) -> Mark:
    """The mark of the latest rating; what it stands for is said with it."""
    status, carried = RagStatus(row.latest_rag), is_carried(row)
    measured = f", last measured {row.latest_period_label}" if carried else ""
    return Mark(status=status, carried=carried, said=f"{STATUS_WORDS[status]}{measured}")


def mark_cell(row: PerformanceRow | None) -> Cell:
    """A rating alone, for a grid; nothing where the measure had no row."""
    if row is None:
        return Cell(text=STATUS_WORDS[RagStatus.NOT_DUE], mark=Mark(status=RagStatus.NOT_DUE))
    mark = latest_mark(row)
    return Cell(text=mark.said, mark=mark)


def direction_cell(value: str) -> Cell:
    """A direction of travel in sign and word; "–" where there is none."""
    if not value:
        return Cell(text=NONE)
    travel = Direction(value)
    return Cell(text=f"{DIRECTION_SIGNS[travel]} {DIRECTION_WORDS[travel]}")


def year_end_cell(row: InsightsRow) -> Cell:
    """How likely the target of the year's end is to be met, in a word, and of which period that is;
    why nothing is foreseen is not told here."""
    words = year_end_words(row)
    if not words:
        return Cell(text=NONE)
    notes = [f"for {row.outlook_period_label}"]
    notes += ["rests on illustrative data"] if row.outlook_illustrative else []
    return Cell(text=words, note=", ".join(notes))


def named(measure: Measure) -> str:
    """Its code and title: "5.2 Recycling rate"."""
    return f"{measure.code} {measure.title}"
