"""The board pack in its formats: of the whole plan, or of some of it, as files with names.

A file's name says what is in it: quarter, release and what it is of. The same release, selection
and format make the same bytes, whoever asks: a command, a page or the site.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kpis.exports.formats import Format, Look, render
from kpis.model import Plan, Release
from kpis.model.record import Record
from kpis.periods import ReportingPeriod
from kpis.plan.partnership.boards import boards_of
from kpis.plan.publication.files import logo_of, slides_template_of
from kpis.reports.pack import pack
from kpis.reports.quarter import QuarterReport
from kpis.reports.selection import WHOLE, Selection, selected

PAPER = (Format.HTML, Format.PDF)  # what a pack is made in unless something else is asked for
_NOT_IN_NAMES = re.compile(r"[\W_]+")


class PackFile(Record):
    """A pack as a file. of: what it is of, in words; "" for the whole plan."""

    name: str
    format: Format
    of: str
    asked: Selection
    content: bytes


def look_of(plan: Plan, folder: Path) -> Look:
    """What a plan says its documents look like. folder: the plan's.

    Raises PlanError, its message a sentence, where a file that it names cannot be used.
    """
    named = plan.publication
    logo = logo_of(folder, named.logo)
    return Look(
        logo=logo.content if logo else b"",
        slides=slides_template_of(folder, named.slides_template) or b"",
        headings=named.report_headings,
    )


def pack_files(
    report: QuarterReport,
    releases: Sequence[Release],
    formats: Iterable[Format],
    look: Look,
    *,
    asked: Iterable[Selection] = (WHOLE,),
) -> Iterator[PackFile]:
    """Each pack in each format, one at a time, as they are made.

    report: of the whole plan. releases: all that are published. A selection without a measure makes
    a pack that says so. Raises UsageError for a selection that the plan has not, and ExportError
    where the look cannot be used.
    """
    kinds = tuple(dict.fromkeys(formats))
    taken: set[str] = set()
    for selection in asked:
        own = selected(report, selection)
        document = pack(own, releases)
        for kind in kinds:
            name = _free(file_name(own, selection, kind), taken)
            yield PackFile(
                name=name,
                format=kind,
                of=own.whose,
                asked=selection,
                content=render(document, kind, look),
            )


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another file has it: “A & B” and “A, B” are called alike."""
    stem, _, ending = name.rpartition(".")
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{ending}"
    taken.add(name)
    return name


def every_selection(plan: Plan) -> tuple[Selection, ...]:
    """The whole plan, then each outcome, theme, directorate and board that it names."""
    directorates = dict.fromkeys(each.directorate for each in plan.measures if each.directorate)
    return (
        WHOLE,
        *(Selection(outcome=each.number) for each in plan.outcomes),
        *(Selection(theme=each.id) for each in plan.themes),
        *(Selection(directorate=name) for name in directorates),
        *(Selection(board=each.id) for each in boards_of(plan)),
    )


def file_name(report: QuarterReport, asked: Selection, format: Format) -> str:
    """ "performance-2019-20-Q2-release-3-outcome-5.pdf"; "not-published" where it is of none."""
    of = [f"{kind}-{_as_name(value)}" for kind, value in asked.asked]
    return name_of_file(report.quarter, report.release, of, format)


def name_of_file(
    quarter: ReportingPeriod, release: Release | None, of: Iterable[str], format: Format
) -> str:
    """The same of anything made of a quarter's report. of: what it is of, in words."""
    parts = [
        "performance",
        quarter.id,
        f"release-{release.number}" if release and release.is_published else "not-published",
        *map(_as_name, of),
    ]
    return f"{'-'.join(parts)}.{format.value}"


def _as_name(value: str) -> str:
    """Of letters of any script, digits and hyphens; "other" for what has none of them."""
    return _NOT_IN_NAMES.sub("-", value.lower()).strip("-") or "other"
