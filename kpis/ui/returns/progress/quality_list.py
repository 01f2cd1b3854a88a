"""The findings of the data quality report: how many of each kind, and each kind in a table."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from kpis.analysis.quality.kinds import KINDS, Kind
from kpis.exports.csv_files import quality_csv
from kpis.frames import QUALITY, QualityRow
from kpis.model import Severity
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.download import download
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.illustrative_note import illustrative_note
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.marks import hidden
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.returns.submit.issue_table import severity_mark
from kpis.words.illustrative import Share
from kpis.words.lists import counted
from kpis.words.report.shown import NONE

SHOWN = 10  # of each kind; the others are folded away beneath
_NOTHING_FOUND = element(
    "span",
    element("span", "✓", class_="k-mark-sign", aria_hidden="true"),
    class_="k-mark k-mark-none",
)
_MEANINGS = {Severity.ERROR: "to put right", Severity.WARNING: "worth a second look"}


def draw_findings(findings: pd.DataFrame) -> None:
    """Each kind with its rule, what to do about it and where it was found. findings: QUALITY."""
    for code, of_kind in findings.groupby("code", sort=False):
        kind = KINDS[str(code)]
        section(f"{kind.title} ({len(of_kind)})")
        show(kind_note(kind))
        for part in findings_table(kind, QUALITY.rows(of_kind)):
            show(part)


def draw_download(findings: pd.DataFrame) -> None:
    """The findings to take away; nothing where there are none."""
    if len(findings):
        download(
            "Download all findings (CSV)",
            partial(quality_csv, findings),
            "data-quality.csv",
            key="quality_csv",
        )


def quality_headline(findings: pd.DataFrame) -> str:
    """ "76 findings about 41 measures: 39 to put right, 37 worth a second look."

    findings: QUALITY.
    """
    if findings.empty:
        return "Nothing was found that does not look right."
    counts = findings["severity"].value_counts()
    kinds = [
        f"{counts[severity.value]} {meaning}"
        for severity, meaning in _MEANINGS.items()
        if severity.value in counts
    ]
    measures = counted(findings["measure_id"].nunique(), "measure")
    return f"{counted(len(findings), 'finding')} about {measures}: {', '.join(kinds)}."


def illustrative_findings(findings: pd.DataFrame) -> Html | None:
    """How many are about illustrative figures; None when none is."""
    found = Share(int(findings["illustrative"].sum()), len(findings), "finding")
    return illustrative_note(
        [found], " They are marked.", where="", what="about illustrative figures"
    )


def kinds_table(findings: pd.DataFrame) -> Html:
    """Every kind with its count, also those of which nothing was found: they were looked for."""
    counts = findings["code"].value_counts()
    lines = [
        row(
            row_header(
                severity_mark(kind.severity) if code in counts else _NOTHING_FOUND, kind.title
            ),
            cell(str(counts[code]) if code in counts else "none", class_="k-figure"),
            class_=None if code in counts else "k-quiet",
        )
        for code, kind in KINDS.items()
    ]
    head = row(column("What was looked for"), column("Found", class_="k-figure"))
    return table(hidden("Findings by kind"), head, lines, class_="k-kinds")


def kind_note(kind: Kind) -> Html:
    """The rule and what to do, above the findings of a kind."""
    return element(
        "div",
        element("p", element("strong", "The rule. "), kind.rule),
        element("p", element("strong", "What to do. "), kind.action),
        class_="k-foot",
    )


def findings_table(kind: Kind, findings: Sequence[QualityRow]) -> list[Html]:
    """The findings of one kind; more than fit are folded away. findings: rows of QUALITY."""
    first, others = findings[:SHOWN], findings[SHOWN:]
    parts = [_table(kind, first)]
    if others:
        summary = element("summary", f"Show the other {len(others)}")
        parts.append(element("details", summary, _table(kind, others), class_="k-more"))
    return parts


def _table(kind: Kind, findings: Sequence[QualityRow]) -> Html:
    head = row(column("Measure"), column("Period"), column("What was found"))
    return table(
        hidden(kind.title), head, [_line(finding) for finding in findings], class_="k-findings"
    )


def _line(finding: QualityRow) -> Html:
    illustrative = element("span", "illustrative", class_="k-illustrative")
    name = element(
        "span",
        element("span", finding.measure_code, class_="k-code"),
        link(measure_address(finding.measure_id), finding.title),
    )
    return row(
        row_header(severity_mark(Severity(finding.severity)), name),
        cell(finding.period_label or NONE, class_="k-when"),
        cell(finding.sentence, " ", illustrative if finding.illustrative else None),
    )
