"""Places for labels beside the ends of lines, so that none covers another."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Heights near the wanted ones, at least `apart` from each other, in the order given.

    Labels keep the order of their lines from bottom to top, and move as little as pushing them
    apart needs; they stay between `low` and `high` where there is room for all.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[list[int], float]] = []  # labels that touch, and the middle of the group
    for index in order:
        members, middle = [index], _within(wanted[index], 1, apart, low, high)
        while groups and middle - groups[-1][1] < apart * (len(members) + len(groups[-1][0])) / 2:
            below, _ = groups.pop()
            members = below + members
            mean = sum(wanted[member] for member in members) / len(members)
            middle = _within(mean, len(members), apart, low, high)
        groups.append((members, middle))
    places = [0.0] * len(wanted)
    for members, middle in groups:
        first = middle - apart * (len(members) - 1) / 2
        for position, member in enumerate(members):
            places[member] = first + position * apart
    return places


def _within(middle: float, count: int, apart: float, low: float, high: float) -> float:
    """The middle of a group of labels, moved so that all of it lies between low and high."""
    half = apart * (count - 1) / 2
    return min(max(middle, low + half), max(high - half, low + half))
