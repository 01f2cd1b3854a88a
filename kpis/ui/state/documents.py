"""What documents of the figures shown are made of: worked out once and kept for all readers.

Whoever asks has been given the figures by `publication.choose`, as they may see them; a document
holds nothing but these. A page may stand open for long, so what is not published is asked for again
when a file is taken.
"""

from collections.abc import Sequence
from pathlib import Path

from kpis.exports.formats import Look
from kpis.model import About, Act, Release
from kpis.periods import ReportingPeriod
from kpis.plan.chain.chain import Chain
from kpis.reports.quarter import QuarterReport
from kpis.store import releases_in
from kpis.ui.state import cache, plan_files
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state
from kpis.use_cases.allow import allow
from kpis.use_cases.publishing.packs import look_of
from kpis.use_cases.publishing.report import report_of_figures
from kpis.use_cases.seen_store import SeenStore


@kept_per_state(max_entries=4)
def report_shown(figures: Figures, quarter: ReportingPeriod, _store: SeenStore) -> QuarterReport:
    """The report of a quarter's figures. _store: as whoever asks sees it, which the key of the
    figures says already. Raises PlanError, StoreError and StoreBusy."""
    return report_of_figures(_store, _chain(figures), figures.state, quarter)


def releases_of(store: SeenStore) -> Sequence[Release]:
    """All that is published, newest first."""
    return releases_in(store.releases())


def look_shown() -> Look:
    """What the plan says its documents look like; plain while its files are faulty.

    Raises PlanError, its message a sentence, where a file that it names cannot be used.
    """
    if cache.plan_trouble():
        return Look()
    return look_of(plan_files.chain().named, Path(plan_files.plan_files().folder))


def refuse_unpublished(store: SeenStore, release: Release | None, name: str) -> None:
    """Raise AccessRefused where figures are not published and whoever asks may not read them now.

    release: whose they are, None for none's. name: of the file, for the audit.
    """
    if release is None:
        allow(store, store.actor, Act.READ_BEFORE_RELEASE, About(words=name))
    elif release.number < 0:  # approved for a time: asking for it asks who may read it
        store.release(release.number)


def _chain(figures: Figures) -> Chain:
    """The plans there are; while their files are faulty the one that the figures were made with."""
    return figures.state.chain if cache.plan_trouble() else plan_files.chain()
