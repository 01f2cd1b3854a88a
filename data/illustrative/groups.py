"""Make up figures by group and by ward that add up to the figures of the whole.

`groups.toml` says what the groups are like. Each breakdown has its own stream of random numbers,
so that one more leaves the others as they are. Nothing is withheld here: services return what
they have, and the dashboard withholds what is small before the public sees it.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kpis.model import Basis, Measure
from kpis.periods import ReportingPeriod, period_of_id
from kpis.rounding import round_figure

STRAY_OF_SHARE = 0.05  # how far a group's share of all people strays from the usual one
STRAY_OF_LEVEL = 0.35  # of the spread that pure chance would give its percentage


@dataclass(frozen=True)
class OfGroup:
    """One group's figure in one period."""

    breakdown: str
    category: str
    outturn: float
    numerator: int | None = None
    denominator: int | None = None


class Groups:
    """One breakdown of one measure, asked for its periods in order of time."""

    def __init__(self, measure: Measure, shape: Mapping[str, Any], seed: int) -> None:
        self._measure = measure
        self._name: str = shape["breakdown"]
        self._since = period_of_id(shape["since"])
        self._shares = {name: group["share"] for name, group in shape["groups"].items()}
        self._apart = {name: group.get("apart", 0.0) for name, group in shape["groups"].items()}
        self._chance = random.Random(f"{seed} {measure.id} {self._name}")
        self._reached = dict.fromkeys(self._shares, 0)

    def of(
        self, period: ReportingPeriod, outturn: float, numerator: int | None, people: int | None
    ) -> Iterator[OfGroup]:
        """Every group's figure; nothing before the breakdown was begun."""
        if period < self._since:
            return
        if numerator is None or people is None:
            for name, count in self._counts(period, round(outturn)).items():
                yield OfGroup(self._name, name, float(count))
            return
        sizes = self._sizes(people)
        numerators = self._numerators(sizes, numerator, people)
        for name, size in sizes.items():
            share = round_figure(100 * numerators[name] / size, self._measure.decimals)
            yield OfGroup(self._name, name, share, numerators[name], size)

    def _counts(self, period: ReportingPeriod, total: int) -> dict[str, int]:
        """A count, person by person; of a total to date those who came on."""
        to_date = self._measure.basis is Basis.YEAR_TO_DATE
        if not to_date or period.quarter == 1:
            self._reached = dict.fromkeys(self._shares, 0)
        more = total - sum(self._reached.values())
        names, weights = list(self._shares), list(self._shares.values())
        for name in self._chance.choices(names, weights, k=more):
            self._reached[name] += 1
        return self._reached

    def _sizes(self, people: int) -> dict[str, int]:
        weights = {
            name: share * (1 + self._chance.gauss(0, STRAY_OF_SHARE))
            for name, share in self._shares.items()
        }
        total = sum(weights.values())
        sizes = {name: int(people * weight / total) for name, weight in weights.items()}
        largest = max(sizes, key=lambda name: sizes[name])
        sizes[largest] += people - sum(sizes.values())
        return sizes

    def _numerators(self, sizes: Mapping[str, int], numerator: int, people: int) -> dict[str, int]:
        """Near each group's usual level, and adding up: what is over falls on anybody."""
        level = numerator / people
        found = {}
        for name, size in sizes.items():
            spread = STRAY_OF_LEVEL * (size * level * (1 - level)) ** 0.5
            usual = size * (level + self._apart[name] / 100)
            found[name] = min(size, max(0, round(usual + self._chance.gauss(0, spread))))
        names, weights = list(sizes), list(sizes.values())
        while over := numerator - sum(found.values()):
            (name,) = self._chance.choices(names, weights)
            step = 1 if over > 0 else -1
            found[name] = min(sizes[name], max(0, found[name] + step))
        return found
