"""Every case, by where it comes from.

SEEN: files tried by a reviewer, and files after public reports. OWN: further shapes of each kind.
CLEAN: returns in known shapes, of which nothing is asked.
"""

from tests.returns_cases.case import Case
from tests.returns_cases.cases import (
    clean,
    everyday_cells,
    everyday_headers,
    everyday_keys,
    own_bases,
    own_beside,
    own_cells,
    own_comments,
    own_cut,
    own_headers,
    own_keys,
    own_looks,
    own_notes,
    own_periods,
    own_points,
    own_rows,
    own_rules,
    own_scales,
    own_struck,
    own_tables,
    own_unseen,
    reported_books,
    reported_texts,
)

SEEN: list[Case] = [
    *everyday_headers.CASES,
    *everyday_cells.CASES,
    *everyday_keys.CASES,
    *reported_texts.CASES,
    *reported_books.CASES,
]
OWN: list[Case] = [
    *own_tables.CASES,
    *own_headers.CASES,
    *own_rows.CASES,
    *own_cells.CASES,
    *own_looks.CASES,
    *own_struck.CASES,
    *own_comments.CASES,
    *own_unseen.CASES,
    *own_rules.CASES,
    *own_scales.CASES,
    *own_notes.CASES,
    *own_points.CASES,
    *own_cut.CASES,
    *own_periods.CASES,
    *own_keys.CASES,
    *own_beside.CASES,
    *own_bases.CASES,
]
CLEAN: list[Case] = clean.CASES
