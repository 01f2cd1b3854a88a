"""The fictional plan rolled forward by hand, with one change of each kind.

Beside 2023-25, which is the fictional plan as it is, 2024-26:

- bins_on_time goes on as bins_in_time
- planning_days goes on with a break
- pool_occupancy is split into pool_swimming and pool_lessons
- frogs is dropped; glad_to_live_here has its number in outcome 3 now
- ponds_dug is added
- the activity of the letters has the first number of its outcome now
"""

import shutil
from datetime import datetime
from pathlib import Path

from kpis.model import Plan, local_administrator
from kpis.plan.chain.chain import Chain
from kpis.store import Store
from kpis.use_cases.signoff import approve_submission
from kpis.use_cases.submit import Submitted, submit_return

FICTIONAL = Path(__file__).parent / "fictional_plan"
AGREED = '\n[agreed]\nby = "Full Council"\non = 2024-03-20\nreason = "Minute 7"\n'
CROSSWALK = """\
[[changes]]
kind = "continued"
from = ["bins_on_time"]
to = ["bins_in_time"]

[[changes]]
kind = "continued_with_break"
from = ["planning_days"]
to = ["planning_days"]
reason = "Days are counted from the first letter now."

[[changes]]
kind = "split"
from = ["pool_occupancy"]
to = ["pool_swimming", "pool_lessons"]
reason = "Lessons have a pool of their own."

[[changes]]
kind = "dropped"
from = ["frogs"]
reason = "Nobody counts them any more."

[[changes]]
kind = "added"
to = ["ponds_dug"]
reason = "Ponds were promised."
"""

THEN, NOW = datetime(2024, 2, 1, 9), datetime(2024, 8, 1, 9)
HEADER = "measure,period,outturn,commentary\n"
OLD = f"""{HEADER}bins_on_time,Oct 2023,97.0,a
bins_on_time,Nov 2023,97.5,a
bins_on_time,Dec 2023,98.0,a
planning_days,Q3 2023/24,60,a
pool_occupancy,Q3 2023/24,70,a
"""
NEW = f"""{HEADER}bins_in_time,Apr 2024,96.0,a
bins_in_time,May 2024,96.5,a
bins_in_time,Jun 2024,97.0,a
planning_days,Q1 2024/25,55,a
pool_swimming,Q1 2024/25,60,a
pool_lessons,Q1 2024/25,65,a
"""


def submit(store: Store, plan: Plan | Chain, text: str, now: datetime = NOW) -> Submitted:
    """Submit a return and approve it."""
    clerk, head = local_administrator("Clerk"), local_administrator("Head")
    done = submit_return(store, plan, "r.csv", text.encode(), actor=clerk, now=now)
    known = plan.known if isinstance(plan, Chain) else plan
    approve_submission(store, known, done.submission.id, actor=head, now=now)
    return done


def two_plans(folder: Path, *, agreed: bool = True) -> tuple[Path, Path]:
    """(2023-25, 2024-26) in a folder; the second agreed or only proposed."""
    before, after = folder / "2023-25", folder / "2024-26"
    for each in (before, after):
        shutil.copytree(FICTIONAL, each)
    _edit(
        after / "plan.toml",
        ('id = "2023-25"', 'id = "2024-26"'),
        ("Northmere Together 2023-25", "Northmere Together 2024-26"),
        ('last_year = "2024/25"', 'last_year = "2025/26"'),
        ('first_year = "2023/24"', 'first_year = "2024/25"\nprevious = "../2023-25"'),
    )
    if agreed:
        with (after / "plan.toml").open("a", encoding="utf-8") as file:
            file.write(AGREED)
    (after / "crosswalk.toml").write_text(CROSSWALK, encoding="utf-8")
    measures = after / "measures"
    (measures / "bins_on_time.toml").rename(measures / "bins_in_time.toml")
    _edit(measures / "bins_in_time.toml", ("Bins collected on the day", "Bins emptied on the day"))
    _edit(measures / "glad_to_live_here.toml", ("number = 2", "number = 1"), ("2023/24", "2024/25"))
    _edit(measures / "warm_homes.toml", ('"2023/24"', '"2024/25"'))
    _edit(
        measures / "planning_days.toml",
        ('[years."2023/24"]', '[years."2024/25"]\ntarget = 50\n\n[years."2023/24"]'),
    )
    pool = (measures / "pool_occupancy.toml").read_text(encoding="utf-8")
    (measures / "pool_occupancy.toml").unlink()
    pool = pool.split("[[suspensions]]")[0] + "[years" + pool.split("[years")[1]
    pool = pool.replace('"2023/24"', '"2024/25"').replace('introduced = "2023-24-Q2"\n', "")
    for number, name in ((2, "swimming"), (3, "lessons")):
        text = pool.replace("number = 2", f"number = {number}", 1)
        lines = [
            f'title = "Pool in use for {name}"' if line.startswith("title =") else line
            for line in text.splitlines()
            if not line.startswith("short_title")
        ]
        (measures / f"pool_{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    frogs = (measures / "frogs.toml").read_text(encoding="utf-8")
    (measures / "frogs.toml").unlink()
    frogs = frogs.replace("number = 1", "number = 2").replace("Frogs counted", "Ponds dug")
    (measures / "ponds_dug.toml").write_text(frogs, encoding="utf-8")
    activities = (after / "activities.toml").read_text(encoding="utf-8")
    first, second, rest = activities.split("\n\n", 2)
    second, first = (
        second.replace("number = 2", "number = 1"),
        first.replace("number = 1", "number = 2"),
    )
    (after / "activities.toml").write_text("\n\n".join([second, first, rest]), encoding="utf-8")
    return before, after


def _edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, f"{path.name} holds no {old!r}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
