"""What a control chart tells, in words: shared by the chart, its icons, sentences and the guide."""

from kpis.model import ChartKind

USUAL = "common_cause"
IMPROVEMENT = "special_cause_improvement"
CONCERN = "special_cause_concern"
NEUTRAL_HIGH = "special_cause_neutral_high"
NEUTRAL_LOW = "special_cause_neutral_low"
PASS, FAIL, HIT_AND_MISS = "consistent_pass", "consistent_fail", "inconsistent"
VARIATION_WORDS = {
    USUAL: "Usual variation",
    IMPROVEMENT: "For the better by more than chance",
    CONCERN: "For the worse by more than chance",
    NEUTRAL_HIGH: "Higher by more than chance",
    NEUTRAL_LOW: "Lower by more than chance",
}
# Where the direction told beside the chart goes against the signal: what it is, without "for".
STILL_WORDS = {
    IMPROVEMENT: "Still better than its long average by more than chance",
    CONCERN: "Still worse than its long average by more than chance",
}
LATELY_WORDS = {
    IMPROVEMENT: "Lately for the better by more than chance",
    CONCERN: "Lately for the worse by more than chance",
}
OPPOSED_MEANING = (
    "The direction of travel goes the other way, for it is held against one earlier figure or a "
    "few, and this against all of them."
)
VARIATION_MEANINGS = {
    USUAL: "The latest point lies within what chance alone explains. No single rise or fall "
    "needs a reason, and a lasting change needs a change in how things are done.",
    IMPROVEMENT: "It is worth asking what brought it about, and keeping that.",
    CONCERN: "It is worth asking why, and what can be done.",
    NEUTRAL_HIGH: "Whether that is good or bad the figure alone does not say.",
    NEUTRAL_LOW: "Whether that is good or bad the figure alone does not say.",
}
# Of a chart that holds each figure against the one before, where a slow change never shows.
FOLLOWING_MEANING = (
    "The latest point lies where the figures before it led to expect. A slow rise or fall does not "
    "show here: the direction over several periods tells of it."
)
# What usual variation would do, not what has happened: a figure may lie beyond it.
ASSURANCE_WORDS = {
    PASS: "Usual variation meets the target",
    HIT_AND_MISS: "Usual variation may meet or miss the target",
    FAIL: "Usual variation misses the target",
}
ASSURANCE_MEANINGS = {
    PASS: "The whole range of usual variation lies on the good side of the target. As long as only "
    "chance moves the figure, the target will be met; missing it would take more than chance.",
    HIT_AND_MISS: "The target lies within the range of usual variation: as things are, chance "
    "decides whether it is met.",
    FAIL: "The whole range of usual variation lies on the wrong side of the target. As long as "
    "only chance moves the figure, the target will be missed; meeting it takes more than chance.",
}
SPECIAL_CAUSES = {
    "Above UCL": "above the upper process limit",
    "Below LCL": "below the lower process limit",
    "7 Points Above CL": "one of seven or more in a row above the mean",
    "7 Points Below CL": "one of seven or more in a row below the mean",
    "7 Point Trend (Increasing)": "one of seven or more, each higher than the one before",
    "7 Point Trend (Decreasing)": "one of seven or more, each lower than the one before",
    "2 in 3 Above CL": "two of three points in a row near or beyond the upper process limit",
    "2 in 3 Below CL": "two of three points in a row near or beyond the lower process limit",
    # Of rare events.
    "Long Without": "longer since the one before than chance explains",
    "Events In A Row": "more periods in a row with one than chance explains",
    "Many At Once": "more in one period than chance explains",
}
UPWARDS = ("Above", "Increasing", "Long")  # words of causes whose points lie high in their chart
CHART_NAMES: dict[str, str] = {
    ChartKind.XMR: "XmR chart",
    ChartKind.SEASONAL: "Seasonally adjusted XmR chart",
    ChartKind.RESIDUAL: "Residual chart",
    ChartKind.SEASONAL_RESIDUAL: "Seasonally adjusted residual chart",
    ChartKind.P_PRIME: "Laney p′ chart",
    ChartKind.U_PRIME: "Laney u′ chart",
    ChartKind.G: "G chart",
}
# What the middle line is called where it ends.
CENTRE_WORDS: dict[str, str] = {
    ChartKind.SEASONAL: "Usual for the season",
    ChartKind.RESIDUAL: "Expected",
    ChartKind.SEASONAL_RESIDUAL: "Expected",
}
CHART_METHODS: dict[str, str] = {
    ChartKind.XMR: "The limits are the mean plus and minus 2.66 times the average step from one "
    "figure to the next (Wheeler 1993). Two tests found neither season nor autocorrelation.",
    ChartKind.SEASONAL: "What each time of the year adds is taken out first. The limits are then "
    "2.66 times the average step from one figure to the next.",
    ChartKind.RESIDUAL: "Each figure is foretold from the one before it. The limits are 2.66 times "
    "the average step of what those forecasts miss (Alwan and Roberts 1988).",
    ChartKind.SEASONAL_RESIDUAL: "What each time of the year adds is taken out, and each figure is "
    "then foretold from the one before. The limits are those of what the forecasts miss (Alwan "
    "and Roberts 1988).",
    ChartKind.P_PRIME: "The limits are narrower where more cases stand behind a figure, and wider "
    "where figures vary more than chance alone would have it (Laney 2002).",
    ChartKind.U_PRIME: "The limits are narrower where more people stand behind a figure, and wider "
    "where figures vary more than chance alone would have it (Laney 2002).",
    ChartKind.G: "Gaps between rare events follow a geometric distribution. One so long that it "
    "comes by chance once in 740 times lies beyond the limit (Benneyan 2001).",
}


def variation_meaning(kind: str, chart: str) -> str:
    """What it means that the latest point is of this kind, in a chart of this kind."""
    follows = chart in (ChartKind.RESIDUAL, ChartKind.SEASONAL_RESIDUAL)
    return FOLLOWING_MEANING if follows and kind == USUAL else VARIATION_MEANINGS[kind]


def variation_words(kind: str, special_cause: str, *, opposed: bool = False) -> str:
    """What is written beside the icon.

    kind: one of VARIATION_WORDS. opposed: whether the direction told beside it goes against it.
    """
    if not opposed:
        return VARIATION_WORDS[kind]
    return (LATELY_WORDS if "Trend" in special_cause else STILL_WORDS)[kind]
