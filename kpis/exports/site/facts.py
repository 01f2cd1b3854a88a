"""What every page of a site tells of the site itself, and one release as the site shows it."""

from collections.abc import Mapping

from kpis.exports.site.addresses import paths_of
from kpis.model import Publication, Release, Standing, standing_of
from kpis.model.record import Record
from kpis.periods import period_of_id
from kpis.reports.about import published_how
from kpis.reports.pages.every import pages_of
from kpis.reports.pages.page import Page
from kpis.reports.quarter import QuarterReport
from kpis.words.days import uk_day


class Edition(Record):
    """A release with its pages. paths: of these by key, within the folder of the release.

    how: publisher, contact, another form, licence and next figures, each with its name. documents:
    the whole report in other formats, by the names of their files.
    """

    release: Release
    council: str
    plan_title: str
    publication: Publication
    pages: tuple[Page, ...]
    paths: Mapping[str, str]
    how: tuple[tuple[str, str], ...]
    documents: Mapping[str, bytes]

    @property
    def quarter(self) -> str:
        """As readers write it: "Q2 2019/20"."""
        return period_of_id(self.release.quarter_id).label

    @property
    def day(self) -> str:
        """On which it was published, as readers write it."""
        return uk_day(self.release.published_at)


def edition_of(report: QuarterReport, documents: Mapping[str, bytes]) -> Edition:
    """A release as the site shows it. report: of a release, of the whole plan. documents: the same
    in other formats, by the names of their files.

    Raises ValueError for a report of figures that are not published: no site may have them.
    """
    if report.release is None:
        raise ValueError("A site shows releases alone, and this report is of none.")
    pages = pages_of(report)
    return Edition(
        release=report.release,
        council=report.plan.council,
        plan_title=report.plan.title,
        publication=report.plan.publication,
        pages=pages,
        paths=paths_of(page.key for page in pages),
        how=published_how(report),
        documents=documents,
    )


class Site(Record):
    """address: where it stands, "https://…" without a stroke at its end, "" where nobody said so.

    releases: all there are, newest first. current: what its first pages show: the newest that
    stands. dashboard: where those who work with the figures sign in; "" for nowhere. data_files:
    the paths of the open data.
    """

    address: str
    releases: tuple[Release, ...]
    current: Edition
    dashboard: str = ""
    data_files: frozenset[str] = frozenset()

    def release(self, number: int) -> Release:
        """A release as it is today: it may have been withdrawn since. Raises KeyError."""
        for each in self.releases:
            if each.number == number:
                return each
        raise KeyError(number)

    def standing(self, release: Release) -> Standing:
        """How a release stands among all."""
        return standing_of(self.release(release.number), self.releases)
