"""`kpis pack`: the board pack as files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import READER, open_chain, open_store, parse_quarter
from kpis.cli.output import print_json, say, write_files
from kpis.clock import utc_now

if TYPE_CHECKING:
    from kpis.reports.quarter import QuarterReport
    from kpis.reports.selection import Selection
    from kpis.use_cases.publishing.packs import PackFile

FORMATS = ("html", "pdf", "pptx", "xlsx", "docx")  # as `kpis.exports.formats.Format` has them
_MADE_ANYWAY = ("html", "pdf")


@click.command("pack")
@options.period("the quarter, of figures as they stand; the latest mostly returned without it")
@options.release_number("of that release, with the figures and the plan it published")
@options.outcome
@click.option("--theme", default="", metavar="ID", help="only measures of this theme")
@click.option("--directorate", default="", metavar="NAME", help="only measures of this directorate")
@options.board("measures")
@click.option(
    "--all", "of_all", is_flag=True, help="also one of each outcome, theme, directorate and board"
)
@click.option(
    *("--format", "formats"),
    multiple=True,
    type=click.Choice(FORMATS),
    help="may be given several times; a web page and a PDF without it",
)
@click.option("-o", "--output", type=options.PATH, required=True, metavar="FOLDER", help="where to")
@options.as_json
@options.store_and_plan
def pack(
    period: str | None,
    release: int | None,
    outcome: int | None,
    theme: str,
    directorate: str,
    board: str | None,
    of_all: bool,
    formats: Sequence[str],
    output: Path,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Write the board pack, of the whole plan or of some of it.

    What is off track first, every measure on one page, what changed, then a page for each measure
    at most. Of a release it is the same whenever it is made, until that one is corrected or
    withdrawn, or the one before it is withdrawn; figures that no release has are marked as not
    published. All files are written, or none.
    """
    from kpis.exports.formats import Format
    from kpis.reports.selection import Selection
    from kpis.store import releases_in
    from kpis.use_cases.publishing.packs import every_selection, look_of, pack_files
    from kpis.use_cases.publishing.report import report_of

    asked = Selection(outcome=outcome or 0, theme=theme, directorate=directorate, board=board or "")
    options.refuse_both(release=release, period=period)
    options.refuse_both(**dict(asked.asked), all=of_all or None)
    chain = open_chain(plan_folder, for_figures=True)
    store = open_store(store_path, chain)
    quarter = parse_quarter(period) if period else None
    report = report_of(store, chain, utc_now(), actor=READER, quarter=quarter, release=release)
    kinds = [Format(each) for each in formats or _MADE_ANYWAY]
    selections = every_selection(report.plan) if of_all else (asked,)
    look = look_of(chain.named, plan_folder)
    files = list(pack_files(report, releases_in(store.releases()), kinds, look, asked=selections))
    write_files(output, {each.name: each.content for each in files})
    if as_json:
        print_json(_document(report, files, output))
        return 0
    for each in files:
        print(f"{output / each.name}  {_size(len(each.content))}")
    if report.release is None:
        say(f"{report.quarter.label} as it stands now: not published.")
    return 0


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.0f} kB"


def _document(report: "QuarterReport", files: "Sequence[PackFile]", folder: Path) -> dict[str, Any]:
    from hashlib import sha256

    return {
        "period": report.quarter.id,
        "release": report.release.number if report.release else None,
        "files": [
            {
                "file": str(folder / each.name),
                "format": each.format.value,
                "of": _of(each.asked),
                "bytes": len(each.content),
                "sha256": sha256(each.content).hexdigest(),
            }
            for each in files
        ],
    }


def _of(asked: "Selection") -> dict[str, str] | None:
    """What it is of; None for the whole plan."""
    return next(({"kind": kind, "value": value} for kind, value in asked.asked), None)
