"""Ranks in words: "joint 8th of 32", "4th to 25th", "among the eight lowest".

Never "the best quarter": beside figures of quarters of a year that reads as three months.
"""

from kpis.model import Polarity

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def ordinal(place: int) -> str:
    """ "1st", "2nd", "3rd", "11th", "22nd"."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10)
    return f"{place}{ending or 'th'}"


def rank_of(rank: int, areas: int, tied: int) -> str:
    """ "15th of 32", or "joint 8th of 32" where other areas have the same figure."""
    return f"{'joint ' if tied else ''}{ordinal(rank)} of {areas}"


def rank_range(low: int, high: int) -> str:
    """ "4th to 25th", or "29th" where chance changes nothing; "" where it is not known."""
    if not low:
        return ""
    return ordinal(low) if low == high else f"{ordinal(low)} to {ordinal(high)}"


def standing_words(standing: str, areas: int, polarity: str) -> str:
    """Where an area stands for certain: "among the eight lowest", "in the better half"; or "".

    standing: as in BENCHMARK. polarity: a model.Polarity value, of a measure that is ranked.
    """
    if standing in ("better_half", "weaker_half"):
        return f"in the {standing.replace('_', ' ')}"
    count = areas // 4
    if not standing or not count:
        return ""
    high = (standing == "best_quarter") is (polarity == Polarity.HIGHER)
    end = "highest" if high else "lowest"
    if count == 1:
        return f"the {end}"
    return f"among the {_SMALL[count] if count < len(_SMALL) else count} {end}"
