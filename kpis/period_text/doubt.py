"""Texts that are refused or asked about, where more is known of them than that."""

from datetime import date
from typing import NamedTuple

from kpis.errors import PeriodError
from kpis.periods import ReportingPeriod


class Reading(NamedTuple):
    """One of the periods a text may mean. answer: what stands for it in a file of answers."""

    answer: str
    label: str
    period: ReportingPeriod


class DayWithinPeriod(PeriodError):
    """A day that ends no period, so that it may be the day of entry or anything else."""

    def __init__(self, message: str, day: date) -> None:
        super().__init__(message)
        self.day = day


class PeriodInDoubt(PeriodError):
    """A text that means one of a few periods; what the sender's column means settles which.

    code: of the question. told: what is in doubt, the rest of a sentence that begins with the
    text. before: the answer by which it was read before it was asked about, as a publisher's
    history still is. The message is for where nothing can be asked.
    """

    def __init__(
        self, text: str, code: str, told: str, readings: tuple[Reading, ...], before: str
    ) -> None:
        labels = dict.fromkeys(reading.period.label for reading in readings)
        super().__init__(f"{text!r} {told}. Write {' or '.join(labels)}.")
        self.text, self.code, self.told = text, code, told
        self.readings, self.before = readings, before

    def answered(self, answer: str) -> Reading | None:
        return next((each for each in self.readings if each.answer == answer), None)
