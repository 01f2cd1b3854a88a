"""A share as a percentage, whichever way it is written, or as it stands to be refused."""

import pytest

from kpis.readers.files.grid import Cell
from kpis.readers.mapping.figures import as_percentage
from kpis.readers.raw import CellKind


@pytest.mark.parametrize(
    ("share", "read"),
    [
        (("0.56", CellKind.NUMBER), ("0.56", CellKind.PERCENT)),
        ((".56", CellKind.TEXT), ("0.56", CellKind.PERCENT)),
        (("-.5", CellKind.TEXT), ("-0.5", CellKind.PERCENT)),
        (("1,000.5", CellKind.TEXT), ("1000.5", CellKind.PERCENT)),
        (("0.56 [p]", CellKind.TEXT), ("56% [p]", CellKind.TEXT)),
        (("0.125*", CellKind.TEXT), ("0.125*", CellKind.TEXT)),  # refused, as elsewhere
        (("56%", CellKind.TEXT), ("56%", CellKind.TEXT)),
        (("0.56 per cent", CellKind.TEXT), ("0.56 per cent", CellKind.TEXT)),
        (("0.56", CellKind.PERCENT), ("0.56", CellKind.PERCENT)),
        (("n/a", CellKind.TEXT), ("n/a", CellKind.TEXT)),
        (("", CellKind.EMPTY), ("", CellKind.EMPTY)),
    ],
)
def test_a_share_is_a_percentage_and_what_says_percent_stays(share, read):
    assert as_percentage(Cell(*share)) == Cell(*read)
