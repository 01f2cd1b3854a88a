"""A release of Q2 2019/20 made while Q3 lies approved in the store, and all that may follow it.

What pages and commands must never show of it is in figures and words that occur nowhere else.
"""

import shutil
from pathlib import Path

from kpis.model import AnnotationKind, Plan, local_administrator
from kpis.periods import quarter
from kpis.store import Store
from kpis.use_cases.signoff import (
    ALL_WARNINGS,
    approve_submission,
    publish_release,
    withdraw_submission,
)
from kpis.use_cases.submit import submit_return

ROOT = Path(__file__).parents[1]
HEAD, CLERK = "Head of Performance", "Performance Officer"
HEADER = "measure,period,outturn,commentary\n"
Q2_LINES = f"{HEADER}1.3,Q2 2019/20,47,Two intakes in September\n10.4,Q2 2019/20,612,\n"
Q3_LINES = (
    f"{HEADER}1.3,Q3 2019/20,937,The word afterwards alone\n10.4,Q3 2019/20,7132,\n"
    "2.2,Q3 2019/20,71.3,\n"
)
UNAPPROVED_LINES = (
    f"{HEADER}1.3,Q2 2019/20,943,Nobody approved this\n11.1,Q2 2019/20,71.4,Late and unapproved\n"
)
RESTATED_LINES = f"{HEADER}1.3,Q2 2019/20,943,Approved afterwards alone\n"
ACTIVITIES = "activity,period,status,comment\nA1.1,{},{},{}\n"

# Patterns of what comes after the release, or was never approved for it.
LATER = (
    *(rf"(?<![\d.,]){number}(?!\d|,\d|\.[1-9])" for number in ("937", "7,?132", "943")),
    r"71\.[34]\b",
    "afterwards alone",
    "Nobody approved",
    "Late and unapproved",
    "Pinned later",
    "Renamed since",
    "Activity told later",
)


def returned(
    store: Store, plan: Plan, text: str, *, approved: bool = True, name: str = "return.csv"
) -> str:
    """The id of a submission of this file."""
    made = submit_return(
        store, plan, name, text.encode(), actor=local_administrator(CLERK)
    ).submission
    if approved:
        approve_submission(store, plan, made.id, actor=local_administrator(HEAD))
    return made.id


def pin(store: Store, period_id: str, text: str) -> int:
    return store.add_annotation("new_enterprises", period_id, AnnotationKind.NOTE, text, by=HEAD)


def release_q2(store: Store, plan: Plan) -> tuple[str, int]:
    """Make release 1; the submission and the annotation it rests on."""
    first = returned(store, plan, Q2_LINES)
    returned(store, plan, Q3_LINES)
    returned(store, plan, ACTIVITIES.format("Q2 2019/20", "Delayed", "Early word"), name="a.csv")
    returned(
        store, plan, ACTIVITIES.format("Q3 2019/20", "Stopped", "Activity told later"), name="b.csv"
    )
    pinned = pin(store, "2019-20-Q2", "Pinned before")
    pin(store, "2019-20-Q3", "Pinned later")
    note = "For the board <of> January"
    publish_release(
        store,
        plan,
        quarter(2019, 2),
        actor=local_administrator(HEAD),
        note=note,
        accepted=ALL_WARNINGS,
    )
    return first, pinned


def afterwards(store: Store, plan: Plan, first: str, pinned: int) -> None:
    """Submit late, approve, restate, withdraw, pin and take back."""
    returned(store, plan, UNAPPROVED_LINES, approved=False)
    returned(store, plan, RESTATED_LINES)
    returned(
        store, plan, ACTIVITIES.format("Q2 2019/20", "Stopped", "Activity told later"), name="c.csv"
    )
    withdraw_submission(store, first, actor=local_administrator(HEAD), why="Wrong file")
    store.withdraw_annotation(pinned, by=HEAD)
    pin(store, "2019-20-Q2", "Pinned later")


def changed_plan(folder: Path) -> Path:
    """A copy of the plan's folder with targets and a title that changed, and a measure less."""
    data = folder / "data"
    plan = data / "plans" / "2019-22"
    shutil.copytree(ROOT / "data/plans/2019-22", plan)
    for name in ("published", "illustrative"):
        (data / name).mkdir()
    changed = plan / "measures/new_enterprises.toml"
    text = changed.read_text(encoding="utf-8")
    text = text.replace(
        'short_title = "New enterprises supported"', 'short_title = "Renamed since"'
    )
    text = text.replace('title = "New', 'title = "Renamed since: new', 1)
    profile = "target_profile = [18, {}, 61, {}]"
    text = text.replace(profile.format(38, 90), profile.format(48, 95))
    text = text.replace("target = 90\n", "target = 95\n")
    changed.write_text(text, encoding="utf-8")
    (plan / "measures/better_job_than_last_year.toml").unlink()
    return plan
