"""Make up how activities and commitments stand, for `generate.py`: the text of activities.csv.

What services have something to say about is written in `activities.toml`. The others go their
way by chance, each with its own stream of random numbers named after its code, so that a new
activity leaves the others as they are. README.md says how to take them out again.
"""

import csv
import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from kpis.model import Activity, Plan
from kpis.periods import quarter

QUARTERS = tuple(quarter(2019, number) for number in (1, 2, 3))
SEED = 2019
DONE = 100
COMPLETED, ON_TRACK, NOT_STARTED = "completed", "on_track", "not_started"
SHARE_COMPLETED, SHARE_NOT_STARTED = 0.14, 0.22  # of those that go their way by chance
SOON = (date(2019, 6, 28), date(2019, 9, 30), date(2019, 12, 20))  # when some are completed
LATER = (
    *(date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30), date(2021, 3, 31)),
    *(date(2021, 9, 30), date(2022, 3, 31)),
)
STARTS_LATE = (date(2021, 3, 31), date(2021, 9, 30), date(2022, 3, 31))
STEP = 5  # services give percentages in steps
WORDS = {
    NOT_STARTED: "Not started",
    ON_TRACK: "On track",
    "at_risk": "At risk",
    "delayed": "Delayed",
    COMPLETED: "Completed",
    "stopped": "Stopped",
}
NOTE = "Illustrative: made up for demonstration"
COLUMNS = (
    *("activity", "period", "status", "percent_done", "expected_date", "revised_date"),
    *("comment", "title", "note"),
)


@dataclass(frozen=True)
class Told:
    """One return about one activity."""

    status: str
    percent: int | None
    expected: date
    revised: date | None = None
    comment: str = ""


def activities_csv(plan: Plan, source: Path) -> str:
    """The whole file as text, activities in plan order, then commitments, each by quarter."""
    written = tomllib.loads(source.read_text(encoding="utf-8"))
    so_far = set(written.pop("outcomes_returned_in_last_quarter"))
    not_returned = written.pop("not_returned")
    codes = {activity.code for activity in plan.tracked}
    if unknown := written.keys() - codes:
        raise SystemExit(f"No activity of the plan: {', '.join(sorted(unknown))}.")
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for activity in plan.tracked:
        told = written.get(activity.code)
        story = _written(told) if told else _by_chance(activity)
        for of, each in zip(QUARTERS, story, strict=False):
            missing = activity.code in not_returned.get(of.label, ())
            awaited = of == QUARTERS[-1] and activity.outcome not in so_far
            if not missing and not awaited:
                writer.writerow(_row(activity, of.label, each))
    return text.getvalue()


def _written(told: Mapping[str, Any]) -> Iterator[Told]:
    revised = None
    for of, status, percent in zip(QUARTERS, told["status"], told["percent"], strict=False):
        revised = told.get("revised", {}).get(of.label, revised)
        comment = told.get("comment", {}).get(of.label, "")
        yield Told(status, percent, told["expected"], revised, comment)


def _by_chance(activity: Activity) -> Iterator[Told]:
    chance = random.Random(f"{SEED} {activity.code}")
    kind = chance.random()
    if kind < SHARE_COMPLETED:
        expected, done = chance.choice(SOON), STEP * chance.randint(8, 13)
        for of in QUARTERS:
            ended = expected <= of.end
            yield Told(COMPLETED if ended else ON_TRACK, DONE if ended else done, expected)
            done += STEP * chance.randint(1, 3)
    elif kind < SHARE_COMPLETED + SHARE_NOT_STARTED:
        starts, expected = chance.choice((2, 3, 3)), chance.choice(STARTS_LATE)
        for number, _ in enumerate(QUARTERS, 1):
            begun = number > starts
            yield Told(ON_TRACK if begun else NOT_STARTED, STEP if begun else 0, expected)
    else:
        expected, done = chance.choice(LATER), STEP * chance.randint(1, 6)
        for _ in QUARTERS:
            yield Told(ON_TRACK, done, expected)
            done += STEP * chance.randint(1, 4)


def _row(activity: Activity, period: str, told: Told) -> dict[str, str]:
    return {
        "activity": activity.code,
        "period": period,
        "status": WORDS[told.status],
        "percent_done": "" if told.percent is None else str(told.percent),
        "expected_date": told.expected.isoformat(),
        "revised_date": told.revised.isoformat() if told.revised else "",
        "comment": told.comment,
        "title": activity.title,
        "note": NOTE,
    }
