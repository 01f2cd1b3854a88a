"""Why a measure has no rating: the several reasons, told apart, each with its sentence.

A third of a council's measures are unrated in a typical quarter. "No target by design", "not
due until March" and "three weeks late" must never look the same, count as red or drop out of
sight. Where several hold, the first in this order is the one shown: see its parts, suspended,
not due, awaited or late, returned without a figure, data only, no target set, definition changed.
Only then comes the colour that `rag.py` gives.
"""

from datetime import date, datetime
from typing import Any

import numpy as np

from kpis.analysis.figures.columns import select
from kpis.analysis.figures.report_columns import Read, ReportColumn
from kpis.analysis.figures.rollup import MONTHS_IN_A_QUARTER
from kpis.model import AGAINST_OTHERS, RATED, Marker, Polarity, RagStatus
from kpis.periods import month_name
from kpis.words.aims import proposed_words

_WITHOUT_A_FIGURE = {
    Marker.CONFIDENTIAL.value: "Returned without a figure: withheld to protect confidentiality",
    Marker.NOT_AVAILABLE.value: "Returned without a figure: not available",
    Marker.NOT_APPLICABLE.value: "Returned without a figure: not applicable",
}

_SENTENCES_REST_ON: tuple[ReportColumn, ...] = (
    "rag",
    "parts",
    "suspended",
    "not_due",
    "marker",
    "rule",
    "reference_of",
    "reference_missing",
    "not_comparable",
    "data_only",
    "polarity",
    "year",
    "aims_of",
    "proposed",
    "due_on",
    "months_returned",
)


def states(columns: Read, as_at: datetime) -> np.ndarray:
    """The RagStatus of each row: the first reason for having no colour, else its colour.

    columns: parts, suspended, not_due, data_only, not_comparable (text, "" where it does not
        hold), returned (bool), due_on (NaT where nothing is due), and those of `figure_states`.
    A figure due on the day of `as_at` is awaited until that day is over.
    """
    missing = ~columns["returned"]
    late = missing & (columns["due_on"] < np.datetime64(as_at.date(), "us"))
    return select(
        [
            columns["parts"] != "",
            columns["suspended"] != "",
            columns["not_due"] != "",
            late,
            missing,
        ],
        [
            RagStatus.SEE_PARTS.value,
            RagStatus.SUSPENDED.value,
            RagStatus.NOT_DUE.value,
            RagStatus.LATE.value,
            RagStatus.AWAITED.value,
        ],
        figure_states(columns),
    )


def figure_states(columns: Read) -> np.ndarray:
    """The RagStatus of rows that were returned, whatever the calendar says.

    columns: outturn (float), data_only, polarity, and colour, without_aim and not_comparable as
        `rag.rated_by` gives them.
    """
    by_design = (columns["data_only"] != "") | (columns["polarity"] == Polarity.NEUTRAL.value)
    return select(
        [
            np.isnan(columns["outturn"]),
            by_design,
            columns["without_aim"],
            columns["not_comparable"] != "",
        ],
        [
            RagStatus.NOT_AVAILABLE.value,
            RagStatus.DATA_ONLY.value,
            RagStatus.NO_TARGET.value,
            RagStatus.NOT_COMPARABLE.value,
        ],
        columns["colour"],
    )


def reasons(columns: Read, as_at: datetime) -> np.ndarray:
    """A sentence, without full stop, for each row that has no colour; "" for one that has.

    columns: as for `states`, and rag as it gives it, marker, year (the financial year of the
        report) and months_returned (of a quarter that lacks some of its months, else 0).
    """
    text = np.full(len(columns["rag"]), "", dtype=object)
    for row in np.flatnonzero(~np.isin(columns["rag"], [status.value for status in RATED])):
        text[row] = _sentence(
            {name: columns[name][row] for name in _SENTENCES_REST_ON}, as_at.date()
        )
    return text


def as_clause(text: str) -> str:
    """Words of the plan as reasons are written: without the full stop they may end with."""
    return text.strip().removesuffix(".")


def as_sentence(text: str) -> str:
    """Words of the plan with one full stop, whether they end with it or not."""
    return f"{as_clause(text)}."


def _sentence(row: dict[str, Any], today: date) -> str:
    match row["rag"]:
        case RagStatus.SEE_PARTS:
            return f"Shown by its parts: {row['parts']}"
        case RagStatus.SUSPENDED:
            return f"Suspended: {as_clause(row['suspended'])}"
        case RagStatus.NOT_DUE:
            return str(row["not_due"])
        case RagStatus.NOT_AVAILABLE:
            return _WITHOUT_A_FIGURE.get(row["marker"][:1], "Returned without a figure")
        case RagStatus.NOT_COMPARABLE:
            other = row["reference_of"] if row["rule"] in AGAINST_OTHERS else "the target"
            return f"Not comparable with {other}: {as_clause(row['not_comparable'])}"
        case RagStatus.DATA_ONLY if row["data_only"]:
            return as_clause(row["data_only"])
        case RagStatus.DATA_ONLY if row["polarity"] == Polarity.NEUTRAL:
            return "Neither more nor less of this is better"
        case RagStatus.NO_TARGET if row["reference_missing"]:
            return str(row["reference_missing"])
        case RagStatus.NO_TARGET if row["proposed"]:
            return proposed_words(row["aims_of"])
        case RagStatus.NO_TARGET:
            return f"This plan sets no target for {row['year']}"
        case _:
            return _missing(
                row["due_on"].astype("datetime64[D]").item(), int(row["months_returned"]), today
            )


def _missing(due: date, months: int, today: date) -> str:
    day = f"{due.day} {month_name(due)} {due.year}"
    so_far = f"{months} of {MONTHS_IN_A_QUARTER} months returned" if months else ""
    if today <= due:
        return f"Due {day}, {so_far or 'not yet returned'}"
    return f"Was due {day}; {so_far}" if so_far else f"Was due {day}"
