"""Where a return says another unit than its measures have, or that its figures are to date.

Looked for in the words of the headers of outturns and in a column of units; once for each
distinct text and measure, so that a long file costs little more than a short one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kpis.cell_addresses import letters_in
from kpis.model import Basis, Measure, Unit
from kpis.readers.asked import LEAVE_OUT, TAKE, Answers
from kpis.readers.raw import RawReturn, TableFound, table_of_row
from kpis.readers.tables.doubts.scales import scale_in
from kpis.readers.tables.doubts.unit_words import is_a_rate, is_a_weight
from kpis.readers.tables.outturn_words import what_it_says
from kpis.validation.figures import FigureColumn
from kpis.validation.issues.question import UnitDiffers
from kpis.validation.several import about_several
from kpis.validation.text_column import TextColumn, combine
from kpis.validation.unit.compare import Compared, compare, scaled, unit_in_words

_COUNTS = ("numerator", "denominator")


@dataclass(frozen=True, slots=True, eq=False)
class UnitSaid:
    """A unit that is not the measure's. positions: of the rows it is said of.

    header: that of the outturn, and cell where it stands; "" where a column of units says it.
    around: a text around the figures or the name of their measure says it, and header is that text.
    counts: places of the decimal point by which such a text moves the numerators and denominators
    of its rows, 0 where there are none. column: "numerator" or "denominator" where its own header
    says it. to_date: the words say so, of a measure whose figures are of their period alone.
    """

    said: str
    measure: Measure
    positions: np.ndarray
    compared: Compared
    header: str = ""
    cell: str = ""
    to_date: bool = False
    around: bool = False
    counts: int = 0
    column: str = ""

    @property
    def about(self) -> str:
        """What an answer hangs on: that one measure may be in thousands says nothing of another."""
        if self.to_date:
            return f"{self.header} for figures of one period of {self.measure.id}"
        if self.column:
            return f"{self.said} for the {self.column} of {self.measure.id}"
        return f"{self.said} for {unit_in_words(self.measure)} of {self.measure.id}"

    @property
    def alike(self) -> tuple[str, str, bool, int, str]:
        """What is asked about together: the same words in one place, for measures of one unit."""
        unit = self.measure.unit.value if self.compared.places else unit_in_words(self.measure)
        return (
            self.said,
            self.header,
            self.to_date,
            self.compared.places,
            self.column if self.column or self.to_date else unit,
        )

    @property
    def answer_scaled(self) -> str:
        """ "x1000"; "" where the words are no scale."""
        places = self.compared.places
        return f"x{scaled(1, places):.12g}" if places else ""

    @property
    def answer_counts(self) -> str:
        """ "counts x1000", where percentages stand as they are; "" without counts behind them."""
        only = self.counts and not self.compared.places
        return f"counts x{scaled(1, self.counts):.12g}" if only else ""


def units_said(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: dict[str, TextColumn],
    measure: np.ndarray,
    measures: Sequence[Measure],
) -> tuple[UnitSaid, ...]:
    """Every unit said that is not the measure's; () where all agree. rows: RAW_ROWS."""
    told = list(_of_column(texts["unit"], texts["outturn"].filled, measure, measures))
    if any(table.outturns for table in raw.tables):
        told += _of_headers(raw, rows, texts, measure, measures)
    if any(table.scales for table in raw.tables):
        told += _of_texts_around(raw, rows, texts, measure, measures)
    for name in _COUNTS:
        told += _of_counts(name, raw, rows, texts, measure, measures)
    for name in ("measure", "measure_also"):
        told += _of_names(name, raw, rows, texts, measure, measures)
    return tuple(told)


def as_answered(outturn: FigureColumn, told: Sequence[UnitSaid], answers: Answers) -> FigureColumn:
    """The figures with those multiplied that are in thousands, as somebody answered."""
    figures = outturn.figures
    done = np.zeros(len(figures), dtype=bool)
    scaled_so = [said for group in asked_alike(told) for said in _scaled_by(group, answers)]
    for said in scaled_so:
        figures = figures.copy()
        for position in said.positions[~done[said.positions]].tolist():
            if not np.isnan(figures[position]):
                figures[position] = scaled(figures[position], said.compared.places)
        done[said.positions] = True
    return outturn if figures is outturn.figures else replace(outturn, figures=figures)


def counts_as_answered(
    name: str, column: FigureColumn, told: Sequence[UnitSaid], answers: Answers
) -> FigureColumn:
    """A column of counts with those multiplied that are in thousands, as somebody answered.

    name: "numerator" or "denominator".
    """
    figures = column.figures
    done = np.zeros(len(figures), dtype=bool)
    for group in asked_alike(told):
        for said, answer in zip(group, answers_of(group, answers), strict=True):
            scales = answer and answer in (said.answer_scaled, said.answer_counts)
            if not (said.counts and scales and said.column in ("", name)):
                continue
            figures = figures.copy()
            for position in said.positions[~done[said.positions]].tolist():
                if not np.isnan(figures[position]):
                    figures[position] = scaled(figures[position], said.counts)
            done[said.positions] = True
    return column if figures is column.figures else replace(column, figures=figures)


def asked_alike(told: Sequence[UnitSaid]) -> list[list[UnitSaid]]:
    """Those that one question asks about, in the order in which they were found."""
    groups: dict[tuple[str, str, bool, int, str], list[UnitSaid]] = {}
    for said in told:
        groups.setdefault(said.alike, []).append(said)
    return list(groups.values())


def answers_of(group: Sequence[UnitSaid], answers: Answers) -> list[str]:
    """What was answered of each of a group in a scale, to each or to all that are open; or ""."""
    of_counts = next((said.answer_counts for said in group if said.answer_counts), "")
    valid = [each for each in (TAKE, LEAVE_OUT, group[0].answer_scaled, of_counts) if each]
    own = [answers.to(UnitDiffers.code, said.about) for said in group]
    is_open = [answer not in valid for answer in own]
    together = about_several(s.about for s, open_ in zip(group, is_open, strict=True) if open_)
    of_all = answers.to(UnitDiffers.code, together) if any(is_open) else ""
    of_open = of_all if of_all in valid else ""
    return [of_open if open_ else answer for answer, open_ in zip(own, is_open, strict=True)]


def _scaled_by(group: Sequence[UnitSaid], answers: Answers) -> list[UnitSaid]:
    """Those of a group that are to be multiplied."""
    scale = group[0].answer_scaled
    if not scale or group[0].to_date:
        return []
    said_of = zip(group, answers_of(group, answers), strict=True)
    return [said for said, answer in said_of if answer == scale]


def _of_column(
    unit: TextColumn, filled: np.ndarray, measure: np.ndarray, measures: Sequence[Measure]
) -> Iterator[UnitSaid]:
    if unit.distinct in ([], [""]):
        return
    usable = np.flatnonzero(filled & unit.filled & (measure >= 0))
    numbers, first = combine(unit.codes[usable], measure[usable])
    for number, position in enumerate(usable[first].tolist()):
        said, own = unit[position], measures[measure[position]]
        compared = compare(said, own.unit, own.unit_label, own.basis)
        if not compared.agrees:
            yield UnitSaid(said, own, usable[numbers == number], compared)


def _of_headers(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: dict[str, TextColumn],
    measure: np.ndarray,
    measures: Sequence[Measure],
) -> Iterator[UnitSaid]:
    cells = TextColumn.of(rows["outturn_cell"].array)
    columns = cells.renamed(map(letters_in, cells.distinct))
    row = rows["row"].to_numpy(dtype="int64")
    for table in raw.tables:
        below = _below(table, row, texts["sheet"])
        for letters, (header, cell) in table.outturns.items():
            says = what_it_says(header)
            under = below & columns.where(letters.__eq__) & texts["outturn"].filled
            for own, positions in _by_measure(under, measure, measures):
                compared = compare(says.unit, own.unit, own.unit_label, own.basis)
                if not compared.agrees:
                    yield UnitSaid(says.unit, own, positions, compared, header, cell)
                if says.to_date:
                    yield from _of_year_so_far(says.to_date, own, positions, header, cell)


def _of_texts_around(
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: dict[str, TextColumn],
    measure: np.ndarray,
    measures: Sequence[Measure],
) -> Iterator[UnitSaid]:
    row = rows["row"].to_numpy(dtype="int64")
    has_counts = texts["numerator"].filled | texts["denominator"].filled
    for table in raw.tables:
        if not table.scales:
            continue
        below = _below(table, row, texts["sheet"]) & texts["outturn"].filled
        for words, text, cell, first, last in table.scales:
            under = below & (row > first) & (row < last)
            counted = [name for name in _COUNTS if name in text.casefold()]
            for name in counted:  # "Numerators are in thousands" says nothing of outturns
                yield from _of_count(
                    name, words, text, cell, under & texts[name].filled, measure, measures
                )
            if counted:
                continue
            for own, positions in _by_measure(under, measure, measures):
                if to_date := what_it_says(words).to_date:
                    yield from _of_year_so_far(to_date, own, positions, text, cell, around=True)
                    continue
                if not _may_be_about(words, own):
                    continue
                compared = compare(words, own.unit, own.unit_label, own.basis)
                if not compared.agrees:
                    counts = _places(words) if has_counts[positions].any() else 0
                    yield UnitSaid(
                        *(words, own, positions, compared, text, cell), around=True, counts=counts
                    )


def _of_year_so_far(
    words: str, own: Measure, positions: np.ndarray, text: str, cell: str, *, around: bool = False
) -> Iterator[UnitSaid]:
    """Words for the year so far, where the measure is not counted so. Its unit may well agree."""
    if own.basis is not Basis.YEAR_TO_DATE:
        agrees = Compared(agrees=True)
        yield UnitSaid(words, own, positions, agrees, text, cell, True, around)


def _may_be_about(words: str, own: Measure) -> bool:
    """Whether a text around a table may say them of a measure: "per 1,000" only of a rate."""
    if is_a_rate(words):
        return own.unit in (Unit.RATE_PER_1000, Unit.RATE_PER_100000)
    return own.unit is Unit.TONNES or not is_a_weight(words)


def _of_counts(
    name: str,
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: dict[str, TextColumn],
    measure: np.ndarray,
    measures: Sequence[Measure],
) -> Iterator[UnitSaid]:
    """The scales that the headers of numerators and denominators say: "Numerator (000s)"."""
    row = rows["row"].to_numpy(dtype="int64")
    for table in raw.tables:
        header = table.headers.get(name, "")
        words = scale_in(header) or what_it_says(header).unit
        if not _places(words):
            continue
        under = _below(table, row, texts["sheet"]) & texts[name].filled
        cell = f"{table.columns[name]}{table.header_row}" if name in table.columns else ""
        yield from _of_count(name, words, header, cell, under, measure, measures)


def _of_count(
    name: str,
    words: str,
    text: str,
    cell: str,
    under: np.ndarray,
    measure: np.ndarray,
    measures: Sequence[Measure],
) -> Iterator[UnitSaid]:
    """A scale that a text says of the numerators or denominators of some rows alone."""
    for own, positions in _by_measure(under, measure, measures) if _places(words) else ():
        yield UnitSaid(
            *(words, own, positions, Compared(agrees=False), text, cell),
            counts=_places(words),
            column=name,
        )


def _places(words: str) -> int:
    """The places by which words for a scale move a count."""
    return compare(words, Unit.COUNT, "", Basis.PERIOD).places


def _of_names(
    name: str,
    raw: RawReturn,
    rows: pd.DataFrame,
    texts: dict[str, TextColumn],
    measure: np.ndarray,
    measures: Sequence[Measure],
) -> Iterator[UnitSaid]:
    """The scales that names of measures say, as "Homes (000s)" does. name: of their field."""
    filled = texts["outturn"].filled & (measure >= 0)
    for text in filter(scale_in, texts[name].distinct):
        of_text = filled & texts[name].where(text.__eq__)
        for own, positions in _by_measure(of_text, measure, measures):
            words = scale_in(text)
            compared = compare(words, own.unit, own.unit_label, own.basis)
            if not compared.agrees and text not in (own.title, own.short_title):
                first = rows.iloc[positions[0]]
                table = table_of_row(raw.tables, first["sheet"], first["row"])
                cell = f"{table.columns[name]}{first['row']}" if name in table.columns else ""
                yield UnitSaid(words, own, positions, compared, text, cell, around=True)


def _by_measure(
    rows: np.ndarray, measure: np.ndarray, measures: Sequence[Measure]
) -> Iterator[tuple[Measure, np.ndarray]]:
    """Each measure that some of these rows are of, and the positions of those that are of it."""
    for number in np.unique(measure[rows & (measure >= 0)]).tolist():
        yield measures[number], np.flatnonzero(rows & (measure == number))


def _below(table: TableFound, row: np.ndarray, sheet: TextColumn) -> np.ndarray:
    """Which rows are of a table. row: their numbers in their sheets."""
    below = sheet.where(table.sheet.__eq__) & (row > table.header_row)
    return below & (row <= table.last_row) if table.last_row else below
