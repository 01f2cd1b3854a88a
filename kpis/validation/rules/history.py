"""Rules about the day a figure was returned, which only files with history may say."""

from collections.abc import Iterator

import numpy as np

from kpis.readers.raw import CellKind
from kpis.validation.issues.period import ReturnedOnIgnored, ReturnedOnInvalid
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.text_column import positions

_ALREADY_AN_ISSUE = (CellKind.ERROR, CellKind.NO_VALUE)


def days_of_return_ignored(table: ReturnTable) -> Iterator[RowIssue]:
    """An ordinary return counts from when it is submitted. Reported once for each sheet."""
    if table.is_history:
        return
    typed = np.flatnonzero(table.filled("returned_on"))
    _, first = np.unique(table.texts["sheet"].codes[typed], return_index=True)
    for position in typed[first].tolist():
        yield table.issue(ReturnedOnIgnored, position, "returned_on")


def invalid_days_of_return(table: ReturnTable) -> Iterator[RowIssue]:
    """A figure was returned on a day, after its period ended and not after today."""
    if not table.is_history:
        return
    typed = table.filled("returned_on")
    typed = typed & table.texts["returned_on_kind"].where(
        lambda kind: kind not in _ALREADY_AN_ISSUE
    )
    returned = table.returned_on
    ends = table.of_pair(lambda pair: np.datetime64(pair.period.end, "us"), np.datetime64("NaT"))
    reasons = (
        (np.isnat(returned), "it is not a day"),
        (returned > np.datetime64(table.context.now, "us"), "it has not come yet"),
        (returned < ends, "the period had not ended then"),
    )
    for wrong, reason in reasons:
        for position in positions(typed & wrong):
            yield table.issue(ReturnedOnInvalid, position, "returned_on", reason=reason)
