"""Rules about quarters that are closed."""

from collections.abc import Iterator

import numpy as np

from kpis.plan.calendar import dates_of
from kpis.validation.candidates import Candidates
from kpis.validation.issues.period import ClosedPeriod, LateFigures
from kpis.validation.return_table import RowIssue
from kpis.validation.text_column import positions
from kpis.words.figures import with_marker
from kpis.words.report.restated import both_written


def figures_of_closed_quarters(candidates: Candidates) -> Iterator[RowIssue]:
    """After a quarter has closed its figures may still be returned, but not unnoticed.

    A quarter is closed from the day after its `closes` date, by the calendar of the plan. It is
    the quarter a figure is reported in that counts, so an annual figure in arrears closes late.

    - A figure that changes what is stored is a restatement: a warning that shows both figures
      and asks for the reason in the commentary. It is no error, or a mistake could never be put
      right.
    - A figure where none is stored is late: it is taken, with one warning for each quarter of the
      file, for a late service should not have to read forty. An illustrative figure is none, and
      comparators are never late.
    - A figure that repeats what is stored changes nothing and is passed over.

    Files with history are of closed quarters by nature, and are left in peace.
    """
    table = candidates.table
    if table.is_history:
        return
    today = table.context.now.date()
    closed = candidates.accepted & table.of_pair(
        lambda pair: dates_of(table.plan, pair.quarter).closes < today, False
    )
    match = candidates.match
    is_stored = match >= 0
    is_stored[is_stored] = ~candidates.joined.illustrative[match[is_stored]]
    changed = np.zeros(len(table), dtype=bool)
    changed[is_stored] = _differs(candidates, np.flatnonzero(is_stored))
    commentary, by_group = table.texts["commentary"], table.filled("breakdown")
    for position in positions(closed & changed):
        measure, _, quarter = table.pairs[table.pair[position]]
        at, stored = match[position], candidates.joined.stored
        then, now = float(stored["outturn"][at]), float(table.outturn.figures[position])
        shown, _ = both_written(then, now, measure.unit, measure.decimals)
        before = with_marker(shown, stored["marker"][at])
        yield table.issue(
            ClosedPeriod,
            position,
            "outturn",
            found=table.returned(position),
            quarter=quarter.label,
            closed_on=dates_of(table.plan, quarter).closes,
            # That of a group may be a small count, and a page says this to whoever has the file.
            before="another figure" if by_group[position] else before or "no figure",
            explained=bool(commentary[position]),
        )
    yield from _late(candidates, np.flatnonzero(closed & ~is_stored & table.own_area))


def _late(candidates: Candidates, positions: np.ndarray) -> Iterator[RowIssue]:
    table = candidates.table
    starts = table.of_pair(lambda pair: pair.quarter.start.toordinal(), 0)[positions]
    _, first, counts = np.unique(starts, return_index=True, return_counts=True)
    for position, count in zip(positions[first], counts.tolist(), strict=True):
        quarter = table.pairs[table.pair[position]].quarter
        yield table.issue(
            LateFigures,
            position,
            "outturn",
            quarter=quarter.label,
            closed_on=dates_of(table.plan, quarter).closes,
            count=count,
        )


def _differs(candidates: Candidates, positions: np.ndarray) -> np.ndarray:
    """Whether outturn or marker of a row are not those stored under its key."""
    table, stored, at = candidates.table, candidates.joined.stored, candidates.match[positions]
    now, then = table.outturn.figures[positions], stored["outturn"].take(at).to_numpy()
    same = (now == then) | (np.isnan(now) & np.isnan(then))
    return ~(same & (table.full_marker[positions] == stored["marker"].take(at).astype("U1")))
