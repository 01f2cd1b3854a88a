"""Figures, groups, findings, issues and changes as CSV files to take away.

Every row says which measure, area and period it is about and where its figure comes from, so
that the file still explains itself when it is found in a folder a year later. Every file is UTF-8
with a byte order mark, which Excel needs to read it right; a text that a spreadsheet would work
out as a formula has a quote before it; no rows give the header alone.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

import pandas as pd

from kpis.formulas import without_formulas
from kpis.frames import BREAKDOWN, CHANGES, QUALITY, SERIES, TEXT
from kpis.model import Measure
from kpis.words.statuses import STATUS_WORDS

_ISSUE_COLUMNS = ("severity", "sheet", "cell", "measure", "found", "message", "code")
_ANSWERS = "answers"  # of a question: its readings, in words


def history_csv(series: pd.DataFrame, measure: Measure) -> bytes:
    """SERIES of a measure: the table beneath its chart.

    Columns: measure, title, unit, period, period_id, area, outturn, numerator, denominator,
    interval_low, interval_high (of the 95 % confidence interval), interval_method, marker,
    target, minimum_expectation, target_upper, minimum_expectation_upper, aims_of (id of the
    financial year whose aims these are), rating, rating_name (what the council
    calls it), rated_by (the rule), green_limit, amber_limit,
    green_limit_upper, amber_limit_upper, held_against (another figure that the rule takes) and
    held_against_of (whose it is), source, commentary. Figures are unrounded, in the
    measure's unit.
    """
    SERIES.check(series)
    words = {status.value: word for status, word in STATUS_WORDS.items()}
    table = pd.DataFrame(
        {
            "measure": measure.code,
            "title": measure.title,
            "unit": measure.unit_label,
            "period": series["period_label"],
            "period_id": series["period_id"],
            "area": series["area"],
            "outturn": series["outturn"],
            "numerator": series["numerator"],
            "denominator": series["denominator"],
            "interval_low": series["interval_low"],
            "interval_high": series["interval_high"],
            "interval_method": series["interval_method"],
            "marker": series["marker"],
            "target": series["target"],
            "minimum_expectation": series["minimum_expectation"],
            "target_upper": series["target_upper"],
            "minimum_expectation_upper": series["minimum_expectation_upper"],
            "aims_of": series["aims_of"],
            "rating": series["rag"].map(words).fillna(""),
            "rating_name": series["rating_name"],
            "rated_by": series["rule"],
            "green_limit": series["green_limit"],
            "amber_limit": series["amber_limit"],
            "green_limit_upper": series["green_limit_upper"],
            "amber_limit_upper": series["amber_limit_upper"],
            "held_against": series["reference"],
            "held_against_of": series["reference_of"],
            "source": series["provenance"],
            "commentary": series["commentary"],
        }
    )
    return _of_frame(table)


def breakdown_csv(frame: pd.DataFrame, measure: Measure) -> bytes:
    """BREAKDOWN of a measure: what the public may see of its groups, and no more.

    Columns: measure, title, unit, period, period_id, breakdown, category, outturn, numerator,
    denominator, marker, interval_low, interval_high, source. The marker of a withheld row is "c".
    """
    BREAKDOWN.check(frame)
    table = pd.DataFrame(
        {
            "measure": measure.code,
            "title": measure.title,
            "unit": measure.unit_label,
            "period": frame["period_label"],
            "period_id": frame["period_id"],
            "breakdown": frame["breakdown"],
            "category": frame["category"],
            "outturn": frame["outturn"],
            "numerator": frame["numerator"],
            "denominator": frame["denominator"],
            "marker": frame["marker"],
            "interval_low": frame["interval_low"],
            "interval_high": frame["interval_high"],
            "source": frame["provenance"],
        }
    )
    return _of_frame(table)


def quality_csv(findings: pd.DataFrame) -> bytes:
    """QUALITY, one row per finding.

    Columns: kind, severity, measure, title, period, period_id, found, what_to_do, illustrative
    (yes or empty).
    """
    QUALITY.check(findings)
    table = pd.DataFrame(
        {
            "kind": findings["code"],
            "severity": findings["severity"],
            "measure": findings["measure_code"],
            "title": findings["title"],
            "period": findings["period_label"],
            "period_id": findings["period_id"],
            "found": findings["sentence"],
            "what_to_do": findings["action"],
            "illustrative": findings["illustrative"].map({True: "yes", False: ""}).astype("str"),
        }
    )
    return _of_frame(table)


def issues_csv(issues: Iterable[Mapping[str, Any]]) -> bytes:
    """Issues as dicts (`Issue.as_dict`), one row each; the columns are _ISSUE_COLUMNS and _ANSWERS.

    What was typed into the return is in it.
    """
    return _of_rows(
        (*_ISSUE_COLUMNS, _ANSWERS),
        ([*(row[name] for name in _ISSUE_COLUMNS), _answers(row)] for row in issues),
    )


def _answers(issue: Mapping[str, Any]) -> str:
    """ "it is the outturn / it is another figure: leave out"; "" where nothing is asked."""
    return " / ".join(choice["label"] for choice in issue.get("choices", ()))


def changes_csv(changes: pd.DataFrame) -> bytes:
    """CHANGES, one row each, figures unrounded; missing ones are empty."""
    shown = changes[list(CHANGES.columns)].astype(object).where(changes.notna(), "")
    return _of_rows(tuple(CHANGES.columns), shown.itertuples(index=False, name=None))


def audit_csv(acts: Sequence[Mapping[str, object]]) -> bytes:
    """Acts of the audit, one a row. Columns: the names in the first of them."""
    header = list(acts[0]) if acts else []
    return _of_rows(header, ([act[name] for name in header] for act in acts))


def _of_frame(table: pd.DataFrame) -> bytes:
    texts = table.columns[table.dtypes == TEXT]
    table[texts] = table[texts].map(without_formulas)
    return table.to_csv(index=False).encode("utf-8-sig")


def _of_rows(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(
        [without_formulas(value) if isinstance(value, str) else value for value in row]
        for row in rows
    )
    return text.getvalue().encode("utf-8-sig")
