"""The period that the words of a header mean, and the marker they set on all figures below.

People put more above a column than its period: "Outturn Q2 2019/20 (%)", "2018/19 [p]",
"Q2 2019/20¹", "Q2 2019/20 (Jul-Sep)". What is beside the period is left out where it plainly says
nothing more about which period it is. Anything else (a target, two periods that differ) is no
column of figures, and is reported as a column nobody asked for.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kpis.errors import AmbiguousPeriod, PeriodError
from kpis.model import Frequency, Marker
from kpis.period_text import (
    DayWithinPeriod,
    PeriodInDoubt,
    may_be_period,
    parse_period,
    without_so_far,
)

_OUTTURN = re.compile(
    r"\b(?:outturn|actual|result|value|figure|performance)s?\b|\bas at\b", re.IGNORECASE
)
_EDGES = " \t\r\n-–:,;"
_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴-⁹*†‡]+(?:,[⁰¹²³⁴-⁹]+)*")
_FOOTNOTE = re.compile(
    r"(?:see )?(?:foot)?(?:note|fn)?s?\s*\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*", re.I
)
_UNIT = re.compile(
    r"%|£|£?000s?|per ?cent(?:age)?|no\.?|number|count|days|tonnes|rate|outturn", re.I
)
_MARKERS = {
    "p": Marker.PROVISIONAL,
    "prov": Marker.PROVISIONAL,
    "provisional": Marker.PROVISIONAL,
    "r": Marker.REVISED,
    "rev": Marker.REVISED,
    "revised": Marker.REVISED,
}
_MARKER_AFTER = re.compile(r"[\s,:;–-]+(provisional|revised)$", re.IGNORECASE)
_MONTHS = "|".join(filter(None, (*calendar.month_name, *calendar.month_abbr, "Sept")))
_PART_OF_YEAR = rf"(?:q|qtr\.?|quarter)\s*[1-4]|(?:h|half)\s*[12]|(?:{_MONTHS})\.?"
_WITHOUT_YEAR = re.compile(_PART_OF_YEAR, re.IGNORECASE)
_YEAR = re.compile(r"\d{4}\s*[/–-]\s*\d{2,4}|\d{4}")
_BEGINS_A_FIGURE = re.compile(r"[-−–+£(\s]*\.?\d")


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """text: the words of the period alone. ends: its last day; None while that is in doubt.

    marker: "[p]" or "[r]" where the header says so of all figures below it, else "".
    """

    text: str
    ends: date | None
    marker: str = ""


def marker_for(figure: str, marker: str) -> str:
    """A header's marker for a figure below it; none for "<5" or "[c]", which have their own."""
    return marker if _BEGINS_A_FIGURE.match(figure) and "[" not in figure else ""


@lru_cache(maxsize=4096)
def period_in(header: str) -> PeriodWords | None:
    """The period that a header names; None where it names none, or more than one.

    That its figures are of the year so far is no part of it: "Q2 2019/20 YTD".
    """
    header, _ = without_so_far(header)
    without_words = _OUTTURN.sub(" ", header).strip(_EDGES)
    for text in (header, without_words, _BRACKETS.sub(r" \1", without_words)):
        if period := _plain_period(" ".join(text.split())):
            return period
    return _period_among_other_words(without_words)


def is_part_of_year(text: str) -> bool:
    """Whether a text is a quarter, a half or a month without its year."""
    return _WITHOUT_YEAR.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _plain_period(text: str) -> PeriodWords | None:
    if ends := end_of(text):
        return PeriodWords(text, ends)
    return PeriodWords(text, None) if _is_in_doubt(text) else None


def _period_among_other_words(header: str) -> PeriodWords | None:
    """The period of a header with footnotes, a unit, a marker or its months beside it."""
    text, marker = header, ""
    if after := _MARKER_AFTER.search(text):
        text, marker = text[: after.start()], _MARKERS[after[1].lower()].value
    bracketed = [match[1] for match in _BRACKETS.finditer(text)]
    text = _SUPERSCRIPTS.sub(" ", _BRACKETS.sub(" ", text)).strip(_EDGES)
    period = _plain_period(" ".join(text.split()))
    if period is None:
        return None
    for words in bracketed:
        if words.lower() in _MARKERS:
            marker = _MARKERS[words.lower()].value
        elif not (_FOOTNOTE.fullmatch(words) or _UNIT.fullmatch(words) or _is_same(words, period)):
            return None
    return PeriodWords(period.text, period.ends, f"[{marker}]" if marker else "")


def _is_same(words: str, period: PeriodWords) -> bool:
    """Whether words say once more which period it is: "Jul-Sep" beside "Q2 2019/20"."""
    year = _YEAR.search(period.text)
    with_year = f"{words} {year[0]}" if year else words
    ends = end_of(words) or end_of(with_year)
    return period.ends is not None and ends == period.ends


@lru_cache(maxsize=4096)
def end_of(text: str) -> date | None:
    """The last day of the period a text plainly means, None where it means none or two."""
    if not may_be_period(text):
        return None
    try:
        return parse_period(text).end
    except PeriodError:
        return None


def _is_in_doubt(text: str) -> bool:
    """Whether a text without one plain meaning is a period once more is known."""
    if is_part_of_year(text):
        return True
    if not may_be_period(text):
        return False
    for frequency in (None, Frequency.YEAR, Frequency.SURVEY_WAVE):
        try:
            parse_period(text, frequency, wave_start_month=1, wave_months=12)
        except (AmbiguousPeriod, DayWithinPeriod, PeriodInDoubt):
            return True
        except PeriodError:
            continue
        return True
    return False
