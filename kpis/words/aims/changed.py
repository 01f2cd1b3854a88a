"""What readers are told of aims that are not agreed, and of those that were changed."""

import math
from collections.abc import Iterator

from kpis.model import Aim, EarlierAim, Measure
from kpis.words.aims.asked import PROPOSED
from kpis.words.days import day_in_words
from kpis.words.figures import bounds
from kpis.words.lists import listed

NOTHING = "none"
_Asked = Aim | EarlierAim


def changed_aims(measure: Measure) -> tuple[str, ...]:
    """A sentence for each aim that is not agreed and for each change of one, by year; () for none.

    "2020/21: target changed from 75% to 70% on 3 October 2020 by Cabinet: ..."
    """
    return tuple(
        f"{year}: {words}"
        for year, aim in sorted(measure.aims.items())
        for words in _of(aim, measure)
    )


def asked_words(aim: _Asked, measure: Measure) -> str:
    """ "target 75%, minimum expectation 70%"; "" where it asks nothing."""
    return ", ".join(f"{name} {value}" for name, value in _named(aim, measure).items() if value)


def _of(aim: Aim, measure: Measure) -> Iterator[str]:
    later: tuple[_Asked, ...] = (*aim.earlier[1:], aim)
    for before, after in zip(aim.earlier, later, strict=False):  # of none there is no later one
        yield _changed(before, after, measure)
    if aim.proposed:
        yield f"{asked_words(aim, measure)} {PROPOSED}, so no figure is rated by it."


def _changed(before: EarlierAim, after: _Asked, measure: Measure) -> str:
    was, now = _named(before, measure), _named(after, measure)
    moves = [
        f"{name}{{}} from {was[name] or NOTHING} to {now[name] or NOTHING}"
        for name in was
        if was[name] != now[name]
    ]
    words = listed([move.format("" if place else " changed") for place, move in enumerate(moves)])
    when = f"on {day_in_words(before.changed_on)} by {before.changed_by}"
    return f"{words or 'aim changed'} {when}: {before.reason.strip().removesuffix('.')}."


def _named(aim: _Asked, measure: Measure) -> dict[str, str]:
    def between(lower: float | None, upper: float | None = None) -> str:
        low, high = (math.nan if each is None else each for each in (lower, upper))
        return bounds(low, high, measure.unit, measure.decimals)

    def by_quarter(values: tuple[float, ...]) -> str:
        return ", ".join(map(between, values))

    return {
        "target": between(aim.target, aim.target_upper),
        "minimum expectation": between(aim.minimum_expectation, aim.minimum_expectation_upper),
        "limit of green": between(aim.green_limit, aim.green_limit_upper),
        "limit of amber": between(aim.amber_limit, aim.amber_limit_upper),
        "baseline": between(aim.baseline),
        "target by quarter": by_quarter(aim.target_profile),
        "minimum by quarter": by_quarter(aim.minimum_profile),
        "limit of green by quarter": by_quarter(aim.green_profile),
        "limit of amber by quarter": by_quarter(aim.amber_profile),
    }
