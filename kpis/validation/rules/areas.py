"""Rules about where a figure is of: no area and no part is taken for another unasked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.readers.raw import ColumnBeside
from kpis.validation.areas import OWN_AREA, NamesOfAreas, NearestArea
from kpis.validation.issues.identity import (
    RowsOfAPart,
    TitleOfAnotherArea,
    UnknownArea,
    WhichArea,
)
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.rules.asking import (
    Item,
    as_answered,
    asked_together,
    question_about,
    rows_of,
    would_store,
)
from kpis.validation.rules.beside import in_column, items_of, rows_and_texts
from kpis.validation.text_column import TextColumn
from kpis.validation.titles import AreaInTitle

_ONE_BY_ONE = 3  # as many unlike names are asked about each by itself

# What a column of groups says of a row that is of all of them.
_EVERYBODY = frozenset(
    (
        *("persons", "people", "person", "both", "both sexes", "everyone", "everybody", "any"),
        *("all persons", "all people", "all ages", "all sexes", "all genders", "all groups"),
        *("all ethnicities", "all ethnic groups", "all residents", "all tenures", "n a", "t"),
        *("male and female", "men and women", "all age groups", "not applicable", "none"),
    )
)


def unknown_areas(table: ReturnTable) -> Iterator[RowIssue]:
    """A new area of a return is asked about; one of history is told where it is nearly a known one.

    Many that are like none are asked about together: they are hardly all the plan's own.
    """
    new = [name for name in table.area.distinct if name not in table.known_areas]
    if not new:
        return
    suggestions = NearestArea(table.known_areas)
    nearest = {name: suggestions.nearest(name) for name in new}
    rows = _rows_of(table, new)
    if table.is_history:
        for name in new:
            if nearest[name]:
                yield table.issue(UnknownArea, rows[name][0], "area", nearest=nearest[name])
        return
    unlike = [name for name in new if not nearest[name]]
    together = unlike if len(unlike) > _ONE_BY_ONE else []
    for name in new:
        if name not in together:
            yield _which_area(table, [Item(name, name, rows[name])], nearest[name])
    if together:
        items = [Item(name, name, rows[name]) for name in together]
        yield from asked_together(
            table,
            WhichArea,
            "area",
            items,
            partial(_which_area, table, nearest=""),
            _choices(table, items, ""),
        )


def _rows_of(table: ReturnTable, names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The rows of each of these areas."""
    wanted = {table.area.distinct.index(name): name for name in names}
    rows = np.flatnonzero(np.isin(table.area.codes, list(wanted)))
    order = np.argsort(table.area.codes[rows], kind="stable")
    codes, first = np.unique(table.area.codes[rows][order], return_index=True)
    groups = np.split(rows[order], first[1:])
    return {
        wanted[code]: tuple(group.tolist())
        for code, group in zip(codes.tolist(), groups, strict=True)
    }


def _which_area(table: ReturnTable, items: Sequence[Item], nearest: str) -> RowIssue:
    return question_about(
        table,
        WhichArea,
        "area",
        items,
        _choices(table, items, nearest),
        found=items[0].found,
        own=table.plan.area,
        nearest=nearest,
    )


def _choices(table: ReturnTable, items: Sequence[Item], nearest: str) -> list[Choice]:
    """The readings of one name, or of several together."""
    rows = [row for item in items for row in item.rows]
    own, stored = table.plan.area, would_store(table, rows)
    if len(items) > 1:
        return [
            Choice(answer=TAKE, label="Areas of their own", stores=stored),
            Choice(answer=LEAVE_OUT, label="Leave their rows out"),
        ]
    choices = [Choice(answer=OWN_AREA, label=f"It is {own}", stores=_in(stored, own))]
    if nearest and nearest != own:
        near = Choice(answer=nearest, label=f"It is {nearest}", stores=_in(stored, nearest))
        choices.insert(0, near)
    return [
        *choices,
        Choice(answer=TAKE, label="An area of its own", stores=_in(stored, items[0].found)),
        Choice(answer=LEAVE_OUT, label="Leave its rows out"),
    ]


def _in(stored: str, area: str) -> str:
    """What would be stored of an area; "" where nothing would be."""
    return f"{stored}, {area}" if stored else ""


def titles_of_other_areas(table: ReturnTable) -> Iterator[RowIssue]:
    """Figures below another area's name are the plan's own only if somebody says so."""
    by_area: dict[str, list[AreaInTitle]] = {}
    for title in table.titles:
        by_area.setdefault(title.area, []).append(title)
    for area, titles in by_area.items():
        first, own = titles[0], table.plan.area
        rows = tuple(row for title in titles for row in title.rows)
        label = f"They are of {area}"
        if first.answered:
            yield as_answered(table, "area", rows, area, label, found=first.text)
            continue
        stored = would_store(table, rows)
        choices = [
            Choice(answer=TAKE, label=f"They are of {own}", stores=_in(stored, own)),
            Choice(answer=LEAVE_OUT, label="Leave them out"),
        ]
        if area in table.known_areas:
            choices.insert(0, Choice(answer=area, label=label, stores=_in(stored, area)))
        made = table.issue(
            TitleOfAnotherArea,
            rows[0],
            "area",
            found=first.text,
            left_out=rows,
            about=area,
            choices=tuple(choices),
            area=area,
            own=own,
            is_sheet=not first.cell,
            is_note=first.is_note,
        )
        place = {"cell": first.cell, "measure": "", "title": ""}
        yield made._replace(issue=replace(made.issue, **place))


def rows_of_a_part(table: ReturnTable) -> Iterator[RowIssue]:
    """Rows of a ward, a group or another council's code are the whole's if somebody says so."""
    for raw_table in table.raw.tables:
        for column in raw_table.beside:
            if column.what == "figure" or (table.is_history and column.what != "group"):
                continue  # other areas are history's business, under whatever name
            yield from _of_column(table, raw_table.sheet, column)


def _of_column(table: ReturnTable, sheet: str, column: ColumnBeside) -> Iterator[RowIssue]:
    rows, texts = rows_and_texts(table, sheet, column)
    asked = np.flatnonzero(_of_a_part(table, column, texts, rows)).tolist()
    items = items_of(column, texts, rows, asked)
    if not items:
        return
    everything = rows_of(items)
    own = table.plan.area
    choices = [
        Choice(answer=TAKE, label=f"The whole of {own}", stores=would_store(table, everything)),
        Choice(answer=LEAVE_OUT, label="A part, or another: leave out"),
    ]

    def ask(open_items: Sequence[Item]) -> RowIssue:
        first = open_items[0].rows[0]
        made = question_about(
            table,
            RowsOfAPart,
            "area",
            open_items,
            choices,
            found=open_items[0].found,
            header=column.header,
            own=own,
        )
        return made._replace(issue=in_column(table, made.issue, column, first))

    yield from asked_together(table, RowsOfAPart, "area", items, ask, choices)


def _of_a_part(
    table: ReturnTable, column: ColumnBeside, texts: TextColumn, rows: np.ndarray
) -> np.ndarray:
    """Of which of these rows the column says that they are of something else than their area."""
    names = table.names_of_areas
    own = table.own_area[rows]
    if column.what == "group":
        whole = ~(table.filled("breakdown") | table.filled("category"))[rows]
        return whole & ~texts.where(lambda text: names.is_a_whole(text) or _is_everybody(text))
    if column.what == "place":
        return own & ~texts.where(partial(_is_own, names))
    areas = np.array(table.area.distinct, dtype=object)[table.area.codes[rows]]
    known = texts.meaning(lambda code: names.find(code) if code else "")
    of_own = {texts.distinct[each] for each in set(texts.codes[own].tolist())}
    unknown = {code for code in of_own if not names.find(code) and not names.is_a_whole(code)}
    # A code that nobody knows may be the own one, unless that is known or there are several.
    others = texts.where(
        lambda code: code in unknown and (len(unknown) > 1 or names.own_has_a_code_like(code))
    )
    return (texts.filled & (known != "") & (known != areas)) | (own & others)


def _is_own(names: NamesOfAreas, text: str) -> bool:
    return names.is_a_whole(text) or names.find(text) == names.own


def _is_everybody(text: str) -> bool:
    words = " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
    return not words or words in _EVERYBODY
