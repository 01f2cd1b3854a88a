"""Figures, numbers and periods of a sentence, read back as a row holds them."""

import re
from decimal import Decimal

from kpis.model import Frequency
from kpis.period_text import parse_period
from tests.unit.narrative.rows import rounded

FIGURE = r"(?P<{0}>[−£\d,.]*\d(?:m|%)?)"
APART = r"(?P<apart>£?[\d,.]*\d(?:m)?)(?: points?)?"
AIM = r"(?P<aim>the|an illustrative) target"
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
COLOURS = ("green", "amber", "red")


def label_of(row):
    """What is counted, after a figure; in brackets after a single one, for it is in the plural."""
    if row.unit in ("percent", "pounds"):
        return ""
    label = re.escape(row.unit_label)
    if row.unit.startswith("rate"):
        return f" {label}"
    return rf"(?:(?<![ −]1) {label}|(?<=[ −]1) \({label}\))"


def opposed(row):
    """Whether the direction readers see first goes against the signal of the chart."""
    signs = {"improving": 1, "worsening": -1}
    ways = (row.direction_year, row.direction_previous, row.direction_long)
    clear = [signs[way] for way in ways if way in signs]
    signal = {"special_cause_improvement": 1, "special_cause_concern": -1}.get(row.variation)
    return bool(signal and clear and clear[0] == -signal)


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


def is_given(value):
    return value == value


def same(written, row, value):
    assert is_given(value), f"{written} is told of a figure that is not known"
    assert number(written) == rounded(value, row.decimals), (written, value)
    assert ("%" in written) == (row.unit == "percent")
    assert ("£" in written) == (row.unit == "pounds")


def read_period(words):
    """The id of a period as the sentence names it."""
    if words.endswith(" survey"):
        words = words.removeprefix("the ").removesuffix(" survey")
        return parse_period(words, Frequency.SURVEY_WAVE, wave_start_month=2, wave_months=2).id
    return parse_period(words.removeprefix("the ")).id
