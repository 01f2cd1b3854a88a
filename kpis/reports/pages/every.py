"""Every page of a report, in the order of a site's map."""

from collections.abc import Iterator

from kpis.reports.pages import groups, lists
from kpis.reports.pages.home import home
from kpis.reports.pages.measure import measure_page
from kpis.reports.pages.page import Page
from kpis.reports.quarter import QuarterReport


def pages_of(report: QuarterReport) -> tuple[Page, ...]:
    """The pages of a report of the whole plan; each key is there once."""
    return tuple(_pages(report))


def _pages(report: QuarterReport) -> Iterator[Page]:
    plan = report.plan
    yield home(report)
    yield lists.off_track_page(report)
    yield from (groups.priority_page(report, each) for each in plan.priorities)
    yield from (groups.outcome_page(report, each) for each in plan.outcomes)
    if plan.themes:
        yield groups.themes_page(report)
        yield from (groups.theme_page(report, each) for each in plan.themes)
    if directorates := groups.directorates_of(report):
        yield groups.directorates_page(report)
        yield from (groups.directorate_page(report, each) for each in directorates)
    yield lists.measures_page(report)
    yield from (measure_page(report, row) for row in report.rows)
    yield lists.activities_page(report)
    if plan.borough.facts:
        yield lists.borough_page(report)
    yield lists.changes_page(report)
    yield lists.method_page(report)
