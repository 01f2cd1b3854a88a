"""Whose figures a sheet holds, where no column says it: its name and the titles of its tables.

A return leaves the area out, and its figures are the plan's own; not, where "London Borough of
Hackney" stands above them. A title holds for the rows below it, down to one that says another.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from kpis.readers.asked import Answers
from kpis.readers.raw import RawReturn
from kpis.validation.areas import NamesOfAreas
from kpis.validation.text_column import TextColumn

AREA_IN_TITLE = "area-in-title"


class AreaInTitle(NamedTuple):
    """Rows without an area below a title that says another than the plan's own.

    area: as it is known, or else as the title has it. cell: "" for the name of the sheet. is_note:
    whether a note says it in a sentence, above or below.
    """

    sheet: str
    cell: str
    text: str
    area: str
    rows: tuple[int, ...]  # positions
    answered: bool  # that they are of that area
    is_note: bool


class _Said(NamedTuple):
    row: int  # of the sheet; below it the title holds
    cell: str
    text: str
    area: str
    is_note: bool


def areas_in_titles(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: dict[str, TextColumn],
    names: NamesOfAreas,
    answers: Answers,
) -> tuple[AreaInTitle, ...]:
    """What titles say of rows that have no area. rows: RAW_ROWS of `texts`."""
    found: list[AreaInTitle] = []
    for sheet in dict.fromkeys(table.sheet for table in raw.tables):
        said = list(_said(raw, sheet, names))
        if all(area == names.own for *_, area, _ in said):
            continue
        without = texts["sheet"].where(sheet.__eq__) & ~texts["area"].filled
        numbers = rows["row"].to_numpy(dtype="int64")
        ends = [row for row, *_ in said[1:]] + [np.iinfo("int64").max]
        for (row, cell, text, area, is_note), end in zip(said, ends, strict=True):
            below = np.flatnonzero(without & (numbers > row) & (numbers < end))
            if area == names.own or not len(below):
                continue
            answered = area in names.known and answers.to(AREA_IN_TITLE, area) == area
            of_rows = tuple(below.tolist())
            found.append(AreaInTitle(sheet, cell, text, area, of_rows, answered, is_note))
    return tuple(found)


def with_areas_of_titles(texts: TextColumn, titles: tuple[AreaInTitle, ...]) -> TextColumn:
    """The column of areas with those that somebody answered to be of a title's area."""
    answered = {row: title.area for title in titles if title.answered for row in title.rows}
    return texts.replaced(answered) if answered else texts


def _said(raw: RawReturn, sheet: str, names: NamesOfAreas) -> Iterator[_Said]:
    """What says an area, from the top of a sheet down."""
    if sheet and (area := names.said_in(sheet)):
        yield _Said(0, "", sheet, area, False)
    titles = {title for table in raw.tables if table.sheet == sheet for title in table.titles}
    for title in sorted(titles):
        if area := names.said_in(title.says):
            yield _Said(title.row, title.cell, title.text, area, bool(title.of))
