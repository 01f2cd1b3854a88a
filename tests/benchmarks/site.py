"""The site of one release: of the plan's 49 measures, and of a plan ten times as large."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from kpis.exports.formats import PLAIN, Format, render
from kpis.exports.site.facts import Site, edition_of
from kpis.exports.site.whole import site_files
from kpis.model import Plan, Release, local_administrator, standing_of
from kpis.periods import quarter
from kpis.plan.chain.chain import chain_of
from kpis.reports.open_data.codes import codes_table
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.figures import figures_table, report_table
from kpis.reports.open_data.plan_rows import activities_table, aims_table, measures_table
from kpis.reports.open_data.versions import versions
from kpis.reports.open_data.whole import OpenData
from kpis.reports.pack import pack
from kpis.reports.quarter import Known, quarter_report
from kpis.store import Store
from kpis.use_cases.publishing.folder import is_as_written, write
from kpis.use_cases.publishing.report import report_of

Say = Callable[[str, float, float], None]
OF, NOW = quarter(2019, 2), datetime(2019, 11, 30)
RELEASE = Release(
    number=1,
    quarter_id=OF.id,
    published_at=NOW,
    published_by="Head of Performance",
    note="",
    figures=0,
)


def report(folder: Path, store: Path, plan: Plan, say: Say) -> None:
    """Times of a processor; beside them how large pages are. store: with the plan's figures."""
    actor = local_administrator("")
    known = replace(
        report_of(Store(store), chain_of(plan), NOW, actor=actor, quarter=OF).known, release=RELEASE
    )
    for times, promised in ((1, 5.0), (10, 60.0)):
        larger = _times(known, times)
        begun = time.process_time()
        files = made(larger)
        written = write(folder / f"site{times}", files, "bench")
        say(
            f"site of {49 * times} measures, one release, {written.written:,} files",
            promised,
            time.process_time() - begun,
        )
        begun = time.process_time()
        assert is_as_written(folder / f"site{times}", "bench")
        print(f"  found unchanged in {time.process_time() - begun:.2f} s")
        pages = {
            path: len(content)
            for path, content in files.items()
            if path.endswith(".html") and "/documents/" not in path
        }
        largest = max(pages, key=lambda path: pages[path])
        average = sum(pages.values()) // len(pages)
        print(f"  pages of {average:,} bytes on average, at most {pages[largest]:,} ({largest})")


def made(known: Known) -> dict[str, bytes]:
    """Every file, from the figures on."""
    reported = quarter_report(known, OF)
    html = render(pack(reported, [RELEASE]), Format.HTML, PLAIN)
    edition = edition_of(reported, {"performance.html": html})
    site = Site(address="https://site.example", releases=(RELEASE,), current=edition)
    data = DataSet(
        release=RELEASE,
        plan=known.plan,
        tables={
            "figures": figures_table(known),
            "report": report_table(known),
            "measures": measures_table(known.plan),
            "aims": aims_table(known.plan),
            "activities": activities_table(known),
            "codes": codes_table(),
        },
    )
    whole = OpenData(
        plan=known.plan,
        data_sets=(data,),
        versions={each.release.number: each for each in versions([data])},
        standings={1: standing_of(RELEASE, [RELEASE])},
        coming=None,
    )
    return site_files(site, (), whole)


def _times(known: Known, times: int) -> Known:
    """The same with as many copies of every measure and its figures, under ids of their own."""
    measures, frames = list(known.plan.measures), [known.outturns]
    for copy in range(1, times):
        end = f"_{copy}"
        measures += [
            replace(
                each,
                id=f"{each.id}{end}",
                code=f"{each.code}.{copy}",
                part_of=f"{each.part_of}{end}" if each.part_of else "",
            )
            for each in known.plan.measures
        ]
        frames.append(known.outturns.assign(measure_id=known.outturns["measure_id"] + end))
    outturns = pd.concat(frames, ignore_index=True).astype(known.outturns.dtypes)
    return replace(
        known,
        plan=replace(known.plan, measures=tuple(measures)),
        outturns=outturns,
        all_outturns=outturns,
    )
