"""What a cell shows comes to the same in every layout: long, a column for each period, two headers.

Each kind of doubt about a cell is put into a long table, and into one other layout or form of
workbook in turn; by `make soak` into each of them. What is said of it, and what is accepted, must
be that of the long table.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from kpis.cell_addresses import letters_of
from kpis.frames import OUTTURNS
from kpis.model import Plan, Provenance
from kpis.use_cases.check import check_file
from tests.returns_cases.case import BESIDE_THE_POINT, Q2, figures_of
from tests.returns_cases.makers.books import book
from tests.returns_cases.makers.old_books import Formula, old_book
from tests.returns_cases.makers.open_documents import Cell, document, seen, struck

pytestmark = pytest.mark.walk

Table = tuple[list[list[Any]], tuple[int, int]]  # rows, and where the cell stands, from 1
YEAR = "2019/20"


@dataclass(frozen=True)
class Kind:
    """What a cell holds. plain: the figure of the quarter before. look: a number format. shows: its
    text in an open document. comes_to: the codes of what is said of it, and the figure accepted.
    """

    code: str
    held: Any
    codes: tuple[str, ...]
    figure: float | str | None = None
    plain: float = 41
    look: str = ""
    shows: str = ""
    struck: bool = False
    hidden: bool = False  # its column
    formula: bool = False
    title: str = ""


KINDS = {
    "plain": Kind("6.2", 45, (), 45),
    "as a text": Kind("6.2", "45", (), 45),
    "rounded": Kind("11.2", 9.46, ("shown-rounded",), plain=9.1, look="0", shows="9"),
    "rounded as published": Kind("11.2", 9.46, (), 9.46, plain=9.1, look="0.0", shows="9.5"),
    "percentage": Kind("4.4", 0.563, (), 56.3, plain=55.5, look="0.0%", shows="56.3%"),
    "marker": Kind("6.2", 3, ("shown-otherwise",), look='"[c]"', shows="[c]"),
    "nothing": Kind("6.2", 3, ("shown-otherwise",), look=";;;", shows=" "),
    "in thousands": Kind("6.2", 12000, ("shown-otherwise",), look="0,", shows="12"),
    "sign hidden": Kind("6.2", -12, ("out-of-range", "shown-otherwise"), look="0;0", shows="12"),
    "struck": Kind("6.2", 45, ("struck-through",), struck=True),
    "struck text": Kind("6.2", "45", ("struck-through",), struck=True),
    "raised digit": Kind("6.2", "45\u00b9", ("raised-digit",)),
    "bound": Kind("6.2", "<50", ("bound-or-suppressed",)),
    "error": Kind("6.2", "#N/A", ("error-cell",)),
    "too narrow": Kind("6.2", "####", ("outturn-not-a-number",)),
    "power of ten": Kind("6.2", "1.2E+03", ("outturn-not-a-number",)),
    "unit in words": Kind("6.2", "45 households", (), 45),
    "another unit in words": Kind("6.2", "45 tonnes", ("outturn-not-a-number",)),
    "point before its unit": Kind("6.2", "12.345 households", ("point-or-thousands",)),
    "point": Kind("6.2", 12.345, ("point-or-thousands",), shows="12.345"),
    "point in a text": Kind("6.2", "12.345", ("point-or-thousands",)),
    "fraction": Kind("4.4", 0.56, ("fraction-or-percentage",), plain=0.55, shows="0.56"),
    "formula": Kind("6.2", 0, ("formula-not-calculated",), formula=True),
    "hidden column": Kind("6.2", 45, ("hidden-column",), hidden=True),
    "scale above": Kind("6.2", 45, ("unit-differs",), title="All figures in thousands"),
}


def long(kind: Kind) -> Table:
    rows: list[list[object]] = [["Code", "Period", "Outturn"]]
    rows += [[kind.code, f"Q1 {YEAR}", kind.plain], [kind.code, f"Q2 {YEAR}", kind.held]]
    return rows, (3, 3)


def wide(kind: Kind) -> Table:
    rows = [["Code", f"Q1 {YEAR}", f"Q2 {YEAR}"], [kind.code, kind.plain, kind.held]]
    return rows, (2, 3)


def two_headers(kind: Kind) -> Table:
    rows = [["Code", YEAR, ""], ["", "Q1", "Q2"], [kind.code, kind.plain, kind.held]]
    return rows, (3, 3)


def parts_below(kind: Kind) -> Table:
    rows = [
        ["Code", f"Q1 {YEAR}", "", f"Q2 {YEAR}", ""],
        ["", "Actual", "Target", "Actual", "Target"],
        [kind.code, kind.plain, 50, kind.held, 50],
    ]
    return rows, (3, 4)


def as_xlsx(kind: Kind, rows: list[list[Any]], place: str) -> bytes:
    def hide(sheet: Any) -> None:
        if kind.hidden:
            sheet.column_dimensions[place[0]].hidden = True
        if kind.formula:
            sheet[place] = "=40+5"

    formats = {place: kind.look} if kind.look else {}
    return book(*rows, formats=formats, struck=[place] if kind.struck else [], edit=hide)


def as_xls(kind: Kind, rows: list[list[Any]], place: str) -> bytes:
    if kind.formula:
        rows = [[Formula(each) if each is kind.held else each for each in row] for row in rows]
    return old_book(
        *rows,
        formats={place: kind.look} if kind.look else {},
        struck=[place] if kind.struck else [],
        hidden_columns=[ord(place[0]) - 64] if kind.hidden else [],
    )


def as_ods(kind: Kind, rows: list[list[Any]], place: str) -> bytes:
    cell: Any = kind.held
    if kind.formula:
        cell = Cell('<table:table-cell table:formula="of:=40+5"/>')
    elif kind.shows:
        of_percent = "percentage" if "%" in kind.shows else "float"
        cell = seen(kind.shows, of_percent, str(kind.held))
    elif kind.struck:
        cell = struck(kind.held)
    rows = [[cell if each is kind.held else each for each in row] for row in rows]
    return document(*rows, hidden_columns=[ord(place[0]) - 64] if kind.hidden else [])


FORMS = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods}
LAYOUTS = {"long": long, "wide": wide, "two headers": two_headers, "parts below": parts_below}
LONG = ("xlsx", "long")
OTHERS = [
    *(("xlsx", layout) for layout in ("wide", "two headers", "parts below")),
    *((form, layout) for form in ("xls", "ods") for layout in ("long", "two headers")),
]
TRIED = [(name, *OTHERS[place % len(OTHERS)]) for place, name in enumerate(KINDS)]
THE_REST = {(name, *where) for name in KINDS for where in OTHERS} - set(TRIED)


@pytest.mark.parametrize(
    ("name", "form", "layout"),
    [
        *((name, *LONG) for name in KINDS),
        *TRIED,
        *(pytest.param(*each, marks=pytest.mark.soak) for each in sorted(THE_REST)),
    ],
)
def test_a_cell_comes_to_the_same_wherever_it_stands(
    name: str, form: str, layout: str, strategic_plan: Plan
):
    kind = KINDS[name]
    rows, (row, column) = LAYOUTS[layout](kind)
    above = [[kind.title]] if kind.title else []
    place = f"{letters_of(column)}{row + len(above)}"
    content = FORMS[form](kind, [*above, *rows], place)
    checked = check_file(
        *(strategic_plan, f"q2.{form}", content, Provenance.RETURN, datetime(2026, 11, 30)),
        *(OUTTURNS.empty(), None),
    )
    aside = {*BESIDE_THE_POINT, "unknown-column"}
    said = sorted({issue.code for issue in checked.issues} - aside)
    assert said == sorted(kind.codes), [issue.message for issue in checked.issues]
    accepted = figures_of(checked.rows, strategic_plan).get((kind.code, Q2))
    assert (accepted.outturn if accepted else None) == kind.figure
