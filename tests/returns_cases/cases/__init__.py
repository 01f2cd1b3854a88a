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
OWN: list[Case] = []
CLEAN: list[Case] = clean.CASES
