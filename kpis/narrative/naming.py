"""Several measures in running text: how many, and which."""

from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.narrative.running_text import numbers
from kpis.words.lists import listed

BOTH = "measures and parts"
MOST_NAMED = 3
MOST_WORDS = 14  # of a list of names, for a sentence to have no more than 25 of them


def named(rows: Sequence[InsightsRow], *, most_words: int = MOST_WORDS) -> str:
    """ "“Recycling”", "“Recycling” and “Staff sickness”", "“A”, “B”, “C” and four others".

    Quoted, because titles have "and" and colons in them, and some are in the plural. Fewer are
    named where their titles have many words, but one always is.
    """
    titles = [f"“{row.short_title or row.title}”" for row in rows]
    whole = listed(titles)
    if len(titles) <= MOST_NAMED + 1 and _words(whole) <= most_words:
        return whole
    for some in range(min(MOST_NAMED, len(titles) - 2), 0, -1):
        others, _ = numbers([len(titles) - some, len(titles)])
        text = listed([*titles[:some], f"{others} others"])
        if _words(text) <= most_words or some == 1:
            return text
    return whole


def _words(text: str) -> int:
    return len(text.split())


def counted(count: int, noun: str) -> str:
    """ "one target", "three targets", "12 targets"."""
    return f"{numbers([count])[0]} {noun}{'' if count == 1 else 's'}"


def kind_of(rows: Sequence[InsightsRow]) -> str:
    """What these are: "measures", "parts" or "measures and parts"; of a single one the singular."""
    parts = sum(bool(row.part_of) for row in rows)
    if 0 < parts < len(rows):
        return BOTH
    noun = "part" if parts else "measure"
    return noun if len(rows) == 1 else f"{noun}s"


def rows_counted(rows: Sequence[InsightsRow]) -> str:
    """ "one measure", "two parts", "12 measures and parts"."""
    return f"{numbers([len(rows)])[0]} {kind_of(rows)}"


def are(count: int) -> str:
    return "is" if count == 1 else "are"


def have(count: int) -> str:
    return "has" if count == 1 else "have"
