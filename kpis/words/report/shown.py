"""The figures of a report as every table has them: outturn, target, minimum, variance.

One way to write each, for screen, pack, slide, sheet and site.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from kpis.frames import FigureKey, SeriesRow
from kpis.model import AGAINST_OTHERS, Measure, Plan, Polarity, Provenance, RagRule, RagStatus
from kpis.periods import period_of_id
from kpis.words.aims import asked_note
from kpis.words.figures import bounds, difference, figure, figure_with_unit, with_marker, written
from kpis.words.ratings import held_against
from kpis.words.report.restated import both_written
from kpis.words.statuses import STATUS_WORDS

NONE = "–"
SOURCES: dict[str, str] = {
    Provenance.RETURN: "Returned",
    Provenance.PUBLISHED: "Published",
    Provenance.ILLUSTRATIVE: "Illustrative",
}


def as_shown(value: float, marker: str, measure: Measure) -> str:
    """A figure of a table with its marker: "23.4% [p]"; "–" where there is neither."""
    return with_marker(written(value, measure), marker) or NONE


class Restated(Protocol):
    """A figure beside the one that stood before it."""

    @property
    def before(self) -> float: ...
    @property
    def before_marker(self) -> str: ...
    @property
    def after(self) -> float: ...
    @property
    def after_marker(self) -> str: ...


def both_shown(row: Restated, measure: Measure) -> tuple[str, str]:
    """The figure before and the one after as `as_shown`, in full where they would look alike."""
    old, new = both_written(row.before, row.after, measure.unit, measure.decimals)
    return with_marker(old, row.before_marker) or NONE, with_marker(new, row.after_marker) or NONE


def place_of(row: FigureKey, plan: Plan) -> str:
    """Period, and what the figure covers where that is not the whole of the plan's area."""
    words = [period_of_id(row.period_id).label]
    if row.area != plan.area:
        words.append(row.area)
    if row.breakdown:
        words.append(f"{row.breakdown}: {row.category}")
    return ", ".join(words)


class ShownFigure(Protocol):
    """A figure beside what was asked of it: of a quarter's report, or the latest one known."""

    @property
    def unit(self) -> str: ...
    @property
    def unit_label(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def polarity(self) -> str: ...
    @property
    def period_id(self) -> str: ...
    @property
    def outturn(self) -> float: ...
    @property
    def marker(self) -> str: ...
    @property
    def target(self) -> float: ...
    @property
    def target_upper(self) -> float: ...
    @property
    def minimum_expectation(self) -> float: ...
    @property
    def minimum_expectation_upper(self) -> float: ...
    @property
    def rule(self) -> str: ...
    @property
    def green_limit(self) -> float: ...
    @property
    def green_limit_upper(self) -> float: ...
    @property
    def amber_limit(self) -> float: ...
    @property
    def amber_limit_upper(self) -> float: ...
    @property
    def reference(self) -> float: ...
    @property
    def reference_of(self) -> str: ...
    @property
    def aims_of(self) -> str: ...
    @property
    def variance(self) -> float: ...
    @property
    def rag(self) -> str: ...


def outturn_text(row: ShownFigure) -> str:
    """The outturn as shown, with its marker: "23.4% [p]", "[x]"; the state's word when missing."""
    text = with_marker(figure(row.outturn, row.unit, row.decimals), row.marker)
    return text or STATUS_WORDS[RagStatus(row.rag)]


def has_figure(row: ShownFigure) -> bool:
    """Whether something was returned: a figure, or the marker of why there is none."""
    return bool(row.marker) or not math.isnan(row.outturn)


def target_text(row: ShownFigure) -> str:
    """The target, or the range it asks for: "25.0%", "8.0% to 14.0%"; "–" when there is none.

    Where a rule holds the figure against another one: "55.1% in England".
    """
    asked = _bounds(row, row.target, row.target_upper)
    return held_against(row, row) or NONE if asked == NONE else asked


def minimum_text(row: ShownFigure) -> str:
    """The minimum expectation, as `target_text`."""
    return _bounds(row, row.minimum_expectation, row.minimum_expectation_upper)


def asked_title(rows: Iterable[ShownFigure]) -> str:
    """What `target_text` is called for these rows: not all may be held against a target."""
    of_others = {RagRule.BASELINE.value, *(rule.value for rule in AGAINST_OTHERS)}
    return "Held against" if {row.rule for row in rows} & of_others else "Target"


def least_text(row: ShownFigure) -> str:
    """The least that is amber: the minimum expectation, or what another rule makes it."""
    if row.rule == RagRule.MINIMUM_EXPECTATION:
        return minimum_text(row)
    amber = _bounds(row, row.amber_limit, row.amber_limit_upper)
    return NONE if amber == _bounds(row, row.green_limit, row.green_limit_upper) else amber


def least_title(rows: Iterable[ShownFigure]) -> str:
    """What `least_text` is called for these rows."""
    usual = {RagRule.MINIMUM_EXPECTATION.value, ""}
    return "Minimum expectation" if {row.rule for row in rows} <= usual else "Amber limit"


def variance_text(row: ShownFigure) -> str:
    """How far from target, with its sign: "−1.6 points", "on target"; "–" when unrated."""
    if math.isnan(row.variance):
        return NONE
    if row.variance == 0:
        return "within range" if row.polarity == Polarity.RANGE else "on target"
    return difference(row.variance, row.unit, row.decimals)


def outturn_against_target(row: ShownFigure) -> str:
    """An outturn against what was asked: "23.4% against a target of 25.0%"; where that is not the
    target of its own year, also of which figures it is asked."""
    outturn = figure_with_unit(row.outturn, row.unit, row.decimals, row.unit_label)
    if held := held_against(row, row):
        is_place = row.rule == RagRule.RANK
        if math.isnan(row.target):
            return f"{outturn}, {held}" if is_place else f"{outturn} against {held}"
    asked = target_text(row)
    if asked == NONE:
        return outturn
    kind = "a target range of" if row.polarity == Polarity.RANGE else "a target of"
    note = asked_note(row.period_id, row.aims_of)
    return f"{outturn} against {kind} {asked}" + (f", {note}" if note else "")


def _bounds(row: ShownFigure, lower: float, upper: float) -> str:
    return bounds(lower, upper, row.unit, row.decimals) or NONE


def asked_then(row: SeriesRow, measure: Measure) -> str:
    """What was asked of a past figure: its target, or what its rule holds it against; "" for
    nothing. row: of SERIES."""
    return _both(row.target, row.target_upper, measure) or held_against(row, measure)


def least_then(row: SeriesRow, measure: Measure) -> str:
    """The least that was amber then; "" where that is what was green, or nothing was asked."""
    if row.rule == RagRule.MINIMUM_EXPECTATION:
        return _both(row.minimum_expectation, row.minimum_expectation_upper, measure)
    amber = _both(row.amber_limit, row.amber_limit_upper, measure)
    green = _both(row.green_limit, row.green_limit_upper, measure)
    return "" if amber == green else amber


def titles_then(rows: Sequence[SeriesRow], measure: Measure) -> tuple[str, str]:
    """What `asked_then` and `least_then` are called for these rows."""
    usual = all(row.rule in (RagRule.MINIMUM_EXPECTATION, "") for row in rows)
    of_others = any(held_against(row, measure) for row in rows)
    is_target = any(not math.isnan(row.target) for row in rows) or not of_others
    asked = "Target" if is_target else "Held against"
    return asked, "Minimum expectation" if usual else "Amber limit"


def _both(lower: float, upper: float, measure: Measure) -> str:
    return bounds(lower, upper, measure.unit, measure.decimals)
