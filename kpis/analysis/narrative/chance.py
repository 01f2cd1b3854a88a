"""Chances in words, by the yardstick of the UK government's intelligence assessment.

The Professional Head of Intelligence Assessment (PHIA) probability yardstick, used across UK
government so that "likely" means the same to writer and reader:

    remote chance            up to about 5 %
    highly unlikely          about 10 to 20 %
    unlikely                 about 25 to 35 %
    realistic possibility    about 40 % to less than 50 %
    likely                   about 55 to 75 %
    highly likely            about 80 to 90 %
    almost certain           about 95 % and over

Source: Cabinet Office, Joint Intelligence Organisation, "Professional Head of Intelligence
Assessment (PHIA) Probability Yardstick". Between its bands are gaps, because no forecast is as
fine as that. So a chance is rounded to the nearest 5 % first, which is as fine as an outlook can
tell, and then falls into a band; the one value in no band, 50 %, is called an even chance.
"""

from kpis.rounding import round_figure

STEP = 5  # per cent

_BANDS = (
    (5, "there is only a remote chance"),
    (20, "it is highly unlikely"),
    (35, "it is unlikely"),
    (45, "there is a realistic possibility"),
    (50, "there is an even chance"),
    (75, "it is likely"),
    (90, "it is highly likely"),
    (100, "it is almost certain"),
)
UNLIKELY_UP_TO = 35  # per cent, rounded: "unlikely", "highly unlikely" and "remote chance"


def rounded_percent(chance: float) -> int:
    """A chance of 0 to 1 in per cent, to the nearest 5."""
    return int(round_figure(chance * 100 / STEP, 0)) * STEP


def chance_words(chance: float) -> str:
    """ "it is likely (about 70%)". chance: 0 to 1."""
    words = next(words for most, words in _BANDS if rounded_percent(chance) <= most)
    return f"{words} ({percent(chance)})"


def percent(chance: float) -> str:
    """ "about 70%"; "under 5%" and "over 95%" at the ends, since nothing is certain."""
    rounded = rounded_percent(chance)
    if rounded == 0:
        return "under 5%"
    return "over 95%" if rounded == 100 else f"about {rounded}%"


def is_unlikely(chance: float) -> bool:
    """Whether the words for it are "unlikely" or less; False for NaN."""
    return chance == chance and rounded_percent(chance) <= UNLIKELY_UP_TO
