"""Write returns.csv and activities.csv: illustrative returns, before the council's own are loaded.

A dashboard without figures shows nothing of what it does, and most of the plan's measures have no
published statistic. These figures are invented to be believable in level, trend and season, and
to hold what real returns hold: late and missing ones, provisional figures confirmed later,
restatements, a suppressed figure, explanations of what is off track. They say nothing about any
council. README.md says how to take them out again.

`shapes.toml` says what each measure looks like and `commentary.toml` what its service writes;
groups and wards are made up in `groups.py`, activities in `activities.py`.
Frequencies, arrears and decimals are the plan's. Run it again after changing any of these:

    .venv/bin/python data/illustrative/generate.py

The same input always gives the same bytes: each measure has its own stream of random numbers,
named after the measure, so a new measure leaves the others as they are. Python's own generator is
used because its numbers are promised not to change from version to version.
"""

import csv
import math
import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from activities import activities_csv
from groups import Groups

from kpis.model import Basis, Frequency, Measure, Unit
from kpis.periods import ReportingPeriod, period_of_id, quarter
from kpis.plan.calendar import is_collected, periods_reported_in
from kpis.plan.load import load_plan
from kpis.rounding import round_figure

HERE = Path(__file__).parent
PLAN = HERE.parent / "plans" / "2019-22"
SEED = 2019
FIRST_YEAR = 2016  # the year of the first of a shape's levels
QUARTERS = tuple(quarter(FIRST_YEAR, 1).shift(count) for count in range(15))  # to Q3 2019/20
SOONEST, LATEST = 8, 18  # days after the quarter's end that a return in time comes in
LATEST_SO_FAR = 14  # the same in the quarter that is still coming in
SATURDAY = 5
EASTER = {date(2017, 4, 14), date(2017, 4, 17), date(2019, 4, 19), date(2019, 4, 22)}  # holidays
SMALLEST_SHOWN = 5  # services suppress smaller counts in categories before they return them
STRAY_OF_BASE = 0.04  # how far a denominator strays from the usual one
STRAY_OF_SAMPLE = 0.35  # points a survey's share lies off the whole percent it is reported as
PER = {Unit.PERCENT: 100, Unit.RATE_PER_1000: 1_000, Unit.RATE_PER_100000: 100_000}
NOTE = "Illustrative: made up for demonstration"
COLUMNS = (
    *("measure", "period", "area", "breakdown", "category", "outturn", "numerator", "denominator"),
    *("marker", "commentary", "returned_on", "title", "unit", "note"),
)


@dataclass(frozen=True)
class Returned:
    """One return of one figure; the fields are columns of the file."""

    period: ReportingPeriod
    returned_on: date
    outturn: float | None
    numerator: int | None = None
    denominator: int | None = None
    marker: str = ""
    commentary: str = ""
    breakdown: str = ""
    category: str = ""


def returns_csv() -> str:
    """The whole file as text, measures in the plan's order, then periods, then returns."""
    plan = load_plan(PLAN)
    shapes = _toml("shapes.toml")
    comments = _toml("commentary.toml")
    groups = _toml("groups.toml")
    so_far = shapes.pop("returned_in_last_quarter")
    ids = {measure.id for measure in plan.counted}
    if unknown := (shapes.keys() | comments.keys() | groups.keys() | set(so_far)) - ids:
        raise SystemExit(f"No measure of the plan: {', '.join(sorted(unknown))}.")
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for measure in plan.counted:
        if measure.id in shapes:
            quarters = QUARTERS if measure.id in so_far else QUARTERS[:-1]
            returns = _returns(measure, shapes[measure.id], comments.get(measure.id, {}), quarters)
            by_group = [Groups(measure, shape, SEED) for shape in groups.get(measure.id, ())]
            returns = _with_groups(returns, by_group)
            writer.writerows(_row(returned, measure, plan.area) for returned in returns)
    return text.getvalue()


def _with_groups(returns: Iterable[Returned], groups: Sequence[Groups]) -> Iterator[Returned]:
    """The returns of a measure, those of each period followed by its groups.

    Groups are those of the figure as it was returned last, and came with it.
    """
    for period, of_period in groupby(returns, key=lambda returned: returned.period):
        found = list(of_period)
        yield from found
        whole = [returned for returned in found if not returned.breakdown][-1]
        if whole.outturn is None:
            continue
        for of_breakdown in groups:
            for group in of_breakdown.of(period, whole.outturn, whole.numerator, whole.denominator):
                yield Returned(
                    period,
                    whole.returned_on,
                    group.outturn,
                    group.numerator,
                    group.denominator,
                    breakdown=group.breakdown,
                    category=group.category,
                )


def _returns(
    measure: Measure,
    shape: Mapping[str, Any],
    comments: Mapping[str, str],
    quarters: tuple[ReportingPeriod, ...],
) -> Iterator[Returned]:
    """Every return of a measure, in order of period and day."""
    chance = random.Random(f"{SEED} {measure.id}")
    reached = 0.0  # of a year-to-date measure, since April
    for reported in quarters:
        latest = LATEST_SO_FAR if reported == QUARTERS[-1] else LATEST
        returned_on = _working_day(reported.end + timedelta(chance.randint(SOONEST, latest)))
        if not is_collected(measure, reported):
            continue
        for period in periods_reported_in(measure, reported):
            stray = chance.gauss(0, shape.get("noise", 0))
            if measure.basis is Basis.YEAR_TO_DATE:
                reached = reached if period.quarter > 1 else 0.0
                reached += max(0.0, _step(shape, period) + stray)
                level = reached
            else:
                level = _level(measure, shape, reported, period) + stray
            figure = _figure(measure, shape, period, returned_on, level, chance)
            yield from _happened(figure, measure, shape, comments)


def _step(shape: Mapping[str, Any], period: ReportingPeriod) -> float:
    """What a quarter adds to a year-to-date figure."""
    total = float(shape["levels"][period.year_start - FIRST_YEAR])
    before, after = [0.0, *shape["profile"]][period.quarter - 1 : period.quarter + 1]
    return total * float(after - before)


def _level(
    measure: Measure, shape: Mapping[str, Any], reported: ReportingPeriod, period: ReportingPeriod
) -> float:
    """The figure before it strays: on the line between the levels, in its season."""
    levels = shape["levels"]
    if measure.frequency not in (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR):
        return float(levels[reported.year_start - FIRST_YEAR])
    years = reported.year_start - FIRST_YEAR + (reported.quarter - 2) / 4
    years = min(max(years, 0.0), len(levels) - 1.0)
    before, after = levels[math.floor(years)], levels[math.ceil(years)]
    level = before + (after - before) * (years - math.floor(years))
    if "season" in shape:
        monthly = measure.frequency is Frequency.MONTH
        level += shape["season"][(period.start.month - 4) % 12 if monthly else period.quarter - 1]
    return float(level)


def _figure(
    measure: Measure,
    shape: Mapping[str, Any],
    period: ReportingPeriod,
    returned_on: date,
    level: float,
    chance: random.Random,
) -> Returned:
    """The figure as it is returned: whole people over whole people, rounded as published."""
    level = shape.get("fixed", {}).get(period.label, max(0.0, level))
    if "base" not in shape:
        return Returned(period, returned_on, round_figure(level, measure.decimals))
    season = shape.get("base_season", (1, 1, 1, 1))[period.quarter - 1]
    denominator = round(shape["base"] * season * (1 + chance.gauss(0, STRAY_OF_BASE)))
    if measure.sample_size and measure.decimals == 0:
        level += chance.uniform(-STRAY_OF_SAMPLE, STRAY_OF_SAMPLE)
    return _of_share(measure, Returned(period, returned_on, level, denominator=denominator))


def _of_share(measure: Measure, figure: Returned) -> Returned:
    """The figure with a whole numerator, and the outturn that follows from it."""
    assert figure.outturn is not None
    assert figure.denominator is not None
    per = PER[measure.unit]
    numerator = round(figure.outturn * figure.denominator / per)
    outturn = round_figure(per * numerator / figure.denominator, measure.decimals)
    return replace(figure, outturn=outturn, numerator=numerator)


def _happened(
    figure: Returned, measure: Measure, shape: Mapping[str, Any], comments: Mapping[str, str]
) -> Iterator[Returned]:
    """What was returned for a figure, and when: once, never, late, or more than once."""
    label = figure.period.label
    if label in shape.get("missing", ()):
        return
    figure = replace(
        figure,
        returned_on=shape.get("late", {}).get(label, figure.returned_on),
        commentary=comments.get(label, ""),
    )
    if label in shape.get("unavailable", {}):
        yield Returned(
            figure.period,
            figure.returned_on,
            outturn=None,
            marker=shape["unavailable"][label],
            commentary=figure.commentary,
        )
    elif label in shape.get("provisional", {}):
        yield replace(figure, marker="p")
        if confirmed_on := shape["provisional"][label]:
            comment = comments.get(f"{label} confirmed", figure.commentary)
            yield replace(figure, returned_on=confirmed_on, commentary=comment)
    elif label in shape.get("restated", {}):
        wrong = shape["restated"][label]
        yield _wrong_by(wrong["by"], figure, measure)
        yield replace(
            figure,
            returned_on=wrong["on"],
            marker="r",
            commentary=comments[f"{label} restated"],
        )
    else:
        yield figure
    if "split" in shape:
        yield from _split(figure, shape["split"])


def _wrong_by(difference: float, figure: Returned, measure: Measure) -> Returned:
    assert figure.outturn is not None
    outturn = round_figure(figure.outturn + difference, measure.decimals)
    wrong = replace(figure, outturn=outturn)
    return _of_share(measure, wrong) if figure.denominator else wrong


def _split(whole: Returned, split: Mapping[str, Any]) -> Iterator[Returned]:
    """The whole by category: adding up to it, small counts suppressed, and a second with them."""
    if whole.period < period_of_id(split["since"]):
        return
    assert whole.outturn is not None
    counts = {name: math.floor(whole.outturn * share) for name, share in split["shares"].items()}
    largest = max(counts, key=lambda name: counts[name])
    counts[largest] += int(whole.outturn) - sum(counts.values())
    small = {name for name, count in counts.items() if count < SMALLEST_SHOWN}
    if len(small) == 1:  # or it could be worked out from the whole and the others
        small.add(min(counts.keys() - small, key=lambda name: counts[name]))
    for name, count in counts.items():
        yield Returned(
            whole.period,
            whole.returned_on,
            outturn=None if name in small else float(count),
            marker="c" if name in small else "",
            breakdown=split["breakdown"],
            category=name,
        )


def _row(returned: Returned, measure: Measure, area: str) -> dict[str, str]:
    outturn = "" if returned.outturn is None else f"{returned.outturn:.{measure.decimals}f}"
    return {
        "measure": measure.id,
        "period": returned.period.label,
        "area": area,
        "breakdown": returned.breakdown,
        "category": returned.category,
        "outturn": outturn,
        "numerator": "" if returned.numerator is None else str(returned.numerator),
        "denominator": "" if returned.denominator is None else str(returned.denominator),
        "marker": returned.marker,
        "commentary": returned.commentary,
        "returned_on": returned.returned_on.isoformat(),
        "title": measure.title,
        "unit": measure.unit_label,
        "note": NOTE,
    }


def _working_day(day: date) -> date:
    """That day, or the next that is neither of a weekend nor of Easter."""
    while day.weekday() >= SATURDAY or day in EASTER:
        day += timedelta(1)
    return day


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    (HERE / "returns.csv").write_bytes(returns_csv().encode())
    told = activities_csv(load_plan(PLAN), HERE / "activities.toml")
    (HERE / "activities.csv").write_bytes(told.encode())
