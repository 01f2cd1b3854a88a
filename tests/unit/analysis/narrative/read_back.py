"""Figures, numbers and periods of a sentence, read back as a row holds them."""

import re
from decimal import Decimal

from kpis.model import Frequency
from kpis.period_text import parse_period
from tests.unit.analysis.narrative.rows import rounded

FIGURE = r"(?P<{0}>[−£\d,.]*\d(?:m|%)?)"
APART = r"(?P<apart>£?[\d,.]*\d(?:m)?)(?: points?)?"
AIM = r"(?P<aim>the|an illustrative) target"
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
COLOURS = ("green", "amber", "red")


def fits(pattern, text):
    found = re.fullmatch(pattern, text)
    assert found, f"{text!r} is not a sentence of the kind {pattern!r}"
    return found.groupdict()


def number(text):
    """A figure as written, read back: "£3.1m", "−1.2", "1,234", "23.4%"."""
    digits = text.strip("%").replace("£", "").replace(",", "").replace("−", "-")
    return Decimal(digits[:-1]) * 1_000_000 if digits.endswith("m") else Decimal(digits)


def count(text):
    return NUMBERS.index(text) if text in NUMBERS else int(text)


def known(value):
    return value == value


def same(written, row, value):
    assert known(value), f"{written} is told of a figure that is not known"
    assert number(written) == rounded(value, row.decimals), (written, value)
    assert ("%" in written) == (row.unit == "percent")
    assert ("£" in written) == (row.unit == "pounds")


def read_period(words):
    """The id of a period as the sentence names it."""
    if words.startswith("the survey of "):
        words = words.removeprefix("the survey of ")
        return parse_period(words, Frequency.SURVEY_WAVE, wave_start_month=2, wave_months=2).id
    return parse_period(words.removeprefix("the ")).id
