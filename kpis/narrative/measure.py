"""What is said of one measure: where it stands, whether it moves, what lies around it."""

from kpis.frames import InsightsRow
from kpis.narrative.claim import Claim
from kpis.narrative.context import context
from kpis.narrative.level import level
from kpis.narrative.movement import movement


def measure_sentences(row: InsightsRow) -> tuple[Claim, ...]:
    """The sentences on a measure in a quarter's report, in the order in which they are read.

    row: a named tuple of INSIGHTS. Those that say where it stands are always there; the others
        come where there is something to say. They speak of "the figure", not of the measure by
        its title: that stands above.
    """
    return (*level(row), *movement(row), *context(row))
