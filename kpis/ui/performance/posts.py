"""The posts within a directorate: what each owns and answers for, by service and team."""

from collections.abc import Iterable

import streamlit as st

from kpis.model import Activity, Measure, Outcome, Plan, Whose
from kpis.ui.kit.addresses import (
    directorate_address,
    link,
    narrowed_address,
    outcome_address,
    whose_address,
)
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.pages import PAGES
from kpis.ui.performance.activities.choice import says_whose
from kpis.ui.performance.directorates import not_come_words, owned_words, rows_of
from kpis.ui.performance.group_list import Group, group_list
from kpis.ui.post.pages_for import is_for_visitor
from kpis.ui.state.query_params import quoted
from kpis.ui.state.report import Report
from kpis.words.lists import counted

# What else can be narrowed to somebody, in the order of the menu.
_NARROWED = (
    "overview",
    "outcome",
    "theme",
    "measure",
    "activities",
    "progress",
    "quality",
    "definitions",
)
PARTS = ("service", "team", "owner")


def asked_for(plan: Plan, directorate: str | None) -> Whose:
    """Whom the address asks for: a directorate, or a service, a team, a post of one or of any.

    Where the plan knows no such part, the reader is told and gets the directorate.
    """
    named = {name: st.query_params[name] for name in PARTS if st.query_params.get(name)}
    whose = Whose(directorate=directorate or "", **named)
    if not named or _theirs(plan, whose):
        return whose
    if set(named) == {"owner"} and answered_for(plan, whose):
        return whose
    st.warning(
        f"The plan names nobody called {quoted(', '.join(named.values()))} here. It may have been "
        "mistyped or renamed."
    )
    return Whose(directorate=directorate or "")


def answered_for(plan: Plan, whose: Whose) -> list[Outcome]:
    """The outcomes that a post answers for, as its director or as Cabinet Member."""
    if not whose.owner:
        return []
    return [each for each in plan.outcomes if whose.owner in (each.director, each.cabinet_member)]


def place_of(plan: Plan, whose: Whose, quarter_id: str) -> Html | None:
    """Where a post, team or service belongs, and which outcomes a post answers for; or None."""
    words: list[Html | str] = []
    if whose.owner or whose.team or whose.service:
        within = sorted({each.directorate for each in _theirs(plan, whose)} - {""})
        for name in within:
            words += [", " if words else "In ", link(directorate_address(name, quarter_id), name)]
        words += [". "] if words else []
    answered = answered_for(plan, whose)
    for outcome in answered:
        words += [
            ", " if outcome is not answered[0] else "Answers for outcome ",
            link(outcome_address(outcome.number, quarter_id), str(outcome.number)),
        ]
    words += ["."] if answered else []
    return element("p", words, class_="k-quiet k-line") if words else None


def ways_to_see(plan: Plan, whose: Whose, quarter_id: str) -> Html | None:
    """The other pages, narrowed to the same; None for a post that owns nothing."""
    if not _theirs(plan, whose):
        return None
    titles = {address: title for pages in PAGES.values() for _, title, address in pages}
    links = [
        link(narrowed_address(page, whose, quarter_id), titles[page])
        for page in _NARROWED
        if is_for_visitor(page) and (page != "activities" or says_whose(plan))
    ]
    apart = [join(" · " if each is not links[0] else "", each) for each in links]
    return element("p", "On other pages: ", *apart, class_="k-foot k-line")


def post_list(plan: Plan, report: Report, whose: Whose, quarter_id: str) -> Html | None:
    """A table of the posts of a directorate, service or team by service and team; None for one.

    Each with how much it owns, what is late of that, and its counts in one quarter's report.
    """
    posts = _posts(plan, whose)
    if len(posts) < 2:
        return None
    groups = []
    for post in posts:
        rows = rows_of(plan, report, post)
        acts = len(Whose(directorate=post.directorate, owner=post.owner).of(plan.activities))
        owns = [
            owned_words(plan, post).removesuffix(".") if rows else "",
            not_come_words(rows),
            counted(acts, "activity", "activities") if acts else "",
        ]
        groups.append(Group(_name(post, quarter_id), "; ".join(filter(None, owns)), rows))
    caption = f"Who owns what, by their latest rating at {report.quarter.label}."
    return group_list(caption, ("Post", "Owns"), groups)


def _theirs(plan: Plan, whose: Whose) -> tuple[Measure | Activity, ...]:
    return (*whose.of(plan.measures), *whose.of(plan.activities))


def _posts(plan: Plan, whose: Whose) -> list[Whose]:
    """Every post once for each team it has measures in, or else once; by service and team."""
    of_measures = {
        Whose(directorate=each.directorate, service=each.service, team=each.team, owner=each.owner)
        for each in whose.of(plan.measures)
    }
    have_measures = {(each.directorate, each.owner) for each in of_measures}
    of_activities = {
        Whose(directorate=each.directorate, owner=each.owner)
        for each in whose.of(plan.activities)
        if (each.directorate, each.owner) not in have_measures
    }
    return sorted(
        of_measures | of_activities, key=lambda each: (each.service, each.team, each.owner)
    )


def _name(post: Whose, quarter_id: str) -> Html:
    above = _one_by_one(
        link(whose_address(each, quarter_id), name)
        for name, each in (
            (post.team, Whose(directorate=post.directorate, service=post.service, team=post.team)),
            (post.service, Whose(directorate=post.directorate, service=post.service)),
        )
        if name
    )
    title = link(whose_address(post, quarter_id), post.owner) if post.owner else "No post named"
    return join(title, element("span", *above, class_="k-sub") if above else None)


def _one_by_one(links: Iterable[Html]) -> list[Html]:
    every = list(links)
    return [join(", " if each is not every[0] else "", each) for each in every]
