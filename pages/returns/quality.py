"""What does not look right in the figures that stand, by kind, with what to do about it."""

from functools import partial

import streamlit as st

from kpis.analysis.quality.kinds import KINDS
from kpis.exports.csv_files import quality_csv
from kpis.ui.kit.download import download
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import page_head, section, show
from kpis.ui.returns.progress import frames
from kpis.ui.returns.progress.quality_list import (
    findings_table,
    illustrative_findings,
    kind_note,
    kinds_table,
    quality_headline,
)
from kpis.ui.state import cache, query_params

figures = cache.figures()
plan = figures.plan

head, whose = st.columns([5, 2.4], vertical_alignment="bottom")
with head:
    page_head(plan, "Data quality")
with whose:
    names = {name: name for name in sorted({measure.directorate for measure in plan.counted})}
    directorate = query_params.choose("directorate", "Directorate", names, "directorate")

findings = frames.findings(figures)
if directorate is not None:
    own = [measure.id for measure in plan.measures if measure.directorate == directorate]
    findings = findings[findings["measure_id"].isin(own)]

show(illustrative_findings(findings))
show(element("p", quality_headline(findings), class_="k-lead"))
show(kinds_table(findings))
show(
    element(
        "p",
        f"Only figures of {plan.area} are looked at; comparators are other people's. A finding is "
        "a question to the owner, not a verdict.",
        class_="k-foot",
    )
)
if len(findings):
    download(
        "Download all findings (CSV)",
        partial(quality_csv, findings),
        "data-quality.csv",
        key="quality_csv",
    )

for code, of_kind in findings.groupby("code", sort=False):
    kind = KINDS[str(code)]
    section(f"{kind.title} ({len(of_kind)})")
    show(kind_note(kind))
    for part in findings_table(kind, list(of_kind.itertuples(index=False))):
        show(part)
