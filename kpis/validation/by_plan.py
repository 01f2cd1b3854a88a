"""Check a return by the plans in force in its quarters.

Where a plan is rolled forward, the quarters before and after belong to two plans. Each row is
checked by the plan of the quarter it is reported in: its measures, names, units and aims. Mostly
all rows are of one; then the check is the same as where there is one plan alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from kpis.cell_addresses import reading_order
from kpis.frames import ACTIVITY_ROWS, RETURN_ROWS
from kpis.plan.activity_lookup import ActivityLookup
from kpis.plan.chain.chain import Chain
from kpis.readers.raw import RawReturn
from kpis.validation.activities.rows import read_activities
from kpis.validation.check import check_rows, in_order
from kpis.validation.contracts import CheckContext, CheckedReturn
from kpis.validation.issues.cross_row import MissingDue
from kpis.validation.understand import returned_rows, understand_return

ContextOf = Callable[[int], CheckContext]  # by the place of a plan in the chain


def check_by_plans(raw: RawReturn, chain: Chain, context_of: ContextOf) -> CheckedReturn:
    """As `check_rows`, each row by the plan of its quarter.

    context_of: what the figures of each plan are held against, with figures stored under earlier
    ids as its own. Rows of no known measure or period are checked with the most of the others.
    """
    places = _places(raw, chain, context_of)
    of_activities = _places_of_activities(raw, chain)
    met = sorted({*places.tolist(), *of_activities.tolist()})
    parts = [
        (
            place,
            replace(
                raw,
                rows=raw.rows[places == place].reset_index(drop=True),
                activities=raw.activities[of_activities == place].reset_index(drop=True),
            ),
        )
        for place in met
    ]
    if len(parts) < 2:
        place = met[0] if met else len(chain.plans) - 1
        return check_rows(raw, chain.plans[place], context_of(place))
    most = max(parts, key=lambda part: len(part[1].rows))[0]
    checked = [
        _without_what_is_missing(check, place != most)
        for place, part in parts
        for check in [check_rows(part, chain.plans[place], context_of(place))]
    ]
    return _joined(raw, checked)


def _places(raw: RawReturn, chain: Chain, context_of: ContextOf) -> np.ndarray:
    """For each of the raw rows the place of its plan."""
    places = np.full(len(raw.rows), -1)
    returned = np.flatnonzero(returned_rows(raw))
    for place in reversed(range(len(chain.plans))):
        unsettled = returned[places[returned] < 0]
        if not len(unsettled):
            break
        part = replace(raw, rows=raw.rows.iloc[unsettled].reset_index(drop=True))
        table = understand_return(part, chain.plans[place], context_of(place))
        in_force = np.array([*(chain.place_of(pair.quarter) for pair in table.pairs), -1])
        places[unsettled] = in_force[table.pair]
    settled = places[places >= 0]
    others = np.bincount(settled).argmax() if len(settled) else len(chain.plans) - 1
    return np.where(places < 0, others, places)


def _places_of_activities(raw: RawReturn, chain: Chain) -> np.ndarray:
    newest = len(chain.plans) - 1
    if raw.activities.empty:
        return np.zeros(0, dtype=int)
    plan = chain.plans[newest]
    quarters = [row.quarter.quarter for row in read_activities(raw, plan, ActivityLookup(plan))]
    return np.array([chain.place_of(each) if each else newest for each in quarters])


def _without_what_is_missing(checked: CheckedReturn, is_smaller: bool) -> CheckedReturn:
    """Of a few rows of another plan's quarter nobody expects that quarter's whole return."""
    if not is_smaller:
        return checked
    kept = tuple(each for each in checked.issues if not isinstance(each, MissingDue))
    return replace(checked, issues=kept)


def _joined(raw: RawReturn, checked: Sequence[CheckedReturn]) -> CheckedReturn:
    first = checked[0]
    return CheckedReturn(
        file_name=first.file_name,
        sha256=first.sha256,
        rows=RETURN_ROWS.conform(_in_file_order(raw, [each.rows for each in checked])),
        issues=in_order(raw, [issue for each in checked for issue in each.issues]),
        quarters=tuple(sorted({each for part in checked for each in part.quarters})),
        activities=ACTIVITY_ROWS.conform(
            _in_file_order(raw, [each.activities for each in checked])
        ),
        answered={key: value for each in checked for key, value in each.answered.items()},
    )


def _in_file_order(raw: RawReturn, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)] or [frames[0]]
    every = pd.concat(filled, ignore_index=True)
    sheets = {table.sheet: number for number, table in enumerate(raw.tables)}
    keys = list(_order(sheets, every))
    return every.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def _order(sheets: dict[str, int], rows: pd.DataFrame) -> Iterator[tuple[int, tuple[int, ...]]]:
    for sheet, cell in zip(rows["sheet"], rows["cell"], strict=True):
        yield sheets.get(sheet, len(sheets)), tuple(reading_order(cell))
