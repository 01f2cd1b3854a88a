"""The tables of what is measured, asked and done, made of the plan."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kpis.analysis.report.activities import activity_performance
from kpis.model import (
    NO_OUTCOME,
    Measure,
    Plan,
)
from kpis.periods import period_of_id, quarters_of_year
from kpis.reports.open_data.plan_tables import ACTIVITIES, AIMS, MEASURES
from kpis.reports.open_data.shaped import shaped
from kpis.reports.quarter import Known
from kpis.words.ratings import rule_in_words


def measures_table(plan: Plan) -> pd.DataFrame:
    """MEASURES of a plan, in its order."""
    outcomes = {outcome.number: outcome for outcome in plan.outcomes}
    rows = []
    for measure in plan.measures:
        outcome = outcomes.get(measure.outcome)
        official = measure.published
        rows.append(
            _texts(measure, MEASURES.names)
            | {
                "measure": measure.id,
                "outcome": measure.outcome,
                "outcome_title": outcome.title if outcome else "",
                "priority": outcome.priority if outcome else None,
                "themes": " ".join(link.theme for link in measure.themes),
                "decimals": measure.decimals,
                "rule": plan.rule_of(measure).rule.value,
                "rule_in_words": rule_in_words(plan.rule_of(measure), plan, measure),
                "earlier_ids": " ".join(measure.earlier_ids),
                "breaks": "\n".join(f"{each.period}: {each.reason}" for each in measure.breaks),
                "reviewed_on": measure.reviewed_on,
                "next_review": measure.next_review,
                "official_publisher": official.publisher if official else "",
                "official_indicator": official.indicator if official else "",
                "official_licence": official.licence if official else "",
                "official_nearness": official.nearness.value if official else "",
                "official_note": official.note if official else "",
            }
        )
    return shaped(pd.DataFrame(rows, columns=MEASURES.names), MEASURES)


def aims_table(plan: Plan) -> pd.DataFrame:
    """AIMS of a plan: measures in its order, years in theirs. Nothing that is only proposed."""
    rows = []
    for measure in plan.measures:
        for year, aim in sorted(measure.aims.items()):
            if aim.proposed:
                continue
            profiles = {
                f"{name}_q{place}": figure
                for name, profile in (
                    ("target", aim.target_profile),
                    ("minimum", aim.minimum_profile),
                )
                for place, figure in enumerate(profile, start=1)
            }
            rows.append(
                {
                    "measure": measure.id,
                    "code": measure.code,
                    "year": quarters_of_year(year)[0].id[: len("2019-20")],
                    "unit_label": measure.unit_label,
                    "target": aim.target,
                    "minimum_expectation": aim.minimum_expectation,
                    "target_upper": aim.target_upper,
                    "minimum_expectation_upper": aim.minimum_expectation_upper,
                    "set_by": aim.set_by,
                    "rationale": aim.rationale,
                    "illustrative": aim.illustrative,
                    **profiles,
                }
            )
    return shaped(pd.DataFrame(rows, columns=AIMS.names), AIMS)


def activities_table(known: Known) -> pd.DataFrame:
    """ACTIVITIES of a release's quarter, then the partnership's commitments, each in plan order.

    Raises ValueError where the figures are of no release.
    """
    if known.release is None:
        raise ValueError("Open data are of a release.")
    plan, quarter = known.plan, period_of_id(known.release.quarter_id)
    whose = {each.code: each for each in plan.tracked}
    frames = []
    for commitments in (False, True):
        frame = activity_performance(plan, known.activities, quarter, commitments=commitments)
        codes = frame["activity_code"]
        frames.append(
            frame.rename(columns={"activity_code": "activity", "quarter_id": "quarter"}).assign(
                commitment=commitments,
                outcome=frame["outcome"].astype("Int64").where(frame["outcome"] != NO_OUTCOME),
                overdue=frame["overdue"].astype("boolean").where(frame["status"] != ""),
                slipped_days=frame["slipped_days"].round(),
                directorate=codes.map({code: each.directorate for code, each in whose.items()}),
                owner=codes.map({code: each.owner for code, each in whose.items()}),
            )
        )
    return shaped(pd.concat(frames, ignore_index=True), ACTIVITIES)


def _texts(measure: Measure, names: Iterable[str]) -> dict[str, Any]:
    """Those fields of a measure that stand in the table as they are."""
    return {
        name: str(value) for name in names if isinstance(value := getattr(measure, name, None), str)
    }
