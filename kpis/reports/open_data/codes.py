"""What the codes of open data stand for: one list for each enumeration that a column holds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kpis.model import (
    Basis,
    Frequency,
    Nearness,
    Polarity,
    Provenance,
    RagRule,
    Unit,
)
from kpis.reports.open_data.plan_tables import CODES
from kpis.reports.open_data.shaped import shaped
from kpis.words.illustrative import MADE_UP
from kpis.words.report.release_standing import STANDING_WORDS
from kpis.words.statuses import (
    ACTIVITY_STATUS_WORDS,
    DIRECTION_WORDS,
    MARKER_MEANINGS,
    STATUS_WORDS,
)

MEANINGS: Mapping[str, Mapping[Any, str]] = {
    "activity_status": ACTIVITY_STATUS_WORDS,
    "basis": {
        Basis.PERIOD: "its own period",
        Basis.YEAR_TO_DATE: "the year from April up to the period's end",
    },
    "direction": DIRECTION_WORDS,
    "frequency": {
        Frequency.MONTH: "a month",
        Frequency.QUARTER: "a quarter of the financial year",
        Frequency.HALF_YEAR: "half a financial year",
        Frequency.YEAR: "a financial year, April to March",
        Frequency.ACADEMIC_YEAR: "an academic year",
        Frequency.CALENDAR_YEAR: "a calendar year",
        Frequency.SURVEY_WAVE: "a wave of a survey",
    },
    "marker": MARKER_MEANINGS,
    "nearness": {
        Nearness.EXACT: "it is what is measured",
        Nearness.COMPLEMENT: "100 less it is what is measured",
        Nearness.NEAR: "not quite what is measured; the note says why",
    },
    "polarity": {
        Polarity.HIGHER: "higher is better",
        Polarity.LOWER: "lower is better",
        Polarity.RANGE: "best within a range",
        Polarity.NEUTRAL: "neither way is better",
    },
    "provenance": {
        Provenance.RETURN: "returned by a service",
        Provenance.PUBLISHED: "an official statistic",
        Provenance.ILLUSTRATIVE: f"{MADE_UP}; no figure of the council",
    },
    "rag": STATUS_WORDS,
    "rule": {
        RagRule.MINIMUM_EXPECTATION: "by target and minimum expectation",
        RagRule.TOLERANCE: "by how far it is from the target",
        RagRule.BANDS: "by limits of each colour's own",
        RagRule.BASELINE: "against a figure of the past",
        RagRule.TREND: "against its own earlier figure",
        RagRule.COMPARATOR: "against another area's figure",
        RagRule.RANK: "by its place among other areas",
    },
    "standing": STANDING_WORDS,
    "unit": {
        Unit.PERCENT: "per cent",
        Unit.COUNT: "a number of people or things",
        Unit.RATE_PER_1000: "per 1,000",
        Unit.RATE_PER_100000: "per 100,000",
        Unit.POUNDS: "pounds sterling",
        Unit.DAYS: "days",
        Unit.TONNES: "tonnes",
        Unit.AVERAGE: "an average number",
        Unit.INDEX: "a score",
    },
}


def codes_table() -> pd.DataFrame:
    """CODES, by list and then in the order of its enumeration."""
    rows = [
        {"list": name, "code": str(code), "meaning": meaning}
        for name, meanings in MEANINGS.items()
        for code, meaning in meanings.items()
    ]
    return shaped(pd.DataFrame(rows), CODES)
