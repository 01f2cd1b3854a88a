"""The page of one board: how its business stands, what lies ahead, what changed, and why."""

from kpis.analysis.report.latest_figure import latest_of
from kpis.analysis.report.worst_first import worst_first
from kpis.model import Activity, Board, Measure, Plan
from kpis.narrative.activities import activity_sentence, carried_sentence
from kpis.plan.partnership.boards import boards_of, measures_of_board
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.told_of import told_of
from kpis.ui.performance.activities.list import (
    listed_activities,
    tracked_by_code,
    whose_activities,
)
from kpis.ui.performance.activities.summary import activity_small_print, illustrative_activities
from kpis.ui.performance.group import show_measures, show_standing
from kpis.ui.performance.overview.movements import off_track
from kpis.ui.performance.partnership.ahead import outlook_list
from kpis.ui.performance.partnership.business import (
    activities_of,
    activity_notes,
    delivers,
    measure_notes,
    rows_of_board,
    worst_activities_first,
)
from kpis.ui.performance.partnership.executive import partner_list
from kpis.ui.performance.partnership.since import Own, draw_changes_since, meetings_line
from kpis.ui.performance.sentences import verdict_lines, verdicts_on_red
from kpis.ui.performance.small_print import illustrative_banner
from kpis.ui.state import analyses
from kpis.ui.state.publication import Shown


def boards_by_id(plan: Plan) -> dict[str, Board]:
    return {board.id: board for board in boards_of(plan)}


def head_of_board(shown: Shown, board: Board) -> Html:
    """What stands beneath its title: what it delivers, its chair, when it meets."""
    plan = shown.plan
    named = f" ({plan.partnership_plan})" if plan.partnership_plan else ""
    delivered = delivers(plan, board, shown.in_links)
    no_theme = "Delivers no theme of its own. Its business was named measure by measure."
    lines = [
        element("p", delivered, f"{named}." if delivered else no_theme, class_="k-quiet k-line")
    ]
    for words in (
        board.about,
        f"Chair: {board.chair}." if board.chair else "",
        meetings_line(plan, board, shown),
    ):
        if words:
            lines.append(element("p", words, class_="k-quiet k-line"))
    return element("div", *lines)


def draw_board(shown: Shown, board: Board) -> None:
    """Everything beneath the head."""
    plan, quarter = shown.plan, shown.quarter
    rows = rows_of_board(plan, shown.report, board)
    tracked = tracked_by_code(shown)
    activities = [tracked[each.code] for each in activities_of(plan, board)]
    insights = analyses.insight_rows(shown.figures, quarter, [row.measure_id for row in rows])
    show_standing(shown, rows)
    show(illustrative_banner([latest_of(row) for row in rows]))
    section("Off track")
    verdicts = verdicts_on_red(shown.figures, quarter, rows)
    red = off_track(worst_first(rows), shown.history, shown.in_links, verdicts=verdicts)
    show(red or element("p", f"No measure here is red at {quarter.label}.", class_="k-quiet"))
    section("Outlook to the year end")
    ahead = outlook_list(list(insights.values()), shown.in_links)
    nothing = (
        "No year-end target can be foreseen: the years are over, or too few figures are known."
    )
    show(ahead or element("p", nothing, class_="k-quiet"))
    draw_changes_since(shown, board, Own(rows, activities))
    show_measures(
        shown,
        worst_first(rows),
        explained="The worst stand first. Beneath each title stands why the measure is the "
        "board's business.",
        notes=measure_notes(plan, board),
        verdicts=verdict_lines(insights),
    )
    draw_activities_of_board(shown, board)
    draw_partners_of_board(shown, board)


def draw_activities_of_board(shown: Shown, board: Board) -> None:
    """The section with its activities and commitments, the worst first, and why they are its."""
    plan, label = shown.plan, shown.quarter.label
    section("Activities")
    whose, why_all = whose_activities(shown)
    own = {each.code: each for each in whose.of(activities_of(plan, board))}
    if not own:
        words = told_of(whose, "The plan names no activities of this board.")
        show(element("p", words, class_="k-quiet"))
        return
    show(why_all)
    tracked = tracked_by_code(shown)
    rows = worst_activities_first([tracked[code] for code in own])
    show(illustrative_activities(rows))
    show(element("p", told_of(whose, activity_sentence(rows, label))))
    told = any(row.status for row in rows)  # else the sentence above says it
    if told and (carried := carried_sentence(rows, label)):
        show(element("p", carried, class_="k-foot"))
    ordered = [own[row.activity_code] for row in rows]
    notes = activity_notes(plan, board)
    show(listed_activities(plan, ordered, tracked, notes, shown.in_links))
    show(activity_small_print())


def draw_partners_of_board(shown: Shown, board: Board) -> None:
    """Which partners its business names, and for what; nothing where it names none."""
    plan = shown.plan
    known = plan.partnership.partners if plan.partnership else ()
    measures = [plan.measures_by_id[each] for each in measures_of_board(plan, board)]
    own: list[Measure | Activity] = [*measures, *activities_of(plan, board)]
    if named := [each for each in known if any(each.id in thing.partners for thing in own)]:
        section("Partners")
        show(partner_list(named, own, shown.in_links))
