"""Workbooks and texts put together by chance, with what a person sees in them.

Headers, units, periods, formats, merged cells and layouts are drawn. A doubt is one thing about a
file that keeps its figures, or some of them, from being known: of such a file nothing may be
accepted that differs from what a person sees. A file without a doubt is to be taken whole.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import openpyxl
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kpis.cell_addresses import letters_of
from tests.returns_cases.case import Case, accepts, asks
from tests.returns_cases.makers.books import saved
from tests.returns_cases.makers.open_documents import document, footnote, seen
from tests.returns_cases.makers.texts import table

DOUBTS = ("header", "unit", "look", "period", "place", "table")
FILES = ("xlsx", "xlsx", "ods", "csv")


@dataclass(frozen=True)
class Shown:
    """A cell. held: what it holds. look: its number format. text: what a person sees.

    means: the figure or marker that is, None where nobody can say. above: a footnote mark.
    """

    held: Any
    look: str = "General"
    text: str = ""
    means: float | str | None = None
    above: str = ""


@dataclass
class Grid:
    """A sheet as it is put together."""

    rows: list[list[Any]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)  # columns
    truth: dict[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Of:
    """A measure of the plan: its code, decimals, and whether it is a percentage."""

    code: str
    title: str
    decimals: int
    percent: bool


QUARTERLY = (
    Of("4.4", "Homelessness prevented", 1, True),
    Of("1.4", "Adult learners completing", 1, True),
    Of("11.1", "Staff turnover", 1, True),
    Of("6.2", "Homeless households rehoused", 0, False),
    Of("1.5", "WorkPath: sustained jobs", 0, False),
    Of("11.2", "Staff sickness", 1, False),
)
# A quarter's id, how people write it, and its last day.
QUARTERS = {
    f"{year}-{year + 1 - 2000}-Q{quarter}": (
        [
            f"Q{quarter} {year}/{year + 1 - 2000}",
            f"{year}-{year + 1 - 2000} Q{quarter}",
            f"Quarter {quarter} {year}/{year + 1 - 2000}",
            f"{months} {year + (quarter == 4)}",
        ],
        datetime(year + (quarter == 4), *last),
    )
    for year in (2018, 2019)
    for quarter, months, last in (
        (1, "Apr-Jun", (6, 30)),
        (2, "Jul-Sep", (9, 30)),
        (3, "Oct-Dec", (12, 31)),
        (4, "Jan-Mar", (3, 31)),
    )
}
OTHER_HEADERS = (
    "Planned outturn", "London outturn", "Outturn last year", "Outturn rank", "Count of outturn",
    "Outturn Q1 2017/18", "Forecast actual", "Actual spend", "Outturn vs target", "Best actual",
    "Mean outturn", "Provisional rank of outturn", "Projected actual", "Outturn: best in London",
)  # fmt: skip
# A unit that is not the measure's, and how many of that make one: 0 where nobody can say.
OTHER_UNITS = {
    "(000s)": 1_000,
    "(thousands)": 1_000,
    "000": 1_000,
    "in millions": 1_000_000,
    "(£m)": 0,
    "(weeks)": 0,
    "(per 1,000)": 0,
}
PLACES = (
    ("Ward", "Bow East"), ("LA Code", "E09000012"), ("Council", "Hackney"), ("Sex", "Female"),
    ("Age", "16 to 24"), ("Area", "Poplar"), ("Locality", "Bow"), ("Ethnic group", "Somali"),
)  # fmt: skip


@st.composite
def figures(draw, of: Of) -> Shown:
    """A figure in a format that leaves no doubt."""
    if of.percent:
        value = draw(st.integers(20, 999)) / 10
        looks = [
            Shown(value, text=f"{value:g}", means=value),
            Shown(value, "0.0", f"{value:.1f}", value),
            Shown(round(value / 100, 4), "0.0%", f"{value:.1f}%", value),
            Shown(round(value / 100, 4), "0.00%", f"{value:.2f}%", value),
            Shown(f"{value:g}%", text=f"{value:g}%", means=value),
            Shown(f"{value:g}", text=f"{value:g}", means=value),
        ]
    elif of.decimals:
        value = draw(st.integers(20, 290)) / 10
        looks = [
            Shown(value, text=f"{value:g}", means=value),
            Shown(value, "0.0", f"{value:.1f}", value),
            Shown(value + 0.04, "0.0", f"{value:.1f}", value),
            Shown(value, "#,##0.00", f"{value:.2f}", value),
        ]
    else:
        # From 6 in one quarter to 930 in the next is asked about: it may be 6,930 that was cut.
        value = draw(st.integers(126, 4000))
        looks = [
            Shown(value, text=str(value), means=value),
            Shown(value, "#,##0", f"{value:,}", value),
            Shown(f"{value:,}", text=f"{value:,}", means=value),
            Shown(value, "0.0", f"{value}.0", value),
        ]
    return draw(st.sampled_from(looks))


@st.composite
def doubtful_figures(draw, of: Of) -> Shown:
    """A figure whose format shows it otherwise."""
    value = draw(st.integers(100, 900)) / (10 if of.decimals else 1)
    looks = [
        Shown(value, '[<5000]"[c]";0', "[c]", "[c]"),
        Shown(value, '0"k"', f"{value:.0f}k", None),
        Shown(f"{value:g}", text=f"{value:g}¹", means=value, above="1"),
    ]
    if of.decimals:
        off = value + 0.3 if value == int(value) else value
        looks.append(Shown(off, "0", f"{off:.0f}", float(f"{off:.0f}")))
        if of.percent:
            looks.append(Shown(off / 10, "0%", f"{off * 10:.0f}%", None))
        else:
            looks.append(Shown(off / 10, "0", f"{off / 10:.0f}", float(f"{off / 10:.0f}")))
    else:
        looks.append(Shown(value * 1000, "#,##0,", f"{value:.0f}", None))
        looks.append(Shown(value / 1000, "0%", f"{value / 10:.0f}%", None))
    return draw(st.sampled_from(looks))


@st.composite
def files(draw, doubt: str = "") -> Case:
    """A file, and what may be accepted of it. doubt: one of DOUBTS; "" for none."""
    grid = Grid()
    # A text file has no formats: what it says is all there is to see.
    kind = draw(st.sampled_from([each for each in FILES if doubt != "look" or each != "csv"]))
    layout = draw(st.sampled_from(_LAYOUTS[doubt]))
    measures = draw(st.lists(st.sampled_from(QUARTERLY), min_size=1, max_size=3, unique=True))
    periods = sorted(
        draw(st.lists(st.sampled_from(sorted(QUARTERS)), min_size=1, max_size=3, unique=True))
    )
    layout(draw, grid, doubt, measures, periods, kind)
    if doubt != "table" and draw(st.booleans()):
        grid = _with_a_title(grid, draw(st.sampled_from(["Return of Housing", "Please check"])))
    if kind == "ods" and doubt != "look":
        _spell_percentages(grid)  # what their cells hold may be asked about: it is a doubt
    content = _written(grid, kind)
    return Case(
        *(f"generated.{kind}", f"{doubt or 'no'} doubt: {grid.rows}", lambda: content, grid.truth),
        expected=asks() if doubt else accepts(),
        kind="generated",
    )


def _keep(grid: Grid, key: tuple[str, ...], cell: Shown, times: float = 1) -> None:
    """times: by which the figure is to be taken, 0 where nobody can say what it is of."""
    if times and cell.means is not None:
        grid.truth[key] = cell.means if isinstance(cell.means, str) else cell.means * times


def _tidy(draw, grid: Grid, doubt: str, measures: list[Of], periods: list[str], kind: str) -> None:
    """A figure in each row, the columns in any order."""
    outturn = draw(st.sampled_from(["Outturn", "Actual", "Value"]))
    place: tuple[str, str] = ("", "")
    times = float(doubt not in ("header", "unit", "place"))
    if doubt == "header":
        outturn = draw(st.sampled_from(OTHER_HEADERS))
    elif doubt == "unit":
        unit, times = draw(st.sampled_from(sorted(OTHER_UNITS.items())))
        outturn += f" {unit}"
    elif doubt == "place":
        place = draw(st.sampled_from(PLACES))
    names = ["code", "period", "outturn", "title", "target", "commentary", "place"]
    columns = draw(st.permutations(names[:3]))
    columns += draw(st.lists(st.sampled_from(names[3:6]), unique=True, max_size=3))
    if place[0]:
        columns.insert(draw(st.integers(0, len(columns))), "place")
    headers = {
        "code": draw(st.sampled_from(["Code", "KPI", "Measure code"])),
        "period": draw(st.sampled_from(["Period", "Reporting period"])),
        "outturn": outturn, "title": "Title", "target": "Target", "commentary": "Commentary",
        "place": place[0],
    }  # fmt: skip
    grid.rows.append([headers[name] for name in columns])
    written = draw(st.integers(0, 4))
    for of in measures:
        for period in periods:
            when, sure = _when(draw, doubt, period, written)
            cell = draw(doubtful_figures(of) if doubt == "look" else figures(of))
            row = {
                "code": of.code, "period": when, "outturn": cell, "title": of.title,
                "target": Shown(50, text="50"), "commentary": "On course.", "place": place[1],
            }  # fmt: skip
            grid.rows.append([row[name] for name in columns])
            of_percent = doubt == "unit" and of.percent
            _keep(grid, (of.code, period), cell, times if sure and not of_percent else 0)
            if place[1] in ("Hackney", "E09000012"):
                _keep(grid, (of.code, period, "Hackney"), cell)
    code = letters_of(columns.index("code") + 1)
    if doubt == "" and len(periods) > 1 and draw(st.booleans()):
        for number, _ in enumerate(measures):
            first = 2 + number * len(periods)
            grid.merged.append(f"{code}{first}:{code}{first + len(periods) - 1}")
    if doubt == "" and "target" in columns and draw(st.booleans()):
        grid.hidden.append(columns.index("target") + 1)


def _when(draw, doubt: str, period: str, written: int) -> tuple[Any, bool]:
    """How the period stands in its row, and whether that leaves no doubt."""
    texts, last = QUARTERS[period]
    if doubt != "period":
        if written == len(texts):
            return Shown(last, "dd/mm/yyyy", f"{last:%d/%m/%Y}"), True
        return texts[written], True
    inside = last.replace(day=draw(st.integers(1, 20)))
    begin = last.replace(day=1)
    return draw(
        st.sampled_from(
            [
                Shown(inside, "dd/mm/yyyy", f"{inside:%d/%m/%Y}"),
                Shown(begin, "mmm-yy", f"{begin:%b-%y}"),
                Shown(inside, "d mmm", f"{inside:%d %b}"),
                f"{texts[0][:2]} {last.year}",
            ]
        )
    ), False


def _wide(draw, grid: Grid, doubt: str, measures: list[Of], periods: list[str], kind: str) -> None:
    """A column for each quarter."""
    unit = f" {draw(st.sampled_from(sorted(OTHER_UNITS)))}" if doubt == "unit" else ""
    written = draw(st.integers(0, 3))
    heads = [QUARTERS[period][0][written] + unit for period in periods]
    if doubt == "header":
        heads = [
            f"{head} {draw(st.sampled_from(['target', 'forecast', 'rank']))}" for head in heads
        ]
    titled = draw(st.booleans())
    grid.rows.append(["Code", *(["Title"] if titled else []), *heads])
    _lines(
        draw,
        grid,
        doubt,
        measures,
        periods,
        titled,
        OTHER_UNITS.get(unit.strip(), 0) if unit else doubt != "header",
    )


def _lines(draw, grid, doubt, measures, periods, titled, times) -> None:
    for of in measures:
        cells = [draw(doubtful_figures(of) if doubt == "look" else figures(of)) for _ in periods]
        grid.rows.append([of.code, *([of.title] if titled else []), *cells])
        for period, cell in zip(periods, cells, strict=True):
            of_percent = doubt == "unit" and of.percent
            _keep(grid, (of.code, period), cell, 0 if of_percent else times)


def _years_above(
    draw, grid: Grid, doubt: str, measures: list[Of], periods: list[str], kind: str
) -> None:
    """The year merged over its quarters; over a single one it is no more than a heading."""
    if len(periods) == 1:
        _wide(draw, grid, doubt, measures, periods, kind)
        return
    years = [f"{period[:4]}/{period[5:7]}" for period in periods]
    titled = draw(st.booleans())
    lead = 1 + titled
    above = [None] * lead + [
        year if number == 0 or year != years[number - 1] or kind == "csv" else None
        for number, year in enumerate(years)
    ]
    grid.rows.append(above)
    grid.rows.append(["Code", *(["Title"] if titled else []), *(p[-2:] for p in periods)])
    for year in dict.fromkeys(years):
        first, count = years.index(year) + lead + 1, years.count(year)
        if count > 1:
            grid.merged.append(f"{letters_of(first)}1:{letters_of(first + count - 1)}1")
    _lines(draw, grid, doubt, measures, periods, titled, 1)


def _target_actual(
    draw, grid: Grid, doubt: str, measures: list[Of], periods: list[str], kind: str
) -> None:
    """The quarter over Target and Actual, in either order, with or without merges."""
    below = draw(st.sampled_from([["Target", "Actual"], ["Actual", "Target"], ["Plan", "Outturn"]]))
    merged, down, every = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    upper: list[Any] = ["Code"]
    lower: list[Any] = ["Code" if draw(st.booleans()) and not down else None]
    for period in periods:
        text = QUARTERS[period][0][0]
        upper += [text, text if every and not merged else None]
        lower += below
    grid.rows += [upper, lower]
    if merged:
        grid.merged += [
            f"{letters_of(2 * n + 2)}1:{letters_of(2 * n + 3)}1" for n in range(len(periods))
        ]
    if down:
        grid.merged.append("A1:A2")
    for of in measures:
        row: list[Any] = [of.code]
        for period in periods:
            cell = draw(figures(of))
            pair = [Shown(50, text="50"), cell]
            row += pair if below[1] in ("Actual", "Outturn") else pair[::-1]
            _keep(grid, (of.code, period), cell)
        grid.rows.append(row)


def _second_table(
    draw, grid: Grid, doubt: str, measures: list[Of], periods: list[str], kind: str
) -> None:
    """A second table below: the header again, in another order, or of targets."""
    third = draw(st.sampled_from(["Outturn", "Target", "Forecast outturn", "Denominator"]))
    order = draw(st.permutations([0, 1, 2]))
    half = len(periods) // 2 or 1
    for number, part in enumerate((periods[:half], periods[half:])):
        header = ["Code", "Period", third if number else "Outturn"]
        place = order if number else [0, 1, 2]
        if number and draw(st.booleans()):
            grid.rows.append([])
            if draw(st.booleans()):
                grid.rows.append([draw(st.sampled_from(["Part two", f"{third}s", "Notes"]))])
        grid.rows.append([header[each] for each in place])
        for period in part:
            for of in measures:
                cell = draw(figures(of))
                row = [of.code, QUARTERS[period][0][0], cell]
                grid.rows.append([row[each] for each in place])
                _keep(grid, (of.code, period), cell, not number or third == "Outturn")


def _heading_above(
    draw, grid: Grid, doubt: str, measures: list[Of], periods: list[str], kind: str
) -> None:
    """A word above the quarters that says what the figures are."""
    words = ["Target", "Forecast", "Benchmark", "Variance", "Denominator"]
    grid.rows.append([None, draw(st.sampled_from(words))])
    if len(periods) > 1:
        grid.merged.append(f"B1:{letters_of(len(periods) + 1)}1")
    grid.rows.append(["Code", *(QUARTERS[period][0][0] for period in periods)])
    _lines(draw, grid, "", measures, periods, False, 0)


_LAYOUTS: dict[str, list[Any]] = {
    "": [_tidy, _wide, _years_above],
    "header": [_tidy, _wide],
    "unit": [_tidy, _wide],
    "look": [_tidy, _wide, _years_above],
    "period": [_tidy],
    "place": [_tidy],
    "table": [_target_actual, _second_table, _heading_above],
}


def _with_a_title(grid: Grid, title: str) -> Grid:
    """The same two rows further down, with a title above."""

    def lower(area: str) -> str:
        return ":".join(
            f"{place.rstrip('0123456789')}{int(place.lstrip('ABCDEFGHIJKLMNOP')) + 2}"
            for place in area.split(":")
        )

    return Grid(
        [[title], [], *grid.rows], [lower(each) for each in grid.merged], grid.hidden, grid.truth
    )


def _spell_percentages(grid: Grid) -> None:
    for row in grid.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, Shown) and "%" in cell.look:
                row[column] = cell.text


def _written(grid: Grid, kind: str) -> bytes:
    if kind == "csv":
        width = max(map(len, grid.rows))
        return table(
            *(
                [cell.text if isinstance(cell, Shown) else cell or "" for cell in row]
                + [""] * (width - len(row))
                for row in _unmerged(grid)
            )
        )
    if kind == "ods":
        return document(
            *[[_open_cell(cell) for cell in row] for row in _unmerged(grid)],
            hidden_columns=grid.hidden,
        )
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "Return"
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell is None:
                continue
            there = sheet.cell(row, column)
            there.value = _value(cell) if isinstance(cell, Shown) else cell
            if isinstance(cell, Shown) and not cell.above:
                there.number_format = cell.look
    for area in grid.merged:
        sheet.merge_cells(area)
    for column in grid.hidden:
        sheet.column_dimensions[letters_of(column)].hidden = True
    return saved(made)


def _value(cell: Shown) -> Any:
    if cell.above:
        return CellRichText(cell.held, TextBlock(InlineFont(vertAlign="superscript"), cell.above))
    return cell.held


def _unmerged(grid: Grid) -> list[list[Any]]:
    """Its rows with the cells that a merge down covers filled, where a file keeps no merges."""
    rows = [list(row) for row in grid.rows]
    for area in grid.merged:
        first, last = area.split(":")
        letter = first.rstrip("0123456789")
        if letter == last.rstrip("0123456789"):
            column = ord(letter) - 65
            top, bottom = int(first[len(letter) :]), int(last[len(letter) :])
            for row in range(top, bottom):
                if rows[row][column] is None and top <= 2:
                    continue
                rows[row][column] = rows[top - 1][column]
    return rows


def _open_cell(cell: Any) -> Any:
    if not isinstance(cell, Shown):
        return cell
    if cell.above:
        return footnote(cell.held, cell.above)
    if isinstance(cell.held, datetime):
        return seen(cell.text, "date", "", f' office:date-value="{cell.held:%Y-%m-%d}"')
    if isinstance(cell.held, str):
        return cell.held
    percent = "%" in cell.look
    return seen(cell.text, "percentage" if percent else "float", str(cell.held))
