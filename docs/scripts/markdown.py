"""What the scripts that write pages of docs/ share."""

from collections.abc import Iterable


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table, with an empty line to follow; nothing but its header when there are no rows."""
    cells = [header, ("---",) * len(header), *rows]
    lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells)
    return "\n".join([*lines, ""])
