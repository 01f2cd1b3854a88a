"""The releases there are, newest first, each with the way to see it as it was."""

from collections.abc import Sequence

import streamlit as st

from kpis.analysis.report.first_quarter import quarters_of_plan
from kpis.errors import UnknownRelease
from kpis.model import (
    Act,
    Plan,
    Release,
    ReleaseStanding,
    corrected_release,
    standing_of,
    standing_releases,
)
from kpis.periods import period_of_id
from kpis.plan.calendar import dates_of
from kpis.store import releases_in
from kpis.ui.kit.addresses import link, release_address, release_changes_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.post.dialog import PostDialog
from kpis.ui.publish.changes import draw_changes
from kpis.ui.state import plan_files, visitor
from kpis.ui.state.acting import acting
from kpis.ui.state.figures import Figures
from kpis.use_cases.publishing.scheduling import withdraw_release
from kpis.use_cases.release_preview import changes_in_release
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import day_in_words, uk_time
from kpis.words.releasing.preparation import early_sentence, seen_early_sentence
from kpis.words.report.release_standing import STANDING_WORDS, withdrawn_sentence
from kpis.words.report.shown import NONE

_COLUMNS = ("Release", "Published", "By", "Figures", "Standing", "For readers")
_WITHDRAWAL = PostDialog(
    name="release_withdrawal",
    verb="withdraw_release",
    asks="Reason, for readers",
    field="why",
    at_length=True,
)


def draw_asked_changes(plan: Plan, store: SeenStore) -> None:
    """What the release that the address names (?changes=2) changed; nothing where it names none."""
    asked = st.query_params.get("changes", "")
    if not asked:
        return
    try:
        number = max(int(asked), 0)
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


def draw_releases(figures: Figures, store: SeenStore) -> None:
    """For all: what was published and how each stands, and what comes next."""
    section("Releases")
    gone = _WITHDRAWAL.done()
    if gone:
        st.success(f"Release {gone[0]} is withdrawn. It stays below, and counts no more.")
    _draw_early()
    releases = releases_in(store.releases())
    if not releases:
        words = "Nothing has been released yet."
        if visitor.sees_unpublished():
            words = "Nothing has been released yet: pages show the latest figures."
        show(element("p", words, class_="k-quiet"))
        return
    if words := _next_release(figures.state.own_plan, releases):
        show(element("p", words, class_="k-line"))
    head = row(
        [column(name, class_="k-figure" if name == "Figures" else None) for name in _COLUMNS]
    )
    lines = [_line(each, releases) for each in releases]
    caption = "Follow one to see the dashboard with the figures it showed."
    show(table(caption, head, lines, class_="k-cards k-releases"))
    if store.actor.may(Act.PUBLISH):
        _draw_withdrawing(store, releases)


def _draw_early() -> None:
    """What whoever looks may read before its time."""
    for due in visitor.early():
        quarter = period_of_id(due.quarter_id).label
        address = release_address(due.release_number, due.quarter_id)
        show(
            element(
                "p",
                element("strong", link(address, f"Not yet published: {quarter}")),
                f", until {uk_time(due.due_at)}. {early_sentence(due)}",
                class_="k-line",
            )
        )


def _draw_withdrawing(store: SeenStore, releases: Sequence[Release]) -> None:
    with st.expander("Withdraw a release", key="withdraw_release"):
        stand = {each.number: each for each in standing_releases(releases)}
        if not stand:
            show(element("p", "All of them are withdrawn.", class_="k-quiet"))
            return
        number = st.selectbox(
            "Release",
            list(stand),
            format_func=lambda each: f"{each}: {period_of_id(stand[each].quarter_id).label}",
            key="withdraw_release_number",
        )
        if st.button("Withdraw it", key="withdraw_release_open"):

            def withdraw(which: str, post: str, why: str) -> None:
                withdraw_release(store, int(which), actor=acting(post), why=why)

            consequence = _what_withdrawing_does(stand[number], releases)
            _WITHDRAWAL.open([str(number)], f"Withdraw release {number}", consequence, withdraw)


def _what_withdrawing_does(release: Release, releases: Sequence[Release]) -> str:
    quarter = period_of_id(release.quarter_id).label
    before = [
        each
        for each in standing_releases(releases)
        if each.quarter_id == release.quarter_id and each.number != release.number
    ]
    instead = f"Readers are shown no figures of {quarter} any more."
    if before:
        instead = f"Readers of {quarter} are shown release {before[0].number} instead."
    return (
        f"Release {release.number} stays on record, and at its address, marked as withdrawn with "
        f"your reason. {instead}"
    )


def _next_release(plan: Plan, releases: Sequence[Release]) -> str:
    """When the plan publishes next; "" where it says no day to come."""
    released = {each.quarter_id for each in releases}
    today = plan_files.today()
    for quarter in quarters_of_plan(plan):
        day = dates_of(plan, quarter).published
        if quarter.id not in released and day >= today:
            return f"Next release: {quarter.label}, planned for {day_in_words(day)}."
    return ""


def _line(release: Release, releases: Sequence[Release]) -> Html:
    quarter = period_of_id(release.quarter_id).label
    is_correction = corrected_release(release, releases) is not None
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
        cell(_standing(release, releases), label="Standing"),
        cell(_for_readers(release, is_correction), label="For readers"),
    )


def _standing(release: Release, releases: Sequence[Release]) -> str:
    standing = standing_of(release, releases)
    by = f" by release {standing.by.number}" if standing.by else ""
    words = STANDING_WORDS[standing.kind].capitalize()
    if standing.kind is ReleaseStanding.WITHDRAWN:
        return withdrawn_sentence(release)
    return f"{words}{by}" if standing.kind is ReleaseStanding.CORRECTED else words


def _for_readers(release: Release, is_correction: bool) -> list[Html | str]:
    """Reason and note, who saw it early, and the way to what a correction changed."""
    words: list[Html | str] = []
    if release.reason:
        words.append(element("span", f"Corrected: {release.reason}", class_="k-sub"))
    if release.note:
        words.append(element("span", release.note, class_="k-sub"))
    if told := seen_early_sentence(release.early_readers, release.early_hours):
        words.append(element("span", told, class_="k-sub"))
    if is_correction:
        words.append(link(release_changes_address(release.number), "What changed"))
    return words or [NONE]
