"""What is approved with a submission: each figure, what was approved before, rating and words."""

import pandas as pd

from kpis.analysis.figures.lines import in_lines
from kpis.frames import TO_APPROVE, ToApproveRow
from kpis.model import Change, Plan
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.marks import badge
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.returns.submit.issue_table import figures
from kpis.ui.state import cache
from kpis.ui.state.groups import public_by_group, withheld_note
from kpis.ui.state.plan_files import chain
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.signoff import figures_to_approve
from kpis.words.figures import is_known, with_marker, written
from kpis.words.report.restated import both_written, change_between
from kpis.words.report.shown import NONE, place_of

SHOWN = 100  # rows of a table
_COLUMNS = ("Approved before", "To approve", "Rating", "Commentary")


def figures_of_submission(store: SeenStore, plan: Plan, submission_id: str) -> Html:
    """The table of a submission's figures, changed ones first.

    Of a group only what its measure's page shows, whoever looks.
    """
    public = public_by_group(cache.figures())
    to_approve = figures_to_approve(store, chain(), submission_id, actor=store.actor)
    to_approve = in_lines(plan, to_approve)  # returned under the id a measure had by then
    withheld = public.withhold(to_approve)
    shown = public.withhold(withheld, "before", "before_marker")
    return approval_table(shown, plan, note=withheld_note() if shown is not to_approve else None)


def approval_table(to_approve: pd.DataFrame, plan: Plan, note: Html | None = None) -> Html:
    """The first rows of TO_APPROVE: restated, then new, then unchanged ones; a line for none.

    note: what stands beneath the table.
    """
    if to_approve.empty:
        return element("p", "It has no figures of the plan, only activities.", class_="k-quiet")
    order = {Change.RESTATED: 0, Change.NEW: 1, Change.UNCHANGED: 2}
    sorted_rows = to_approve.sort_values("change", key=lambda each: each.map(order), kind="stable")
    head = row(
        column("Measure"),
        [column(name, class_="k-figure" if name in _COLUMNS[:2] else None) for name in _COLUMNS],
    )
    lines = [_line(each, plan) for each in TO_APPROVE.rows(sorted_rows.head(SHOWN))]
    more = f" The first {SHOWN} are shown." if len(to_approve) > SHOWN else ""
    caption = f"{figures(len(to_approve))} to approve.{more}"
    return element("div", table(caption, head, lines, class_="k-cards k-to-approve"), note)


def _line(each: ToApproveRow, plan: Plan) -> Html:
    measure = plan.measures_by_id[each.measure_id]
    change = ""
    if each.change == Change.RESTATED:
        change = change_between(each.before, each.outturn, measure.unit, measure.decimals)
    old, new = both_written(each.before, each.outturn, measure.unit, measure.decimals)
    before = with_marker(old, each.before_marker) or NONE
    now = with_marker(new, each.marker) or NONE
    # Of groups only what is public may be shown, and that is settled for approved figures alone.
    gives_way = is_known(each.illustrative_before) and not each.breakdown
    if gives_way:
        before = written(each.illustrative_before, measure)
    return row(
        row_header(
            element("span", measure.code, class_="k-code"),
            link(measure_address(measure.id), measure.title),
            element("span", place_of(each, plan), class_="k-sub"),
        ),
        cell(
            before,
            element("span", "illustrative, is replaced", class_="k-sub") if gives_way else None,
            class_="k-figure",
            label=_COLUMNS[0],
        ),
        cell(
            now,
            element("span", change, class_="k-sub") if change else None,
            class_="k-figure",
            label=_COLUMNS[1],
        ),
        cell(badge(each.rag) if each.rag else NONE, label=_COLUMNS[2]),
        cell(each.commentary or NONE, label=_COLUMNS[3], class_="k-words"),
    )
