"""Addresses of cells, taken apart to put issues in the order a person meets them."""

import re
from typing import NamedTuple

from kpis.cell_addresses import column_of

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
NO_ROW = 10**9  # what is about a whole sheet or file comes after what is about its cells


class Address(NamedTuple):
    row: int
    column: int


def address_of(cell: str) -> Address:
    """D9 as (9, 4). Anything else is put last."""
    found = _ADDRESS.fullmatch(cell)
    if not found:
        return Address(NO_ROW, 0)
    return Address(int(found[2]), column_of(found[1]))
