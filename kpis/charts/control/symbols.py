"""What a control chart tells, in shapes and colours: shared by the chart, its icons and the guide.

Shape and colour say the same thing twice, so that a chart in grey loses nothing: usual variation
is a round grey dot, improvement a blue square, concern an orange triangle, and a change that is
neither good nor bad by itself a purple diamond. The colours are those NHS England's Making Data
Count uses for the same four, dark enough to stand out (3 to 1) from the shaded band; the shapes
are ours.
"""

from dataclasses import dataclass

from kpis.charts.palette import Palette
from kpis.words.control_charts import CONCERN, IMPROVEMENT, NEUTRAL_HIGH, NEUTRAL_LOW, USUAL


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of point is drawn, and its short word in a key."""

    symbol: str  # Plotly's
    sign: str  # the same shape as a letter
    word: str
    size: int


LOOKS = {
    USUAL: Look("circle", "●", "usual variation", 7),
    IMPROVEMENT: Look("square", "■", "for the better", 10),
    CONCERN: Look("triangle-up", "▲", "for the worse", 12),
    NEUTRAL_HIGH: Look("diamond", "◆", "higher than chance", 11),
    NEUTRAL_LOW: Look("diamond", "◆", "lower than chance", 11),
}


def colour_of(kind: str, colours: Palette) -> str:
    """The colour of a kind of point: one of LOOKS."""
    return {
        USUAL: colours.outline,
        IMPROVEMENT: colours.dark_blue,
        CONCERN: colours.concern,
    }.get(kind, colours.news)
