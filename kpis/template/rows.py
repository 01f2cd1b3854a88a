"""What stands in the rows of a template: what is due, the figures before it, what is asked of it.

Takes a plan and frames and gives values; how they look is the business of the sheets.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kpis.errors import UsageError
from kpis.model import NO_OUTCOME, Activity, Aim, Measure, Plan, Polarity, Provenance, Survey
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.aims_asked import aim_of, aim_quarter, is_proposed
from kpis.plan.calendar import due_in
from kpis.plan.partnership.partners import partners_in_words
from kpis.template.columns import EARLIER, ActivityRow, EarlierFigure, TemplateRow
from kpis.words.aims import PROPOSED
from kpis.words.days import day_in_words
from kpis.words.statuses import ACTIVITY_STATUS_WORDS

if TYPE_CHECKING:
    import pandas as pd

Due = tuple[Measure, ReportingPeriod]
NotRed = Mapping[tuple[str, str], tuple[float, float]]

_STATUS_WORDS = {status.value: word for status, word in ACTIVITY_STATUS_WORDS.items()}
_FEW = 12  # names that a sentence can list
_QUARTERS_AHEAD = 8  # in which the next wave is looked for


def due_from(
    plan: Plan, quarter: ReportingPeriod, directorate: str = "", owner: str = ""
) -> list[Due]:
    """What is due in a quarter from a directorate and a post, "" for all; case is no matter.

    Raises UsageError when nothing is, naming who has something due.
    """
    due = due_in(plan, quarter)
    if not due:
        raise UsageError(f"Nothing is due in {quarter.label}.")
    for name, text in (("directorate", directorate), ("owner", owner)):
        if not text:
            continue
        have_due = {str(getattr(measure, name)) for measure, _ in due}
        due = [pair for pair in due if _same(getattr(pair[0], name), text)]
        if not due:
            all_names = {str(getattr(measure, name)) for measure in plan.counted}
            instead = _instead(text, sorted(all_names), sorted(have_due))
            raise UsageError(f"Nothing is due from {text!r} in {quarter.label}.{instead}")
    return due


def due_from_survey(plan: Plan, quarter: ReportingPeriod, survey: Survey) -> list[Due]:
    """The questions of a survey that are due in a quarter, in plan order.

    Raises UsageError when none is, naming the quarter in which the survey is reported.
    """
    due = [pair for pair in due_in(plan, quarter) if pair[0].survey == survey.id]
    if due:
        return due
    later = (quarter.shift(ahead) for ahead in range(1, _QUARTERS_AHEAD + 1))
    when = next(
        (each for each in later if any(m.survey == survey.id for m, _ in due_in(plan, each))), None
    )
    instead = f" The next quarter in which it is: {when.label} ({when.id})." if when else ""
    raise UsageError(f"Nothing of the {survey.title} is due in {quarter.label}.{instead}")


def template_rows(
    plan: Plan,
    quarter: ReportingPeriod,
    due: Iterable[Due],
    outturns: "pd.DataFrame | None",
    survey: Survey | None = None,
    not_red: "NotRed | None" = None,
) -> list[TemplateRow]:
    """A row for each figure due. outturns: OUTTURNS as they stand, None for none.

    not_red: by ids of measure and period the least and the most that is not red, where that can be
    told. survey: whose template it is. A question that has a sample of its own is not of all asked.
    """
    earlier = _figures_by_measure(plan, outturns)
    rows = []
    for measure, period in due:
        before = [each for each in earlier.get(measure.id, ()) if each[0].date() < period.start]
        aim = aim_of(measure, period)
        rows.append(
            TemplateRow(
                measure=measure,
                period=period,
                partners=partners_in_words(plan, measure),
                earlier=tuple(_earlier(measure, *figure) for _, *figure in before[-len(EARLIER) :]),
                target=_aim_shown(measure, aim, quarter, minimum=False),
                minimum_expectation=_aim_shown(measure, aim, quarter, minimum=True),
                not_red=(not_red or {}).get((measure.id, period.id)),
                illustrative=aim is not None and aim.illustrative,
                of_all_asked=None if survey is None else measure.sample_size == survey.sample_size,
            )
        )
    return rows


def activity_rows(
    plan: Plan,
    quarter: ReportingPeriod,
    activities: "pd.DataFrame | None",
    directorate: str = "",
    owner: str = "",
) -> list[ActivityRow]:
    """A row for each activity and each commitment, with what was last said of it before.

    A directorate or post is given the activities that the plan says are theirs. Where it does not
    say whose one is, or names somebody who gets no template this quarter, the activity goes to all
    who have a measure of its outcome. activities: ACTIVITIES.
    """
    asked = {kind: name for kind, name in (("directorate", directorate), ("owner", owner)) if name}
    get_one = [measure for measure, _ in due_in(plan, quarter)]
    of_outcomes = {
        each.outcome
        for each in plan.counted
        if all(_same(getattr(each, kind), name) for kind, name in asked.items())
    }
    titles = {outcome.number: outcome.title for outcome in plan.outcomes}
    last = _last_returns(quarter, activities)
    rows = []
    for activity in plan.tracked:
        serves = not of_outcomes.isdisjoint({activity.outcome, *activity.also_supports})
        said = [_is_said(activity, kind, name, get_one) for kind, name in asked.items()]
        if not all(serves if is_theirs is None else is_theirs for is_theirs in said):
            continue
        last_return, expected = last.get(activity.code, ("", None))
        outcome = _outcome_of(activity, titles, plan)
        rows.append(
            ActivityRow(
                activity=activity, outcome=outcome, last_return=last_return, expected=expected
            )
        )
    return rows


def _is_said(activity: Activity, kind: str, name: str, get_one: Sequence[Measure]) -> bool | None:
    """Whether the plan says that an activity is theirs. kind: "directorate" or "owner".

    None where it names nobody, or nobody who has any of these measures to return.
    """
    whose = str(getattr(activity, kind))
    if not any(_same(getattr(each, kind), whose) for each in get_one):
        return None
    return _same(whose, name)


def _same(name: str, text: str) -> bool:
    return name.casefold() == text.strip().casefold()


def _instead(text: str, all_names: Sequence[str], have_due: Sequence[str]) -> str:
    """Who has something due, where that is a short list, or else whom a misspelt name may mean."""
    if len(have_due) <= _FEW:
        return f" It is from these: {'; '.join(have_due)}."
    if any(_same(name, text) for name in all_names):
        return ""
    near = get_close_matches(text, all_names, 1)
    return f" Did you mean {near[0]!r}?" if near else " No measure of the plan is theirs."


def _figures_by_measure(
    plan: Plan, outturns: "pd.DataFrame | None"
) -> dict[str, list[tuple[Any, ...]]]:
    """By measure its own figures, oldest first: period start and id, figure, marker, origin."""
    if outturns is None:
        return {}
    columns = ["period_start", "period_id", "outturn", "marker", "provenance"]
    own = (outturns["area"] == plan.area) & (outturns["breakdown"] == "")
    whole = outturns.loc[own, ["measure_id", *columns]].sort_values("period_start")
    figures: dict[str, list[tuple[Any, ...]]] = {}
    for measure_id, *figure in whole.itertuples(index=False, name=None):
        figures.setdefault(measure_id, []).append(tuple(figure))
    return figures


def _earlier(
    measure: Measure, period_id: str, outturn: float, marker: str, provenance: str
) -> EarlierFigure:
    shown = _figure(outturn, marker, measure.decimals)
    return EarlierFigure(
        text=f"{period_of_id(period_id).label}\n{shown}",
        illustrative=provenance == Provenance.ILLUSTRATIVE,
    )


def _figure(outturn: float, marker: str, decimals: int) -> str:
    from kpis.rounding import round_figure

    shown = "" if outturn != outturn else f"{round_figure(outturn, decimals):,.{decimals}f}"
    return f"{shown} [{marker}]".strip() if marker else shown


def _aim_shown(
    measure: Measure, aim: Aim | None, quarter: ReportingPeriod, *, minimum: bool
) -> float | str | None:
    """The target or minimum expectation that a figure of this quarter is held against.

    A text where it is no single figure: "8 to 14", "data only", "not comparable", "proposed, not
    agreed".
    """
    if aim is None and is_proposed(measure, aim_quarter(measure, quarter).financial_year):
        return None if minimum else PROPOSED
    if measure.data_only or aim is None:
        return None if minimum else ("data only" if measure.data_only else None)
    if aim.not_comparable:
        return None if minimum else "not comparable"
    lower, upper, profile = _parts_of(aim, minimum=minimum)
    if profile:
        return profile[aim_quarter(measure, quarter).quarter - 1]
    if measure.polarity is Polarity.RANGE and lower is not None and upper is not None:
        return f"{lower:.{measure.decimals}f} to {upper:.{measure.decimals}f}"
    return lower


def _parts_of(aim: Aim, *, minimum: bool) -> tuple[float | None, float | None, tuple[float, ...]]:
    if minimum:
        return aim.minimum_expectation, aim.minimum_expectation_upper, aim.minimum_profile
    return aim.target, aim.target_upper, aim.target_profile


def _outcome_of(activity: Activity, titles: Mapping[int, str], plan: Plan) -> str:
    """ "3. People live healthy lives (also 4 and 6)", and beneath it who does it with the council.

    A commitment has no outcome of its own: "Commitment of the partnership (also 10)".
    """
    also = " and ".join(map(str, activity.also_supports))
    outcome = "Commitment of the partnership"
    if activity.outcome != NO_OUTCOME:
        outcome = f"{activity.outcome}. {titles.get(activity.outcome, '')}"
    with_also = f"{outcome} (also {also})" if also else outcome
    return "\n".join(filter(None, (with_also, partners_in_words(plan, activity))))


def _last_returns(
    quarter: ReportingPeriod, activities: "pd.DataFrame | None"
) -> dict[str, tuple[str, date | None]]:
    """By code: what the latest return before a quarter said, and the date it expected.

    An illustrative status is marked as such, and an illustrative date is not carried over at all:
    sent back untouched it would be the service's own.
    """
    from kpis.frames import ACTIVITIES

    if activities is None:
        return {}
    latest: dict[str, tuple[ReportingPeriod, str, date | None]] = {}
    for row in ACTIVITIES.rows(activities):
        period = period_of_id(row.quarter_id)
        before = latest.get(row.activity_code)
        if period >= quarter or (before is not None and before[0] > period):
            continue
        parts = [_STATUS_WORDS.get(row.status, row.status)]
        if row.percent_done == row.percent_done:
            parts.append(f"{row.percent_done:.0f}% done")
        revised, expected = _day(row.revised_on), _day(row.expected_on)
        illustrative = row.provenance == Provenance.ILLUSTRATIVE
        if revised is not None:
            parts.append(f"revised to {day_in_words(revised)}")
        when = f"{period.label}, illustrative" if illustrative else period.label
        words = f"{', '.join(part for part in parts if part)}\n({when})"
        latest[row.activity_code] = (period, words, None if illustrative else expected)
    return {code: (words, expected) for code, (_, words, expected) in latest.items()}


def _day(moment: "pd.Timestamp") -> date | None:
    return None if moment != moment else moment.date()
