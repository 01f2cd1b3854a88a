"""What is written on a trend besides its lines: the scale, breaks, the figure a report is about."""

from collections.abc import Sequence
from typing import Any

from kpis.charts.lines import is_illustrative, middle
from kpis.charts.palette import Palette
from kpis.charts.rows import HasPeriod
from kpis.charts.template import as_text
from kpis.frames import SeriesRow
from kpis.model import Measure
from kpis.words.figures import is_known, written

PlotlyAnnotation = dict[str, Any]  # plotly.graph_objects.layout.Annotation


def heading(
    measure: Measure,
    own: Sequence[SeriesRow],
    low: float,
    ringed: SeriesRow | None,
    colours: Palette,
    further: str = "",
) -> PlotlyAnnotation:
    """What the scale counts, how illustrative figures are told apart, and which one is ringed.

    further: more to say in a last line. Lines are kept short enough for a phone.
    """
    words = as_text(measure.unit_label[:1].upper() + measure.unit_label[1:])
    if low > 0:
        words += "; the scale does not start at 0"
    illustrative = [is_illustrative(row) for row in own if is_known(row.outturn)]
    if any(illustrative):
        words += "<br>○ dashed: illustrative figures"
        if not all(illustrative):
            words += " &nbsp; ● solid: published or returned"
    last = [f"◯ ring: {ringed.period_label}, {written(ringed.outturn, measure)}"] if ringed else []
    last += [further] if further else []
    return heading_at("<br>".join([words, *last]), colours)


def heading_at(words: str, colours: Palette) -> PlotlyAnnotation:
    """Words above a chart's left end. They may hold <br>."""
    return _text(words, colours.quiet, 13) | {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 8,
    }


def height_of(head: PlotlyAnnotation) -> int:
    """Pixels that words above a chart take."""
    return 14 + 17 * (str(head["text"]).count("<br>") + 1)


def break_line(row: HasPeriod, colours: Palette) -> dict[str, Any]:
    """An upright line where the series breaks."""
    day = str(row.period_start.date())
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": colours.outline, "width": 1.2, "dash": "dash"},
    }


def break_words(row: SeriesRow, own: Sequence[SeriesRow], colours: Palette) -> PlotlyAnnotation:
    """A word at the break; why there is one is written beneath the chart, where there is room."""
    return upright_words("break in the series", row, own, colours)


def upright_words(
    words: str, row: HasPeriod, own: Sequence[HasPeriod], colours: Palette
) -> PlotlyAnnotation:
    """A few words at the foot of an upright line."""
    late = _in_last_half(row, own)
    return _text(words, colours.quiet, 12) | {
        "x": str(row.period_start.date()),
        "xanchor": "right" if late else "left",
        "xshift": -4 if late else 4,
        "y": 0,
        "yref": "paper",
        "yanchor": "bottom",
        "bgcolor": colours.page,
    }


def annotations_on(own: Sequence[SeriesRow], measure: Measure) -> list[tuple[int, SeriesRow, str]]:
    """What is annotated of the periods shown: number, row and words, in the order of periods.

    Notes, and marks that a period's figure is not to be compared. Nothing for a period that the
    chart does not reach.
    """
    pinned = [
        *((each.period, f"{_sentence(each.text)} ({each.by})") for each in measure.annotations),
        *(
            (marked.period, f"Not comparable: {_sentence(marked.reason)}")
            for marked in measure.not_comparable
        ),
    ]
    annotated = [
        (row, words) for row in own for period_id, words in pinned if period_id == row.period_id
    ]
    return [(number, row, words) for number, (row, words) in enumerate(annotated, 1)]


def annotation_flag(number: int, row: SeriesRow, top: float, colours: Palette) -> PlotlyAnnotation:
    """The number of a note in a ring above its figure; at the top where there is no figure."""
    return _text(f"<b>{number}</b>", colours.quiet, 11) | {
        "x": middle(row),
        "y": row.outturn if is_known(row.outturn) else top,
        "yanchor": "bottom",
        "yshift": 9,
        "bordercolor": colours.outline,
        "borderwidth": 1,
        "borderpad": 2,
        "bgcolor": colours.page,
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _in_last_half(row: HasPeriod, own: Sequence[HasPeriod]) -> bool:
    return bool(
        row.period_start > own[0].period_start + (own[-1].period_end - own[0].period_start) / 2
    )


def _text(words: str, colour: str, size: float) -> PlotlyAnnotation:
    return {
        "text": words,
        "showarrow": False,
        "align": "left",
        "font": {"color": colour, "size": size},
    }
