"""Check a return: every rule, every row, every issue at once.

First the rules that look at the file and at each row by itself; then, for the rows that are sound
in themselves, those that hold a figure against others: the stored ones, the series so far, the
target. A row with an error is left out of what is accepted, and no rule that follows asks about
it: a figure that must be put right need not be explained. A warning never keeps a row out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from kpis.cell_addresses import reading_order
from kpis.frames import ACTIVITY_ROWS, RETURN_ROWS
from kpis.model import Plan
from kpis.readers.asked import LEAVE_OUT, Answers
from kpis.readers.raw import RawReturn
from kpis.validation.accepted import return_rows
from kpis.validation.activities.check_activities import check_activities
from kpis.validation.basis.rule import figures_of_the_other_basis
from kpis.validation.candidates import Candidates
from kpis.validation.contracts import CheckContext, CheckedReturn
from kpis.validation.garbled.mended_texts import with_mended_texts
from kpis.validation.issues.base import Issue
from kpis.validation.issues.basis import OtherBasis
from kpis.validation.issues.cross_row import DuplicateRow, RepeatedRow
from kpis.validation.issues.question import LeftOutAsAnswered, Question, TakenAsAnswered
from kpis.validation.issues.structure import TooManyIssues
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.rules import (
    areas,
    beside,
    closed,
    duplicate,
    figure,
    header_periods,
    history,
    identity,
    missing,
    names,
    period,
    points,
    ratio,
    said_beside,
    series,
    shown,
    structure,
    text,
    units,
)
from kpis.validation.titled.rule import titles_of_other_periods
from kpis.validation.understand import understand_return

# Nobody reads more, and a file of the size that is allowed could have half a million.
MOST_ISSUES = 20_000

_LEFT_OUT = (LeftOutAsAnswered, OtherBasis)

RULES: tuple[Callable[[ReturnTable], Iterator[RowIssue]], ...] = (
    structure.no_table,
    structure.nothing_returned,
    structure.sheets_passed_over,
    structure.notes,
    structure.duplicate_columns,
    structure.unknown_columns,
    structure.official_statistics,
    structure.rows_beside_their_header,
    structure.doubts_of_the_reader,
    units.units_that_differ,
    names.unknown_measures,
    names.codes_held_as_numbers,
    names.contradicting_measures,
    names.codes_with_other_titles,
    names.titles_beside_other_codes,
    identity.measures_with_parts,
    identity.measures_not_collected,
    identity.suspended_measures,
    areas.unknown_areas,
    areas.rows_of_a_part,
    areas.titles_of_other_areas,
    beside.rows_of_another_figure,
    identity.incomplete_breakdowns,
    period.unknown_periods,
    period.periods_in_doubt,
    period.days_after_the_plan,
    period.periods_of_another_frequency,
    period.other_survey_waves,
    period.future_periods,
    header_periods.headers_of_other_periods,
    titles_of_other_periods,
    figures_of_the_other_basis,
    history.days_of_return_ignored,
    history.invalid_days_of_return,
    figure.error_cells,
    figure.formulas_not_calculated,
    figure.outturns_not_a_number,
    figure.missing_outturns,
    figure.rows_left_empty,
    figure.unknown_markers,
    figure.contradicting_markers,
    figure.markers_with_a_figure,
    figure.out_of_range,
    shown.shown_otherwise,
    shown.periods_and_headers_unseen,
    shown.raised_digits,
    shown.struck_through,
    shown.bounds_taken_for_suppressed,
    said_beside.comments_on_cells,
    said_beside.struck_commentaries,
    said_beside.unseen_texts,
    points.points_or_thousands,
    ratio.ratios_not_a_number,
    ratio.negative_ratios,
    ratio.shares_of_nothing,
    ratio.numerators_above_denominators,
    ratio.disagreements,
    text.long_texts,
    text.texts_like_formulas,
    text.garbled_texts,
    text.garbled_names,
    duplicate.duplicate_rows,
)
CROSS_ROW_RULES: tuple[Callable[[Candidates], Iterator[RowIssue]], ...] = (
    series.figures_and_their_series,
    closed.figures_of_closed_quarters,
    missing.red_outturns_without_commentary,
    missing.measures_due_but_missing,
)


def check_rows(raw: RawReturn, plan: Plan, context: CheckContext) -> CheckedReturn:
    """Interpret the rows of a return by a plan and collect everything that is wrong with them.

    Raises nothing for what is in the file. Returns the rows without an error and the issues, in
    the order of sheets, rows and columns. A file without a table gives no rows and one error, one
    with more than MOST_ISSUES gives no rows, that many issues and before them one that says so.
    """
    raw = with_mended_texts(raw, context.answers)
    table = understand_return(raw, plan, context)
    row_issues = _issues_of_rows(table)
    activities, issues = check_activities(raw, plan, context, most=MOST_ISSUES)
    issues = (*(row_issue.issue for row_issue in row_issues), *issues)
    if len(issues) > MOST_ISSUES:
        return _ended(raw, issues)
    positions = np.flatnonzero(_accepted(len(table), row_issues))
    numbers = np.unique(table.pair[positions])
    quarters = {table.pairs[n].quarter.id for n in numbers}
    return CheckedReturn(
        file_name=raw.file_name,
        sha256=raw.sha256,
        rows=return_rows(table, positions),
        issues=in_order(raw, issues),
        quarters=tuple(sorted(quarters.union(activities["quarter_id"]))),
        activities=activities,
        answered=dict(context.answers.used),
    )


def _issues_of_rows(table: ReturnTable) -> list[RowIssue]:
    """What the rules find, of which no more than MOST_ISSUES and one more is looked for."""
    answers = table.context.answers
    by_rule = (_settled(row_issue, answers) for rule in RULES for row_issue in rule(table))
    row_issues = _moot_ones_dropped(list(islice(by_rule, MOST_ISSUES + 1)))
    candidates = Candidates.of(table, _accepted(len(table), row_issues))
    for rule in CROSS_ROW_RULES:
        if len(row_issues) > MOST_ISSUES:
            break
        settled = (_settled(row_issue, answers) for row_issue in rule(candidates))
        more = list(islice(settled, MOST_ISSUES + 1 - len(row_issues)))
        candidates = candidates.without(
            [position for row_issue in more for position in row_issue.left_out]
        )
        row_issues += more
    return row_issues


def _moot_ones_dropped(row_issues: list[RowIssue]) -> list[RowIssue]:
    """The issues but for mistakes in rows that are left out anyway, and what else is asked of them.

    Nor is a row the same figure twice with one that is left out, or that waits for an answer.
    """
    out = _positions_of(each for each in row_issues if isinstance(each.issue, _LEFT_OUT))
    asked = out | _positions_of(each for each in row_issues if isinstance(each.issue, Question))
    if not asked:
        return row_issues

    def is_moot(row_issue: RowIssue) -> bool:
        rows, issue = row_issue.left_out, row_issue.issue
        if isinstance(issue, _LEFT_OUT):
            return False
        if rows and out.issuperset(rows):
            return True
        twice = isinstance(issue, (DuplicateRow, RepeatedRow))
        return twice and not asked.isdisjoint((*rows, *row_issue.beside))

    return [row_issue for row_issue in row_issues if not is_moot(row_issue)]


def _positions_of(row_issues: Iterable[RowIssue]) -> set[int]:
    return {position for row_issue in row_issues for position in row_issue.left_out}


def _settled(row_issue: RowIssue, answers: Answers) -> RowIssue:
    """A question that was answered is none: its rows are taken as they are read, or left out.

    Other answers are heeded where texts are understood, so that the question does not arise.
    """
    question = row_issue.issue
    if not isinstance(question, Question):
        return row_issue
    answer = answers.to(question.code, question.about or question.found)
    label = next((each.label for each in question.choices if each.answer == answer), "")
    if not label:
        return row_issue
    told = LeftOutAsAnswered if answer == LEAVE_OUT else TakenAsAnswered
    made = told(
        sheet=question.sheet,
        cell=question.cell,
        measure=question.measure,
        title=question.title,
        found=question.found,
        label=label,
    )
    return RowIssue(made, row_issue.left_out if answer == LEAVE_OUT else ())


def _ended(raw: RawReturn, issues: Sequence[Issue]) -> CheckedReturn:
    """A check that was ended: rows not looked at by every rule are not taken."""
    ended = TooManyIssues(found=raw.file_name, most=MOST_ISSUES)
    return CheckedReturn(
        file_name=raw.file_name,
        sha256=raw.sha256,
        rows=RETURN_ROWS.empty(),
        issues=(ended, *in_order(raw, issues[:MOST_ISSUES])),
        activities=ACTIVITY_ROWS.empty(),
    )


def _accepted(count: int, row_issues: list[RowIssue]) -> np.ndarray:
    accepted = np.ones(count, dtype=bool)
    left_out = [position for row_issue in row_issues for position in row_issue.left_out]
    accepted[np.array(left_out, dtype="int64")] = False
    return accepted


def in_order(raw: RawReturn, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """By sheet as the file has them, row, column and rule; each once.

    In a wide table one cell, a measure's name or a period's header, belongs to many figures.
    """
    sheets = [table.sheet for table in raw.tables] + [each.sheet for each in raw.passed_over]
    rank = {sheet: number for number, sheet in enumerate(dict.fromkeys(sheets))}
    once: dict[tuple[str, ...], Issue] = {}
    for issue in issues:
        place = (issue.sheet, issue.cell, issue.measure, issue.found)
        once.setdefault(
            (issue.key,) if isinstance(issue, Question) else (issue.code, *place), issue
        )
    return tuple(
        sorted(
            once.values(),
            key=lambda issue: (rank.get(issue.sheet, len(rank)), reading_order(issue.cell)),
        )
    )
