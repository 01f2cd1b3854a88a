"""Where the headers of a file mean nothing to us: a person points at them and says what they mean.

The sheet is shown as its sender knows it. Header row and columns are chosen from lists, so that
nothing needs to be typed but what no column says. Our guesses stand in the lists at first.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from kpis.cell_addresses import letters_of
from kpis.errors import KpisError, MappingError
from kpis.model import Marker, Plan
from kpis.readers.mapping.column_mapping import (
    IGNORE,
    MARKERS,
    MEASURE,
    PERIOD_OF_HEADER,
    ColumnMapping,
    Outturns,
)
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import COLUMNS_SHOWN, ROWS_SHOWN, SheetPreview, sheet_cells
from kpis.readers.tables.header_words import EXACT, MEASURE_AT_A_PINCH
from kpis.readers.tables.header_words import MEASURE as MEASURES
from kpis.readers.tables.headers import plain
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import MAIN_ACTION
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.mapping.rows_wanted import choose_rows
from kpis.ui.returns.mapping.sheet_table import columns_used, row_label, sheet_table
from kpis.ui.returns.uploads import Waiting
from kpis.use_cases.kept.last_opened import open_file
from kpis.words.lists import cut
from kpis.words.statuses import MARKER_MEANINGS

MOST_HEADER_ROWS = 3
ABREAST = 4  # lists of columns beside each other
MANY = 30  # columns, from where a person first picks those that matter
FIELDS = {
    IGNORE: "Nothing we need",
    "measure": "The measure",
    "period": "The period",
    "year": "The year",
    "quarter": "The quarter of the year",
    "month": "The month of the year",
    "area": "The area",
    "outturn": "The outturn",
    "numerator": "The numerator",
    "denominator": "The denominator",
    "marker": "A marker",
    "commentary": "The commentary",
    "breakdown": "What it is broken down by",
    "category": "The group it is of",
    PERIOD_OF_HEADER: "Outturns of the period in its header",
}
_OUTTURNS = {
    Outturns.AS_TYPED: "as they are typed",
    Outturns.SHARES: "shares: 0.56 stands for 56%",
    Outturns.FROM_PARTS: "to be worked out from numerator and denominator",
}
_NO_MEASURE = "A column says it"
_GIVEN_HERE = ("measure", "period", "area")  # of what a mapping may fix


def draw_editor(plan: Plan, file: Waiting, before: ColumnMapping | None = None) -> None:
    """The sheet, the lists, and the button that reads the file in that way.

    before: as it is read now; the lists begin with that.
    """
    try:
        sheets = [sheet for sheet in _sheets(file) if columns_used(sheet)]
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    if not sheets:
        show(element("p", "There is nothing in this file that could be shown.", class_="k-quiet"))
        return
    sheet, header_row, header_rows = _choose_header(file, sheets, before)
    said = before if before and _is_header_of(before, sheet, header_row, header_rows) else None
    described = _choose_columns(file, sheet, header_row, header_rows, said)
    show(sheet_table(sheet, described, header_row, header_rows))
    rows = choose_rows(
        file,
        sheet.name,
        header_row + header_rows - 1,
        {number: _name(sheet, header_row, header_rows, number) for number in described},
        said.rows if said else {},
    )
    with st.form(f"mapping_{file.key}", border=False, enter_to_submit=False):
        columns = _columns(plan, file, sheet, described, header_row, header_rows, said)
        fixed, outturns = _beside_columns(plan, file, said)
        marks = _signs(file, said)
        asked = st.form_submit_button("Read the file this way", key=f"{MAIN_ACTION}map_{file.key}")
    if not asked:
        return
    try:
        mapping = mapping_of(
            sheet,
            header_row=header_row,
            header_rows=header_rows,
            columns=columns,
            fixed=fixed,
            outturns=outturns,
            rows=rows,
            names=said.names if said and "measure" in columns.values() else {},
            marks=marks,
        )
    except MappingError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    in_use.use(file, mapping)
    st.rerun()


@st.cache_data(
    max_entries=8, show_spinner="Opening the sheets", hash_funcs={Waiting: lambda f: f.sha256}
)
def _sheets(file: Waiting) -> list[SheetPreview]:
    return sheet_cells(file.name, open_file(file.content))


def _is_header_of(before: ColumnMapping, sheet: SheetPreview, row: int, rows: int) -> bool:
    """Whether the same header was pointed out before."""
    return (before.sheet, before.header_row, before.header_rows) == (sheet.name, row, rows)


def _choose_header(
    file: Waiting, sheets: list[SheetPreview], before: ColumnMapping | None
) -> tuple[SheetPreview, int, int]:
    by_name = {sheet.name: sheet for sheet in sheets}
    if before and before.sheet not in by_name:
        before = None
    widths = [2, 4, 1] if len(sheets) > 1 else [6, 1]
    *sheet_boxes, header_box, count_box = st.columns(widths)
    name = sheets[0].name
    for sheet_box in sheet_boxes:
        with sheet_box:
            name = st.selectbox(
                "Sheet",
                list(by_name),
                index=list(by_name).index(before.sheet) if before else 0,
                key=f"map_sheet_{file.key}",
            )
    sheet = by_name[name]
    of_before = before if before and before.header_row <= len(sheet.rows) else None
    with header_box:
        header_row = st.selectbox(
            "Row with the headers of the columns",
            range(1, len(sheet.rows) + 1),
            index=(of_before.header_row if of_before else _likely_header(sheet)) - 1,
            format_func=lambda number: row_label(sheet, number),
            key=f"map_row_{name}_{file.key}",
            help=f"One of the first {ROWS_SHOWN} rows. Where the headers stand further down, "
            "delete rows above them and choose the file again.",
        )
    with count_box:
        header_rows = st.selectbox(
            "Rows it takes",
            range(1, MOST_HEADER_ROWS + 1),
            index=min(of_before.header_rows, MOST_HEADER_ROWS) - 1 if of_before else 0,
            key=f"map_rows_{file.key}",
        )
    return sheet, header_row, header_rows


def _likely_header(sheet: SheetPreview) -> int:
    """The row with the most words we know, else with the most cells; the first of several."""

    def score(number: int) -> tuple[int, int]:
        texts = [text for text in sheet.rows[number - 1] if text.strip()]
        return sum(_guess(text) != IGNORE for text in texts), len(texts)

    return max(range(1, len(sheet.rows) + 1), key=lambda number: (*score(number), -number))


def _choose_columns(
    file: Waiting,
    sheet: SheetPreview,
    header_row: int,
    header_rows: int,
    said: ColumnMapping | None,
) -> list[int]:
    """All columns where they are few; else those that a person picks, at first the leftmost."""
    used = columns_used(sheet)
    if len(used) <= MANY:
        return used
    if used[-1] == COLUMNS_SHOWN:
        words = (
            f"Only the first {COLUMNS_SHOWN} columns can be pointed at. Where others matter, "
            "delete columns before them and choose the file again."
        )
        show(element("p", words, class_="k-foot"))
    chosen = st.multiselect(
        f"Columns that matter, of the {len(used)} in this sheet",
        used,
        default=[each for each in used if each in said.watched] if said else used[:ABREAST],
        format_func=lambda number: _name(sheet, header_row, header_rows, number),
        key=f"map_described_{sheet.name}_{file.key}",
        placeholder="Choose columns",
    )
    return sorted(chosen)


def _columns(
    plan: Plan,
    file: Waiting,
    sheet: SheetPreview,
    used: Sequence[int],
    header_row: int,
    header_rows: int,
    said: ColumnMapping | None,
) -> dict[int, str]:
    """What each column is said to hold, by its number."""
    options = FIELDS | {
        f"{MEASURE}{measure.id}": f"Outturns of {measure.code} {measure.title}"
        for measure in plan.counted
    }
    show(element("h3", "What the columns hold", class_="k-file-head"))
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for start in range(0, len(used), ABREAST):
        for place, number in zip(st.columns(ABREAST), used[start : start + ABREAST], strict=False):
            header = _header(sheet, header_row, header_rows, number)
            guess = said.columns.get(number, IGNORE) if said else _guess(header)
            guess = IGNORE if guess in taken - {PERIOD_OF_HEADER} else guess
            guess = guess if guess in options else IGNORE
            taken |= {guess} - {IGNORE}
            with place:
                chosen[number] = st.selectbox(
                    f"{letters_of(number)}: {markdown_text(header) or 'no header'}",
                    list(options),
                    index=list(options).index(guess),
                    format_func=lambda name: options[name],
                    key=f"map_{sheet.name}_{header_row}_{header_rows}_{number}_{file.key}",
                )
    return chosen


def _name(sheet: SheetPreview, header_row: int, header_rows: int, number: int) -> str:
    """ "C: Value this time"."""
    header = _header(sheet, header_row, header_rows, number)
    return f"{letters_of(number)}: {header or 'no header'}"


def _header(sheet: SheetPreview, header_row: int, header_rows: int, number: int) -> str:
    rows = sheet.rows[header_row - 1 : header_row - 1 + header_rows]
    words = " ".join(" ".join(row[number - 1] for row in rows if number <= len(row)).split())
    return cut(words, 40)


def _guess(header: str) -> str:
    """The field a header names for certain."""
    words = plain(header)
    if any(words in group for group in MEASURES) or words in MEASURE_AT_A_PINCH:
        return "measure"
    for field, groups in EXACT.items():
        if field in FIELDS and any(words in group for group in groups):
            return field
    return IGNORE


def _beside_columns(
    plan: Plan, file: Waiting, said: ColumnMapping | None
) -> tuple[dict[str, str], Outturns]:
    """What no column says: fixed texts, and how figures are written."""
    show(element("h3", "What no column says", class_="k-file-head"))
    before: Mapping[str, str] = said.fixed if said else {}
    measures = {measure.id: f"{measure.code} {measure.title}" for measure in plan.counted}
    measure_box, period_box, area_box, outturns_box = st.columns([3, 2, 2, 3])
    with measure_box:
        options = ["", *measures]
        named = before.get("measure", "")
        measure = st.selectbox(
            "All figures are of the measure",
            options,
            index=options.index(named) if named in options else 0,
            format_func=lambda name: measures.get(name, _NO_MEASURE),
            key=f"map_measure_{file.key}",
        )
    with period_box:
        period = st.text_input(
            "All figures are of the period",
            value=before.get("period", ""),
            key=f"map_period_{file.key}",
            max_chars=60,
            placeholder="For instance Q3 2019/20",
        )
    with area_box:
        area = st.text_input(
            "All figures are of the area",
            value=before.get("area", ""),
            key=f"map_area_{file.key}",
            max_chars=120,
            placeholder=plan.area,
        )
    with outturns_box:
        outturns = st.selectbox(
            "Outturns are",
            list(_OUTTURNS),
            index=list(_OUTTURNS).index(said.outturns) if said else 0,
            format_func=lambda kind: _OUTTURNS[kind],
            key=f"map_outturns_{file.key}",
        )
    others = {name: text for name, text in before.items() if name not in _GIVEN_HERE}
    texts = {"measure": measure, "period": period.strip(), "area": area.strip()}
    return others | {name: value for name, value in texts.items() if value}, outturns


def _signs(file: Waiting, said: ColumnMapping | None) -> dict[str, str]:
    """What stands in place of figures, and the marker that each sign means."""
    show(element("h3", "Signs in place of a figure", class_="k-file-head"))
    signs: dict[str, str] = {}
    before = said.marks if said else {}
    for place, marker in zip(st.columns(len(MARKERS)), MARKERS, strict=True):
        with place:
            typed = st.text_input(
                f"{MARKER_MEANINGS[Marker(marker[1])].capitalize()} {marker}",
                value=" ".join(sign for sign, meant in before.items() if meant == marker),
                key=f"map_sign_{marker[1]}_{file.key}",
                max_chars=60,
                placeholder="For instance .. or n/a",
                help="Several are separated by blanks.",
            )
        signs |= dict.fromkeys(typed.split(), marker)
    return signs
