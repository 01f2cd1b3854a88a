"""The tables of figures: what is published of each measure, and how each stood in the quarter.

What is withheld on pages is withheld here, for groups come from `kpis.analysis.groups` and from
nowhere else. Every figure is rounded as it is shown.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kpis.analysis.figures.horizon import periods_until
from kpis.analysis.groups.breakdown import breakdown
from kpis.analysis.report.performance import performance
from kpis.analysis.series.measure_series import series
from kpis.frames import OUTTURNS, SERIES
from kpis.model import Plan, Provenance
from kpis.periods import period_of_id
from kpis.plan.names.area_codes import gss_of
from kpis.reports.open_data.shaped import shaped
from kpis.reports.open_data.tables import FIGURES, REPORT, ROUNDED
from kpis.reports.quarter import Known
from kpis.rounding import round_half_up

# What other names PERFORMANCE has for columns of the table.
_RENAMED = {
    "measure_id": "measure",
    "quarter_id": "quarter",
    "period_id": "period",
    "previous_period_id": "previous_period",
    "year_period_id": "year_period",
    "latest_period_id": "latest_period",
}


def figures_table(known: Known) -> pd.DataFrame:
    """FIGURES of a release: measures in plan order; of each the council's own figures first, then
    those of other areas by the alphabet, then those by group.

    known: cut off at the release's quarter. Raises ValueError where it is of no release.
    """
    plan = known.plan
    outturns = OUTTURNS.check(known.outturns)
    by_group = outturns["breakdown"] != ""
    whole_of = dict(list(outturns[~by_group].groupby("measure_id", sort=False)))
    frames = []
    for measure in plan.counted:
        if (own := whole_of.get(measure.id)) is not None:
            others = sorted(set(own["area"]) - {plan.area})
            frames.append(series(plan, measure, own, areas=others))
    whole = pd.concat(frames, ignore_index=True) if frames else SERIES.empty()
    rows = pd.concat([whole[whole["returned"]], *_groups(known)], ignore_index=True)
    return shaped(_described(plan, _in_plan_order(plan, rows)), FIGURES, known.release)


def report_table(known: Known) -> pd.DataFrame:
    """REPORT of a release's quarter, in plan order. Raises ValueError where it is of no release."""
    release = known.release
    if release is None:
        raise ValueError("Open data are of a release.")
    quarter = period_of_id(release.quarter_id)
    frame = performance(known.plan, known.outturns, [quarter], known.as_at)
    frame = frame.rename(columns=_RENAMED)
    decimals = frame["decimals"].to_numpy()
    rounded = {
        name: round_half_up(frame[name].to_numpy(), decimals)
        for name in ROUNDED
        if name in frame.columns
    }
    return shaped(frame.assign(**rounded), REPORT, release)


def _groups(known: Known) -> Iterator[pd.DataFrame]:
    """What is shown of groups: the council's own, then what others have published of theirs.

    A later total can give away an earlier group, so what is withheld follows from all there is.
    """
    plan, release = known.plan, known.release
    quarter = period_of_id(release.quarter_id) if release else None
    every = known.all_outturns
    by_group = (every["breakdown"] != "").to_numpy()
    own = (every["area"] == plan.area).to_numpy()
    official = (every["provenance"] == Provenance.PUBLISHED.value).to_numpy()
    of_others = every[by_group & ~own & official].drop(columns="commentary")
    for measure_id in every.loc[by_group, "measure_id"].unique():
        measure = plan.measures_by_id.get(measure_id)
        if measure is None:
            continue
        of_measure = every[(every["measure_id"] == measure_id) & own]
        groups = breakdown(plan, of_measure, measure_id)
        yield periods_until(groups, measure, quarter).assign(area=plan.area)
        yield periods_until(of_others[of_others["measure_id"] == measure_id], measure, quarter)


def _in_plan_order(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Measures as the plan has them; of each the whole before groups, which keep their order."""
    places = {measure.id: place for place, measure in enumerate(plan.counted)}
    place = rows["measure_id"].map(places)
    ordered = rows.assign(place=place, by_group=rows["breakdown"] != "")
    return ordered[place.notna()].sort_values(["place", "by_group"], kind="stable")


def _described(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what the plan says of their measures, areas and periods; figures rounded."""
    rows = rows.reset_index(drop=True)
    measures = plan.measures_by_id

    def of_measure(name: str) -> pd.Series:
        return rows["measure_id"].map({each: getattr(it, name) for each, it in measures.items()})

    periods = {each: period_of_id(each) for each in rows["period_id"].unique()}
    decimals = of_measure("decimals").to_numpy(dtype="float64")
    rounded = {
        name: round_half_up(rows[name].to_numpy(dtype="float64"), decimals)
        for name in ROUNDED
        if name in rows.columns
    }
    said = {name: of_measure(name) for name in ("code", "title", "outcome", "unit_label")}
    said |= {name: of_measure(name).astype("str") for name in ("basis", "unit")}
    said |= {
        f"period_{name}": rows["period_id"].map(values)
        for name, values in (
            ("label", {each: period.label for each, period in periods.items()}),
            ("start", {each: pd.Timestamp(period.start) for each, period in periods.items()}),
            ("end", {each: pd.Timestamp(period.end) for each, period in periods.items()}),
        )
    }
    return rows.rename(columns={"measure_id": "measure", "period_id": "period"}).assign(
        **rounded,
        **said,
        frequency=rows["period_id"].map({each: it.frequency.value for each, it in periods.items()}),
        area_code=rows["area"].map({area: gss_of(plan, area) for area in rows["area"].unique()}),
        target_illustrative=_where_asked(rows),
        notes=_notes(plan, rows),
    )


def _notes(plan: Plan, rows: pd.DataFrame) -> list[str]:
    """What posts pinned to the council's figure of a measure and period."""
    noted: dict[tuple[str, str], list[str]] = {}
    for measure in plan.measures:
        for each in measure.annotations:
            noted.setdefault((measure.id, each.period), []).append(each.text)
    own = (rows["area"] == plan.area) & (rows["breakdown"] == "")
    keys = zip(rows["measure_id"], rows["period_id"], own, strict=True)
    return [
        "\n".join(noted.get((measure, period), ())) if of_it else ""
        for measure, period, of_it in keys
    ]


def _where_asked(rows: pd.DataFrame) -> pd.Series:
    """Whether what is asked is illustrative; missing where nothing is asked."""
    said = rows["target_illustrative"].astype("boolean")
    asked = np.full(len(rows), False)
    for name in ("target", "minimum_expectation", "target_upper", "minimum_expectation_upper"):
        asked |= rows[name].notna().to_numpy()
    return said.where(asked)
