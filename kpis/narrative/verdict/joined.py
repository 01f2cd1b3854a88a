"""The sentence of each rating: one for every tone of movement and of what lies ahead.

A red measure is never called better without "but": good news stands between the colour and what
is still wrong, or begins with "Red now". {motion} and {ahead} are told by their own tables;
{short} is what a figure falls short of, {on} how a green one stands.
"""

from kpis.model import RagStatus
from kpis.narrative.verdict.motion import Tone

_GOOD, _EVEN, _BAD, _FLAT, _SILENT = (
    Tone.GOOD,
    Tone.EVEN,
    Tone.BAD,
    Tone.FLAT,
    Tone.SILENT,
)

ON_TARGET = "On target"

# By rating and tone of movement: what is said where the outlook is good, even, bad, or silent.
SENTENCES: dict[RagStatus, dict[Tone, dict[Tone, str]]] = {
    RagStatus.GREEN: {
        _GOOD: {
            _GOOD: "Green. {Motion}, and {ahead}.",
            _EVEN: "Green now. {Motion}, but {ahead}.",
            _BAD: "Green now. {Motion}, but {ahead}.",
            _SILENT: "Green. {on}, and {motion}.",
        },
        _BAD: {
            _GOOD: "Green. {Motion}, but {ahead}.",
            _EVEN: "Green now. {Motion}, and {ahead}.",
            _BAD: "Green now. {Motion}, and {ahead}.",
            _SILENT: "Green. {on}, but {motion}.",
        },
        _FLAT: {
            _GOOD: "Green. {Motion}, and {ahead}.",
            _EVEN: "Green now. {Motion}. {Ahead}.",
            _BAD: "Green now. {Motion}. {Ahead}.",
            _SILENT: "Green. {on}. {Motion}.",
        },
        _SILENT: {
            _GOOD: "Green. {Ahead}.",
            _EVEN: "Green now, but {ahead}.",
            _BAD: "Green now, but {ahead}.",
            _SILENT: "Green. {on}.",
        },
    },
    RagStatus.AMBER: {
        _GOOD: {
            _GOOD: "Amber now. {Motion}, and {ahead}.",
            _EVEN: "Amber. {Motion}, but {ahead}.",
            _BAD: "Amber. {Motion}, but {ahead}.",
            _SILENT: "Amber. {Motion}, but still short of {short}.",
        },
        _BAD: {
            _GOOD: "Amber. {Motion}, but {ahead}.",
            _EVEN: "Amber. {Motion}, and {ahead}.",
            _BAD: "Amber. {Motion}, and {ahead}.",
            _SILENT: "Amber. Short of {short}, and {motion}.",
        },
        _FLAT: {
            _GOOD: "Amber now. {Motion}, but {ahead}.",
            _EVEN: "Amber. {Motion}. {Ahead}.",
            _BAD: "Amber. {Motion}. {Ahead}.",
            _SILENT: "Amber. Short of {short}. {Motion}.",
        },
        _SILENT: {
            _GOOD: "Amber now, but {ahead}.",
            _EVEN: "Amber. {Ahead}.",
            _BAD: "Amber. {Ahead}.",
            _SILENT: "Amber. Short of {short}.",
        },
    },
    RagStatus.RED: {
        _GOOD: {
            _GOOD: "Red now, but {motion}, and {ahead}.",
            _EVEN: "Red. {Motion}, but {ahead}.",
            _BAD: "Red. {Motion}, but {ahead}.",
            _SILENT: "Red. {Motion}, but still short of {short}.",
        },
        _BAD: {
            _GOOD: "Red now. {Motion}, but {ahead}.",
            _EVEN: "Red. {Motion}, and {ahead}.",
            _BAD: "Red. {Motion}, and {ahead}.",
            _SILENT: "Red. Short of {short}, and {motion}.",
        },
        _FLAT: {
            _GOOD: "Red now. {Motion}, but {ahead}.",
            _EVEN: "Red. {Motion}. {Ahead}.",
            _BAD: "Red. {Motion}. {Ahead}.",
            _SILENT: "Red. Short of {short}. {Motion}.",
        },
        _SILENT: {
            _GOOD: "Red now, but {ahead}.",
            _EVEN: "Red. {Ahead}.",
            _BAD: "Red. {Ahead}.",
            _SILENT: "Red. Short of {short}.",
        },
    },
}
# A measure without a rating says why first; movement and outlook follow where they are known.
UNRATED = {
    RagStatus.DATA_ONLY: "No rating: there is no target.",
    RagStatus.NO_TARGET: "No rating: no target is set for its year.",
    RagStatus.NOT_DUE: "Not due this quarter.",
    RagStatus.AWAITED: "Awaited: it is not due yet.",
    RagStatus.LATE: "Late: the figure is not in.",
    RagStatus.NOT_AVAILABLE: "No figure could be given.",
    RagStatus.OUT_OF_DATE: "Out of date: the last figure is too old to judge by.",
    RagStatus.SUSPENDED: "Suspended: no figures are collected.",
    RagStatus.NOT_COMPARABLE: "No rating: it is no longer counted as the target was.",
    RagStatus.SEE_PARTS: "Rated by its parts.",
}


# Where there is no rating now: how the latest figure known was rated. {}: its period.
LAST: dict[str, str] = {
    RagStatus.GREEN: "Green when last measured, {}.",
    RagStatus.AMBER: "Amber when last measured, {}.",
    RagStatus.RED: "Red when last measured, {}.",
    RagStatus.OUT_OF_DATE: "The last figure, {}, is out of date.",
}


def joined(
    status: RagStatus,
    motion: tuple[str, Tone],
    ahead: tuple[str, Tone],
    short: str = "",
    last: str = "",
    on: str = ON_TARGET,
    unrated: str = "",
) -> str:
    """The verdict of words on movement and on what lies ahead, each with its tone.

    short: what a red or amber figure falls short of; "" for any other. last: how a measure
    without a rating was last rated, a sentence; "" where it never was. on: how a green figure
    stands. unrated: why there is no rating, where the plan's usual words do not say it.
    """
    (moves, tone), (heads, prospect) = motion, ahead
    if status in UNRATED:
        further = [f"{_capital(words)}." for words in (moves, heads) if words]
        return " ".join([unrated or UNRATED[status], *([last] if last else []), *further])
    return SENTENCES[status][tone][prospect].format(
        motion=moves, Motion=_capital(moves), ahead=heads, Ahead=_capital(heads), short=short, on=on
    )


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
