"""Whether targets will be met at the end of the year, of several measures together."""

from collections.abc import Sequence
from typing import NamedTuple

from kpis.frames import InsightsRow
from kpis.narrative.running_text import numbers
from kpis.words.chances import (
    LIKELY_FROM,
    chance_in_a_word,
    is_unlikely,
    percent,
    rounded_percent,
)
from kpis.words.figures import is_known
from kpis.words.lists import listed


class YearEnd(NamedTuple):
    """Measures by how likely their year-end target is, each in the order given."""

    unlikely: tuple[InsightsRow, ...]
    open: tuple[InsightsRow, ...]  # a realistic possibility and no more
    likely: tuple[InsightsRow, ...]

    @property
    def foreseen(self) -> int:
        return sum(map(len, self))


def year_end(rows: Sequence[InsightsRow]) -> YearEnd:
    """rows: of INSIGHTS. One of which nothing can be foreseen, as its year is over, is in none."""
    known = [row for row in rows if is_known(row.chance_target)]
    unlikely = tuple(row for row in known if is_unlikely(row.chance_target))
    likely = tuple(row for row in known if rounded_percent(row.chance_target) >= LIKELY_FROM)
    others = {row.measure_id for row in (*unlikely, *likely)}
    return YearEnd(unlikely, tuple(row for row in known if row.measure_id not in others), likely)


def year_end_sentence(rows: Sequence[InsightsRow]) -> str:
    """ "Of the year-end targets that can be foreseen, three are likely to be met, two are in the
    balance and three are unlikely to be met."; "" where none is foreseen. rows: of INSIGHTS."""
    found = year_end(rows)
    if not found.foreseen:
        return ""
    likely, open_, unlikely = numbers([len(found.likely), len(found.open), len(found.unlikely)])
    said = [
        words
        for group, words in (
            (found.likely, f"{likely} {_are(found.likely)} likely to be met"),
            (found.open, f"{open_} {_are(found.open)} in the balance"),
            (found.unlikely, f"{unlikely} {_are(found.unlikely)} unlikely to be met"),
        )
        if group
    ]
    if found.foreseen == 1:
        return f"The one year-end target that can be foreseen {_alone(found)}."
    return f"Of the year-end targets that can be foreseen, {listed(said)}."


def _are(group: Sequence[InsightsRow]) -> str:
    return "is" if len(group) == 1 else "are"


def _alone(found: YearEnd) -> str:
    if found.likely:
        return "is likely to be met"
    return "is unlikely to be met" if found.unlikely else "is in the balance"


def year_end_words(row: InsightsRow) -> str:
    """ "Likely (about 70%)": the chance that its year-end target is met, by the yardstick of
    `kpis.words.chances`; "" where nothing is foreseen. row: of INSIGHTS.
    """
    if not is_known(row.chance_target):
        return ""
    words = chance_in_a_word(row.chance_target)
    return f"{words[0].upper()}{words[1:]} ({percent(row.chance_target)})"
