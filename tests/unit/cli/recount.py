"""Ratings and the latest position recounted from the plan's files and the store's figures.

Written from the rules, and from nothing of `kpis`: a figure is held against the target and the
minimum expectation of the financial year in which its own period ends; compared as shown, halves
rounded away from nought; the latest figure stands until more than two later periods of its
measure have come due. The plan is read as TOML, figures are plain tuples, dates plain dates.
"""

import tomllib
from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

STEP = {"month": 1, "quarter": 1, "half_year": 2}  # quarters from one report to the next; else 4
MAY_STAND = 2


def measures_of(folder):
    """Every measure and part that is counted, as dicts of what its file says of it."""
    surveys = {
        each["id"]: {"frequency": "survey_wave", "arrears": each.get("arrears", 0)}
        for each in tomllib.loads((folder / "surveys.toml").read_text(encoding="utf-8"))["surveys"]
    }
    counted = []
    for file in sorted((folder / "measures").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        whole = surveys.get(said.get("survey"), {}) | said | {"id": file.stem}
        parts = whole.pop("parts", [])
        inherited = {k: v for k, v in whole.items() if k not in ("id", "years", "every_year")}
        counted += [inherited | part | {"part_of": whole["id"]} for part in parts] or [whole]
    return counted


def quarter_of(day):
    """Financial quarters counted from April of the year 0."""
    return (day.year * 12 + day.month - 4) // 3


def number_of(quarter_id):
    """ "2019-20-Q3" as `quarter_of` counts."""
    return int(quarter_id[:4]) * 4 + int(quarter_id[-1]) - 1


def own_figures(measure, rows):
    """(quarter reported in, last day, figure) of each figure, oldest first; months as quarters.

    rows: (last day, figure), the council's own of the whole measure.
    """
    if measure["frequency"] == "month":
        rows = quarters_of_months(measure, dict(rows))
    return sorted((quarter_of(end) + measure.get("arrears", 0), end, value) for end, value in rows)


def quarters_of_months(measure, months):
    for end in months:
        if end.month % 3:
            continue
        three = [last_day(end, back) for back in (2, 1, 0)]
        if all(day in months for day in three):
            values = [months[day] for day in three]
            yield end, made_of(measure, values, [day.day for day in three])


def made_of(measure, values, days):
    if any(value is None for value in values):
        return None
    if measure["quarter_value"] == "sum":
        return sum(values)
    if measure["quarter_value"] == "last":
        return values[-1]
    if not (measure["unit"] == "average" and measure.get("adds_up")):
        days = [1, 1, 1]
    return sum(v * d for v, d in zip(values, days, strict=True)) / sum(days)


def last_day(end, back):
    month = end.year * 12 + end.month - 1 - back
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def rating(measure, end, value):
    """green, amber or red by the aim of the figure's own year; else why not."""
    quarter = quarter_of(end)
    year, place = divmod(quarter, 4)
    aim = measure.get("years", {}).get(f"{year}/{(year + 1) % 100:02}")
    if measure.get("data_only") or measure["polarity"] == "neutral":
        return "data_only"
    if aim is None:
        return "no_target"
    if aim.get("not_comparable"):
        return "not_comparable"

    def asked(name, profile):
        value = aim[profile][place] if aim.get(profile) else aim.get(name)
        return None if value is None else shown(value, measure)

    figure = shown(value, measure)
    target, least = (
        asked("target", "target_profile"),
        asked("minimum_expectation", "minimum_profile"),
    )
    if measure["polarity"] == "range":
        most, at_most = asked("target_upper", ""), asked("minimum_expectation_upper", "")
        if target <= figure <= most:
            return "green"
        return "amber" if least is not None and least <= figure <= at_most else "red"
    if measure["polarity"] == "lower":
        figure, target, least = -figure, -target, None if least is None else -least
    if figure >= target:
        return "green"
    return "amber" if least is not None and figure >= least else "red"


def shown(value, measure):
    step = Decimal(1).scaleb(-measure["decimals"])
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)


def rated_in(measure, figures, quarter):
    """The rating of the figure reported in a quarter; "" where none is, or it has no value."""
    figure = [(end, v) for reported, end, v in figures if reported == quarter and v is not None]
    return rating(measure, *figure[0]) if figure else ""


def latest_in(measure, figures, quarter):
    """(state, last day, reported earlier) of the newest figure by a quarter; None for none."""
    known = [each for each in figures if each[0] <= quarter and each[2] is not None]
    if not known:
        return None
    reported, end, value = known[-1]
    missed = (quarter - reported) // STEP.get(measure["frequency"], 4)
    state = "out_of_date" if missed > MAY_STAND else rating(measure, end, value)
    return state, end, reported < quarter
