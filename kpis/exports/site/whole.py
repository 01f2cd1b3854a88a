"""Every file of a site: pages of every release, the data, and what is of no single release."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from kpis.exports.open_data.files import open_data_files
from kpis.exports.site.data_pages import data_pages
from kpis.exports.site.edition import edition_files
from kpis.exports.site.facts import Edition, Site
from kpis.exports.site.shared import shared_files
from kpis.reports.open_data.whole import OpenData


def site_files(site: Site, others: Iterable[Edition], data: OpenData) -> dict[str, bytes]:
    """Path → file. others: every release but the current one; each is let go when its pages are
    made. data: of all releases."""
    data = _at(data, site)
    files = open_data_files(data)
    site = replace(site, data_files=frozenset(files))
    files |= data_pages(site, data, files)
    for edition in chain((site.current,), others):
        files |= edition_files(edition, site)
    return files | shared_files(site, [path for path in files if path.endswith(".html")])


def _at(data: OpenData, site: Site) -> OpenData:
    """The data with whom to ask as of today, and addresses that begin where the site stands."""
    publication = replace(site.current.publication, site=site.address)
    return replace(data, plan=replace(data.plan, publication=publication))
