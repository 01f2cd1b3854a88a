"""How wide the columns of a table are to be, on a slide or a page."""

from collections.abc import Sequence

from kpis.exports.office.text_size import width_of

SAFETY = 0.95  # of a width: programs break lines a little differently
_SHORT = 0.19  # of a table's width: texts no wider stand on one line where there is room
_SHORTEST = 124  # points: nor those, where the table is narrow
_STEPS = 30  # of a search that halves


def column_widths(
    columns: Sequence[Sequence[str]],
    width: float,
    size: float,
    inset: float,
    headings: Sequence[str] = (),
) -> list[float]:
    """Widths at which the longest texts of all columns take about as many lines as each other.

    columns: the texts of each. width: of the table at most. size, inset: of the font, and of what
    stands left and right of a text, all in points. headings: of rows, in the first column. No
    column is narrower than its longest word, nor wider than its longest text.
    """
    around = inset + 1
    least, most = [], []
    for texts in columns:
        words = {word for text in texts for word in text.split()}
        longest = max((width_of(word, size, bold=True) for word in words), default=0.0)
        least.append(min(width / 4, longest / SAFETY) + around)
        most.append(max(width_of(text, size, bold=True) for text in texts) / SAFETY)
    most[0] = max([most[0], *(width_of(text, size, bold=True) / 2 for text in headings)])
    if sum(least) >= width:
        return [each * width / sum(least) for each in least]
    unbroken = [
        max(low, min(high + around, max(width * _SHORT, _SHORTEST)))
        for low, high in zip(least, most, strict=True)
    ]
    if sum(unbroken) <= width:
        least = unbroken

    def at(lines: float) -> list[float]:
        return [max(low, high / lines + around) for low, high in zip(least, most, strict=True)]

    if sum(at(1)) <= width:
        return at(1)
    few, many = 1.0, 200.0
    for _ in range(_STEPS):
        middle = (few + many) / 2
        few, many = (few, middle) if sum(at(middle)) <= width else (middle, many)
    return at(many)
