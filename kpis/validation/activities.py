"""Check an activities return: every rule on every row, then the rows in each other's company.

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
from kpis.validation.activity_row import Told, told_in
from kpis.validation.activity_values import all_statuses
from kpis.validation.contracts import CheckContext
from kpis.validation.issues import activity as issues
from kpis.validation.issues.base import Issue
from kpis.validation.issues.cross_row import TextLikeFormula, TextTooLong
from kpis.validation.rules.text import LIKE_FORMULA, LONGEST_COMMENTARY
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

ENDED = (ActivityStatus.COMPLETED, ActivityStatus.STOPPED)
TO_BE_EXPLAINED = (ActivityStatus.AT_RISK, ActivityStatus.DELAYED, ActivityStatus.STOPPED)
ALL_DONE = 100.0

Rule = Callable[[Told, CheckContext], Iterator[Issue]]


def check_activities(
    raw: RawReturn, plan: Plan, context: CheckContext, *, most: int
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """(ACTIVITY_ROWS of the rows without an error, all issues), both in file order.

    most: how many issues are looked for; once there are more, the rows below are left out.
    Raises nothing for what is in the file. Of two columns that say the same no row is taken; the
    columns themselves are told of with those of figures.
    """
    RAW_ACTIVITIES.check(raw.activities)
    lookup = ActivityLookup(plan)
    unclear = {table.sheet for table in raw.tables if table.duplicates}
    rules = (_known_activity(lookup), *RULES)
    rules = rules if context.provenance is not Provenance.RETURN else (*rules, *OF_A_SERVICE)
    found: list[Issue] = []
    sound: list[Told] = []
    for told in told_in(raw, plan, lookup):
        of_row = [issue for rule in rules for issue in rule(told, context)]
        found += of_row
        if len(found) > most:
            break
        if not _wrong(of_row) and told.raw.sheet not in unclear:
            sound.append(told)
    accepted, more = _without_duplicates(sound)
    return _rows(accepted), (*found, *more)


def _known_activity(lookup: ActivityLookup) -> Rule:
    def known_activity(told: Told, _: CheckContext) -> Iterator[Issue]:
        """An activity is named by its code or title; where another column names it, that is it."""
        if told.activity is None:
            meant = told.also
            near = f"{meant.code} {meant.title}" if meant else lookup.nearest(told.raw.activity)
            yield told.issue(issues.UnknownActivity, "activity", nearest=near)
        elif told.also is not None and told.also != told.activity:
            yield told.issue(issues.ActivityContradiction, "activity", other=told.also.code)

    return known_activity


def quarter(told: Told, context: CheckContext) -> Iterator[Issue]:
    """A row is of a quarter of the plan that has begun, for a status is told and not foretold.

    What a whole table lacks, or a heading above it says wrongly, is told of once.
    """
    read, of_table = told.quarter, {"measure": "", "title": ""}
    reason = read.reason
    if read.quarter is not None and read.quarter.start > context.now.date():
        reason = f"{read.quarter.label} has not begun."
    if reason:
        more = of_table if told.quarter_is_heading else {}
        yield told.issue(issues.ActivityQuarterInvalid, "period", reason=reason, **more)
    elif read.quarter is None:
        yield told.issue(issues.ActivityQuarterMissing, "period", cell="", found="", **of_table)


def status(told: Told, _: CheckContext) -> Iterator[Issue]:
    """Whatever is said of an activity, its status is said too."""
    if told.status.advice:
        yield told.issue(issues.UnknownActivityStatus, "status", advice=told.status.advice)
    elif told.status.status is None:
        advice = f"Type one of {all_statuses()}."
        yield told.issue(issues.ActivityStatusMissing, "status", advice=advice)


def percent_done(told: Told, _: CheckContext) -> Iterator[Issue]:
    """A percentage lies between 0 and 100."""
    if told.percent.advice:
        yield told.issue(issues.PercentDoneInvalid, "percent_done", advice=told.percent.advice)


def days(told: Told, _: CheckContext) -> Iterator[Issue]:
    """An expected or revised date is one day and no other."""
    for name, read in (("expected_on", told.expected), ("revised_on", told.revised)):
        if read.advice:
            kind = issues.ActivityDateAmbiguous if read.ambiguous else issues.ActivityDateInvalid
            column = name.removesuffix("_on")
            yield told.issue(kind, name, column=column, advice=read.advice)


def comment_fits(told: Told, _: CheckContext) -> Iterator[Issue]:
    """There is room for a page of comment; one that a spreadsheet would work out is told of."""
    comment = str(told.raw.comment)
    if len(comment) > LONGEST_COMMENTARY:
        room = {"length": len(comment), "longest": LONGEST_COMMENTARY}
        yield told.issue(TextTooLong, "comment", column="comment", **room)
    if LIKE_FORMULA.match(comment):
        yield told.issue(TextLikeFormula, "comment", column="comment")


def completed_is_all_done(told: Told, _: CheckContext) -> Iterator[Issue]:
    """What is completed is done to 100%, and the other way round."""
    now, percent = told.status.status, told.percent.value
    if now is ActivityStatus.COMPLETED and percent < ALL_DONE:
        yield told.issue(issues.CompletedBelowAll, "percent_done", percent=percent)
    elif now not in (None, ActivityStatus.COMPLETED) and percent == ALL_DONE:
        yield told.issue(issues.AllDoneNotCompleted, "percent_done", status=_words(told))


def in_time(told: Told, _: CheckContext) -> Iterator[Issue]:
    """What was expected before the quarter ended is completed, stopped or has a revised date."""
    due, of = told.due_on, told.quarter.quarter
    now = told.status.status
    if due is None or of is None or now is None or now in ENDED or due >= of.end:
        return
    name = "revised_on" if told.revised.day else "expected_on"
    yield told.issue(issues.ActivityOverdue, name, status=_words(told), quarter=of.label)


def explained(told: Told, _: CheckContext) -> Iterator[Issue]:
    """What is at risk, delayed or stopped has a comment."""
    if told.status.status in TO_BE_EXPLAINED and not told.raw.comment:
        yield told.issue(issues.ActivityWithoutComment, "comment", status=_words(told))


RULES: tuple[Rule, ...] = (quarter, status, percent_done, days, comment_fits)
OF_A_SERVICE: tuple[Rule, ...] = (completed_is_all_done, in_time, explained)


def _without_duplicates(sound: Iterable[Told]) -> tuple[list[Told], list[Issue]]:
    """An activity is returned once for a quarter: of two alike the first, of two others none."""
    first: dict[tuple[str, str], Told] = {}
    left_out: set[tuple[str, str]] = set()
    found: list[Issue] = []
    for told in sound:
        assert told.activity is not None  # noqa: S101 it is sound
        assert told.quarter.quarter is not None  # noqa: S101 as above
        of = told.quarter.quarter
        key = (told.activity.code, of.id)
        before = first.setdefault(key, told)
        if before is told:
            continue
        alike = before.content == told.content
        place = "!".join(part for part in (str(before.raw.sheet), before.cell("status")) if part)
        kind = issues.RepeatedActivity if alike else issues.DuplicateActivity
        found.append(told.issue(kind, "status", quarter=of.label, first_place=place))
        if not alike:
            left_out.add(key)
    return [told for key, told in first.items() if key not in left_out], found


def _rows(accepted: Iterable[Told]) -> pd.DataFrame:
    made = [
        {
            "activity_code": told.activity.code,
            "quarter_id": told.quarter.quarter.id,
            "status": told.status.status.value,
            "percent_done": told.percent.value,
            "expected_on": _midnight(told.expected.day),
            "revised_on": _midnight(told.revised.day),
            "comment": str(told.raw.comment),
            "sheet": str(told.raw.sheet),
            "cell": told.cell("status"),
        }
        for told in accepted
        if told.activity and told.quarter.quarter and told.status.status
    ]
    if not made:
        return ACTIVITY_ROWS.empty()
    return ACTIVITY_ROWS.conform(pd.DataFrame(made))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day else None


def _words(told: Told) -> str:
    return ACTIVITY_STATUS_WORDS[told.status.status].lower() if told.status.status else ""


def _wrong(found: Iterable[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in found)
