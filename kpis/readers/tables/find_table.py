"""Find the table in a sheet: where its header row is, which layout it has, which columns.

Tables start where they start: below a title block, beside blank columns, under a row of merged
years. The header row is the first row that names the measure and either an outturn and its
period (tidy, or our own template) or at least one reporting period (wide: a column for each).
When no row does, the one that came nearest says what is missing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpis.cell_addresses import letters_of
from kpis.readers.files.grid import Grid, Row
from kpis.readers.raw import CellKind, Layout
from kpis.readers.tables.doubts.headings import MOST_WORDS, says_other_figures
from kpis.readers.tables.doubts.scales import year_so_far_in
from kpis.readers.tables.doubts.year_so_far import with_bare_year_so_far, without_so_far
from kpis.readers.tables.found_table import InDoubt, NearMiss, Table
from kpis.readers.tables.headers import (
    HeadersFound,
    find_fields,
    is_for_people,
    plain,
)
from kpis.readers.tables.outturn_words import (
    names_a_count_behind,
    names_another_figure,
    what_it_says,
)
from kpis.readers.tables.period_headers import (
    PeriodColumn,
    of_the_year_before,
    period_columns,
    period_columns_below,
    without_last_year,
)
from kpis.readers.tables.stacked_headers import Part, parts_above, parts_below, settled
from kpis.template.columns import TEMPLATE_HEADERS

_ROWS_SEARCHED = 80  # of those that hold something
OF_LATEST = ("marker", "commentary")  # in a wide table they speak of the row's latest figure
_FIELDS_OF_WIDE = ("measure", "measure_also", "area", "breakdown", "category", "unit", *OF_LATEST)
_MOST_NAMED = 3  # words of a header in one sentence
_A_FIGURE_OR_MARKER = re.compile(r"[1-9\[]|^0$")
_ROWS_OF_A_TITLE = 3


def find_table(grid: Grid) -> Table | NearMiss:
    """The table of a sheet, or what the row that came nearest to a header lacks."""
    if table := first_table(grid):
        return table
    searched = grid.rows()[:_ROWS_SEARCHED]
    for number in searched:
        if reason := _without_outturns(grid, number):
            return NearMiss(reason)
    misses = (
        _nearness(number, find_fields(_words(grid.row_with_merged(number)))) for number in searched
    )
    nearness, nearest = max(misses, key=lambda miss: miss[0], default=(0, ""))
    return NearMiss(nearest) if nearness else _periods_alone(grid, searched)


def headers_recognised(sheet: Grid) -> int:
    """How many headers of a return are recognised, to find the separator of a CSV by."""
    table = first_table(sheet)
    return len(table.words) if table else 0


def first_table(grid: Grid) -> Table | None:
    for number in grid.rows()[:_ROWS_SEARCHED]:
        if table := table_from(grid, number):
            return table
    return None


def table_from(grid: Grid, number: int, labels: Row | None = None) -> Table | None:
    """The table whose header begins in a row; None where none does.

    labels: headers of the table before, for the cells that this row leaves blank.
    """
    row = grid.row_with_merged(number)
    if labels:
        row = dict(sorted({**labels, **row}.items()))
    if tidy := _tidy(grid, number, row):
        return tidy
    return _with_periods(grid, number, row)


def _tidy(grid: Grid, number: int, row: Row) -> Table | None:
    words = _words(row)
    headers = with_bare_year_so_far(grid, number, find_fields(words), words)
    if not {"measure", "outturn"} <= headers.columns.keys():
        return None
    if {"period", "year"}.isdisjoint(headers.columns):
        return None
    layout = Layout.TEMPLATE if _is_template(words) else Layout.TIDY
    headers = _with_period(headers)
    so_far = 0
    if layout is Layout.TIDY:
        headers, so_far = without_so_far(grid, number, headers, words)
    outturn = headers.columns["outturn"]
    in_doubt: tuple[InDoubt, ...] = ()
    if headers.in_doubt or headers.rivals:
        rivals = tuple((column, words[column]) for column in headers.rivals)
        in_doubt = (InDoubt(outturn, words[outturn], rivals),)
    elif layout is Layout.TIDY and (above := _heading_over(grid, number, outturn, headers)):
        in_doubt = (InDoubt(outturn, f"{above} {words[outturn]}"),)
    heading = _heading(grid, number, row)
    unit = _unit_below(grid.row(number + 1), headers)
    if not unit:
        return Table(
            *(layout, number, headers, words), in_doubt=in_doubt, heading=heading, so_far=so_far
        )
    return Table(
        layout,
        number + 1,
        headers,
        {**words, outturn: f"{words[outturn]} ({unit})"},
        header_rows=dict.fromkeys(words, number),
        in_doubt=in_doubt,
        first_row=number,
        heading=heading,
        so_far=so_far,
    )


def _unit_below(below: Row, headers: HeadersFound) -> str:
    """The unit of the outturn in a row of units alone below the header; "" where it is none."""
    columns = headers.columns
    if columns["measure"] in below or columns["period"] in below or columns["outturn"] not in below:
        return ""
    texts = [cell.text for cell in below.values() if cell.kind == CellKind.TEXT]
    says = [what_it_says(text) for text in texts if not _A_FIGURE_OR_MARKER.search(text)]
    if len(says) < len(below) or any(each.other or not each.unit for each in says):
        return ""
    return below[columns["outturn"]].text


def _with_periods(grid: Grid, number: int, row: Row) -> Table | None:
    """A wide table whose header has one, two or three rows from this one down."""
    below = grid.row(number + 1)
    rows = dict.fromkeys(row, number)
    periods = _quarters_below(grid, number, below, row)
    last = number
    if periods:
        last = number + 1
        above_only = {column: cell for column, cell in row.items() if column not in below}
        periods = (*periods, *period_columns(number, above_only))
        rows |= dict.fromkeys(below, last)
        row = row | below
    else:
        periods = period_columns(number, row, above=grid.row(number - 1))
    if not periods:
        return None
    of_last_year = of_the_year_before(last, row, periods)
    periods = (*periods, *of_last_year)
    under = grid.row(last + 1)
    parts = [] if _is_tidy(under) else parts_below(under, sorted(row), periods)
    if parts:
        last += 1
        rows |= dict.fromkeys(under, last)
    elif last == number:
        over = grid.row_with_merged(number - 1)
        parts = parts_above(over, periods)
        row, rows = _labelled(over, number - 1, periods, row, rows)
    words = _words(row | under if parts and last in rows.values() and last > number else row)
    parts = parts or [Part(period.column, period) for period in periods]
    table = _wide(last, words, parts, {c: r for c, r in rows.items() if r != last})
    if "measure" not in table.headers.columns or not table.periods:
        return None
    in_doubt = tuple(
        InDoubt(each.column, table.words[each.column], period=each.text) for each in of_last_year
    )
    plainer = {each.column: without_last_year(table.words[each.column]) for each in of_last_year}
    return replace(
        table,
        words={**table.words, **plainer},
        first_row=min(rows.values()),
        heading=_heading(grid, number, row),
        in_doubt=(*table.in_doubt, *in_doubt),
    )


def _quarters_below(grid: Grid, number: int, below: Row, row: Row) -> tuple[PeriodColumn, ...]:
    """The quarters or months below their years; a single one only with its parts below it."""
    found = period_columns_below(number + 1, below, row, at_least=1)
    if len(found) > 1:
        return found
    heads = sorted(row | below)
    return found if found and parts_below(grid.row(number + 2), heads, found) else ()


def _labelled(
    over: Row, number: int, periods: Sequence[PeriodColumn], row: Row, rows: dict[int, int]
) -> tuple[Row, dict[int, int]]:
    """The header row with what is headed left of its periods in the row above alone."""
    first = min(period.column for period in periods)
    more = {column: cell for column, cell in over.items() if column < first and column not in row}
    if (
        "measure" in find_fields(_words(row)).columns
        or "measure" not in find_fields(_words(more)).columns
    ):
        return row, rows
    return dict(sorted((row | more).items())), rows | dict.fromkeys(more, number)


def _is_tidy(row: Row) -> bool:
    """Whether a row is a header by itself, with no need of the periods above it."""
    found = find_fields(_words(row)).columns
    return {"measure", "outturn"} <= found.keys() and not {"period", "year"}.isdisjoint(found)


def _heading_over(grid: Grid, number: int, outturn: int, headers: HeadersFound) -> str:
    """The words above the outturn of a tidy table that make it another figure, "" for none."""
    first = 1 + min(headers.columns["measure"], headers.columns["period"])
    above = grid.row_with_merged(number - 1)
    over = [cell for column, cell in above.items() if first <= column <= outturn]
    if not over or len(over[-1].text.split()) > MOST_WORDS:
        return ""
    words = over[-1].text
    return words if plain(words) and (is_for_people(words) or names_another_figure(words)) else ""


def _heading(grid: Grid, number: int, row: Row) -> tuple[str, str]:
    """What says that a table's figures are no outturns, and its cell: a heading or its sheet."""
    for place in range(number - 1, max(number - 1 - _ROWS_OF_A_TITLE, 0), -1):
        above = grid.row(place)
        if not above:
            continue
        ((column, cell), *more) = above.items()
        if more or column > min(row):
            break
        if says_other_figures(cell.text) and not year_so_far_in(cell.text):
            return cell.text, f"{letters_of(column)}{place}"
        if grid.row(number - 1) or place < number - 2:
            break
    is_other = says_other_figures(grid.name) and not year_so_far_in(grid.name)
    return (grid.name, "") if is_other else ("", "")


def _words(row: Row) -> dict[int, str]:
    return {column: cell.text for column, cell in row.items()}


def _is_template(words: Mapping[int, str]) -> bool:
    return {plain(header) for header in TEMPLATE_HEADERS} <= {
        plain(text) for text in words.values()
    }


def _with_period(headers: HeadersFound) -> HeadersFound:
    """Where no column is headed by a period, the year is one."""
    if "period" in headers.columns:
        return headers
    columns = {
        "period" if name == "year" else name: column for name, column in headers.columns.items()
    }
    return replace(headers, columns=columns)


def _without_outturns(grid: Grid, number: int) -> str:
    """What a row of periods lacks where targets and their like stand above or below them all."""
    row = grid.row_with_merged(number)
    periods = period_columns(number, row, above=grid.row(number - 1))
    if not periods:
        return ""
    for place, parts in (
        (number + 1, parts_below(grid.row(number + 1), sorted(row), periods)),
        (number - 1, parts_above(grid.row_with_merged(number - 1), periods)),
    ):
        named = list(dict.fromkeys(part.words for part in parts if part.words))
        if named and all("period" in find_fields({0: word}).columns for word in named):
            return _no_outturn(grid.row(place), place)  # above a row that has its period
        if named and not settled(parts, {p.column: p.period.text for p in parts}).periods:
            where = "below" if place > number else "above"
            words = " and ".join(f"'{each}'" for each in named[:_MOST_NAMED])
            return f"row {place} has {words} {where} each period and no Outturn or Actual"
    return ""


def _no_outturn(header: Row, number: int) -> str:
    counts = [f"'{cell.text}'" for cell in header.values() if names_a_count_behind(cell.text)]
    only = f", only {' and '.join(counts)}" if counts else ""
    what_to_do = "add one headed Outturn, with the figure itself"
    return f"row {number} has no column for the outturn{only}; {what_to_do}"


def _wide(
    header_row: int,
    words: Mapping[int, str],
    parts: Sequence[Part],
    header_rows: Mapping[int, int],
) -> Table:
    """A wide table. A field that its layout has no place for counts as an unknown column."""
    of_parts = {part.column for part in parts}
    headers = find_fields({c: text for c, text in words.items() if c not in of_parts})
    columns = {name: column for name, column in headers.columns.items() if name in _FIELDS_OF_WIDE}
    without_a_place = set(headers.columns.values()) - set(columns.values())
    told = {part.column: _told(part, words.get(part.column, "")) for part in parts}
    found = settled(parts, told)
    return Table(
        layout=Layout.WIDE,
        header_row=header_row,
        headers=HeadersFound(
            columns=columns,
            duplicates=(*headers.duplicates, *found.duplicates),
            unknown=tuple(
                sorted({*headers.unknown, *headers.rivals, *without_a_place, *found.unknown})
            ),
        ),
        words={**words, **told},
        periods=found.periods,
        header_rows=header_rows,
        beside=found.beside,
        in_doubt=found.in_doubt,
    )


def _told(part: Part, header: str) -> str:
    """What heads a column in one or two rows."""
    header = header or part.period.text
    return header if part.words in ("", header) else f"{part.words} {header}"


def near_miss(number: int, words: Mapping[int, str]) -> str:
    """What a header row lacks, a sentence; "" where it is like none."""
    return _nearness(number, find_fields(words))[1]


def _nearness(number: int, headers: HeadersFound) -> tuple[int, str]:
    """How near a row came to be a header row, 0 when not at all, and what it lacks."""
    needed = {
        "measure": "the measure (head it Measure or Code)",
        "period": "the reporting period (head it Period)",
        "outturn": "the outturn (head it Outturn)",
    }
    columns = set(headers.columns) | ({"period"} if "year" in headers.columns else set())
    missing = [words for name, words in needed.items() if name not in columns]
    others = len(columns & {"numerator", "denominator", "marker", "commentary", "area"})
    if len(missing) == len(needed) or len(columns) < 2:
        return 0, ""
    reason = f"row {number} looks like its header but has no column for {' and '.join(missing)}"
    return 10 * (len(needed) - len(missing)) + others, reason


def _periods_alone(grid: Grid, rows: Sequence[int]) -> NearMiss:
    """The near miss of a wide table whose first columns have no headers."""
    for number in rows:
        row = grid.row(number)
        periods = period_columns(number, row)
        if len(periods) > 1 and 2 * len(periods) > len(row):
            return NearMiss(
                f"row {number} has a column for each period but none headed Measure or Code"
            )
    return NearMiss()
