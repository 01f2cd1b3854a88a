"""The text alternative of a trend: what it shows, in sentences, the finding first.

Read aloud in place of the chart and printed beneath it in a pack, so it says what a sighted
reader takes from the picture and not how the picture is drawn.
"""

from collections.abc import Sequence

import pandas as pd

from kpis.charts.aims import bounds
from kpis.charts.lines import is_illustrative
from kpis.charts.outlook import coming, describe_outlook
from kpis.charts.trend_text import annotations_on
from kpis.frames import SERIES, PerformanceRow, SeriesRow
from kpis.model import Measure, Polarity, RagRule, RagStatus
from kpis.periods import period_of_id
from kpis.rounding import round_figure
from kpis.words.aims import asked_note
from kpis.words.figures import difference, figure_with_unit, is_known, written
from kpis.words.lists import counted, listed
from kpis.words.ratings import held_against, is_target_met, limit_words

_AGAINST = {
    RagStatus.GREEN: "rated green: it meets the target of {target}",
    RagStatus.AMBER: "rated amber: it meets the minimum expectation of {minimum} but not the "
    "target of {target}",
    RagStatus.RED: "rated red: it misses the minimum expectation of {minimum}; the target was "
    "{target}",
}


_WHICH_IS_BETTER = {
    Polarity.HIGHER: " (higher is better)",
    Polarity.LOWER: " (lower is better)",
    Polarity.RANGE: "",
    Polarity.NEUTRAL: "",
}


def describe_trend(
    series: pd.DataFrame,
    measure: Measure,
    path: pd.DataFrame | None = None,
    *,
    headline: PerformanceRow | None = None,
) -> str:
    """Sentences on one measure's SERIES, the plan's own area first; a sentence for none too.

    path: OUTLOOK_PATH, where a fan is drawn. headline: the row of PERFORMANCE the page is about;
    its figure comes first where it is another than the latest, as the quarter of a monthly measure
    is, or one after which more became known.
    """
    SERIES.check(series)
    rows = SERIES.rows(series)
    own = [row for row in rows if row.area == rows[0].area]
    with_figure = [row for row in own if is_known(row.outturn)]
    if not with_figure:
        return f"{measure.title}: no figures have been returned yet."
    latest = with_figure[-1]
    sentences = [f"{measure.title}: {_latest_figure(latest, measure)}."]
    if (
        headline is not None
        and is_known(headline.outturn)
        and headline.period_id != latest.period_id
    ):
        told = figure_with_unit(latest.outturn, measure.unit, measure.decimals, measure.unit_label)
        sentences = [
            f"{measure.title}: {_latest_figure(headline, measure)}.",
            f"The latest figure is {told} in {latest.period_label}.",
        ]
    if len(with_figure) > 1:
        sentences += [*_change(with_figure, measure), _extremes(with_figure, measure)]
    sentences += [describe_outlook(ahead, measure)] if (ahead := coming(path, measure)) else []
    sentences += _other_areas(rows[len(own) :], with_figure[-1], measure)
    sentences += [
        f"Break at {row.period_label}: {row.break_reason}." for row in own if row.break_before
    ]
    sentences += [
        f"Note on {row.period_label}: {words}" for _, row, words in annotations_on(own, measure)
    ]
    sentences += _missing(own)
    sentences += [*_provenance(with_figure), *_illustrative_targets(own)]
    return " ".join(sentence.replace("..", ".") for sentence in sentences)


def _latest_figure(row: SeriesRow | PerformanceRow, measure: Measure) -> str:
    shown = figure_with_unit(row.outturn, measure.unit, measure.decimals, measure.unit_label)
    words = f"{shown} in {row.period_label}"
    rating = RagStatus(row.rag) if row.rag else None
    if rating not in _AGAINST:
        return words
    target = bounds(row.target, row.target_upper, measure)
    minimum = bounds(row.minimum_expectation, row.minimum_expectation_upper, measure)
    if note := asked_note(row.period_id, row.aims_of):
        target = f"{target}, {note}"
    if row.rule != RagRule.MINIMUM_EXPECTATION:
        return f"{words}, rated {row.rag}{_by_rule(row, measure, target)}"
    if rating is RagStatus.RED and not minimum:
        return f"{words}, rated red: it misses the target of {target}"
    return f"{words}, {_AGAINST[rating].format(target=target, minimum=minimum)}"


def _by_rule(row: SeriesRow | PerformanceRow, measure: Measure, target: str) -> str:
    """ ": it misses the target of 50%; green is from 45%, amber from 40%"."""
    told = []
    if target:
        met = is_target_met(_distance(row, measure), measure.polarity)
        told.append(f"it {'meets' if met else 'misses'} the target of {target}")
    elif words := held_against(row, measure):
        told.append(f"held against {words}" if row.rule != RagRule.RANK else words)
    green = limit_words(measure, row.green_limit, row.green_limit_upper)
    amber = limit_words(measure, row.amber_limit, row.amber_limit_upper)
    if green:
        told.append(f"green is {green}" + (f", amber {amber}" if amber != green else ""))
    return f": {'; '.join(told)}" if told else ""


def _distance(row: SeriesRow | PerformanceRow, measure: Measure) -> float:
    """How far from the target, as both are shown; of a range how far outside it."""
    outturn, target, upper = (
        round_figure(value, measure.decimals) if is_known(value) else value
        for value in (row.outturn, row.target, row.target_upper)
    )
    if measure.polarity is not Polarity.RANGE:
        return outturn - target
    below = outturn - target if is_known(target) else 0.0
    above = outturn - upper if is_known(upper) else 0.0
    return min(below, 0.0) + max(above, 0.0)


def _change(with_figure: Sequence[SeriesRow], measure: Measure) -> list[str]:
    """Against the period before; a total to date against the same period a year earlier."""
    now = with_figure[-1]
    before = _year_before(with_figure) if now.year_to_date else with_figure[-2]
    if before is None:
        return []
    if any(row.break_before for row in with_figure[with_figure.index(before) + 1 :]):
        return [f"It does not compare with the figures before {now.period_label}."]
    # Of the figures as they are written: 95.47 and 95.43 read as 0.1 apart.
    step = round_figure(now.outturn, measure.decimals) - round_figure(
        before.outturn, measure.decimals
    )
    moved = difference(abs(step), measure.unit, measure.decimals).lstrip("+")
    if moved == "no difference":
        return [f"It is the same as in {before.period_label}."]
    way = "higher" if step > 0 else "lower"
    return [
        f"It is {moved} {way} than in {before.period_label}{_WHICH_IS_BETTER[measure.polarity]}."
    ]


def _year_before(with_figure: Sequence[SeriesRow]) -> SeriesRow | None:
    wanted = period_of_id(with_figure[-1].period_id).year_before().id
    return next((row for row in with_figure if row.period_id == wanted), None)


def _extremes(with_figure: Sequence[SeriesRow], measure: Measure) -> str:
    highest = max(with_figure, key=lambda row: row.outturn)
    lowest = min(with_figure, key=lambda row: row.outturn)
    return (
        f"In the {counted(len(with_figure), 'figure')} since {with_figure[0].period_label} "
        f"the highest is {written(highest.outturn, measure)} ({highest.period_label}), the lowest "
        f"{written(lowest.outturn, measure)} ({lowest.period_label})."
    )


def _other_areas(others: Sequence[SeriesRow], now: SeriesRow, measure: Measure) -> list[str]:
    same = [row for row in others if row.period_id == now.period_id and is_known(row.outturn)]
    if not same:
        return []
    figures = listed([f"{row.area} {written(row.outturn, measure)}" for row in same])
    return [f"In the same period: {figures}."]


def _missing(own: Sequence[SeriesRow]) -> list[str]:
    gaps = [row.period_label for row in own if not is_known(row.outturn)]
    if not gaps:
        return []
    shown = gaps if len(gaps) <= 4 else [*gaps[:3], f"{len(gaps) - 3} more"]
    return [f"No figure for {listed(shown)}."]


def _provenance(with_figure: Sequence[SeriesRow]) -> list[str]:
    illustrative = sum(is_illustrative(row) for row in with_figure)
    if not illustrative:
        return []
    if illustrative == len(with_figure):
        return ["All figures are illustrative."]
    return [f"{illustrative} of the {len(with_figure)} figures are illustrative."]


def _illustrative_targets(own: Sequence[SeriesRow]) -> list[str]:
    """Said beside figures that are real as well: a rating by a made-up target is made up."""
    aimed = [row for row in own if is_known(row.target)]
    illustrative = sum(row.target_illustrative for row in aimed)
    if not illustrative:
        return []
    if len(aimed) == 1:
        return ["The target is illustrative."]
    return [f"{'All' if illustrative == len(aimed) else 'Some'} targets are illustrative."]
