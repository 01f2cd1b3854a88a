"""What a control chart tells, in words: shared by the chart, its icons, sentences and the guide."""

from kpis.model import ChartKind, RagStatus

USUAL = "common_cause"
IMPROVEMENT = "special_cause_improvement"
CONCERN = "special_cause_concern"
NEUTRAL_HIGH = "special_cause_neutral_high"
NEUTRAL_LOW = "special_cause_neutral_low"
PASS, FAIL, HIT_AND_MISS = "consistent_pass", "consistent_fail", "inconsistent"
# "Clearly": by more than chance, as the rules of the chart tell it. Never "better" by itself, but
# than what: a figure may be far better than usual and yet short of what is asked.
VARIATION_WORDS = {
    USUAL: "Usual ups and downs",
    IMPROVEMENT: "Clearly better than usual",
    CONCERN: "Clearly worse than usual",
    NEUTRAL_HIGH: "Clearly higher than usual",
    NEUTRAL_LOW: "Clearly lower than usual",
}
# Of a run of points that rise or fall, wherever they lie.
LATELY_WORDS = {
    IMPROVEMENT: "Improving lately, step by step",
    CONCERN: "Getting worse lately, step by step",
    NEUTRAL_HIGH: "Rising lately, step by step",
    NEUTRAL_LOW: "Falling lately, step by step",
}
# Where the direction told beside the chart goes against the signal.
STILL_WORDS = {
    IMPROVEMENT: "Still clearly better than usual",
    CONCERN: "Still clearly worse than usual",
}
OPPOSED_MEANING = (
    "The direction of travel goes the other way. It is held against one earlier figure or a few, "
    "and this against all of them."
)
VARIATION_MEANINGS = {
    USUAL: "The ups and downs are normal. To do better for good, something must be done "
    "differently.",
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
# What the usual ups and downs would do, not what has happened: a figure may lie beyond them.
ASSURANCE_WORDS = {
    PASS: "As things are, the target will be met",
    HIT_AND_MISS: "As things are, luck decides whether the target is met",
    FAIL: "As things are, the target will not be met",
}
ASSURANCE_MEANINGS = {
    PASS: "The whole range of its usual ups and downs lies on the good side of the target.",
    HIT_AND_MISS: "The target lies within the range of its usual ups and downs.",
    FAIL: "The whole range of its usual ups and downs lies on the wrong side of the target. To "
    "meet it, something must be done differently.",
}
# Where the rating beside it says otherwise of this one figure.
_THIS_TIME: dict[tuple[str, str], str] = {
    (PASS, RagStatus.AMBER): "Target missed this time, but usually met",
    (PASS, RagStatus.RED): "Target missed this time, but usually met",
    (FAIL, RagStatus.GREEN): "Target met this time, but usually missed",
}
_SHORT = {RagStatus.AMBER: ", but rated amber", RagStatus.RED: ", but rated red"}
SPECIAL_CAUSES = {
    "Above UCL": "above its usual range",
    "Below LCL": "below its usual range",
    "7 Points Above CL": "one of seven or more in a row above the average",
    "7 Points Below CL": "one of seven or more in a row below the average",
    "7 Point Trend (Increasing)": "one of seven or more, each higher than the one before",
    "7 Point Trend (Decreasing)": "one of seven or more, each lower than the one before",
    "2 in 3 Above CL": "two of three points in a row near or beyond its upper limit",
    "2 in 3 Below CL": "two of three points in a row near or beyond its lower limit",
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


def variation_words(kind: str, special_cause: str, *, opposed: bool = False, rag: str = "") -> str:
    """What is written beside the icon.

    kind: one of VARIATION_WORDS. opposed: whether the direction told beside it goes against it.
    rag: the rating told beside it, a RagStatus, against which good news never stands bare.
    """
    if "Trend" in special_cause and kind in LATELY_WORDS:
        words = LATELY_WORDS[kind]
    else:
        words = STILL_WORDS[kind] if opposed else VARIATION_WORDS[kind]
    return words + (_SHORT.get(RagStatus(rag), "") if rag and kind == IMPROVEMENT else "")


def assurance_words(kind: str, rag: str = "") -> str:
    """What is written beside the icon of the target.

    kind: one of ASSURANCE_WORDS. rag: the rating told beside it.
    """
    return _THIS_TIME.get((kind, rag), ASSURANCE_WORDS[kind])
