"""What the cells to be filled in accept, and the words beside them.

Spreadsheet programs show the first message when a cell is entered and the second when what was
typed does not belong there. The bounds are those of the checks (`kpis.validation`), so that
nobody is told in the cell what the check would not say.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NotRequired, TypedDict

from openpyxl.worksheet.datavalidation import DataValidation

from kpis.model import MAY_BE_BELOW_ZERO, Basis, Marker, Measure, Unit
from kpis.template import columns
from kpis.template.columns import ACTIVITY_COLUMNS, TemplateColumn, cells_of
from kpis.words.lists import cut
from kpis.words.statuses import ACTIVITY_STATUS_WORDS, MARKER_MEANINGS

LONGEST_TEXT = 4_000  # characters of a commentary, as in the checks
LONGEST_PROMPT, LONGEST_ERROR = 255, 225  # beyond these Excel takes the workbook for damaged
_ASKED = "Those who were asked this question"
_OR_MARKER = " If there is none, leave it empty and choose a marker."
_DAY_ONE = date(1899, 12, 30)  # day 0, as spreadsheet programs count
_DATES = (date(2000, 1, 1), date(2099, 12, 31))
_Outturn = tuple[Literal["whole", "decimal"], float | None, float | None, str]

_MARKERS = {marker: f"[{marker}]" for marker in Marker}


def unit_of(measure: Measure) -> str:
    """ "enterprises, since April" for a total of the year so far."""
    to_date = measure.basis is Basis.YEAR_TO_DATE
    return f"{measure.unit_label}, since April" if to_date else measure.unit_label


def is_share(measure: Measure) -> bool:
    """Whether a numerator and a denominator are asked for."""
    return bool(measure.numerator and measure.denominator)


def entries_of_return(
    measures: Mapping[int, Measure], corrections: Sequence[int], *, of_survey: bool = False
) -> Iterator[DataValidation]:
    """Rules of the sheet Return. measures: by row. corrections: rows for figures of before.

    of_survey: how many were asked is wanted of every question.
    """
    outturns: dict[_Outturn, list[int]] = {}
    counts: dict[tuple[TemplateColumn, str], list[int]] = {}
    for row, measure in measures.items():
        outturns.setdefault(_outturn(measure), []).append(row)
        if is_share(measure):
            counts.setdefault((columns.NUMERATOR, measure.numerator), []).append(row)
        if of_survey or is_share(measure):
            of = measure.denominator or _ASKED
            counts.setdefault((columns.DENOMINATOR, of), []).append(row)
    for (kind, least, most, prompt), rows in outturns.items():
        yield DataValidation(
            type=kind,
            sqref=cells_of(columns.OUTTURN, rows),
            **_bounds(least, most),
            **_messages(columns.OUTTURN, prompt),
        )
    for (column, description), rows in counts.items():
        yield _count(column, description, cells_of(column, rows))
    every_row = [*measures, *corrections]
    yield _marker(cells_of(columns.MARKER, every_row))
    yield _text(
        columns.COMMENTARY,
        "Why the figure is what it is and what is being done about it, by when. Needed where the "
        "figure is rated red and where there is no figure.",
        cells_of(columns.COMMENTARY, every_row),
    )
    if corrections:
        yield from _corrections(corrections)


def entries_of_activities(rows: Sequence[int]) -> Iterator[DataValidation]:
    """Rules of the sheet Activities."""

    def cells(column: TemplateColumn) -> str:
        return cells_of(column, rows, ACTIVITY_COLUMNS)

    words = list(ACTIVITY_STATUS_WORDS.values())
    yield DataValidation(
        type="list",
        formula1=_listed(words),
        sqref=cells(columns.STATUS),
        **_messages(
            columns.STATUS,
            "How the activity stands at the end of the quarter. Leave the row empty where it is "
            "not yours to report.",
            f"Choose one of the list: {', '.join(words)}. Or leave it empty.",
        ),
    )
    yield DataValidation(
        type="whole",
        operator="between",
        formula1="0",
        formula2="100",
        sqref=cells(columns.PERCENT_DONE),
        **_messages(columns.PERCENT_DONE, "How much is done, from 0 to 100, without a % sign: 40."),
    )
    for column, prompt in (
        (columns.EXPECTED, "The day it is expected to be completed, as it was first planned"),
        (columns.REVISED, "The day it is now expected to be completed, where that has changed"),
    ):
        yield DataValidation(
            type="date",
            operator="between",
            formula1=_day_number(_DATES[0]),
            formula2=_day_number(_DATES[1]),
            sqref=cells(column),
            **_messages(column, f"{prompt}: 31/03/2020."),
        )
    yield _text(
        columns.COMMENT,
        "What was done in the quarter, and why it is late where it is.",
        cells(columns.COMMENT),
    )


def _outturn(measure: Measure) -> _Outturn:
    """The kind of figure a measure has, its bounds and the words beside the cell."""
    most = measure.maximum
    if most is None and measure.unit is Unit.PERCENT:
        most = 100.0
    return (
        "whole" if measure.unit is Unit.COUNT else "decimal",
        None if measure.unit in MAY_BE_BELOW_ZERO else 0.0,
        most,
        _what_to_type(measure, most) + _OR_MARKER,
    )


def _what_to_type(measure: Measure, most: float | None) -> str:
    to = f" to {most:,.0f}" if most is not None else " or more"
    if measure.unit is Unit.PERCENT:
        example = f"{23.4:.{measure.decimals}f}"
        return f"The percentage alone, from 0{to}: {example} for {example}%."
    if measure.unit in MAY_BE_BELOW_ZERO:
        return f"The figure alone, which may be below 0: {unit_of(measure)}."
    kind = "A whole number" if measure.unit is Unit.COUNT else "The figure alone"
    return f"{kind}, {'from 0' if most is not None else '0'}{to}: {unit_of(measure)}."


def _count(column: TemplateColumn, description: str, cells: str) -> DataValidation:
    rule = "The figure alone, 0 or more. It is used to check the outturn."
    description = cut(description.rstrip("."), LONGEST_PROMPT - len(rule) - 2)
    return DataValidation(
        type="decimal",
        sqref=cells,
        **_bounds(0.0, None),
        **_messages(column, f"{description}. {rule}", rule),
    )


def number_asked(cell: str) -> DataValidation:
    """The rule of the cell that says once how many answered a survey."""
    rule = "A whole number, 1 or more."
    return DataValidation(
        type="whole",
        sqref=cell,
        **_bounds(1.0, None),
        **_messages(
            columns.DENOMINATOR,
            "How many people answered in this wave. It is the denominator of every question below "
            f"that says: {columns.ALL_ASKED}. {rule}",
            rule,
        ),
    )


def _marker(cells: str) -> DataValidation:
    meanings = ", ".join(f"{_MARKERS[m]} {words}" for m, words in MARKER_MEANINGS.items())
    return DataValidation(
        type="list",
        formula1=_listed(list(_MARKERS.values())),
        sqref=cells,
        **_messages(
            columns.MARKER,
            f"Only where one applies: {meanings}.",
            f"Choose one of {', '.join(_MARKERS.values())} from the list, or leave it empty.",
        ),
    )


def _text(column: TemplateColumn, description: str, cells: str) -> DataValidation:
    return DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(LONGEST_TEXT),
        sqref=cells,
        **_messages(
            column,
            f"{description} Up to {LONGEST_TEXT:,} characters.",
            f"Up to {LONGEST_TEXT:,} characters fit here. Shorten the text.",
        ),
    )


def _corrections(rows: Sequence[int]) -> Iterator[DataValidation]:
    for column, prompt in (
        (columns.CODE, "The code of the measure, as above or in the sheet Guidance: 5.2."),
        (columns.PERIOD, "The period the figure is for, written as above: Q1 2019/20, Apr 2019."),
    ):
        yield DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1="120",
            sqref=cells_of(column, rows),
            **_messages(column, prompt),
        )
    for column in (columns.OUTTURN, columns.NUMERATOR, columns.DENOMINATOR):
        yield DataValidation(
            type="decimal",
            operator="between",
            formula1="-1000000000000",
            formula2="1000000000000",
            sqref=cells_of(column, rows),
            **_messages(column, "The corrected figure alone, without words or a unit."),
        )


class _Bounds(TypedDict):
    operator: Literal["between", "greaterThanOrEqual", "lessThanOrEqual"]
    formula1: str
    formula2: NotRequired[str]


def _bounds(least: float | None, most: float | None) -> _Bounds:
    """The operator and formulas of a range; where there is no bound, words are still refused."""
    if most is None:
        least = -1e12 if least is None else least
        return {"operator": "greaterThanOrEqual", "formula1": _number(least)}
    if least is None:
        return {"operator": "lessThanOrEqual", "formula1": _number(most)}
    return {"operator": "between", "formula1": _number(least), "formula2": _number(most)}


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)


def _day_number(day: date) -> str:
    return str((day - _DAY_ONE).days)


def _listed(words: Sequence[str]) -> str:
    return f'"{",".join(words)}"'


class _Messages(TypedDict):
    allow_blank: bool
    promptTitle: str
    prompt: str
    showInputMessage: bool
    errorTitle: str
    error: str
    showErrorMessage: bool


def _messages(column: TemplateColumn, prompt: str, error: str = "") -> _Messages:
    return {
        "allow_blank": True,
        "promptTitle": column.header,
        "prompt": cut(prompt, LONGEST_PROMPT),
        "showInputMessage": True,
        "errorTitle": column.header,
        "error": cut(error or prompt, LONGEST_ERROR),
        "showErrorMessage": True,
    }
