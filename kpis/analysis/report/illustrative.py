"""How much of what is shown is illustrative: counted here for every page, sentence and command."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from kpis.frames import PerformanceRow
from kpis.model import RATED, Provenance
from kpis.words.figures import is_known
from kpis.words.illustrative import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMuch:
    """How many figures and targets there are, and how many of these are illustrative."""

    figures: int
    illustrative_figures: int
    published_figures: int
    returned_figures: int
    targets: int
    illustrative_targets: int

    @property
    def shares(self) -> tuple[Share, ...]:
        """As they are told: the targets first, which are more often illustrative altogether."""
        return (
            Share(self.illustrative_targets, self.targets, "target"),
            Share(self.illustrative_figures, self.figures, "figure"),
        )


class BesideTarget(Protocol):
    """A figure and its target, of a quarter's report or the latest one of a measure."""

    @property
    def outturn(self) -> float: ...
    @property
    def provenance(self) -> str: ...
    @property
    def target(self) -> float: ...
    @property
    def target_upper(self) -> float: ...
    @property
    def target_illustrative(self) -> bool: ...


class _Shown(NamedTuple):
    """A figure beside its target."""

    outturn: float
    provenance: str
    target: float
    target_upper: float
    target_illustrative: bool


def how_much_illustrative(rows: Iterable[BesideTarget | None]) -> HowMuch:
    """Of the figures and targets that these rows show.

    rows: of PERFORMANCE or INSIGHTS, each measure and part once; None for a measure without any
    figure. A published "not available" is no figure. A target counts beside a figure alone: it is
    what that figure is judged by; the two bounds of a range are one target.
    """
    return _counted(_of_quarter(row) for row in rows if row is not None)


def behind_ratings(rows: Iterable[PerformanceRow]) -> HowMuch:
    """The same of the rows that are rated: what a count of green, amber and red rests on."""
    return _counted(_of_quarter(row) for row in rows if row.rag in RATED)


def behind_latest_ratings(rows: Iterable[PerformanceRow]) -> HowMuch:
    """The same of the latest figure of each row, where that is rated (`latest_tally`)."""
    return _counted(
        _Shown(
            row.latest_outturn,
            row.latest_provenance,
            row.latest_target,
            row.latest_target_upper,
            row.latest_target_illustrative,
        )
        for row in rows
        if row.latest_rag in RATED
    )


def _of_quarter(row: BesideTarget) -> _Shown:
    return _Shown(
        row.outturn, row.provenance, row.target, row.target_upper, row.target_illustrative
    )


def _counted(shown: Iterable[_Shown]) -> HowMuch:
    with_figure = [each for each in shown if is_known(each.outturn)]
    kinds = Counter(each.provenance for each in with_figure)
    asked = [each for each in with_figure if is_known(each.target) or is_known(each.target_upper)]
    return HowMuch(
        figures=len(with_figure),
        illustrative_figures=kinds[Provenance.ILLUSTRATIVE.value],
        published_figures=kinds[Provenance.PUBLISHED.value],
        returned_figures=kinds[Provenance.RETURN.value],
        targets=len(asked),
        illustrative_targets=sum(each.target_illustrative for each in asked),
    )
