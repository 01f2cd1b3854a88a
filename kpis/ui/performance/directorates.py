"""Directorates as readers see them: what each owns, and what has not come of it."""

from collections import Counter
from collections.abc import Sequence

from kpis.frames import PerformanceRow
from kpis.model import Plan, RagStatus, Whose
from kpis.narrative.position import noun
from kpis.ui.kit.addresses import directorate_address, link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.latest import latest_badge
from kpis.ui.kit.marks import badge
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.performance.group_list import Group, group_list
from kpis.ui.performance.whose import within_directorate
from kpis.ui.state.report import Report
from kpis.words.lists import counted, listed
from kpis.words.statuses import STATUS_WORDS

_NOT_COME = (RagStatus.LATE, RagStatus.AWAITED)
_COLUMNS = ("Measure", "Owner", "Period", "State", "Shown until it comes")


def directorates_of(plan: Plan) -> tuple[str, ...]:
    """The directorates that the plan names, in alphabetical order."""
    named = {each.directorate for each in plan.measures}
    return tuple(sorted((named | {each.directorate for each in plan.activities}) - {""}))


def rows_of(plan: Plan, report: Report, whose: Whose) -> tuple[PerformanceRow, ...]:
    """The rows of one quarter whose measures are theirs, in plan order."""
    return report.of_measures(each.id for each in whose.of(plan.measures))


def owned_words(plan: Plan, whose: Whose) -> str:
    """How much is theirs and through whom: "7 measures, owned by 4 posts."; parts apart."""
    own = whose.of(plan.measures)
    if not own:
        acts = whose.of(plan.activities)
        return "The plan names activities of it, and no measures." if acts else ""
    measures = counted(sum(not each.part_of for each in own), "measure")
    parts = sum(bool(each.part_of) for each in own)
    with_parts = f" with {counted(parts, 'part')}" if parts else ""
    posts = {each.owner for each in own}
    by_whom = "" if whose.owner else f", owned by {counted(len(posts), 'post')}"
    return f"{measures}{with_parts}{by_whom}."


def post_notes(plan: Plan, whose: Whose, quarter_id: str) -> dict[str, Html]:
    """Who owns each of their measures, by measure id."""
    return {each.id: within_directorate(each, quarter_id) for each in whose.of(plan.measures)}


def directorate_list(plan: Plan, report: Report, quarter_id: str) -> Html:
    """A table of directorates with their posts and counts in one quarter's report."""
    groups = []
    for directorate in directorates_of(plan):
        rows = rows_of(plan, report, Whose(directorate=directorate))
        name = link(directorate_address(directorate, quarter_id), directorate)
        groups.append(Group(name, not_come_words(rows) or "nothing late or awaited", rows))
    return group_list(_counted_at(report), ("Directorate", "Late or awaited"), groups)


def _counted_at(report: Report) -> str:
    counted_ones = noun(report.now.latest).capitalize()
    return f"{counted_ones} by their latest rating at {report.quarter.label}."


def not_come_words(rows: Sequence[PerformanceRow]) -> str:
    """ "2 late and 1 awaited": what the quarter's report still waits for; "" for nothing."""
    states = Counter(each.rag for each in rows)
    return listed(
        [f"{states[each]} {STATUS_WORDS[each].lower()}" for each in _NOT_COME if states[each]]
    )


def not_come(plan: Plan, rows: Sequence[PerformanceRow], quarter_id: str) -> Html | None:
    """A table of what is late, then of what is awaited, with the post to ask; None for nothing.

    rows: of one quarter's report. An earlier figure that stands until then is said too.
    """
    waiting = [each for status in _NOT_COME for each in rows if each.rag == status]
    if not waiting:
        return None
    head = row([column(name) for name in _COLUMNS])
    caption = "Figures of this quarter's report that have not come, late ones first."
    lines = [_waiting(plan, each, quarter_id) for each in waiting]
    return table(caption, head, lines, class_="k-measures")


def _waiting(plan: Plan, measure_row: PerformanceRow, quarter_id: str) -> Html:
    return row(
        row_header(
            element("span", measure_row.code, class_="k-code"),
            link(measure_address(measure_row.measure_id, quarter_id), measure_row.title),
        ),
        cell(
            within_directorate(plan.measures_by_id[measure_row.measure_id], quarter_id),
            label=_COLUMNS[1],
        ),
        cell(measure_row.period_label, label=_COLUMNS[2]),
        cell(badge(measure_row.rag), label=_COLUMNS[3]),
        cell(
            latest_badge(measure_row) if measure_row.carried_forward else "nothing",
            label=_COLUMNS[4],
        ),
    )
