"""Several measures in running text: how many, and which."""

from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.narrative.running_text import numbers
from kpis.words.lists import listed

MOST_NAMED = 3


def named(rows: Sequence[InsightsRow]) -> str:
    """ "“Recycling”", "“Recycling” and “Staff sickness”", "“A”, “B”, “C” and four others".

    Quoted, because titles have "and" and colons in them, and some are in the plural.
    """
    titles = [f"“{row.short_title or row.title}”" for row in rows]
    if len(titles) <= MOST_NAMED + 1:
        return listed(titles)
    others, _ = numbers([len(titles) - MOST_NAMED, len(titles)])
    return listed([*titles[:MOST_NAMED], f"{others} others"])


def counted(count: int, noun: str = "measure") -> str:
    """ "one measure", "three measures", "12 measures"."""
    return f"{numbers([count])[0]} {noun}{'' if count == 1 else 's'}"


def are(count: int) -> str:
    return "is" if count == 1 else "are"


def have(count: int) -> str:
    return "has" if count == 1 else "have"
