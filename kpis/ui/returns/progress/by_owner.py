"""Who has returned what: a table by directorate, then owner post, then measure."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from kpis.frames import ProgressRow
from kpis.model import MISSING_STATES, ReturnState, Whose
from kpis.periods import ReportingPeriod
from kpis.plan.partnership.partners import partners_in_words
from kpis.ui.kit.addresses import directorate_address, link, measure_address, whose_address
from kpis.ui.kit.figure_text import provenance_note
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.ui.returns.progress.state_marks import state_badge
from kpis.ui.state.figures import Figures
from kpis.words.days import how_long
from kpis.words.report.shown import NONE

COLUMNS = ("Owner post", "Measure", "Period", "State", "Returned")


def draw_owners(figures: Figures, quarter: ReportingPeriod, rows: Sequence[ProgressRow]) -> None:
    """The table, with links to the report of the quarter where there is one. rows: of PROGRESS."""
    in_links = quarter.id if quarter in figures.choices else ""
    plan = figures.plan
    partners = {
        each.id: words for each in plan.measures if (words := partners_in_words(plan, each))
    }
    show(who_table(rows, quarter.label, in_links, partners))


def who_table(
    rows: Sequence[ProgressRow],
    label: str,
    quarter_id: str,
    partners: Mapping[str, str] = MappingProxyType({}),
) -> Html:
    """The table. rows: of PROGRESS; label: of the quarter; quarter_id: for the links.

    partners: who delivers a measure with the council, in words, by its id.
    """
    ordered = sorted(rows, key=lambda each: (each.directorate, each.owner))  # keeps plan order
    bodies = [
        [_directorate(name, together, quarter_id), *_owners(together, quarter_id, partners)]
        for name, returns in groupby(ordered, key=lambda each: each.directorate)
        if (together := list(returns))
    ]
    head = row([column(name) for name in COLUMNS])
    caption = f"Every return due for {label}, by directorate and the post that owns the measure."
    return table(caption, head, *bodies, class_="k-who")


def _directorate(name: str, rows: Sequence[ProgressRow], quarter_id: str) -> Html:
    returned = sum(each.state not in MISSING_STATES for each in rows)
    tally = f"{returned} of {len(rows)} returned"
    to_its_page = link(directorate_address(name, quarter_id), name)
    return group_header(
        to_its_page, " ", element("span", tally, class_="k-group-tally"), columns=len(COLUMNS)
    )


def _owners(
    rows: Sequence[ProgressRow], quarter_id: str, partners: Mapping[str, str]
) -> list[Html]:
    lines = []
    for owner, returns in groupby(rows, key=lambda each: each.owner):
        of_owner = list(returns)
        whose = Whose(directorate=of_owner[0].directorate, owner=owner)
        name = link(whose_address(whose, quarter_id), owner)
        post = element("td", name, class_="k-post", rowspan=len(of_owner), role="cell")
        lines += [
            row(
                post if each is of_owner[0] else None,
                _cells(each, quarter_id, partners.get(each.measure_id, "")),
            )
            for each in of_owner
        ]
    return lines


def _cells(due_return: ProgressRow, quarter_id: str, partners: str) -> list[Html]:
    state = ReturnState(due_return.state)
    name = row_header(
        element("span", due_return.code, class_="k-code"),
        link(measure_address(due_return.measure_id, quarter_id), due_return.title),
        element("span", partners, class_="k-sub") if partners else None,
    )
    period = due_return.missing or due_return.period_label
    late = element("span", f"by {how_long(due_return.days_late)}", class_="k-sub")
    return [
        name,
        cell(period, label=COLUMNS[2]),
        cell(
            state_badge(state), late if state is ReturnState.LATE else None, class_="k-return-state"
        ),
        _returned(due_return, state),
    ]


def _returned(due_return: ProgressRow, state: ReturnState) -> Html:
    if state in MISSING_STATES:
        return cell(NONE, class_="k-nothing")
    day = f"{due_return.returned_on.day} {due_return.returned_on:%b %Y}"
    late = f"{how_long(due_return.days_late)} late" if due_return.days_late else ""
    return cell(
        element("span", provenance_note(due_return) or day),
        element("span", late, class_="k-sub") if late else None,
        label=COLUMNS[4],
    )
