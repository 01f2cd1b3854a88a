"""Check an activities return: every rule on every row, then the rows against each other.

A row with an error is left out of what is accepted; a warning keeps nothing out. Files with
history (published and illustrative ones) are asked for what is right, not for explanations.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time

import pandas as pd

from kpis.frames import ACTIVITY_ROWS
from kpis.model import ActivityStatus, Plan, Provenance, Severity
from kpis.plan.activity_lookup import ActivityLookup
from kpis.readers.raw import RAW_ACTIVITIES, RawReturn
from kpis.validation.activities.rows import ActivityRead, read_activities
from kpis.validation.activities.struck import struck_through
from kpis.validation.activities.values import all_statuses
from kpis.validation.contracts import CheckContext
from kpis.validation.issues import activity as issues
from kpis.validation.issues.base import Issue
from kpis.validation.issues.cross_row import TextLikeFormula, TextTooLong
from kpis.validation.rules.text import LIKE_FORMULA, LONGEST_COMMENTARY
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

ENDED = (ActivityStatus.COMPLETED, ActivityStatus.STOPPED)
TO_BE_EXPLAINED = (ActivityStatus.AT_RISK, ActivityStatus.DELAYED, ActivityStatus.STOPPED)
ALL_DONE = 100.0

Rule = Callable[[ActivityRead, CheckContext], Iterator[Issue]]


def check_activities(
    raw: RawReturn, plan: Plan, context: CheckContext, *, most: int
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """(ACTIVITY_ROWS of the rows without an error, all issues), both in file order.

    most: how many issues are looked for; once there are more, the rows below are left out.
    Raises nothing for what is in the file. Of two columns that say the same no row is taken; the
    columns themselves are reported with those of figures.
    """
    RAW_ACTIVITIES.check(raw.activities)
    if raw.activities.empty:
        return ACTIVITY_ROWS.empty(), ()
    lookup = ActivityLookup(plan)
    unclear = {table.sheet for table in raw.tables if table.duplicates}
    rules = (_known_activity(lookup), *RULES)
    rules = rules if context.provenance is not Provenance.RETURN else (*rules, *OF_A_SERVICE)
    collected: list[Issue] = []
    sound: list[ActivityRead] = []
    for row in read_activities(raw, plan, lookup):
        of_row = [issue for rule in rules for issue in rule(row, context)]
        of_row += (struck := struck_through(row, context.answers)).issues
        collected += of_row
        if len(collected) > most:
            break
        if not (_has_error(of_row) or struck.left_out) and row.raw.sheet not in unclear:
            sound.append(row)
    accepted, more = _without_duplicates(sound)
    return _rows(accepted), (*collected, *more)


def _known_activity(lookup: ActivityLookup) -> Rule:
    def known_activity(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
        """An activity is named by its code or title; where another column names it, that is it."""
        if row.activity is None:
            other = row.also
            near = f"{other.code} {other.title}" if other else lookup.nearest(row.raw.activity)
            yield row.issue(issues.UnknownActivity, "activity", nearest=near)
        elif row.also is not None and row.also != row.activity:
            yield row.issue(issues.ActivityContradiction, "activity", other=row.also.code)

    return known_activity


def quarter(row: ActivityRead, context: CheckContext) -> Iterator[Issue]:
    """A row is of a quarter of the plan that has begun, for a status is reported and not forecast.

    What a whole table lacks, or a heading above it says wrongly, is reported once.
    """
    quarter_read, of_table = row.quarter, {"measure": "", "title": ""}
    reason = quarter_read.reason
    if quarter_read.quarter is not None and quarter_read.quarter.start > context.now.date():
        reason = f"{quarter_read.quarter.label} has not begun."
    if reason:
        more = of_table if row.quarter_is_heading else {}
        yield row.issue(issues.ActivityQuarterInvalid, "period", reason=reason, **more)
    elif quarter_read.quarter is None:
        yield row.issue(issues.ActivityQuarterMissing, "period", cell="", found="", **of_table)


def status(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """Whatever is said of an activity, its status is said too."""
    if row.status.advice:
        yield row.issue(issues.UnknownActivityStatus, "status", advice=row.status.advice)
    elif row.status.status is None:
        advice = f"Type one of {all_statuses()}."
        yield row.issue(issues.ActivityStatusMissing, "status", advice=advice)


def percent_done(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """A percentage lies between 0 and 100."""
    if row.percent.advice:
        yield row.issue(issues.PercentDoneInvalid, "percent_done", advice=row.percent.advice)


def days(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """An expected or revised date is one day and no other."""
    for name, day_read in (("expected_on", row.expected), ("revised_on", row.revised)):
        if day_read.advice:
            kind = (
                issues.ActivityDateAmbiguous if day_read.ambiguous else issues.ActivityDateInvalid
            )
            column = name.removesuffix("_on")
            yield row.issue(kind, name, column=column, advice=day_read.advice)


def comment_fits(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """There is room for a page of comment; one that a spreadsheet would work out is reported."""
    comment = str(row.raw.comment)
    if len(comment) > LONGEST_COMMENTARY:
        room = {"length": len(comment), "longest": LONGEST_COMMENTARY}
        yield row.issue(TextTooLong, "comment", column="comment", **room)
    if LIKE_FORMULA.match(comment):
        yield row.issue(TextLikeFormula, "comment", column="comment")


def completed_is_all_done(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """What is completed is done to 100%, and the other way round."""
    reported_status, percent = row.status.status, row.percent.value
    if reported_status is ActivityStatus.COMPLETED and percent < ALL_DONE:
        yield row.issue(issues.CompletedBelowAll, "percent_done", percent=percent)
    elif reported_status not in (None, ActivityStatus.COMPLETED) and percent == ALL_DONE:
        yield row.issue(issues.AllDoneNotCompleted, "percent_done", status=_words(row))


def in_time(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """What was expected before the quarter ended is completed, stopped or has a revised date."""
    due_on, of_quarter = row.due_on, row.quarter.quarter
    reported_status = row.status.status
    if (
        due_on is None
        or of_quarter is None
        or reported_status is None
        or reported_status in ENDED
        or due_on >= of_quarter.end
    ):
        return
    name = "revised_on" if row.revised.day else "expected_on"
    yield row.issue(issues.ActivityOverdue, name, status=_words(row), quarter=of_quarter.label)


def explained(row: ActivityRead, _: CheckContext) -> Iterator[Issue]:
    """What is at risk, delayed or stopped has a comment."""
    if row.status.status in TO_BE_EXPLAINED and not row.raw.comment:
        yield row.issue(issues.ActivityWithoutComment, "comment", status=_words(row))


RULES: tuple[Rule, ...] = (quarter, status, percent_done, days, comment_fits)
OF_A_SERVICE: tuple[Rule, ...] = (completed_is_all_done, in_time, explained)


def _without_duplicates(sound: Iterable[ActivityRead]) -> tuple[list[ActivityRead], list[Issue]]:
    """An activity is returned once for a quarter: of two alike the first, of two others none."""
    first: dict[tuple[str, str], ActivityRead] = {}
    left_out: set[tuple[str, str]] = set()
    duplicates: list[Issue] = []
    for row in sound:
        assert row.activity is not None  # noqa: S101 it is sound
        assert row.quarter.quarter is not None  # noqa: S101 as above
        of_quarter = row.quarter.quarter
        key = (row.activity.code, of_quarter.id)
        before = first.setdefault(key, row)
        if before is row:
            continue
        alike = before.content == row.content
        place = "!".join(part for part in (str(before.raw.sheet), before.cell("status")) if part)
        kind = issues.RepeatedActivity if alike else issues.DuplicateActivity
        duplicates.append(row.issue(kind, "status", quarter=of_quarter.label, first_place=place))
        if not alike:
            left_out.add(key)
    return [row for key, row in first.items() if key not in left_out], duplicates


def _rows(accepted: Iterable[ActivityRead]) -> pd.DataFrame:
    made = [
        {
            "activity_code": row.activity.code,
            "quarter_id": row.quarter.quarter.id,
            "status": row.status.status.value,
            "percent_done": row.percent.value,
            "expected_on": _midnight(row.expected.day),
            "revised_on": _midnight(row.revised.day),
            "comment": str(row.raw.comment),
            "sheet": str(row.raw.sheet),
            "cell": row.cell("status"),
        }
        for row in accepted
        if row.activity and row.quarter.quarter and row.status.status
    ]
    if not made:
        return ACTIVITY_ROWS.empty()
    return ACTIVITY_ROWS.conform(pd.DataFrame(made))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None


def _words(row: ActivityRead) -> str:
    return ACTIVITY_STATUS_WORDS[row.status.status].lower() if row.status.status else ""


def _has_error(of_row: Iterable[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in of_row)
