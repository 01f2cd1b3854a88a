"""A reader who knows the rule, has its code and sees all that is public, and wants to know more.

He knows every figure shown, every total and the names of all groups, in every period. For each
count that is withheld he thinks of tables that would be shown exactly so, by letting the dashboard
itself withhold what it withholds in them. A number that is the count in none of them he rules
out. He shares no arithmetic with the rule: all he does is try.

Tables are arrays of (periods, groups, kinds): counts have one kind, percentages two, numerators
and those left between them and denominators. Totals to date are given as they are returned.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

SMALL = (1, 2, 3, 4)
QUARTERS = [
    (f"{year}-{(year + 1) % 100:02}-Q{n + 1}", pd.Timestamp(end.format(year, year + 1)))
    for year in range(2016, 2019)
    for n, end in enumerate(("{0}-06-30", "{0}-09-30", "{0}-12-31", "{1}-03-31"))
]
AT_ONCE = 10  # worlds thought of before it is looked whether one will do
Suppress = Callable[..., pd.DataFrame]
Propose = Callable[[], np.ndarray | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one withheld small count: what it is, and what it may be by all the reader can tell.

    could_be: by the totals alone; of three in all, no group has four.
    """

    where: tuple[int, ...]
    count: int
    possible: frozenset[int]
    could_be: frozenset[int]

    @property
    def exact(self) -> bool:
        return self.possible == {self.count} != self.could_be

    @property
    def narrowed(self) -> bool:
        return not self.could_be <= self.possible


class Attacker:
    """What one reader finds out of one series of tables."""

    def __init__(
        self,
        suppress: Suppress,
        tables: np.ndarray,
        random: np.random.Generator,
        *,
        year_to_date: bool = False,
        tries: int = 400,
    ) -> None:
        self.tables = tables
        self._suppress = suppress
        self._random = random
        self._to_date = year_to_date
        self._tries = tries
        self.hidden = self._public(tables[None])[0]

    def findings(self) -> list[Finding]:
        targets = self._counts_of_years() if self._to_date else self._counts()
        return [self._finding(*target) for target in targets]

    def _finding(
        self,
        where: tuple[int, ...],
        count: int,
        most: int,
        made_up: Callable[[int], np.ndarray | None],
    ) -> Finding:
        could_be = [each for each in SMALL if each <= most]
        return Finding(
            where,
            count,
            frozenset(each for each in could_be if each == count or self._can_be(made_up, each)),
            frozenset(could_be),
        )

    def _can_be(self, made_up: Callable[[int], np.ndarray | None], count: int) -> bool:
        """Whether there is a world in which it is so many and all that is public is as it is."""
        for _ in range(0, self._tries, AT_ONCE):
            worlds = [made_up(count) for _ in range(AT_ONCE)]
            possible = [world for world in worlds if world is not None]
            if possible:
                hidden = self._public(np.stack(possible))
                if (hidden == self.hidden).all(axis=(1, 2)).any():
                    return True
        return False

    def _public(self, worlds: np.ndarray) -> np.ndarray:
        """Which groups are withheld in which periods of so many worlds with the same totals."""
        number, periods, groups, kinds = worlds.shape
        names = [f"g{n:02}" for n in range(groups)]

        def frame(counts: np.ndarray, breakdowns: list[str], categories: list[str]) -> pd.DataFrame:
            flat = counts.reshape(-1, kinds).astype(float)
            each = np.tile(np.repeat(np.arange(periods), len(categories)), len(breakdowns))
            return pd.DataFrame(
                {
                    "period_id": [QUARTERS[place][0] for place in each],
                    "period_end": [QUARTERS[place][1] for place in each],
                    "breakdown": np.repeat(breakdowns, periods * len(categories)),
                    "category": np.tile(categories, periods * len(breakdowns)),
                    "outturn": flat[:, 0] if kinds == 1 else 1.0,
                    "numerator": flat[:, 0] if kinds > 1 else np.nan,
                    "denominator": flat.sum(axis=1) if kinds > 1 else np.nan,
                    "marker": "",
                    "provenance": "return",
                }
            )

        shown = self._suppress(
            frame(worlds, [f"world {n}" for n in range(number)], names),
            whole=frame(self.tables.sum(axis=1), [""], [""]),
            unit="count" if kinds == 1 else "percent",
            year_to_date=self._to_date,
        )
        return (shown["marker"] == "c").to_numpy().reshape(number, periods, groups)

    # One table of several, the others staying as they are

    def _counts(self) -> Iterator[tuple]:
        periods, _, kinds = self.tables.shape
        for period in range(periods):
            hidden, table = self.hidden[period], self.tables[period]
            for kind in range(kinds if kinds == 1 else 3):
                values = table.sum(axis=1) if kind == 2 else table[:, kind]
                for group in np.flatnonzero(hidden & np.isin(values, SMALL)):
                    yield (
                        (period, kind, int(group)),
                        int(values[group]),
                        int(values[hidden].sum()),
                        self._maker(period, kind, int(group)),
                    )

    def _maker(self, period: int, kind: int, group: int) -> Callable[[int], np.ndarray | None]:
        def made_up(count: int) -> np.ndarray | None:
            world = self.tables.copy()
            table = self._made_up_table(world[period], self.hidden[period], kind, group, count)
            world[period] = table
            return world if (table >= 0).all() else None

        return made_up

    def _made_up_table(
        self, table: np.ndarray, hidden: np.ndarray, kind: int, group: int, count: int
    ) -> np.ndarray:
        """One with this count in its place and the sums as they are, the others at random."""
        random, made_up = self._random, table.copy()
        size = (int(hidden.sum()), table.shape[1])
        if random.random() < 0.3:
            made_up[hidden] += random.integers(-3, 4, size=size)  # near the true one
        else:
            small, large = random.integers(0, 5, size=size), random.integers(0, 40, size=size)
            made_up[hidden] = np.where(random.random(size) < random.random(), small, large)
        if kind == 2:
            numerator = int(random.integers(0, count + 1))
            made_up[group] = numerator, count - numerator
        else:
            made_up[group, kind] = count
        others = [each for each in np.flatnonzero(hidden) if each != group]
        taker = random.choice(others) if others else group
        made_up[taker] += (table - made_up)[hidden].sum(axis=0)
        return made_up

    # Totals to date: the last year of several, what came on in parts of it

    def _counts_of_years(self) -> Iterator[tuple]:
        levels = self.tables[-4:, :, 0]
        before = np.concatenate([np.zeros_like(levels[:1]), levels])
        shown = ~self.hidden[-4:].all(axis=1)
        # From the last table shown within the year on: nothing is known of what lies between.
        begin = int(np.argmin(shown[:3])) if not shown[:3].all() else 3
        for first in range(begin, 4):
            for last in range(first + 1, 5):
                came_on = before[last] - before[first]
                everybody = int(came_on.sum())
                if first == begin and last == 4 and not self.hidden[-1].any():
                    continue  # that is shown
                for group in np.flatnonzero(np.isin(came_on, SMALL)):
                    if came_on[group] == everybody:
                        continue  # all of the whole, which is shown
                    if first == begin and last == 4 and not self.hidden[-1, group]:
                        continue
                    yield (
                        (first, last, int(group)),
                        int(came_on[group]),
                        everybody,
                        self._maker_of_years(begin, first, last, int(group)),
                    )

    def _maker_of_years(
        self, begin: int, first: int, last: int, group: int
    ) -> Callable[[int], np.ndarray | None]:
        levels = self.tables[-4:, :, 0]
        known = levels[begin - 1] if begin else np.zeros_like(levels[0])
        by_all = np.diff(np.concatenate([[known.sum()], levels[begin:].sum(axis=1)]))
        part = np.arange(begin, 4)
        within = (part >= first) & (part < last)

        def made_up(count: int) -> np.ndarray | None:
            rows = self._made_up_year(levels[3] - known, group, count)
            if rows is None or not within.any() or by_all[within].sum() < count:
                return None
            came_on = self._spread(rows, by_all, within, group, count)
            if came_on is None:
                return None
            world = self.tables.copy()
            world[-4 + begin :, :, 0] = known + came_on.cumsum(axis=0)
            return world

        return made_up

    def _made_up_year(self, true: np.ndarray, group: int, count: int) -> np.ndarray | None:
        """What each group comes to from the last table shown to the end of the year."""
        random, hidden = self._random, self.hidden[-1]
        if not hidden[group] or random.random() < 0.3:
            rows = true
        else:
            rows = true.copy()
            size = int(hidden.sum())
            small, large = random.integers(1, 5, size=size), random.integers(0, 40, size=size)
            rows[hidden] = np.where(random.random(size) < random.random(), small, large)
            rows[group] = count if random.random() < 0.5 else count + random.integers(0, 30)
            others = [each for each in np.flatnonzero(hidden) if each != group]
            rows[random.choice(others)] += (true - rows).sum()
        return rows if (rows >= 0).all() and rows[group] >= count else None

    def _spread(
        self, rows: np.ndarray, by_all: np.ndarray, within: np.ndarray, group: int, count: int
    ) -> np.ndarray | None:
        """Who came on when, (parts of the year, groups), with the sums of both as they are."""
        random = self._random
        left = np.repeat(np.arange(len(by_all)), by_all)
        random.shuffle(left)
        inside = np.flatnonzero(within[left])[:count]
        outside = np.flatnonzero(~within[left])
        if random.random() < 0.6:  # one in the first part, and the others later
            outside = outside[np.argsort(left[outside] == 0, kind="stable")]
            outside = np.roll(outside, 1)
        outside = outside[: rows[group] - count]
        if len(inside) < count or len(outside) < rows[group] - count:
            return None
        taken = np.concatenate([inside, outside])
        came_on = np.zeros((len(by_all), len(rows)), dtype=int)
        came_on[:, group] = np.bincount(left[taken], minlength=len(by_all))
        rest = np.delete(left, taken)
        others = np.delete(np.arange(len(rows)), group)
        whose = np.repeat(others, rows[others])
        np.add.at(came_on, (rest, whose), 1)
        return came_on
