"""The releases there are, newest first, each with the way to see it as it was."""

from kpis.frames import RELEASES, ReleaseRow
from kpis.periods import period_of_id
from kpis.store import Store
from kpis.ui.kit.addresses import link, release_address
from kpis.ui.kit.figure_text import NONE
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.days import uk_time

_COLUMNS = ("Release", "Published", "By", "Figures", "Note")


def draw_releases(store: Store) -> None:
    section("Releases")
    releases = store.releases()
    if releases.empty:
        words = "Nothing has been released yet: pages show the latest figures."
        show(element("p", words, class_="k-quiet"))
        return
    firsts = set(releases.groupby("quarter_id")["number"].min())
    head = row(
        [column(name, class_="k-figure" if name == "Figures" else None) for name in _COLUMNS]
    )
    lines = [_line(each, each.number not in firsts) for each in RELEASES.rows(releases)]
    caption = "Follow one to see the dashboard with the figures it showed."
    show(table(caption, head, lines, class_="k-cards k-releases"))


def _line(release: ReleaseRow, is_correction: bool) -> Html:
    quarter = period_of_id(release.quarter_id).label
    return row(
        row_header(
            link(
                release_address(release.number, release.quarter_id),
                f"Release {release.number}: {quarter}",
            ),
            element("span", "correction", class_="k-sub") if is_correction else None,
        ),
        cell(uk_time(release.published_at), label="Published"),
        cell(release.published_by, label="By"),
        cell(f"{release.figures:,}", class_="k-figure", label="Figures"),
        cell(release.note or NONE, label="Note"),
    )
