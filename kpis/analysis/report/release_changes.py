"""What one state of the figures shows otherwise than another: old and new, side by side.

For whoever corrects a release, and for whoever reads the correction. Takes frames of both states
and gives what differs; which of the states is a release it does not ask.
"""

from dataclasses import dataclass

import pandas as pd

from kpis.analysis.figures.references import references
from kpis.analysis.figures.rows import rate_rows
from kpis.analysis.report.plan_changes import AimChange, TermChange, changed_aims, changed_terms
from kpis.frames import (
    ACTIVITIES,
    ANNOTATIONS,
    DIFFERENCES,
    OUTTURN_KEY,
    OUTTURNS,
    ActivityRow,
    AnnotationRow,
)
from kpis.model import Marker, Plan, RagStatus


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One state: plan, OUTTURNS, ACTIVITIES and ANNOTATIONS.

    has_plan: whether the plan is the one of that state; else only what stands in for it.
    """

    plan: Plan
    outturns: pd.DataFrame
    activities: pd.DataFrame
    annotations: pd.DataFrame
    has_plan: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """Other words beside the same key: of a figure, or of an activity in a quarter."""

    about: str  # id of the measure, code of the activity
    period_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingChange:
    """Another rating of a figure that both states have, whatever brought it about."""

    measure_id: str
    period_id: str
    before: RagStatus
    after: RagStatus


@dataclass(frozen=True, kw_only=True)
class ReleaseChanges:
    """What a state shows otherwise than the one before it.

    figures: DIFFERENCES of whole figures, also of those that came or went. groups: measure and
    period of what changed by group; not the figures, which may be small counts. commentaries:
    other words beside a figure that is the same. ratings: of the council's whole figures in both,
    each by the aims of its own period. activities: statuses in words of the model, "" for none.
    notes_added, notes_gone: annotations. aims, terms, ratings: () also where one of the plans is
    not known, see plans_known.
    """

    figures: pd.DataFrame
    groups: tuple[tuple[str, str], ...]
    commentaries: tuple[TextChange, ...]
    ratings: tuple[RatingChange, ...]
    aims: tuple[AimChange, ...]
    terms: tuple[TermChange, ...]
    notes_added: tuple[AnnotationRow, ...]
    notes_gone: tuple[AnnotationRow, ...]
    activities: tuple[TextChange, ...]
    plans_known: bool

    @property
    def anything(self) -> bool:
        """Whether anything is shown otherwise. A plan that is not known counts as another one."""
        rest = (self.groups, self.commentaries, self.aims, self.terms, self.activities)
        notes = self.notes_added or self.notes_gone
        return not self.plans_known or len(self.figures) > 0 or any(rest) or bool(notes)


def release_changes(before: Shown, after: Shown) -> ReleaseChanges:
    """Everything a reader would find otherwise; nothing where both show the same."""
    plans_known = before.has_plan and after.has_plan
    figures = differing(before.outturns, after.outturns)
    by_group = (figures["breakdown"] != "") | (figures["category"] != "")
    keys = figures[by_group][["measure_id", "period_id"]].itertuples(index=False, name=None)
    return ReleaseChanges(
        figures=figures[~by_group].reset_index(drop=True),
        groups=tuple(dict.fromkeys(keys)),
        commentaries=_commentaries(before, after),
        ratings=_ratings(before, after) if plans_known else (),
        aims=changed_aims(before.plan, after.plan) if plans_known else (),
        terms=changed_terms(before.plan, after.plan) if plans_known else (),
        notes_added=_notes(after.annotations, before.annotations),
        notes_gone=_notes(before.annotations, after.annotations),
        activities=_activities(before.activities, after.activities),
        plans_known=plans_known,
    )


def differing(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """DIFFERENCES of two frames of OUTTURNS: keys whose figure or marker is not the same.

    A release marks what it corrected with "r"; the figure itself is not marked so, and the mark
    alone makes no difference.
    """
    if before.empty and after.empty:
        return DIFFERENCES.empty()
    columns = [*OUTTURN_KEY, "outturn", "marker"]
    old = before[columns].rename(columns={"outturn": "before", "marker": "before_marker"})
    new = after[columns].rename(columns={"outturn": "after", "marker": "after_marker"})
    both = old.merge(new, on=OUTTURN_KEY, how="outer", indicator="where", sort=False)
    for name in ("before_marker", "after_marker"):
        both[name] = both[name].fillna("")
    plain_before, plain_after = (
        both[name].str.replace(Marker.REVISED.value, "", regex=False)
        for name in ("before_marker", "after_marker")
    )
    same = (both["before"] == both["after"]) | (both["before"].isna() & both["after"].isna())
    is_same = same & (plain_before == plain_after) & (both["where"] == "both")
    return DIFFERENCES.conform(both[~is_same])


def _commentaries(before: Shown, after: Shown) -> tuple[TextChange, ...]:
    """Of the council's whole figures: those of others carry no words."""
    old, new = (
        {
            (row.measure_id, row.period_id): row.commentary
            for row in OUTTURNS.rows(_own(state.outturns, state.plan))
        }
        for state in (before, after)
    )
    return tuple(
        TextChange(about=key[0], period_id=key[1], before=old[key], after=words)
        for key, words in new.items()
        if key in old and old[key] != words
    )


def _ratings(before: Shown, after: Shown) -> tuple[RatingChange, ...]:
    old, new = (_rated(state) for state in (before, after))
    return tuple(
        RatingChange(
            measure_id=key[0], period_id=key[1], before=RagStatus(old[key]), after=RagStatus(rag)
        )
        for key, rag in new.items()
        if key in old and old[key] != rag
    )


def _rated(state: Shown) -> dict[tuple[str, str], str]:
    """By measure and period the rating of each figure that the plan rates."""
    own = _own(state.outturns, state.plan)
    rag = rate_rows(state.plan, own, references(state.plan, state.outturns))
    rated = zip(own["measure_id"], own["period_id"], rag, strict=True)
    return {(measure_id, period_id): rag for measure_id, period_id, rag in rated if rag}


def _own(outturns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    return outturns[(outturns["area"] == plan.area) & (outturns["breakdown"] == "")]


def _notes(these: pd.DataFrame, others: pd.DataFrame) -> tuple[AnnotationRow, ...]:
    return ANNOTATIONS.rows(these[~these["number"].isin(others["number"])])


def _activities(before: pd.DataFrame, after: pd.DataFrame) -> tuple[TextChange, ...]:
    old, new = (
        {(row.activity_code, row.quarter_id): _told(row) for row in ACTIVITIES.rows(frame)}
        for frame in (before, after)
    )
    return tuple(
        TextChange(about=key[0], period_id=key[1], before=old.get(key, ""), after=new.get(key, ""))
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    )


def _told(row: ActivityRow) -> str:
    """All a return says of an activity, its status first."""
    percent = "" if pd.isna(row.percent_done) else f"{row.percent_done:g}% done"
    days = [f"{day:%d/%m/%Y}" for day in (row.expected_on, row.revised_on) if not pd.isna(day)]
    return ", ".join(filter(None, (row.status.replace("_", " "), percent, *days, row.comment)))
