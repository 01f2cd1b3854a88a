"""The rule that a red outturn is explained."""

from collections.abc import Iterator

import numpy as np

from kpis.model import RagStatus
from kpis.validation.accepted import return_rows
from kpis.validation.candidates import Candidates
from kpis.validation.issues.cross_row import MissingCommentary
from kpis.validation.return_table import RowIssue
from kpis.words.figures import figure


def red_outturns_without_commentary(candidates: Candidates) -> Iterator[RowIssue]:
    """A red outturn of the plan's own area has a commentary.

    Only the whole is rated, no breakdown, and no history is asked to explain itself.
    """
    table = candidates.table
    rate = table.context.rate
    if table.is_history or rate is None:
        return
    silent = table.whole & ~table.filled("commentary")
    positions = np.flatnonzero(candidates.accepted & silent & table.outturn.has_figure)
    red = (rate(return_rows(table, positions)) == RagStatus.RED.value).to_numpy(dtype=bool)
    for position in positions[red]:
        measure = table.plan.measures[table.measure[position]]
        outturn = figure(table.outturn.figures[position], measure.unit, measure.decimals)
        yield table.issue(MissingCommentary, position, "commentary", found="", outturn=outturn)
