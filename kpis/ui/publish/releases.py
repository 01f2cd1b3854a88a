"""The releases there are, newest first, each with the way to see it as it was."""

import streamlit as st

from kpis.errors import UnknownRelease
from kpis.frames import RELEASES, ReleaseRow
from kpis.model import Plan
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import link, release_address, release_changes_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.publish.changes import draw_changes
from kpis.use_cases.release_preview import changes_in_release
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time
from kpis.words.report.shown import NONE

_COLUMNS = ("Release", "Published", "By", "Figures", "For readers")


def draw_asked_changes(plan: Plan, store: SeenStore) -> None:
    """What the release that the address names (?changes=2) changed; nothing where it names none."""
    asked = st.query_params.get("changes", "")
    if not asked:
        return
    try:
        number = int(asked)
        changes, release = changes_in_release(store, plan, number), store.release(number)
    except (ValueError, UnknownRelease):
        st.warning(markdown_text(f"There is no release “{asked[:40]}”."))
        return
    quarter = period_of_id(release.quarter_id).label
    section(f"What release {number} changed")
    words = [element("strong", link(release_address(number, release.quarter_id), quarter))]
    if release.reason:
        words.append(element("span", f": {release.reason}"))
    show(element("p", words, class_="k-lead"))
    if changes is None:
        show(element("p", f"It is the first release of {quarter}.", class_="k-quiet"))
    elif not changes.anything:
        show(element("p", "It shows what the release before it shows.", class_="k-quiet"))
    else:
        draw_changes(changes, plan, "Before", f"In release {number}")


def draw_releases(store: SeenStore) -> None:
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
            element("span", "without its plan: rated by today's", class_="k-sub")
            if not release.plan_sha256
            else None,
        ),
        cell(uk_time(release.published_at), label="Published"),
        cell(release.published_by, label="By"),
        cell(f"{release.figures:,}", class_="k-figure", label="Figures"),
        cell(_for_readers(release, is_correction), label="For readers"),
    )


def _for_readers(release: ReleaseRow, is_correction: bool) -> list[Html | str]:
    """Reason and note, and the way to what a correction changed."""
    words: list[Html | str] = []
    if release.reason:
        words.append(element("span", f"Corrected: {release.reason}", class_="k-sub"))
    if release.note:
        words.append(element("span", release.note, class_="k-sub"))
    if is_correction:
        words.append(link(release_changes_address(release.number), "What changed"))
    return words or [NONE]
