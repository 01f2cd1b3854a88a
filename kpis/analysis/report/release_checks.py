"""What stands between a quarter and its release: faults that block it, warnings to be accepted.

A fault would make the published pages say what is not so: a quarter that is not over, a figure
called late although it has come in and waits for approval, a correction that corrects nothing. No
word helps against those; they are mended first. A warning is a gap or a change that the public will
see and that may well be meant: it is accepted by whoever publishes, kind by kind.

Takes frames and gives values; reads no store.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from kpis.analysis.report.plan_changes import AimChange, TermChange
from kpis.frames import DIFFERENCES, OUTTURNS, PERFORMANCE, PerformanceRow
from kpis.model import (
    Marker,
    Plan,
    Preparation,
    PreparationState,
    Provenance,
    RagStatus,
    ReleaseFault,
    ReleaseWarning,
)
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of, periods_reported_in
from kpis.words.days import day_in_words, uk_time
from kpis.words.figures import bounds, figure, with_marker, written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCheck:
    """One remark. measure_id and period_id are "" where it is about the quarter as a whole."""

    kind: ReleaseFault | ReleaseWarning
    measure_id: str = ""
    period_id: str = ""
    about: str = ""  # what is found there, a few words: "62 before, 64 now"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChecks:
    """faults and warnings, each kind together in the order of its enumeration.

    due: figures of the quarter's report that are due; came_in: those of them it would show and
    nobody waits to see replaced.
    """

    faults: tuple[ReleaseCheck, ...]
    warnings: tuple[ReleaseCheck, ...]
    due: int
    came_in: int

    @property
    def kinds(self) -> tuple[ReleaseWarning, ...]:
        """The kinds of warnings there are, in order."""
        found = {check.kind for check in self.warnings}
        return tuple(kind for kind in ReleaseWarning if kind in found)

    def of(self, kind: ReleaseFault | ReleaseWarning) -> tuple[ReleaseCheck, ...]:
        return tuple(check for check in (*self.faults, *self.warnings) if check.kind == kind)


@dataclass(frozen=True, kw_only=True)
class ReleaseSituation:
    """What a release of a quarter is checked by.

    approved: PERFORMANCE of the quarter, of the approved figures. left_out: OUTTURNS of the council
    up to the quarter that stand and are not approved. restated: DIFFERENCES between what the last
    release said and what this one would, of figures that were in it. aims, terms: what the plan
    says otherwise than that of the last release. untold: of agreed aims of years that have begun
    what it does not explain. corrects: whether the quarter was released
    before; changes: whether anything would differ from that release. preparation: of its release,
    None where none is in preparation.
    """

    approved: pd.DataFrame
    left_out: pd.DataFrame
    restated: pd.DataFrame
    aims: Sequence[AimChange] = ()
    terms: Sequence[TermChange] = ()
    untold: Sequence[AimChange] = ()
    corrects: bool = False
    changes: bool = True
    preparation: Preparation | None = None


# Nothing of these is due in a report.
_NOT_OF_THE_REPORT = (RagStatus.NOT_DUE, RagStatus.SUSPENDED, RagStatus.SEE_PARTS)
_MISSING = (RagStatus.LATE, RagStatus.AWAITED)


def release_checks(
    plan: Plan, quarter: ReportingPeriod, now: datetime, found: ReleaseSituation
) -> ReleaseChecks:
    """Every fault and warning of publishing a quarter at a time (UTC).

    A figure is remarked on once for each thing that is the matter with it: a red one may be
    provisional too. A quarter ends with its last day. No fault and no warning: () for both.
    """
    due = [row for row in PERFORMANCE.rows(found.approved) if row.rag not in _NOT_OF_THE_REPORT]
    came_in = [row for row in due if row.rag not in _MISSING]
    waiting, left_out = _unapproved(plan, quarter, due, found.left_out)
    faults = [
        *_of_the_quarter(quarter, now, came_in, found),
        *waiting,
        *_untold(found),
        *_of_preparation(quarter, found.preparation),
    ]
    blocked = {check.measure_id for check in waiting}
    warnings = [
        *_early(plan, quarter, now),
        *_missing(row for row in due if row.measure_id not in blocked),
        *left_out,
        *_of_figures(came_in),
        *dict.fromkeys(_restated(plan, found.restated)),
        *_of_plan(found),
    ]
    return ReleaseChecks(
        faults=tuple(_in_order(faults, ReleaseFault)),
        warnings=tuple(_in_order(warnings, ReleaseWarning)),
        due=len(due),
        came_in=sum(row.measure_id not in blocked for row in came_in),
    )


def _of_the_quarter(
    quarter: ReportingPeriod,
    now: datetime,
    came_in: Sequence[PerformanceRow],
    found: ReleaseSituation,
) -> Iterator[ReleaseCheck]:
    if now.date() <= quarter.end:
        yield ReleaseCheck(kind=ReleaseFault.NOT_ENDED, period_id=quarter.id)
    if not came_in:
        yield ReleaseCheck(kind=ReleaseFault.NOTHING_APPROVED, period_id=quarter.id)
    elif found.corrects and not found.changes:
        yield ReleaseCheck(kind=ReleaseFault.NOTHING_TO_CORRECT, period_id=quarter.id)


def _untold(found: ReleaseSituation) -> Iterator[ReleaseCheck]:
    for change in found.untold:
        yield ReleaseCheck(
            kind=ReleaseFault.CHANGED_AGREED, measure_id=change.measure_id, about=change.about
        )


def _of_preparation(
    quarter: ReportingPeriod, preparation: Preparation | None
) -> Iterator[ReleaseCheck]:
    if preparation is None:
        return
    if preparation.state is PreparationState.DRAFT:
        yield ReleaseCheck(kind=ReleaseFault.DRAFT, period_id=quarter.id)
    for comment in preparation.unresolved:
        said = f"{comment.number}, {comment.made_by}: {comment.text}"
        yield ReleaseCheck(kind=ReleaseFault.UNRESOLVED, about=said)
    if preparation.scheduled is not None:
        due = f"due {uk_time(preparation.scheduled.due_at)}"
        yield ReleaseCheck(kind=ReleaseFault.SCHEDULED, period_id=quarter.id, about=due)


def _early(plan: Plan, quarter: ReportingPeriod, now: datetime) -> Iterator[ReleaseCheck]:
    day = dates_of(plan, quarter).published
    if now.date() < day:
        yield ReleaseCheck(
            kind=ReleaseWarning.EARLY,
            period_id=quarter.id,
            about=f"planned for {day_in_words(day)}",
        )


def _unapproved(
    plan: Plan, quarter: ReportingPeriod, due: Iterable[PerformanceRow], left_out: pd.DataFrame
) -> tuple[list[ReleaseCheck], list[ReleaseCheck]]:
    """Faults and warnings about what came in and nobody approved.

    It blocks where the report would call the figure missing, or show one that is made up, for want
    of it. Elsewhere what was approved before is shown, and that is a warning: also of earlier
    periods and of groups.
    """
    reported = {
        (measure.id, period.id)
        for measure in plan.counted
        for period in periods_reported_in(measure, quarter)
    }
    without = {
        row.measure_id
        for row in due
        if row.rag in _MISSING or row.provenance == Provenance.ILLUSTRATIVE
    }
    faults: dict[tuple[str, str], ReleaseCheck] = {}
    warnings: dict[tuple[str, str], ReleaseCheck] = {}
    for row in OUTTURNS.rows(left_out):
        key = (row.measure_id, row.period_id)
        is_whole = not row.breakdown and not row.category
        blocks = is_whole and key in reported and row.measure_id in without
        kind = ReleaseFault.WAITING if blocks else ReleaseWarning.LEFT_OUT
        check = ReleaseCheck(
            kind=kind, measure_id=row.measure_id, period_id=row.period_id, about=row.submission_id
        )
        (faults if blocks else warnings).setdefault(key, check)
    return list(faults.values()), list(warnings.values())


def _missing(due: Iterable[PerformanceRow]) -> Iterator[ReleaseCheck]:
    for row in due:
        if row.rag in _MISSING:
            kind = ReleaseWarning.LATE if row.rag == RagStatus.LATE else ReleaseWarning.AWAITED
            yield _about(kind, row, f"due {day_in_words(row.due_on)}")


def _of_figures(came_in: Iterable[PerformanceRow]) -> Iterator[ReleaseCheck]:
    for row in came_in:
        shown = with_marker(figure(row.outturn, row.unit, row.decimals), row.marker)
        if row.rag == RagStatus.RED and not row.commentary.strip():
            asked = bounds(row.target, row.target_upper, row.unit, row.decimals)
            yield _about(ReleaseWarning.RED_WITHOUT_COMMENTARY, row, f"{shown}, target {asked}")
        if Marker.PROVISIONAL.value in row.marker:
            yield _about(ReleaseWarning.PROVISIONAL, row, shown)
        if row.provenance == Provenance.ILLUSTRATIVE:
            yield _about(ReleaseWarning.ILLUSTRATIVE, row, shown)


def _restated(plan: Plan, differences: pd.DataFrame) -> Iterator[ReleaseCheck]:
    for row in DIFFERENCES.rows(differences):
        measure = plan.measures_by_id[row.measure_id]
        before, now = (
            with_marker(written(value, measure), marker) or "no figure"
            for value, marker in (
                (row.before, row.before_marker),
                (row.after, row.after_marker),
            )
        )
        # Of groups no figures: they may be small counts.
        is_whole = not row.breakdown and not row.category
        yield ReleaseCheck(
            kind=ReleaseWarning.RESTATED,
            measure_id=row.measure_id,
            period_id=row.period_id,
            about=f"{before} before, {now} now" if is_whole else f"by group, {row.breakdown}",
        )


def _of_plan(found: ReleaseSituation) -> Iterator[ReleaseCheck]:
    for kind, changes in (
        (ReleaseWarning.CHANGED_AIMS, found.aims),
        (ReleaseWarning.CHANGED_TERMS, found.terms),
    ):
        for change in changes:
            yield ReleaseCheck(kind=kind, measure_id=change.measure_id, about=change.about)


def _about(kind: ReleaseFault | ReleaseWarning, row: PerformanceRow, words: str) -> ReleaseCheck:
    return ReleaseCheck(kind=kind, measure_id=row.measure_id, period_id=row.period_id, about=words)


def _in_order(
    checks: Iterable[ReleaseCheck], kinds: Iterable[ReleaseFault | ReleaseWarning]
) -> list[ReleaseCheck]:
    places = {kind: place for place, kind in enumerate(kinds)}
    return sorted(checks, key=lambda check: places[check.kind])
