"""Rules about what is missing: the figures due with a quarter, the words about a red one."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kpis.model import Measure, Provenance, RagStatus
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import due_in
from kpis.readers.raw import Layout
from kpis.validation.accepted import return_rows
from kpis.validation.candidates import Candidates
from kpis.validation.issues.cross_row import MissingCommentary, MissingDue
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.words.figures import figure

ENOUGH_TO_MEAN_ALL = 0.5


class Due(NamedTuple):
    """What was due of one measure for a quarter."""

    measure: Measure
    periods: tuple[ReportingPeriod, ...]
    quarter: ReportingPeriod


def measures_due_but_missing(candidates: Candidates) -> Iterator[RowIssue]:
    """A directorate that returns a quarter returns all of its measures due in it.

    A service that sends its one figure must not read forty warnings about others. So only the
    directorates and quarters of the figures in the file are looked at, and of these only where
    the file holds at least half of the directorate's measures due, or is our template and mostly
    about that quarter, when it is the measures the template lists that are meant: it may have been
    made for one post. Only quarters that have ended; and one warning for each measure. A measure
    is not missing where a row for it is in the file, however faulty or empty
    (`figure.rows_left_empty` tells of that), or a figure is stored, unless that is illustrative.
    """
    table = candidates.table
    if table.is_history:
        return
    whole = np.unique(table.pair[table.whole & (table.pair >= 0)]).tolist()
    returned = [table.pairs[number] for number in whole]
    quarters = Counter(pair.quarter for pair in returned)
    in_file = {_key(pair.measure, pair.period) for pair in returned}
    is_template = any(each.layout == Layout.TEMPLATE for each in table.raw.tables)
    main = max(quarters, key=quarters.__getitem__, default=None)
    listed = _listed(table)
    gaps = [
        gap
        for quarter in sorted(quarters)
        if quarter.end < table.context.now.date()
        for gap in _gaps(table, quarter, in_file, is_template and quarter == main)
        if not listed or gap.measure.id in listed
    ]
    stored = _stored(table) if gaps else set()
    for gap in gaps:
        missing = [period for period in gap.periods if _key(gap.measure, period) not in stored]
        if missing:
            yield _missing(gap, missing)


def red_outturns_without_commentary(candidates: Candidates) -> Iterator[RowIssue]:
    """A red outturn of the plan's own area has a commentary.

    Only the whole is rated, no breakdown, and no history is asked to explain itself.
    """
    table = candidates.table
    rate = table.context.rate
    if table.is_history or rate is None:
        return
    asked = candidates.accepted & table.whole & table.outturn.has_figure
    silent = asked & ~table.filled("commentary")
    if not silent.any():
        return  # the aims of a whole plan are not worked out for nothing
    # Where figures are held against earlier ones, those of this very return count too.
    plan = table.plan
    among_all = any(plan.rule_of(measure).looks_elsewhere for measure in plan.measures)
    positions = np.flatnonzero(asked if among_all else silent)
    red = (rate(return_rows(table, positions)) == RagStatus.RED.value).to_numpy(dtype=bool)
    for position in positions[red & silent[positions]]:
        measure = table.plan.measures[table.measure[position]]
        outturn = figure(table.outturn.figures[position], measure.unit, measure.decimals)
        yield table.issue(MissingCommentary, position, "commentary", found="", outturn=outturn)


def _gaps(
    table: ReturnTable, quarter: ReportingPeriod, in_file: set[tuple[str, str]], all_meant: bool
) -> Iterator[Due]:
    """What was due with a quarter, of the directorates that returned it, and is not in the file."""
    periods: dict[str, list[ReportingPeriod]] = defaultdict(list)
    of_directorate: dict[str, list[Measure]] = defaultdict(list)
    for measure, period in due_in(table.plan, quarter):
        if measure.id not in periods:
            of_directorate[measure.directorate].append(measure)
        periods[measure.id].append(period)
    for measures in of_directorate.values():
        returned = sum(
            any(_key(measure, period) in in_file for period in periods[measure.id])
            for measure in measures
        )
        if not returned or not (all_meant or returned >= ENOUGH_TO_MEAN_ALL * len(measures)):
            continue
        for measure in measures:
            missing = [each for each in periods[measure.id] if _key(measure, each) not in in_file]
            if missing and not table.left_empty(measure):
                yield Due(measure, tuple(missing), quarter)


def _listed(table: ReturnTable) -> set[str]:
    """Ids of the measures that our template lists; none where the file is no template of ours."""
    texts = (text for raw_table in table.raw.tables for text in raw_table.listed)
    return {measure.id for text in texts if (measure := table.find_measure(text))}


def _stored(table: ReturnTable) -> set[tuple[str, str]]:
    """The keys of the figures that are stored and not illustrative."""
    stored = table.context.stored
    whole = (
        (stored["area"] == table.plan.area)
        & (stored["breakdown"] == "")
        & (stored["category"] == "")
        & (stored["provenance"] != Provenance.ILLUSTRATIVE)
    )
    return set(zip(stored["measure_id"][whole], stored["period_id"][whole], strict=True))


def _key(measure: Measure, period: ReportingPeriod) -> tuple[str, str]:
    return measure.id, period.id


def _missing(gap: Due, missing: list[ReportingPeriod]) -> RowIssue:
    issue = MissingDue(
        measure=gap.measure.code,
        title=name_of(gap.measure),
        periods=", ".join(period.label for period in missing),
        quarter=gap.quarter.label,
        directorate=gap.measure.directorate,
    )
    return RowIssue(issue)
