"""Board packs made for the pages: once for each state of the figures, and kept for all readers.

Whoever asks has been given the figures by `publication.choose`, as they may see them; a pack holds
nothing but these.
"""

from collections.abc import Sequence

from kpis.exports.formats import Format
from kpis.model import Release
from kpis.periods import ReportingPeriod
from kpis.reports.blocks import Document
from kpis.reports.pack import pack
from kpis.reports.quarter import QuarterReport
from kpis.reports.selection import WHOLE, Selection, selected
from kpis.ui.state import documents, plan_files, seen
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.use_cases.publishing.packs import PackFile, pack_files

_Kept = tuple[str, str]  # a selection as small values: its kind and what it is; "" for the whole


def document_of(figures: Figures, quarter: ReportingPeriod, asked: Selection) -> Document:
    """The pack as a document. Raises PlanError, StoreError and StoreBusy."""
    return _document(figures, quarter, *_as_kept(asked))


def file_of(
    figures: Figures, quarter: ReportingPeriod, asked: Selection, format: Format
) -> PackFile:
    """The pack in a format, the same bytes as `kpis pack` writes.

    Raises PlanError where a logo or a template that the plan names cannot be used, ExportError
    where the format can make nothing of them, StoreError and StoreBusy.
    """
    changed = plan_files.plan_files().changed
    return _file(figures, quarter, *_as_kept(asked), format.value, changed)


def _as_kept(asked: Selection) -> _Kept:
    return next(iter(asked.asked), ("", ""))


def _asked(kind: str, value: str) -> Selection:
    if not kind:
        return WHOLE
    return Selection(**{kind: int(value) if kind == "outcome" else value})  # type: ignore[arg-type]


@kept_per_state(max_entries=32)
def _document(figures: Figures, quarter: ReportingPeriod, kind: str, value: str) -> Document:
    report = selected(_report(figures, quarter), _asked(kind, value))
    return pack(report, _releases(figures))


@kept_per_state(max_entries=32)
def _file(
    figures: Figures,
    quarter: ReportingPeriod,
    kind: str,
    value: str,
    format: str,
    changed: int,  # noqa: ARG001 a plan that changed may have another logo
) -> PackFile:
    (made,) = pack_files(
        _report(figures, quarter),
        _releases(figures),
        [Format(format)],
        documents.look_shown(),
        asked=[_asked(kind, value)],
    )
    return made


def _report(figures: Figures, quarter: ReportingPeriod) -> QuarterReport:
    return documents.report_shown(figures, quarter, seen.store(figures.state.own_plan))


def _releases(figures: Figures) -> Sequence[Release]:
    return documents.releases_of(seen.store(figures.state.own_plan))
