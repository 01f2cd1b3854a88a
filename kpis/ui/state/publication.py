"""Which state of the figures a page shows: a numbered release, or the latest figures.

The board sees what was published. So a quarter that has been released is shown as its latest
release, and one that has not as the figures stand, which the page says. Whoever works on the
figures asks for the latest ones (`?view=latest`), whoever looks back for a release by its number
(`?release=2`); both hold from page to page within a visit, like the quarter.

Who may not see figures before they are published is offered releases alone, and the quarters that
have one.

Whichever it is, a page gets nothing later than its quarter's report can hold: it is cut off here,
before any page sees it. Only a measure's page offers, marked as such, what is known today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpis.frames import PerformanceRow
from kpis.model import (
    EVERYBODY,
    Plan,
    Release,
    ScheduledRelease,
    Whose,
    corrected_release,
    standing_of,
    standing_releases,
)
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.messages import say_published_plan_is_used
from kpis.ui.state import cache, narrowing, plan_files, query_params, visitor
from kpis.ui.state.figures import Figures
from kpis.ui.state.release_banner import (
    early_banner,
    latest_line,
    release_banner,
    words_for_latest,
)
from kpis.ui.state.report import Report

_VIEW = "chosen_view"  # "" as published, "latest", or the number of a release
_LATEST = "latest"
# What an address says besides when.
_PLACES = ("outcome", "measure", "theme", "board", "survey", *narrowing.NAMES)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page is about. in_links: the quarter's id for links, "" for the one shown first.

    figures: up to the quarter's report, nothing later. whose: what the page is narrowed to.
    """

    figures: Figures
    quarter: ReportingPeriod
    in_links: str
    whose: Whose = EVERYBODY

    @property
    def plan(self) -> Plan:
        """As it was when these figures were published; as it is now for the latest ones."""
        return self.figures.plan

    @property
    def report(self) -> Report:
        """Of the quarter, and of those measures alone that the page is narrowed to."""
        everything = cache.report_of(self.figures, self.quarter)
        return everything.narrowed(self._ids) if self.whose.said else everything

    @property
    def rows(self) -> Mapping[str, Sequence[PerformanceRow]]:
        """The rows of every quarter up to this one, by quarter id, narrowed likewise."""
        if not self.whose.said:
            return self.figures.rows
        return {
            quarter_id: [row for row in rows if row.measure_id in self._ids]
            for quarter_id, rows in self.figures.rows.items()
        }

    @property
    def _ids(self) -> set[str]:
        return {each.id for each in self.whose.of(self.plan.measures)}

    def known_today(self) -> Figures:
        """The latest figures, also later ones and none of a release: to be shown only as such."""
        return cache.by_plan(cache.figures(for_readers=True), self.plan.id)

    @property
    def history(self) -> Mapping[str, Sequence[PerformanceRow]]:
        """The rows of each measure up to the quarter, by measure id, oldest first."""
        return cache.history_until(self.figures, self.quarter)


def choose(picker: DeltaGenerator, whose_picker: DeltaGenerator | None = None) -> Shown:
    """Draw the picker of quarters in its place, and here which state of the figures is shown.

    whose_picker: where the list of directorates goes, and then the page is narrowed to what is
    chosen in it; None for a page that is not.
    """
    latest, was_picked = cache.figures(for_readers=True), query_params.was_picked()
    if trouble := cache.plan_trouble():
        say_published_plan_is_used(trouble)
    if visitor.sees_unpublished():
        for sentence in plan_files.left_out():
            st.warning(sentence)
    releases, sees_latest = cache.releases(latest), visitor.sees_unpublished()
    view = _asked(sees_latest)
    early = {str(each.release_number): each for each in visitor.early()}
    of_number = _of_number(view, releases, early)
    is_missing = of_number is None and bool(st.query_params.get("release"))
    if of_number is None and not (sees_latest or standing_releases(releases)):
        # All they may see is a release before its time, which every page says it is.
        of_number = next((each.as_release() for each in early.values()), None)
        view = str(of_number.number) if of_number else view
    if of_number is not None and "period" not in st.query_params:
        st.query_params["period"] = of_number.quarter_id
    with picker:
        stand = standing_releases(releases)
        asked = [of_number] if of_number else []  # which may be withdrawn, or not published yet
        offered = _released(latest, [*stand, *asked])
        if sees_latest:
            offered = _with(latest.choices, asked)
        first = _shown_first(latest, stand)
        quarter, in_links = query_params.choose_quarter(
            offered, first if first in offered else offered[0]
        )
    of_quarter = [release for release in releases if release.quarter_id == quarter.id]
    if of_number is not None and of_number.quarter_id != quarter.id:
        if "release" in st.query_params and not was_picked:
            _say_of_which_quarter(of_number, quarter)
        view, of_number = "", None  # another quarter was chosen since
    of_quarter_stand = standing_releases(of_quarter)
    shown = None if view == _LATEST else of_number or next(iter(of_quarter_stand), None)
    if is_missing:
        _say_what_is_shown_instead(st.query_params["release"], shown)
        view = view if shown and not shown.is_published else ""
    _keep(view, quarter)
    figures = latest if shown is None else cache.figures(shown.number, for_readers=True)
    unapproved = cache.unapproved(latest, quarter) if sees_latest else None
    due = early.get(str(shown.number)) if shown else None
    show(
        early_banner(due, is_staff=sees_latest)
        if due
        else _which_release(shown, of_quarter, releases, unapproved)
    )
    return Shown(
        cache.figures_until(figures, quarter), quarter, in_links, _whose(figures, whose_picker)
    )


def _of_number(
    view: str, releases: Sequence[Release], early: Mapping[str, ScheduledRelease]
) -> Release | None:
    """The release of that number; also one that is not published yet, for who may read it early."""
    if view in early:
        return early[view].as_release()
    return next((release for release in releases if str(release.number) == view), None)


def _whose(figures: Figures, picker: DeltaGenerator | None) -> Whose:
    if picker is None:
        return EVERYBODY
    return narrowing.choose(picker, figures.plan.measures, also=figures.plan.activities)


def _released(latest: Figures, releases: Sequence[Release]) -> Sequence[ReportingPeriod]:
    """Every quarter that has a release, also of plans long past, latest first."""
    quarters = {period_of_id(each.quarter_id) for each in releases}
    return sorted(quarters, reverse=True) or [latest.first]


def _with(
    choices: Sequence[ReportingPeriod], asked: Sequence[Release]
) -> Sequence[ReportingPeriod]:
    """The quarters to choose from, that of a release which is asked for among them."""
    further = {period_of_id(each.quarter_id) for each in asked} - {*choices}
    return sorted({*choices, *further}, reverse=True) if further else choices


def _shown_first(latest: Figures, releases: Sequence[Release]) -> ReportingPeriod:
    """The quarter a visit begins with: the newest released, so that nobody is met by drafts.

    Without releases it is that of the latest figures.
    """
    by_id = {quarter.id: quarter for quarter in latest.choices}
    released = [by_id[each.quarter_id] for each in releases if each.quarter_id in by_id]
    return max(released, default=latest.first)


def _say_of_which_quarter(release: Release, quarter: ReportingPeriod) -> None:
    of = period_of_id(release.quarter_id).label
    st.warning(
        f"Release {release.number} is of {of}. The figures of {quarter.label} are not of it."
    )


def _asked(sees_latest: bool) -> str:
    """The view the address or the visit asks for, be it there or not."""
    asked = st.query_params.get("release", "")
    if not asked:
        remembered = st.session_state.get(_VIEW, "")
        if st.query_params.get("view", remembered) != _LATEST:
            return str(remembered)
        return _LATEST if sees_latest else ""
    return asked


def _say_what_is_shown_instead(asked: str, shown: Release | None) -> None:
    instead = "These figures are of none"
    if shown is not None and shown.is_published:
        instead = f"This is release {shown.number}"
    elif shown is not None:
        quarter = period_of_id(shown.quarter_id).label
        instead = f"This is the release of {quarter}, which is not published yet"
    st.warning(f"There is no release {query_params.quoted(asked)}. {instead}.")


def _keep(view: str, quarter: ReportingPeriod) -> None:
    """Keep the visit and the address in step. A view is of a quarter, so the address names both."""
    st.session_state[_VIEW] = view
    if view and st.query_params.get("period") != quarter.id:
        st.query_params["period"] = quarter.id
    number = view if view.removeprefix("-").isdecimal() else ""
    named = {"release": number, "view": view if view == _LATEST else ""}
    for name, value in named.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def _which_release(
    shown: Release | None,
    of_quarter: Sequence[Release],
    releases: Sequence[Release],
    unapproved: int | None,
) -> Html | None:
    """Which release this is, how it stands, and what else there is.

    of_quarter: its quarter's releases, newest first; releases: all. unapproved: of the latest
    figures; None for who may not see those.
    """
    if shown is None:
        newest = next(iter(standing_releases(of_quarter)), None)
        to_newest = _to_release(newest, "Release") if newest else None
        return None if unapproved is None else latest_line(to_newest, unapproved)
    standing = standing_of(shown, releases)
    latest = None
    if unapproved is not None:
        latest = _link(words_for_latest(unapproved), shown.quarter_id, view=_LATEST)
    return release_banner(
        shown,
        standing,
        is_correction=corrected_release(shown, of_quarter) is not None,
        latest=latest,
        instead=_to_release(standing.by, "See release") if standing.by else None,
    )


def _to_release(release: Release, words: str) -> Html:
    return _link(f"{words} {release.number}", release.quarter_id, release=str(release.number))


def _link(words: str, quarter_id: str, **view: str) -> Html:
    """The same page in another view."""
    here = {key: value for key, value in st.query_params.items() if key in _PLACES}
    return element(
        "a", words, href=f"?{urlencode({**here, 'period': quarter_id, **view})}", class_="k-link"
    )
