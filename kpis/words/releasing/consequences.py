"""The words for what a correction would change beyond its own figures."""

from collections.abc import Iterable, Mapping

from kpis.model import Release
from kpis.periods import period_of_id
from kpis.words.days import uk_day
from kpis.words.lists import counted, listed
from kpis.words.releases import shown_as_before_sentence

# How often each, by its name in `Consequences`: what one is called, and several.
_NOUNS = {
    "figures": ("figure", "figures"),
    "groups": ("figure by group", "figures by group"),
    "ratings": ("rating", "ratings"),
    "aims": ("target or minimum", "targets or minimums"),
    "terms": ("definition or rule", "definitions or rules"),
    "texts": ("commentary or activity", "commentaries or activities"),
    "notes": ("annotation", "annotations"),
}


def correction_sentence(corrects: Release, counts: Mapping[str, int]) -> str:
    """ "It corrects release 1 of 3 December 2019: 3 figures and 1 rating differ."

    counts: how many differ, by the names of `_NOUNS`.
    """
    parts = [counted(counts[name], *nouns) for name, nouns in _NOUNS.items() if counts.get(name)]
    is_one = sum(counts.values()) == 1
    differ = f"{listed(parts)} {'differs' if is_one else 'differ'}" if parts else "nothing differs"
    return f"It corrects release {corrects.number} of {uk_day(corrects.published_at)}: {differ}."


def later_sentences(later: Iterable[tuple[Release, int]]) -> list[str]:
    """Which releases of later quarters show how many of these figures as they were."""
    return [
        shown_as_before_sentence(each.number, period_of_id(each.quarter_id).label, count)
        for each, count in later
    ]


def marked_sentence(marked: Iterable[Release]) -> str:
    """Which releases would say at their address that they are corrected."""
    numbers = [str(each.number) for each in marked]
    noun, says = ("release", "it is") if len(numbers) == 1 else ("releases", "they are")
    return (
        f"Every address of {noun} {listed(numbers)} will say that {says} corrected, and by which."
    )


def packs_sentence(corrects: Release) -> str:
    """What was made of the release before is no longer the newest."""
    return (
        f"Packs, files and pages made of release {corrects.number} are no longer the newest: make "
        "and hand them out again."
    )
