"""Names that Excel takes for a table."""

import re
from collections.abc import Iterable
from itertools import count

_LONGEST = 60  # Excel takes 255; who types one in a formula wants it short
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")
# A name that could be a cell, A1 to XFD1048576 or R1C1, makes Excel call the whole file damaged.
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*")


def table_names(titles: Iterable[str]) -> list[str]:
    """A name for each title: of letters, digits and _, unlike each other and unlike a cell."""
    taken: set[str] = set()
    names = []
    for title in titles:
        whole = _NOT_IN_A_NAME.sub("_", title).strip("_")[:_LONGEST].rstrip("_")
        if not whole or whole[0].isdigit() or _LIKE_A_CELL.fullmatch(whole):
            whole = f"Table_{whole}".rstrip("_")
        free = whole
        for number in count(2):
            if free.casefold() not in taken:
                break
            free = f"{whole}_{number}"
        taken.add(free.casefold())
        names.append(free)
    return names
