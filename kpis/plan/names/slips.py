"""Names that differ by one slip of the hand: a letter changed, added, dropped or swapped."""


def one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter was changed, added, dropped or swapped with its neighbour."""
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    differ = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differ) == 1:
        return True
    first, last = (differ[0], differ[-1]) if differ else (0, 0)
    return (
        len(differ) == 2
        and last == first + 1
        and one[first] + one[last] == (other[last] + other[first])
    )
