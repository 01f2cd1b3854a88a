"""A report of some measures alone: of an outcome, a theme, a directorate or a board."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from kpis.errors import UsageError
from kpis.model import Activity, Measure, Plan, Whose
from kpis.model.record import Record
from kpis.plan.partnership.boards import activities_of_board, boards_of, measures_of_board
from kpis.regardless import regardless_of_case
from kpis.reports.quarter import QuarterReport

T = TypeVar("T")


class Selection(Record):
    """What a report is to be of; at most one is asked for, without one it is of the whole plan.

    outcome: its number, 0 for none. theme, board: an id or a title. directorate: its name.
    """

    outcome: int = 0
    theme: str = ""
    directorate: str = ""
    board: str = ""

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """Kind and value of what is asked; () for the whole plan."""
        named = vars(self).items()
        return tuple((kind, str(value)) for kind, value in named if value)


WHOLE = Selection()


def selected(report: QuarterReport, asked: Selection) -> QuarterReport:
    """The report of what is asked for, counted anew.

    Raises UsageError, with what there is, for more than one thing and for what the plan has not.
    """
    if not asked.asked:
        return report
    if len(asked.asked) > 1:
        raise UsageError("A report is of one outcome, theme, directorate or board, not of several.")
    ((kind, value),) = asked.asked
    return report.only(*_KINDS[kind](report.plan, value))


_Selected = tuple[str, Collection[Measure], Collection[Activity]]


def _of_outcome(plan: Plan, value: str) -> _Selected:
    outcome = _found("outcome", value, {(str(each.number),): each for each in plan.outcomes})
    number = outcome.number
    return (
        f"outcome {number}, {outcome.title}",
        [each for each in plan.measures if each.outcome == number],
        [each for each in plan.tracked if number in (each.outcome, *each.also_supports)],
    )


def _of_theme(plan: Plan, value: str) -> _Selected:
    theme = _found("theme", value, {(each.id, each.title): each for each in plan.themes})
    ids = {each.id for each in plan.measures if theme.id in {link.theme for link in each.themes}}
    return f"theme “{theme.title}”", _with_parts(plan, ids), []


def _of_directorate(plan: Plan, value: str) -> _Selected:
    names = dict.fromkeys(each.directorate for each in plan.measures if each.directorate)
    name = _found("directorate", value, {(each,): each for each in names})
    whose = Whose(directorate=name)
    own = {each.id for each in whose.of(plan.measures)}
    return name, _with_parts(plan, own), whose.of(plan.tracked)


def _of_board(plan: Plan, value: str) -> _Selected:
    board = _found("board", value, {(each.id, each.title): each for each in boards_of(plan)})
    codes = activities_of_board(plan, board)
    return (
        board.title,
        [plan.measures_by_id[each] for each in measures_of_board(plan, board)],
        [each for each in plan.tracked if each.code in codes],
    )


_KINDS = {
    "outcome": _of_outcome,
    "theme": _of_theme,
    "directorate": _of_directorate,
    "board": _of_board,
}


def _with_parts(plan: Plan, ids: Collection[str]) -> list[Measure]:
    """Measures in plan order, each with its parts where it is among them itself."""
    return [each for each in plan.measures if each.id in ids or each.part_of in ids]


def _found(kind: str, value: str, things: Mapping[tuple[str, ...], T]) -> T:
    """The thing of this id or title. Raises UsageError with the ids there are."""
    wanted = regardless_of_case(value)
    for names, thing in things.items():
        if wanted in map(regardless_of_case, names):
            return thing
    ids = ", ".join(names[0] for names in things) or "none"
    raise UsageError(f"The plan has no {kind} {value!r}. There are: {ids}.")
