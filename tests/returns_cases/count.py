"""Count what comes of the cases and of the clean returns: wrong, lost, guessed, crashed, asked.

python -m tests.returns_cases.count            the numbers, and each case that does not hold
python -m tests.returns_cases.count --not-yet  NOT_YET as it would be now
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from kpis.frames import OUTTURNS
from kpis.model import Plan
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.first_figures import load_first_figures
from tests.returns_cases.case import (
    Case,
    Outcome,
    all_there,
    faults_of,
    guessed,
    outcome_of,
    wrong_figures,
)
from tests.returns_cases.cases import CLEAN, OWN, SEEN

PLAN = Path(__file__).parents[2] / "data/plans/2019-22"
COUNTED = ("wrong", "silent loss", "silent guess", "crash", "other words or outcome")


def count(
    cases: Iterable[Case], plan: Plan, against: pd.DataFrame
) -> tuple[dict[str, list[str]], int]:
    """What is wrong, by COUNTED: the names of the cases; and how many questions were asked.

    wrong: a figure that the file shows otherwise. silent loss: a figure it shows that is neither
    taken nor spoken of. silent guess: a figure taken where nobody can say that it is meant.
    """
    found: dict[str, list[str]] = {kind: [] for kind in COUNTED}
    questions = 0
    for case in cases:
        try:
            outcome = outcome_of(case, plan, against)
        except Exception:  # whatever it is, it is a crash
            found["crash"].append(case.name)
            continue
        questions += len(outcome.questions)
        if kind := kind_of(case, outcome, plan):
            found[kind].append(case.name)
    return found, questions


def kind_of(case: Case, outcome: Outcome, plan: Plan) -> str:
    """One of COUNTED; "" where the case holds."""
    if wrong_figures(case, outcome, plan):
        return "silent guess" if guessed(case, outcome, plan) else "wrong"
    if not faults_of(case, outcome, plan):
        return ""
    if outcome.ok and not outcome.everything and not all_there(case, outcome):
        return "silent loss"
    return COUNTED[-1]


def _print(title: str, cases: list[Case], plan: Plan, against: pd.DataFrame) -> None:
    found, questions = count(cases, plan, against)
    numbers = ", ".join(f"{kind} {len(names)}" for kind, names in found.items())
    print(f"{title}: {len(cases)} files; {numbers}; questions asked {questions}")
    for kind, names in found.items():
        for name in names:
            print(f"    {kind}: {name}")


def main() -> None:
    plan = load_plan(PLAN)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "kpis.duckdb")
        load_first_figures(store, plan)
        history, nothing = store.outturns(), OUTTURNS.empty()
        if "--not-yet" in sys.argv:
            against = (nothing, history)
            for case in [*SEEN, *OWN, *CLEAN]:
                if any(faults_of(case, outcome_of(case, plan, each), plan) for each in against):
                    print(f'        "{case.name}",  # {case.kind}')
            return
        for title, cases in (("seen", SEEN), ("own shapes", OWN), ("clean", CLEAN)):
            _print(f"{title}, no history", cases, plan, nothing)
            _print(f"{title}, with history", cases, plan, history)


if __name__ == "__main__":
    main()
