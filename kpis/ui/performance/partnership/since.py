"""What has changed for a board since its last meeting, or since the report of last quarter."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from kpis.analysis.figures.rows import is_own_whole
from kpis.analysis.report.latest_figure import latest_of
from kpis.analysis.report.since_then import (
    Progressed,
    Rating,
    Restated,
    changed_ratings,
    progressed,
    restated,
)
from kpis.frames import ActivityPerformanceRow, PerformanceRow
from kpis.model import Board, Plan, RagStatus
from kpis.narrative.activities import STATE_WORDS, day, state_of
from kpis.periods import period_of_id
from kpis.plan.partnership.meetings import Meetings, meetings_about
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.figure_text import provenance_note
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.marks import hidden, mark
from kpis.ui.performance.activities.badges import activity_mark, illustrative_status
from kpis.ui.state.earlier import EarlierReport, earlier_report
from kpis.ui.state.publication import Shown
from kpis.words.days import day_in_words
from kpis.words.figures import figure, is_known
from kpis.words.report.restated import both_written
from kpis.words.report.shown import outturn_against_target
from kpis.words.statuses import STATUS_WORDS


class Own(NamedTuple):
    """A board's rows of the quarter's report: measures; activities and commitments."""

    measures: Sequence[PerformanceRow]
    activities: Sequence[ActivityPerformanceRow]


def meetings_line(plan: Plan, board: Board, shown: Shown) -> str:
    """When the board meets next and met last; that the plan gives no dates, where it does not."""
    if not board.meetings:
        return "The plan gives no dates of its meetings."
    found = meetings_about(plan, board, shown.quarter)
    said = [f"Next meeting: {day_in_words(found.next)}."] if found.next else []
    said += [f"Last meeting: {day_in_words(found.last)}."] if found.last else []
    return " ".join(said)


def draw_changes_since(shown: Shown, board: Board, own: Own) -> None:
    """The section: ratings that changed, figures restated, activities whose dates moved."""
    plan, quarter = shown.plan, shown.quarter
    when = meetings_about(plan, board, quarter)
    then = earlier_report(shown.figures, when.report_then, when.known_by)
    section(_title(when))
    if then is None:
        words = f"No report of {when.report_then.label} is at hand to compare with."
        show(element("p", words, class_="k-quiet"))
        return
    show(element("p", _compared_with(board, when, then), class_="k-foot"))
    ratings = changed_ratings(then.rows, own.measures)
    moves = progressed((*then.activities, *then.commitments), own.activities)
    changed = _restated(shown, own, then)
    lists = [
        join(
            element("h3", title, class_="k-subhead"),
            element("ul", items, class_="k-items k-in-two"),
        )
        for title, items in (
            ("Ratings", [_rating(each, shown.in_links) for each in ratings]),
            ("Figures restated", [_restatement(each, shown) for each in changed]),
            ("Activities", [_progress(each) for each in moves]),
        )
        if items
    ]
    nothing = element("p", "No rating, figure or activity of its business changed.")
    show(element("div", lists) if lists else nothing)


def _title(when: Meetings) -> str:
    return "What changed since the last meeting" if when.last else "What changed since last quarter"


def _compared_with(board: Board, when: Meetings, then: EarlierReport) -> str:
    """What the report of now is held against, and why that."""
    report = f"the report of {when.report_then.label}"
    if then.release:
        report += f", as release {then.release} showed it"
    if when.last is None:
        why = "No meeting before this report is known" if board.meetings else ""
        why = why or "The plan gives no dates of this board's meetings"
        return f"{why}, so this compares with {report}."
    return f"On {day_in_words(when.last)} the board had {report}. This compares with it."


def _restated(shown: Shown, own: Own, then: EarlierReport) -> tuple[Restated, ...]:
    """Nothing where what was known then is not for whoever looks."""
    if then.outturns is None:
        return ()
    ids = [row.measure_id for row in own.measures]
    before, now = (
        _of_measures(shown.plan, each, ids) for each in (then.outturns, shown.figures.outturns)
    )
    return restated(before, now)


def _of_measures(plan: Plan, outturns: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """Their whole figures of the council."""
    return outturns[outturns["measure_id"].isin(list(ids)) & is_own_whole(plan, outturns)]


def _rating(change: Rating, quarter_id: str) -> Html:
    before, now = change.then, change.now
    was, is_now = (STATUS_WORDS[RagStatus(each.latest_rag)] for each in (before, now))
    marks = join(
        mark(before.latest_rag, spoken=False),
        element("span", "→", aria_hidden="true"),
        mark(now.latest_rag, spoken=False),
        hidden(f"{was} then, {is_now} now:"),
    )
    facts = f"{outturn_against_target(latest_of(now))}; was {_figure_then(before, now)}"
    title = link(measure_address(now.measure_id, quarter_id), now.short_title or now.title)
    return _item(marks, now.code, title, f"{facts}.", provenance_note(latest_of(now)))


def _figure_then(before: PerformanceRow, now: PerformanceRow) -> str:
    """The figure of then and its period, and its target where that was another one."""
    latest = latest_of(before)
    if not is_known(latest.outturn):
        return STATUS_WORDS[RagStatus(before.latest_rag)].lower()
    said = f"{figure(latest.outturn, latest.unit, latest.decimals)} in {latest.period_label}"
    asked = figure(latest.target, latest.unit, latest.decimals)
    moved = asked and asked != figure(now.latest_target, now.unit, now.decimals)
    return f"{said}, when the target was {asked}" if moved else said


def _restatement(change: Restated, shown: Shown) -> Html:
    row, measure = change.now, shown.plan.measures_by_id[change.now.measure_id]
    before, now = both_written(change.before, row.outturn, measure.unit, measure.decimals)
    when = f"{row.known_at.day} {row.known_at:%b %Y}"
    period = period_of_id(row.period_id).label
    facts = f"{period}: {before or 'no figure'} then, {now or 'no figure'} now"
    facts += f" (known since {when})."
    title = link(measure_address(measure.id, shown.in_links), measure.short_title or measure.title)
    return _item(None, measure.code, title, facts, provenance_note(row))


def _progress(change: Progressed) -> Html:
    row = change.now
    facts, made_up = _progress_words(change), illustrative_status(row)
    return _item(activity_mark(row), row.activity_code, row.title, facts, made_up)


def _progress_words(change: Progressed) -> str:
    then, now = change.then, change.now
    state = STATE_WORDS[state_of(now)]
    if then is None:
        return f"{state}; new in the plan."
    said = [state]
    if state_of(then) != state_of(now):
        said.append(f"was {STATE_WORDS[state_of(then)].lower()}")
    if (before := day(then.due_on)) != (after := day(now.due_on)):
        said.append(
            f"expected {after} instead of {before}" if is_date(then) else f"expected {after}"
        )
    return f"{'; '.join(said)}."


def is_date(row: ActivityPerformanceRow) -> bool:
    return bool(row.due_on == row.due_on)


def _item(
    marks: Html | None, code: str, title: Html | str, facts: str, source: Html | None
) -> Html:
    head = element("div", element("span", code, class_="k-code"), title, class_="k-item-title")
    body = element("div", head, element("div", facts, " ", source, class_="k-item-facts"))
    if marks is None:
        return element("li", body, class_="k-item k-item-plain")
    return element("li", element("span", marks, class_="k-item-marks"), body, class_="k-item")
