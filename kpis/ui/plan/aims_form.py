"""The targets of a year, all measures in one table."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kpis.clock import utc_now
from kpis.frames import PerformanceRow
from kpis.model import AGAINST_OTHERS, Aim, Basis, Measure, Plan, Polarity, RagRule
from kpis.periods import financial_year, slashed
from kpis.plan.agreed.changed import has_begun
from kpis.plan.agreed.figures import figures_of
from kpis.plan.rating.aim_rules import PROFILE_OF
from kpis.ui.kit.titles import outcome_titles
from kpis.ui.plan.act_form import ActForm
from kpis.ui.plan.fields import Fields
from kpis.ui.state import cache
from kpis.use_cases.plans.acts.aims import AimWanted, SetAims
from kpis.use_cases.plans.acts.proposing import PlanAct
from kpis.words.days import uk_date
from kpis.words.figures import bounds, figure, with_marker

MEASURE, LAST_OUTTURN, STATE = "Measure", "Latest outturn", "Now"
ROW_HEIGHT, MOST_ROWS = 35, 16  # pixels of a row; rows before the table scrolls by itself
RATIONALE, REASON = "Why this target", "Why it is changed"
_FIRST = ("minimum_expectation", "target", "green_limit", "amber_limit", "baseline")
_COLUMNS = {
    "minimum_expectation": "Minimum",
    "target": "Target",
    "minimum_expectation_upper": "Minimum, upper",
    "target_upper": "Target, upper",
    "target_profile": "Target by quarter",
    "minimum_profile": "Minimum by quarter",
    "green_limit": "Limit of green",
    "green_limit_upper": "Limit of green, upper",
    "amber_limit": "Limit of amber",
    "amber_limit_upper": "Limit of amber, upper",
    "green_profile": "Green by quarter",
    "amber_profile": "Amber by quarter",
    "baseline": "Baseline to beat",
}


def aims_form(plan: Plan) -> ActForm:
    return ActForm(
        name="aims",
        title="Targets",
        lead="What a year asks of each measure. New targets are proposed: they rate nothing before "
        "they are agreed.",
        fields=lambda fields: _fields(plan, fields),
    )


def _fields(plan: Plan, fields: Fields) -> PlanAct | None:
    today = uk_date(utc_now())
    years = _years(plan)
    coming = (year for year in years if not has_begun(year, today))
    first = years[0] if plan.proposed else next(coming, years[-1])
    left, right = st.columns(2)
    with left:
        year = fields.one_of("year", "Year", {each: each for each in years}, first)
    outcomes = {0: "All outcomes"} | {int(k): v for k, v in outcome_titles(plan).items()}
    with right:
        outcome = fields.one_of("outcome", "Outcome", outcomes)
    measures = [
        each for each in plan.counted if _has_aims(plan, each) and outcome in (0, each.outcome)
    ]
    if not measures:
        st.info("No measure of this outcome has targets.")
        return None
    begun = has_begun(year, today)
    columns = _columns(plan, measures)
    before = _table(measures, year, columns, begun=begun)
    # Sent as a whole: else the page is drawn anew after every cell, while the next one is typed.
    with st.form(fields.key("form"), border=False, enter_to_submit=False):
        after = st.data_editor(
            before,
            key=f"{fields.key('table')}_{year}_{outcome}",
            hide_index=True,
            width="stretch",
            disabled=[MEASURE, _last_target(year), LAST_OUTTURN, STATE],
            column_config=_config(columns),
            column_order=_order(year, columns, begun=begun),
            height=ROW_HEIGHT * (min(len(measures), MOST_ROWS) + 1) + 3,
            num_rows="fixed",
        )
        if any(key.endswith("_profile") for key in columns):
            st.caption(
                "Totals of the year so far follow last year's quarters where none are given."
            )
        who = "Who changes them" if begun else "Who proposes them"
        post = "A post or body, such as Cabinet Member for Place."
        set_by = fields.line("set_by", who, help=post)
        fields.look_button()
    changed = tuple(
        _wanted(measure, columns, row, old, begun=begun)
        for measure, row, old in zip(measures, _rows(after), _rows(before), strict=True)
        if not _same(row, old)
    )
    if not changed:
        if fields.pressed:
            st.info("Type a target into the table first.")
        return None
    return SetAims(year=year, aims=changed, set_by=set_by)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _years(plan: Plan) -> list[str]:
    starts = range(int(plan.first_year[:4]), int(plan.last_year[:4]) + 1)
    return [slashed(start) for start in starts]


def _has_aims(plan: Plan, measure: Measure) -> bool:
    return (
        not measure.data_only
        and measure.polarity is not Polarity.NEUTRAL
        and plan.rule_of(measure).rule not in AGAINST_OTHERS
    )


def _keys_of(plan: Plan, measure: Measure) -> list[str]:
    """The figures that an aim of the measure may have, in the order of the table."""
    rule = plan.rule_of(measure).rule
    if rule is RagRule.BASELINE:
        return ["baseline"]
    keys = ["target"]
    if rule is RagRule.MINIMUM_EXPECTATION:
        keys.append("minimum_expectation")
    if rule is RagRule.BANDS:
        keys += ["green_limit", "amber_limit"]
    if measure.polarity is Polarity.RANGE:
        keys += [f"{key}_upper" for key in keys]
    elif measure.basis is Basis.YEAR_TO_DATE:
        keys += [f"{key.split('_')[0]}_profile" for key in keys]
    return keys


def _columns(plan: Plan, measures: Sequence[Measure]) -> list[str]:
    used = {key for measure in measures for key in _keys_of(plan, measure)}
    return [key for key in _COLUMNS if key in used]


def _table(
    measures: Sequence[Measure], year: str, columns: Sequence[str], *, begun: bool
) -> pd.DataFrame:
    last_year = slashed(int(year[:4]) - 1)
    known = _latest(last_year)
    rows = []
    for measure in measures:
        aim, last = measure.aims.get(year), measure.aims.get(last_year)
        figures = figures_of(vars(aim)) if aim else {}
        state = "none" if aim is None else "proposed" if aim.proposed else "agreed"
        if aim is not None and aim.illustrative:
            state = "illustrative"
        row: dict[str, Any] = {
            MEASURE: f"{measure.code} {measure.short_title or measure.title}",
            _last_target(year): _target(last, measure),
            LAST_OUTTURN: known.get(measure.id, "–"),
        }
        for key in columns:
            value = figures.get(key)
            row[_COLUMNS[key]] = (
                "; ".join(f"{each:g}" for each in value or ())
                if key.endswith("_profile")
                else math.nan
                if value is None
                else float(value)
            )
        row |= {STATE: state, RATIONALE: aim.rationale if aim else ""}
        rows.append(row | ({REASON: ""} if begun else {}))
    return pd.DataFrame(rows)


def _last_target(year: str) -> str:
    return f"Target {slashed(int(year[:4]) - 1)}"


def _order(year: str, columns: Sequence[str], *, begun: bool) -> list[str]:
    """What everybody fills in first, what few measures have at the end."""
    first = [key for key in columns if key in _FIRST]
    rest = [key for key in columns if key not in _FIRST]
    return [
        *(MEASURE, _last_target(year), LAST_OUTTURN),
        *(_COLUMNS[key] for key in first),
        RATIONALE,
        *([REASON] if begun else []),
        STATE,
        *(_COLUMNS[key] for key in rest),
    ]


def _target(aim: Aim | None, measure: Measure) -> str:
    if aim is None or aim.proposed:
        return "–"
    low, high = (math.nan if each is None else each for each in (aim.target, aim.target_upper))
    return bounds(low, high, measure.unit, measure.decimals) or "–"


def _latest(year: str) -> Mapping[str, str]:
    """What is known of each measure at the end of a year, or by now: "24%, 2019/20"."""
    shown = cache.figures()
    if not shown.quarters:
        return {}
    end = financial_year(int(year[:4])).end
    by_then = [each for each in shown.quarters if each.end <= end]
    quarter = max(by_then or shown.quarters, key=lambda each: each.end)
    rows: Sequence[PerformanceRow] = shown.rows[quarter.id]
    return {
        row.measure_id: ", ".join(filter(None, (_latest_words(row), row.latest_period_label)))
        for row in rows
        if row.latest_period_id
    }


def _latest_words(row: PerformanceRow) -> str:
    return with_marker(figure(row.latest_outturn, row.unit, row.decimals), row.latest_marker)


def _config(columns: Sequence[str]) -> dict[str, Any]:
    config: dict[str, Any] = {
        MEASURE: st.column_config.TextColumn(pinned=True, width=200),
        LAST_OUTTURN: st.column_config.TextColumn(
            width=130, help="The latest figure known by the end of the year before."
        ),
        STATE: st.column_config.TextColumn(
            width=95, help="Whether the target of the year is agreed, proposed or illustrative."
        ),
        RATIONALE: st.column_config.TextColumn(width=240),
        REASON: st.column_config.TextColumn(
            width=240,
            help="For readers, where an agreed target is changed after its year has begun.",
        ),
    }
    for key in columns:
        config[_COLUMNS[key]] = (
            st.column_config.TextColumn(
                width=150, help="Four figures with semicolons between them: 10; 20; 30; 40"
            )
            if key.endswith("_profile")
            else st.column_config.NumberColumn(width=95)
        )
    return config


def _same(row: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    return all(_plain(row[name]) == _plain(old[name]) for name in old)


def _plain(value: Any) -> Any:
    """What a cell holds; "" for what is empty, whichever way the table says so."""
    return "" if value is None or value != value else value


def _wanted(
    measure: Measure,
    columns: Sequence[str],
    row: Mapping[str, Any],
    old: Mapping[str, Any],
    *,
    begun: bool,
) -> AimWanted:
    """A total that is typed anew is spread over its quarters anew where these were left alone."""
    figures: dict[str, Any] = {}
    whole = {profile: key for key, profile in PROFILE_OF.items()}
    moved = {key for key in columns if _plain(row[_COLUMNS[key]]) != _plain(old[_COLUMNS[key]])}
    for key in columns:
        value = _plain(row[_COLUMNS[key]])
        if whole.get(key) in moved and key not in moved:
            continue
        if key.endswith("_profile"):
            figures[key] = _profile(str(value))
        elif value != "":
            figures[key] = float(value)
    return AimWanted(
        measure_id=measure.id,
        figures=figures,
        rationale=str(_plain(row[RATIONALE])),
        reason=str(_plain(row[REASON])) if begun else "",
    )


def _profile(text: str) -> list[Any]:
    """The figures of a cell; what is none stays a text, which the plan's rules tell of."""
    parts = [each.strip() for each in text.split(";") if each.strip()]
    return [_number(each) for each in parts]


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text
