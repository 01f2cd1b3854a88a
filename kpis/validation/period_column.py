"""The period column understood: each distinct text once for each kind of measure it stands by."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.model import Basis, Frequency, Measure
from kpis.model.record import Record
from kpis.period_text import (
    FIRST_DAY,
    LONGER_PERIOD,
    DayWithinPeriod,
    PeriodInDoubt,
    Rhythm,
    begins,
    ends,
    longer,
    not_an_end,
    parse_period,
    without_so_far,
)
from kpis.periods import YEAR_STARTS_IN, ReportingPeriod, describe_frequency
from kpis.readers.asked import Answers
from kpis.readers.raw import CellKind
from kpis.readers.tables.headers import plain
from kpis.validation.text_column import TextColumn, combine

_A_YEAR = 12  # months
_YEARS = (Frequency.YEAR, Frequency.ACADEMIC_YEAR, Frequency.SURVEY_WAVE)
# Of different texts, from where on the rest is not looked at: a check ends after fewer issues.
MOST_REFUSED = 20_000
YEARS_BEFORE_PLAN = 10  # of which a return may still bring figures
MOST_BESIDE_UNKNOWN = 1_000  # beside measures that are unknown, which is an error already


class PeriodSense(Record):
    """What a period column is read with, beside its texts.

    headings: the header of each row's period, "" where the period is itself a header. years: the
    first and the last day of the plan. today: of the check. is_history: published and
    illustrative files are read as their publishers write: any day is of the period around it.
    """

    headings: TextColumn
    answers: Answers
    years: tuple[date, date]
    today: date
    is_history: bool


@dataclass(frozen=True, slots=True)
class PeriodRead:
    """A text understood: a period, an error that says what to write, or a doubt that is asked
    about; none of them where the measure is unknown and the text could be the period of some."""

    period: ReportingPeriod | None = None
    error: PeriodError | None = None
    doubt: PeriodInDoubt | None = None
    fits: bool = False  # the period is of the measure's own frequency
    about: str = ""  # of a doubt: what its answer hangs on
    column: str = ""  # of a doubt: what heads it
    answered: str = ""  # of a doubt that was answered: by which words
    after_plan: bool = False  # a day after the plan's last year, as spreadsheets guess years
    so_far: bool = False  # the months since April, of a measure that counts from there
    longer: PeriodInDoubt | None = (
        None  # how a period that is longer than the measure's may be meant
    )


_NOTHING = PeriodRead()


@dataclass(frozen=True, kw_only=True)
class PeriodColumn:
    """read_numbers: each row's position in `reads`. number: in `periods`, -1 for none."""

    read_numbers: np.ndarray
    reads: tuple[PeriodRead, ...]
    number: np.ndarray
    periods: tuple[ReportingPeriod, ...]

    @cached_property
    def fits(self) -> np.ndarray:
        return np.array([read.fits for read in self.reads], dtype=bool)[self.read_numbers]

    @cached_property
    def failed(self) -> np.ndarray:
        return np.array([read.error is not None for read in self.reads], dtype=bool)[
            self.read_numbers
        ]

    @cached_property
    def may_fit(self) -> np.ndarray:
        """Not where the text is no period, or one of another frequency than the measure's."""
        fit = [each.fits or (each.error is None and each.period is None) for each in self.reads]
        return np.array(fit, dtype=bool)[self.read_numbers]

    @cached_property
    def in_doubt(self) -> np.ndarray:
        """Where the period is asked about."""
        doubts = [each.doubt is not None and each.period is None for each in self.reads]
        return np.array(doubts, dtype=bool)[self.read_numbers]

    def rows_of(self, numbers: list[int]) -> np.ndarray:
        """The positions of the rows that have one of these `reads`."""
        return np.flatnonzero(np.isin(self.read_numbers, numbers))

    def period_at(self, position: int) -> ReportingPeriod:
        return self.periods[self.number[position]]


def read_periods(
    texts: TextColumn,
    kinds: TextColumn,
    measure: np.ndarray,
    measures: tuple[Measure, ...],
    sense: PeriodSense,
) -> PeriodColumn:
    """Understand a period column. measure: each row's position in `measures`, -1 for unknown."""
    of_measures = [rhythm_of(each) for each in measures]
    rhythms = list(dict.fromkeys(of_measures))
    rhythm_numbers = np.array([*(rhythms.index(each) for each in of_measures), -1])[measure]
    headings = sense.headings
    read_numbers, first = combine(texts.codes, kinds.codes, rhythm_numbers, headings.codes)
    read = _Reader(rhythms, sense)
    reads = [
        read(texts[position], kinds[position], rhythm_numbers[position], headings[position])
        for position in first.tolist()
    ]
    for number, position in enumerate(first.tolist()):
        if (reads[number].column, rhythm_numbers[position]) in read.of_months:
            reads[number] = _not_a_first_day(reads[number], rhythms[rhythm_numbers[position]])
    _ask_beside_shorter(reads, [(headings[p], rhythm_numbers[p]) for p in first.tolist()], read)
    periods = tuple(dict.fromkeys(read.period for read in reads if read.period is not None))
    positions = {period: number for number, period in enumerate(periods)}
    numbers = np.array(
        [positions[read.period] if read.period else -1 for read in reads], dtype="int64"
    )
    return PeriodColumn(
        read_numbers=read_numbers,
        reads=tuple(reads),
        number=numbers[read_numbers],
        periods=periods,
    )


def rhythm_of(measure: Measure) -> Rhythm:
    to_date = measure.basis is Basis.YEAR_TO_DATE
    return Rhythm(measure.frequency, measure.wave_start_month, measure.wave_months, to_date)


def headings_of(sheets: TextColumn, headers: Mapping[str, str]) -> TextColumn:
    """The header of each row's period. headers: by sheet; a wide table has none."""
    return sheets.renamed(headers.get(sheet, "") for sheet in sheets.distinct)


def understand(text: str, kind: str, rhythm: Rhythm, heading: str = "") -> ReportingPeriod:
    """The period a cell means for a measure of that rhythm. Raises PeriodError."""
    typed: str | date
    typed, so_far = without_so_far(text)
    if kind in (CellKind.DATE, CellKind.MONTH):
        day = date.fromisoformat(text[:10])
        as_month = kind == CellKind.MONTH and not _is_edge(day, heading)
        typed = f"{day:%b %Y}" if as_month else day
    period = parse_period(
        typed,
        rhythm.frequency,
        wave_start_month=rhythm.wave_start_month,
        wave_months=rhythm.wave_months,
        heading=heading,
    )
    if so_far and period.frequency is Frequency.MONTH and rhythm.frequency is Frequency.QUARTER:
        around = rhythm.containing(period.end)  # "YTD Sep 2019" is of the quarter it ends with
        return around if around and around.end == period.end else period
    return period


def may_be_period_of(text: str, kind: str, rhythm: Rhythm) -> bool:
    """Whether a cell means a period of that rhythm, or may once its column is asked about."""
    try:
        period = understand(text, kind, rhythm)
    except PeriodInDoubt as doubt:
        period = doubt.readings[0].period
    except PeriodError:
        return False
    return period.frequency is rhythm.frequency


def _is_edge(day: date, heading: str) -> bool:
    """Whether a day shown as its month is the first or the last of it, as its header says."""
    last = monthrange(day.year, day.month)[1]
    return (begins(heading) and day.day == 1) or (ends(heading) and day.day == last)


def _not_a_first_day(read: PeriodRead, rhythm: Rhythm) -> PeriodRead:
    """In a column of months the first days of periods are months too."""
    if read.doubt is None or read.doubt.code != FIRST_DAY:
        return read
    begun = read.doubt.readings[-1].period.start
    return PeriodRead(error=not_an_end(begun, rhythm, f"{begun:%d/%m/%Y}"))


def _ask_beside_shorter(
    reads: list[PeriodRead], of: list[tuple[str, int]], read: "_Reader"
) -> None:
    """A year in the header of a column beside quarters is asked about, and no period to correct.

    of: for each read what heads its column, "" for one that is a header, and its rhythm.
    """
    rhythms = read.rhythms
    fitting = {
        rhythms[number].frequency
        for each, (heading, number) in zip(reads, of, strict=True)
        if each.fits and not heading
    }
    for place, (each, (heading, number)) in enumerate(zip(reads, of, strict=True)):
        if each.longer and not heading and rhythms[number].frequency in fitting:
            reads[place] = read.in_doubt(each.longer, rhythms[number], each.column)


class _Reader:
    """Understands one text after the other, until so many were refused that none matters.

    of_months: columns, by what is asked of them, and rhythms in which first days of months stand
    that begin no period.
    """

    def __init__(self, rhythms: list[Rhythm], sense: PeriodSense) -> None:
        self.rhythms, self._sense = rhythms, sense
        self._refused = self._beside_unknown = 0
        self.of_months: set[tuple[str, int]] = set()

    def __call__(self, text: str, kind: str, number: int, heading: str) -> PeriodRead:
        if kind in (CellKind.ERROR, CellKind.NO_VALUE):
            return _NOTHING
        if number < 0:
            return self._beside_an_unknown_measure(text, kind, heading)
        if self._refused > MOST_REFUSED:
            return PeriodRead(error=PeriodError("It was not looked at."))
        rhythm, about = self.rhythms[number], plain(heading) or "the headers of columns"
        try:
            period = understand(text, kind, rhythm, heading)
        except PeriodInDoubt as doubt:
            return self.in_doubt(doubt, rhythm, about)
        except DayWithinPeriod as error:
            if self._sense.is_history and (around := rhythm.containing(error.day)):
                return PeriodRead(period=around, fits=True)
            self._refused += 1
            if error.day.day == 1:
                self.of_months.add((about, number))
            return PeriodRead(error=PeriodError(f"{error}{self._guess(error.day, kind, rhythm)}"))
        except PeriodError as error:
            self._refused += 1
            return PeriodRead(error=error)
        fits = period.frequency is rhythm.frequency
        if not fits and (read := self._longer(text, period, rhythm, about)):
            return read
        after = fits and period.start > self._sense.years[1] and self._is_day(text, kind)
        return PeriodRead(period=period, fits=fits, after_plan=after)

    def _longer(
        self, text: str, period: ReportingPeriod, rhythm: Rhythm, about: str
    ) -> PeriodRead | None:
        """A period that is longer than the measure's and ends with one of them; else None.

        "Apr-Sep 2019" is the second quarter of a measure that counts from April, and of another it
        is asked about; so is a year of the former. Of years beside quarters see below.
        """
        doubt = None if self._sense.is_history else longer(text, period, rhythm)
        if doubt is None:
            return None
        part = period.start.month == YEAR_STARTS_IN and period.months < _A_YEAR
        if part and rhythm.to_date:
            return PeriodRead(period=doubt.readings[0].period, fits=True, so_far=True)
        of_quarters = part and rhythm.frequency is Frequency.QUARTER
        asked = of_quarters or (rhythm.to_date and period.frequency is Frequency.YEAR)
        if asked:
            return self.in_doubt(doubt, rhythm, about)
        return PeriodRead(period=period, longer=doubt, column=about)

    def in_doubt(self, doubt: PeriodInDoubt, rhythm: Rhythm, about: str) -> PeriodRead:
        if doubt.readings[0].period.frequency is not rhythm.frequency:
            return PeriodRead(period=doubt.readings[0].period)
        column = about
        if doubt.code == LONGER_PERIOD:
            about = f"{doubt.text} in {about}"
        if doubt.code == FIRST_DAY and rhythm.frequency:  # what it means for quarters, not years
            about = f"{about} for {describe_frequency(rhythm.frequency)}"
        if self._sense.is_history:
            answer = doubt.before
        else:
            answer = self._sense.answers.to(doubt.code, about)
        reading = doubt.answered(answer)
        if reading is None and self._sense.is_history:
            return PeriodRead(error=AmbiguousPeriod(str(doubt)))
        if reading is None:
            return PeriodRead(doubt=doubt, about=about, column=column)
        words = "" if self._sense.is_history else reading.label
        return PeriodRead(
            period=reading.period,
            fits=True,
            doubt=doubt,
            about=about,
            column=column,
            answered=words,
        )

    def _is_day(self, text: str, kind: str) -> bool:
        if self._sense.is_history or kind != CellKind.TEXT:
            return kind == CellKind.DATE and not self._sense.is_history
        try:
            parse_period(text)
        except DayWithinPeriod:
            return True
        except PeriodError:
            pass
        return False

    def _guess(self, day: date, kind: str, rhythm: Rhythm) -> str:
        """What may have been typed where a spreadsheet made it a day of the year of typing."""
        first, last = self._sense.years
        if kind != CellKind.DATE or (day.year != self._sense.today.year and day <= last):
            return ""
        if rhythm.frequency in _YEARS and day.month == day.day + 1:
            years = f"{day.day}/{day.month}"
            return (
                f" Spreadsheets take {years} for {day.day} {day:%B} of the year of typing: if "
                f"20{day.day:02}/{day.month:02} is meant, write both years in full."
            )
        year = 2000 + day.day
        if not first.year - YEARS_BEFORE_PLAN <= year <= last.year:
            return ""
        typed = f"{day:%b}-{day.day:02}"
        return (
            f" Spreadsheets take {typed} for {day.day} {day:%B} of the year of typing: if "
            f"{day:%B} {year} is meant, write that in words."
        )

    def _beside_an_unknown_measure(self, text: str, kind: str, heading: str) -> PeriodRead:
        """Only a text that is no period of any measure is surely wrong."""
        self._beside_unknown += 1
        if self._beside_unknown > MOST_BESIDE_UNKNOWN:
            return _NOTHING
        refused: PeriodError | None = None
        for rhythm in (*self.rhythms, Rhythm(None)):
            try:
                understand(text, kind, rhythm, heading)
            except PeriodInDoubt:
                return _NOTHING
            except PeriodError as error:
                refused = error
            else:
                if rhythm.frequency is not None:
                    return _NOTHING
        # The last of them is worded for a measure of any kind.
        return PeriodRead(error=refused)
