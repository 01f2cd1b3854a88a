"""Chances in words, by the yardstick of the UK government's intelligence assessment.

The Professional Head of Intelligence Assessment (PHIA) probability yardstick, used across UK
government so that "likely" means the same to writer and reader:

    remote chance            0 to 5 %
    highly unlikely         10 to 20 %
    unlikely                25 to 35 %
    realistic possibility   40 to 50 %
    likely                  55 to 75 %
    highly likely           80 to 90 %
    almost certain          95 to 100 %

Source: Joint Intelligence Organisation, "Explaining Uncertainty in UK Intelligence Assessment",
GOV.UK, 24 March 2025. Earlier prints have a realistic possibility end short of 50 %, and leave
50 % without a word. Between the bands are gaps of 5 %, because no forecast is as fine as that. So
a chance is rounded to the nearest 5 % first, which is as fine as an outlook can tell, and then
always lies in a band: 7 % is said as 5 %, a remote chance, and 8 % as 10 %, highly unlikely.
"""

import re

from kpis.rounding import round_figure

STEP = 5  # per cent

_BANDS = (
    (5, "there is only a remote chance"),
    (20, "it is highly unlikely"),
    (35, "it is unlikely"),
    (50, "there is a realistic possibility"),
    (75, "it is likely"),
    (90, "it is highly likely"),
    (100, "it is almost certain"),
)
# The same words of an aim: what follows "and" or "but". {}: which aim, "its year-end target".
OF_MEETING = {
    5: "there is only a remote chance of meeting {}",
    20: "highly unlikely to meet {}",
    35: "unlikely to meet {}",
    50: "meeting {} is only a realistic possibility",
    75: "likely to meet {}",
    90: "highly likely to meet {}",
    100: "almost certain to meet {}",
}
# Where each band begins, by its upper end, to the nearest 5 per cent.
LEAST_OF_BAND = dict(
    zip((most for most, _ in _BANDS), (0, *(most + STEP for most, _ in _BANDS)), strict=False)
)
_OPENING = re.compile("^(it is|there is( only)? a) ")
LIKELY_FROM = 55  # per cent, rounded: "likely", "highly likely" and "almost certain"
UNLIKELY_UP_TO = 35  # per cent, rounded: "unlikely", "highly unlikely" and "remote chance"


def yardstick() -> list[tuple[str, int, int]]:
    """Every word with its band in per cent: ("remote chance", 0, 5) is the first."""
    return [(_OPENING.sub("", words), LEAST_OF_BAND[most], most) for most, words in _BANDS]


def rounded_percent(chance: float) -> int:
    """A chance of 0 to 1 in per cent, to the nearest 5."""
    return int(round_figure(chance * 100 / STEP, 0)) * STEP


def chance_in_a_word(chance: float) -> str:
    """ "likely", "remote chance": its word in the yardstick alone. chance: 0 to 1."""
    return _OPENING.sub("", dict(_BANDS)[band_of(chance)])


def chance_words(chance: float) -> str:
    """ "it is likely (about 70%)". chance: 0 to 1."""
    return f"{dict(_BANDS)[band_of(chance)]} ({percent(chance)})"


def band_of(chance: float) -> int:
    """The upper end of its band in per cent: a key of OF_MEETING. chance: 0 to 1."""
    return next(most for most, _ in _BANDS if rounded_percent(chance) <= most)


def percent(chance: float) -> str:
    """ "about 70%"; "under 5%" and "over 95%" at the ends, since nothing is certain."""
    rounded = rounded_percent(chance)
    if rounded == 0:
        return "under 5%"
    return "over 95%" if rounded == 100 else f"about {rounded}%"


def is_unlikely(chance: float) -> bool:
    """Whether the words for it are "unlikely" or less; False for NaN."""
    return chance == chance and rounded_percent(chance) <= UNLIKELY_UP_TO
