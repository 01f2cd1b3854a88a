"""What a person said of a table whose headers the readers do not know: a mapping.

Many returns come from systems nobody here can change: they call the measure "Indicator group",
put the year in one column and the month in the next, or have a sheet for each table of a national
return. A person points once at the header row and says what each column is; the mapping is kept
as text (JSON) and used for the next file in which the same header cells are found again.

A mapping that contradicts itself or cannot give a figure is never made: `ColumnMapping(...)` and
`mapping_from_json` raise MappingError with a sentence that says what to put right. What a file
says with it is laid out in `apply.py`; what its figures mean is validation's to judge, as ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kpis.cell_addresses import letters_of
from kpis.errors import MappingError
from kpis.model import MARKERS_WITHOUT_A_FIGURE
from kpis.readers.files.grid import LAST_COLUMN, LAST_ROW
from kpis.regardless import regardless_of_case

MOST_HEADER_ROWS = 6

PERIOD_OF_HEADER = "period:"  # the figures of the period that the column's own header names
PERIOD, MEASURE = "period:", "measure:"  # followed by one: "period:2019-20-Q2", "measure:5.2"
IGNORE = "ignore"
# What a column may hold, beside `period:...`, `measure:...` and `ignore`.
KEYS = ("measure", "period", "year", "quarter", "month", "area", "breakdown", "category")
BESIDE_THE_OUTTURN = ("numerator", "denominator", "marker", "commentary")
COLUMN_FIELDS = (*KEYS, "outturn", *BESIDE_THE_OUTTURN)
FIXED_FIELDS = (*(name for name in KEYS if name not in ("quarter", "month")), "marker")

MARKERS = tuple(f"[{marker.value}]" for marker in MARKERS_WITHOUT_A_FIGURE)


class Outturns(StrEnum):
    """How the cells of figures are to be taken."""

    AS_TYPED = "as_typed"
    SHARES = "shares"  # 0.56 stands for 56 %
    FROM_PARTS = "from_parts"  # there is none: numerator as a percentage of the denominator


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """Where the figures of a sheet stand and what its columns are.

    sheet: its name, "" in a CSV. header_row: the first row of the header, from 1, as it was in
    the file that was mapped; header_rows: how many it has. The figures begin below them.
    columns: column number, from 1 → what it holds, one of COLUMN_FIELDS; or
        `period:2019-20-Q2`    the figures of that period (or `period:` alone: of the period that
                               its header names, so that the mapping holds for later files too),
        `measure:5.2`          the figures of that measure, by id or code,
        `ignore`               nothing that matters; columns not mentioned are ignored as well.
        `year` completes a `quarter` or `month` in a column of its own, and stands alone for the
        period where there is neither.
    headers: the texts of the header cells of `watched` columns, in that order; those of several
        rows are joined by " / ".
    fixed: field → text for what no column says, one of FIXED_FIELDS.
    rows: column number → texts: only rows that have one of these texts there are read; where
        several columns are named, those that pass in every one of them.
    names: what the column of measures says, `regardless_of_case` → the measure of the plan that it
        means, by id or code; "" for one whose rows are left out. Names not mentioned stay as they
        are.
    marks: signs that stand in place of figures, in small letters → the marker each of them means:
        {"..": "[x]", "x": "[c]"}.
    outturns: how figures are to be taken.
    """

    sheet: str
    header_row: int
    columns: Mapping[int, str]
    headers: tuple[str, ...]
    header_rows: int = 1
    fixed: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    outturns: Outturns = Outturns.AS_TYPED

    def __post_init__(self) -> None:
        if fault := _fault_of(self):
            raise MappingError(fault)

    def column(self, name: str) -> int | None:
        """The column that holds a field; None where none does."""
        return next((column for column, held in self.columns.items() if held == name), None)

    def mark(self, text: str) -> str:
        """The marker that a sign in place of a figure stands for; "" for any other text."""
        return self.marks.get(text.strip().lower(), "")

    @property
    def figure_columns(self) -> dict[int, str]:
        """Columns of figures, from left to right: one of outturns, or one for each heading.

        The column of numerators where outturns are worked out.
        """
        name = "numerator" if self.outturns is Outturns.FROM_PARTS else "outturn"
        columns = {
            column: held
            for column, held in self.columns.items()
            if held == name or held.startswith((PERIOD, MEASURE))
        }
        return dict(sorted(columns.items()))

    @property
    def watched(self) -> tuple[int, ...]:
        """The columns whose headers must be found again."""
        held = {column for column, name in self.columns.items() if name != IGNORE}
        return tuple(sorted(held | set(self.rows)))

    @property
    def periods_named(self) -> tuple[str, ...]:
        """The periods the mapping itself names. Ask whether they hold for a further file."""
        named = [name.removeprefix(PERIOD) for name in self.columns.values() if _names(name)]
        fixed = [text for name, text in self.fixed.items() if name in ("period", "year")]
        return tuple(dict.fromkeys((*named, *fixed)))

    def for_periods(self, further: Mapping[str, str]) -> "ColumnMapping":
        """The same for a further file: in place of each of `periods_named` the period given for it.

        Raises MappingError where one of them is empty.
        """

        def now(text: str) -> str:
            # A blank, not nothing: "period:" alone would stand for the header's own period.
            return further.get(text, text).strip() or " "

        return replace(
            self,
            columns={
                column: f"{PERIOD}{now(held.removeprefix(PERIOD))}" if _names(held) else held
                for column, held in self.columns.items()
            },
            fixed={
                name: now(text) if name in ("period", "year") else text
                for name, text in self.fixed.items()
            },
        )


def _names(held: str) -> bool:
    return held.startswith(PERIOD) and held != PERIOD_OF_HEADER


# The rules. Each fault is a sentence for the person who is pointing out the columns, with the
# column's letters as they stand above the sheet. They are asked in the order in which a person
# would put things right: places, then names, then what is missing.


def _fault_of(mapping: ColumnMapping) -> str:
    """The first thing that is wrong with a mapping, a sentence; "" where it can be used."""
    return _form(mapping) or _contents(mapping) or _completeness(mapping)


def _form(mapping: ColumnMapping) -> str:
    """What is wrong with its places, "" for nothing."""
    if not 1 <= mapping.header_row <= LAST_ROW:
        return f"The header row {mapping.header_row} is no row of a table: count rows from 1."
    if not 1 <= mapping.header_rows <= MOST_HEADER_ROWS:
        return f"A header has between 1 and {MOST_HEADER_ROWS} rows, not {mapping.header_rows}."
    for column in (*mapping.columns, *mapping.rows):
        if not 1 <= column <= LAST_COLUMN:
            return f"There is no column {column}: columns are counted from 1 to {LAST_COLUMN}."
    if len(mapping.headers) != len(mapping.watched):
        return (
            f"The mapping has {len(mapping.headers)} headers for {len(mapping.watched)} columns: "
            "point out the header row again."
        )
    if not any(header.strip() for header in mapping.headers):
        return (
            "None of the columns has a header, so the table could not be found again: point at "
            "the row that heads them."
        )
    return ""


def _contents(mapping: ColumnMapping) -> str:
    """What is wrong with the names of fields, "" for nothing."""
    seen: dict[str, int] = {}
    for column, name in sorted(mapping.columns.items()):
        if not (
            name in (*COLUMN_FIELDS, IGNORE, PERIOD_OF_HEADER) or _names_period_or_measure(name)
        ):
            return f"Column {letters_of(column)} is said to hold {name!r}, which is no field."
        if name in (IGNORE, PERIOD_OF_HEADER):
            continue
        if name in seen:
            return (
                f"Columns {letters_of(seen[name])} and {letters_of(column)} are both said to "
                f"hold the {_word(name)}: choose one of them."
            )
        seen[name] = column
    for name, text in mapping.fixed.items():
        if name not in FIXED_FIELDS:
            return f"{name!r} cannot be given once for the whole table."
        if name in seen:
            return f"The {name} is given both by column {letters_of(seen[name])} and by hand."
        if not text.strip():
            return f"The {name} given by hand is empty: type it, or say which column holds it."
    for sign, marker in mapping.marks.items():
        if not sign or sign != sign.strip().lower():
            return f"A sign in place of figures is written in small letters, not {sign!r}."
        if marker not in MARKERS:
            return f"{sign!r} is to stand for {marker!r}: it can stand for {' or '.join(MARKERS)}."
    return _selection(mapping)


def _selection(mapping: ColumnMapping) -> str:
    """What is wrong with the rows that are wanted, and with names of measures; "" for nothing."""
    for column, texts in sorted(mapping.rows.items()):
        if not any(text.strip() for text in texts):
            return (
                f"Only some rows are to be read by what column {letters_of(column)} says: choose "
                "what stands there in them, or leave the column out."
            )
    if mapping.names and "measure" not in mapping.columns.values():
        return "Names of measures are matched to the plan, and no column holds the measure."
    for name in mapping.names:
        if not name or name != regardless_of_case(name):
            return f"A name of a measure is kept in small letters and single blanks, not {name!r}."
    return ""


def _completeness(mapping: ColumnMapping) -> str:
    """What is missing for a figure, or stands in its way; "" for nothing."""
    held = set(mapping.columns.values())
    stated = held | set(mapping.fixed)
    headed = {name for name in held if name.startswith((PERIOD, MEASURE))}
    by_period = {name for name in headed if name.startswith(PERIOD)}
    if mapping.outturns is Outturns.FROM_PARTS:
        if not {"numerator", "denominator"} <= held or "outturn" in held or headed:
            return (
                "To work the outturn out, say which column holds the numerator and which the "
                "denominator, and none that holds outturns."
            )
    elif bool(headed) == ("outturn" in held):
        return (
            "Say which column holds the outturn, or else which columns hold the figures of which "
            "period or measure."
        )
    if by_period and by_period != headed:
        return "Columns of figures are either one for each period or one for each measure."
    if headed and held.intersection(BESIDE_THE_OUTTURN):
        return (
            "Numerators, denominators, markers and commentaries can be read only where a single "
            "column holds the outturn: ignore those columns."
        )
    if ("measure" in stated) == bool(headed - by_period):
        return "Say once which measure the figures are of: by a column, by columns or by hand."
    parts = stated.intersection(("quarter", "month"))
    if len(parts) > 1 or (parts and ("period" in stated or "year" not in stated)):
        return "A month or a quarter needs the year, in a column or given by hand, and no period."
    if bool(stated.intersection(("period", "year"))) == bool(by_period):
        return "Say once which period the figures are of: by a column, by columns or by hand."
    return ""


def _names_period_or_measure(name: str) -> bool:
    return any(
        name.startswith(kind) and name.removeprefix(kind).strip() for kind in (PERIOD, MEASURE)
    )


def _word(name: str) -> str:
    kind, _, heading = name.partition(":")
    return f"figures of {kind} {heading}" if heading else kind
