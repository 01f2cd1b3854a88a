"""Rows of INSIGHTS: made by hand for one sentence, or at random for all kinds of them.

What a row says of itself is worked out here by a way of its own, in decimals: its rating, its
variance and which way a change goes.
"""

from collections import namedtuple
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from kpis.frames import FIGURE, INSIGHTS, TEXT, TIME, WHOLE, YES_NO
from kpis.model import Frequency, Polarity, RagStatus, Unit
from kpis.periods import (
    add_months,
    financial_year,
    period_containing,
    period_of_id,
    reporting_quarter,
)

Insight: Any = namedtuple("Insight", list(INSIGHTS.columns))  # type: ignore[misc] # from a contract
_BLANKS = {TEXT: "", FIGURE: float("nan"), WHOLE: 0, YES_NO: False, TIME: None}
BLANK = {name: _BLANKS[kind] for name, kind in INSIGHTS.columns.items()}

UNITS = {
    Unit.PERCENT: ("% of households", 50.0),
    Unit.COUNT: ("households", 400.0),
    Unit.RATE_PER_1000: ("per 1,000 residents", 12.0),
    Unit.RATE_PER_100000: ("per 100,000 aged 10 to 17", 380.0),
    Unit.POUNDS: ("£", 3_000_000.0),
    Unit.DAYS: ("days per employee", 9.0),
    Unit.TONNES: ("tonnes CO2e", 13_000.0),
    Unit.AVERAGE: ("beds a day", 5.0),
    Unit.INDEX: ("points (-100 to 100)", -3.0),
}
RULES = {  # special cause: which way its points lie
    "Above UCL": "high",
    "Below LCL": "low",
    "7 Points Above CL": "high",
    "7 Points Below CL": "low",
    "7 Point Trend (Increasing)": "high",
    "7 Point Trend (Decreasing)": "low",
    "2 in 3 Above CL": "high",
    "2 in 3 Below CL": "low",
}
# A figure of a quarter is never out of date: only the latest one carried into it is.
STATES = (
    *[RagStatus.GREEN] * 6,
    *(state for state in RagStatus if state is not RagStatus.OUT_OF_DATE),
)
WORDS = {"high": {"higher": "improvement", "lower": "concern", "neutral": "neutral_high"}}
WORDS["low"] = {"higher": "concern", "lower": "improvement", "neutral": "neutral_low"}


def made_row(**columns):
    """A quarterly percentage, higher is better, 81.2% against 80.0% and 75.0%; and what is said."""
    values = BLANK | {
        "quarter_id": "2019-20-Q3",
        "measure_id": "reviews",
        "code": "3.1",
        "title": "Reviews completed within the year",
        "short_title": "Reviews",
        "period_id": "2019-20-Q3",
        "period_label": "Q3 2019/20",
        "frequency": "quarter",
        "basis": "period",
        "unit": "percent",
        "unit_label": "%",
        "decimals": 1,
        "polarity": "higher",
        "outturn": 81.2,
        "target": 80.0,
        "minimum_expectation": 75.0,
        "variance": 1.2,
        "rule": "minimum_expectation",
        "rag": "green",
        "provenance": "return",
        "latest_period_id": "2019-20-Q3",
        "latest_outturn": 81.2,
        "latest_provenance": "return",
    }
    made = values | columns
    if "variance" not in columns and made["rag"] in ("amber", "red"):
        made["variance"] = -1.2
    made["latest_rag"] = columns.get("latest_rag", made["rag"])
    return Insight(**made)


def rounded(value, decimals):
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def random_rows(count, seed):
    """That many rows of all kinds, the same for the same seed."""
    chooser = Random(seed)
    return [random_row(chooser, number) for number in range(count)]


def random_row(chooser, number):
    row = BLANK | {"rule": "minimum_expectation"}
    row |= {"measure_id": f"m{number}", "code": f"1.{number}", "title": f"Title {number}"}
    row |= {"short_title": chooser.choice(["", f"Short {number}"])}
    row |= _measure(chooser)
    row |= _figures(chooser, row)
    row |= _state(chooser, row)
    row |= _directions(chooser, row)
    if row["rag"] != "see_parts":
        ways = ["", "", "improving", "worsening", "no_clear_change"]
        row["direction_long"] = chooser.choice(ways)
    row |= _chart(chooser, row)
    row |= _outlook(chooser, row)
    row |= _beside(chooser, row)
    return Insight(**row)


def _measure(chooser):
    frequency = chooser.choice([*Frequency, *[Frequency.QUARTER] * 6])
    day = add_months(date(2018, 4, 1), chooser.randrange(30))
    of_row = Frequency.QUARTER if frequency is Frequency.MONTH else frequency
    period = period_containing(day, of_row, wave_start_month=2, wave_months=2)
    unit = chooser.choice(list(UNITS))
    whole = unit in (Unit.COUNT, Unit.POUNDS, Unit.TONNES)
    within_a_year = frequency in (Frequency.QUARTER, Frequency.HALF_YEAR)
    return {
        "quarter_id": reporting_quarter(period).id,
        "period_id": period.id,
        "period_label": period.label,
        "frequency": frequency.value,
        "unit": unit.value,
        "unit_label": UNITS[unit][0],
        "decimals": 0 if whole else chooser.randrange(3),
        "polarity": chooser.choice([*Polarity, *[Polarity.HIGHER] * 3]).value,
        "basis": "year_to_date" if whole and within_a_year and chooser.random() < 0.5 else "period",
    }


def _near(chooser, row, value):
    """A figure some steps of its last decimal away, at times half a step, at times far."""
    step = 10.0 ** -row["decimals"]
    far = chooser.choice([0, 0, 1, 12])
    return round(value + step * chooser.randint(-6, 6) * (1 + far) / 2, 6)


def _figures(chooser, row):
    middle = UNITS[Unit(row["unit"])][1]
    if row["unit"] == Unit.POUNDS:
        middle = chooser.choice([middle, 412_345.0])
    target = float(rounded(_near(chooser, row, middle), row["decimals"]))
    better = {"higher": -1, "lower": 1}.get(row["polarity"], -1)
    width = chooser.choice([0, 1, 4, 25]) * 10.0 ** -row["decimals"]
    period = period_of_id(row["period_id"])
    own = financial_year(period.year_start)
    columns = {
        "aims_of": chooser.choice([own, own, own, financial_year(period.year_start + 1)]).id,
        "target": target,
        "minimum_expectation": round(target + better * width, 6),
        "target_illustrative": chooser.random() < 0.4,
        "provenance": chooser.choice(["return", "published", "illustrative"]),
        "marker": chooser.choice(["", "", "p", "r", "pr"]),
    }
    if row["polarity"] == Polarity.RANGE:
        columns["target_upper"] = round(target + 6 * 10.0 ** -row["decimals"], 6)
        columns["minimum_expectation_upper"] = round(columns["target_upper"] + width, 6)
    if chooser.random() < 0.2:
        columns |= {"minimum_expectation": float("nan"), "minimum_expectation_upper": float("nan")}
    thresholds = [value for name, value in columns.items() if name.endswith(("target", "upper"))]
    thresholds = [value for value in thresholds if value == value]
    columns["outturn"] = _near(chooser, row, chooser.choice(thresholds))
    return columns


def _state(chooser, row):
    state = chooser.choice(STATES)
    if row["polarity"] == Polarity.NEUTRAL and state in ("green", "amber", "red"):
        state = RagStatus.DATA_ONLY
    latest = period_of_id(row["period_id"])
    columns = {"rag": state.value, "latest_provenance": row["provenance"]}
    if state in ("green", "amber", "red"):
        columns |= _rating(row)
    if state is RagStatus.NO_TARGET:
        reasons = (
            "This plan sets no target for 2019/20",
            "The target for 2019/20 is proposed, not agreed",
        )
        columns["rag_reason"] = reasons[row["decimals"] % 2]
    if state is RagStatus.NOT_AVAILABLE:
        columns |= {"outturn": float("nan"), "marker": chooser.choice(["c", "x", "z", ""])}
    if state in (RagStatus.LATE, RagStatus.AWAITED):
        columns |= {"outturn": float("nan"), "marker": "", "provenance": ""}
        columns["due_on"] = (
            datetime(2019, 10, 18) if state is RagStatus.LATE else datetime(2020, 1, 5)
        )
        latest = latest.shift(-1)
    if state is RagStatus.NOT_DUE:
        columns |= {"outturn": float("nan"), "marker": "", "provenance": ""}
        columns |= {
            "period_id": "",
            "period_label": "",
            "rag_reason": "Measured once a year, next due with Q3 2020/21",
        }
        latest = latest.shift(-1)
    if state is RagStatus.SEE_PARTS:
        return (
            BLANK
            | {
                name: row[name]
                for name in ("measure_id", "code", "title", "short_title", "quarter_id")
            }
            | {"rag": "see_parts", "rag_reason": "Shown by its parts: 4.1a, 4.1b"}
        )
    if chooser.random() < 0.9:
        columns |= {
            "latest_period_id": latest.id,
            "latest_outturn": _near(chooser, row, row["target"]),
        }
        columns |= {"latest_marker": chooser.choice(["", "p"])}
        if chooser.random() < 0.3:
            columns |= {
                "without_period_id": chooser.choice([row["period_id"], latest.shift(-1).id]),
                "without_marker": chooser.choice(["x", "c", "z"]),
            }
        if row["polarity"] != Polarity.NEUTRAL:
            rating = state.value if "variance" in columns else ""
            ways = ["green", "amber", "red", "out_of_date", "data_only"]
            columns["latest_rag"] = rating or chooser.choice(ways)
    columns.setdefault("latest_rag", columns["rag"])
    columns |= _latest_aims(chooser, row | columns)
    return columns


def _latest_aims(chooser, row):
    """What the latest figure was held against: its own aims, or those of an earlier period."""
    own = row["latest_rag"] == row["rag"]
    illustrative = row["target_illustrative"] if own else chooser.random() < 0.4
    return {
        "latest_target": row["target"],
        "latest_target_upper": row["target_upper"],
        "latest_target_illustrative": illustrative,
        "carried_forward": not own and bool(row["latest_period_id"]),
    }


def _rating(row):
    decimals = row["decimals"]
    outturn, low, high, least, most = (
        None if value != value else rounded(value, decimals)
        for value in (
            row["outturn"],
            row["target"],
            row["target_upper"],
            row["minimum_expectation"],
            row["minimum_expectation_upper"],
        )
    )
    if row["polarity"] == "lower":
        low, high, least, most = None, low, None, least

    def within(lower, upper):
        return (lower is None or outturn >= lower) and (upper is None or outturn <= upper)

    met = within(low, high)
    enough = within(least if least is not None else low, most if most is not None else high)
    if row["polarity"] == "range":
        variance = min(outturn - low, Decimal(0)) + max(outturn - high, Decimal(0))
    else:
        variance = outturn - rounded(row["target"], decimals)
    return {
        "rag": "green" if met else "amber" if enough else "red",
        "variance": float(variance),
    }


def _directions(chooser, row):
    if row["outturn"] != row["outturn"] or not row["period_id"]:
        return {}
    period = period_of_id(row["period_id"])
    columns: dict[str, Any] = {}
    for earlier, before in (("previous", period.shift(-1)), ("year", period.year_before())):
        if earlier == "previous" and row["basis"] == "year_to_date":
            columns["direction_previous_reason"] = "Year-to-date: compared with last year"
            continue
        outturn = _near(chooser, row, chooser.choice([row["outturn"], row["target"]]))
        columns |= {f"{earlier}_period_id": before.id, f"{earlier}_outturn": outturn}
        if earlier == "year" and before.id == columns.get("previous_period_id"):
            columns |= {
                f"year{name}": columns.get(f"previous{name}", "") for name in ("_outturn",)
            } | {
                f"direction_year{name}": columns.get(f"direction_previous{name}", "")
                for name in ("", "_reason", "_p", "_holds")
                if f"direction_previous{name}" in columns
            }
            continue
        if row["polarity"] == "neutral" or chooser.random() < 0.2:
            columns[f"direction_{earlier}_reason"] = (
                "Not comparable with the figure before: new form"
            )
            continue
        now, then = (rounded(value, row["decimals"]) for value in (row["outturn"], outturn))
        way = "improving" if (now > then) == (row["polarity"] != "lower") else "worsening"
        unclear = now == then or chooser.random() < 0.4
        untested = now != then and chooser.random() < 0.3
        columns[f"direction_{earlier}"] = (
            "not_tested" if untested else "no_clear_change" if unclear else way
        )
        if not untested and (now != then or chooser.random() < 0.5):
            clear = columns[f"direction_{earlier}"] == way
            columns[f"direction_{earlier}_p"] = chooser.random() * (0.05 if clear else 1.0)
            columns[f"direction_{earlier}_holds"] = clear and chooser.random() < 0.6
        if chooser.random() < 0.2:
            columns[f"direction_{earlier}_reason"] = "One of the two figures is illustrative"
    return columns


def _chart(chooser, row):
    last = row["period_id"] or row["latest_period_id"]
    if not last or chooser.random() < 0.3:
        return {"spc_reason": "9 points so far; 13 are needed."}
    period = period_of_id(last)
    if row["frequency"] == "month":
        period = period_containing(period.end, Frequency.MONTH)
    middle = row["target"]
    step = 10.0 ** -row["decimals"]
    columns = {
        "points": 20,
        "spc_period_id": period.id,
        "spc_period_label": period.label,
        "mean": middle + 1 / 3 * step,
        "lpl": round(middle - 20.3 * step, 6),
        "upl": round(middle + 21.25 * step, 6),
        "spc_value": _near(chooser, row, middle),
        "spc_run": 0,
        "spc_illustrative": row["provenance"] == "illustrative",
    }
    columns |= _reach(chooser, row, columns)
    if chooser.random() < 0.5 or row["polarity"] == "range":
        return columns | {"variation": "common_cause", "special_cause": "Common Cause"}
    rule = chooser.choice(list(RULES))
    columns["spc_run"] = chooser.randint(7, 14) if rule.startswith("7") else 0
    kind = WORDS[RULES[rule]][row["polarity"]]
    return columns | {"variation": f"special_cause_{kind}", "special_cause": rule}


def _reach(chooser, row, spc):
    """Which side of the limits a target lies on, for measures with a better side."""
    if row["polarity"] not in ("higher", "lower") or chooser.random() < 0.3:
        return {}
    target = float(rounded(spc["mean"] + chooser.uniform(-40, 40) * 10.0 ** -row["decimals"], 6))
    beyond = target >= spc["upl"], target <= spc["lpl"]
    fails, passes = beyond if row["polarity"] == "higher" else beyond[::-1]
    assurance = "consistent_fail" if fails else "consistent_pass" if passes else "inconsistent"
    illustrative = chooser.random() < 0.5
    return {"assurance": assurance, "spc_target": target, "spc_target_illustrative": illustrative}


def _outlook(chooser, row):
    if row["rag"] == "see_parts" or chooser.random() < 0.4:
        return {"outlook_reason": "12 figures so far; 16 are needed."}
    ids = ["2019-20-Q4", "2019-20-H2", "2019-20", "2020-CY", "2019-20-AY", "2020-02-to-2020-03"]
    period = period_of_id(chooser.choice(ids[:2] if row["basis"] == "year_to_date" else ids))
    step = 10.0 ** -row["decimals"]
    middle = _near(chooser, row, row["target"])
    columns = {
        "outlook_period_id": period.id,
        "outlook_period_label": period.label,
        "outlook": middle,
        "outlook_low": round(middle - 8 * step, 6),
        "outlook_high": round(middle + 9.5 * step, 6),
        "outlook_illustrative": chooser.random() < 0.5,
        "outlook_figures_illustrative": False,
        "outlook_method": "a method",
    }
    if columns["outlook_illustrative"]:
        columns["outlook_figures_illustrative"] = chooser.random() < 0.5
    if row["polarity"] == "neutral" or chooser.random() < 0.2:
        return columns
    chance = chooser.choice([chooser.random(), 0.0, 1.0, 0.025, 0.375, 0.475, 0.525, 0.975])
    columns |= {"outlook_target": row["target"], "outlook_target_upper": row["target_upper"]}
    own = financial_year(period.year_start)
    asked_of = chooser.choice([own, own, financial_year(period.year_start + 1)])
    columns["outlook_aims_of"] = asked_of.id
    columns["chance_target"] = chance
    if row["minimum_expectation"] == row["minimum_expectation"]:
        columns |= {
            "chance_minimum": min(1.0, chance + chooser.random() / 2),
            "outlook_minimum": row["minimum_expectation"],
            "outlook_minimum_upper": row["minimum_expectation_upper"],
        }
    return columns


def _rank_interval(chooser, rank, areas):
    """What chance may make of a rank, and in which part of the ranking all of that lies."""
    if not rank:
        return {}
    if chooser.random() < 0.3:
        return {"benchmark_rank_unknown": "How far chance moves this rank is not known: no cases."}
    low, high = chooser.randint(1, rank), chooser.randint(rank, areas)
    if chooser.random() < 0.5:
        low, high = chooser.choice([(rank, rank), (max(1, rank - 2), min(areas, rank + 2))])
    standing = ""
    for part, first, last in (
        ("better_half", 1, areas // 2),
        ("weaker_half", areas - areas // 2 + 1, areas),
        ("best_quarter", 1, areas // 4),
        ("worst_quarter", areas - areas // 4 + 1, areas),
    ):
        standing = part if first <= low and high <= last else standing
    return {
        "benchmark_rank_low": low,
        "benchmark_rank_high": high,
        "benchmark_standing": standing,
    }


def _beside(chooser, row):
    columns = {}
    if row["rag"] == "see_parts":
        return columns
    if chooser.random() < 0.6:
        areas = chooser.randint(4, 33)
        rank = chooser.choice([0, chooser.randint(1, areas)])
        interval = _rank_interval(chooser, rank, areas)
        columns |= {
            "benchmark_title": "London boroughs",
            "benchmark_period_id": chooser.choice(["2018-19", "2018-19-AY", "2018-02-to-2018-03"]),
            "benchmark_outturn": _near(chooser, row, row["target"]),
            "benchmark_areas": areas,
            "benchmark_rank": rank,
            "benchmark_tied": chooser.choice([0, 0, 1, 3]) if rank else 0,
            **interval,
            "benchmark_provisional": chooser.random() < 0.2,
            "benchmark_note": chooser.choice(["", "", "Definitions differ."]),
        }
        if chooser.random() < 0.6:
            gap = rounded(_near(chooser, row, 0.0), row["decimals"])
            columns |= {"benchmark_reference_area": "London", "benchmark_gap": float(gap)}
            columns["benchmark_reference"] = round(columns["benchmark_outturn"] - float(gap), 6)
    if chooser.random() < 0.4:
        gap = 7 * 10.0 ** -row["decimals"]
        worst = _near(chooser, row, row["target"])
        columns |= {
            "inequality_breakdown": "Ward",
            "inequality_illustrative": chooser.random() < 0.5,
            "inequality_period_id": "2018-19",
            "inequality_gap_low": chooser.choice([gap / 2, gap / 2, -gap / 2, float("nan")]),
            "inequality_best": "Bow East",
            "inequality_worst": "Lansbury",
            "inequality_best_outturn": round(worst + gap, 6),
            "inequality_worst_outturn": worst,
            "inequality_gap": round(gap, 6),
            "inequality_gap_direction": chooser.choice(
                ["", "improving", "worsening", "no_clear_change"]
            ),
        }
    return columns
