"""What each table and each key of a plan's files is for, in words.

docs/plan_files.md prints them, and the workbook of a plan says them above its columns. What a key
holds and whether it must be there comes from `kpis.plan.schema`.
"""

from kpis.plan import schema
from kpis.plan_book.meanings import (
    borough,
    calendar,
    crosswalk,
    measures,
    outcomes,
    partnership,
    plan_file,
    publication,
    surveys,
)

# In the order of the page.
_FILES = (
    plan_file,
    crosswalk,
    outcomes,
    partnership,
    calendar,
    measures,
    surveys,
    borough,
    publication,
)

TABLES: dict[type[schema.Entry], tuple[str, str]] = {}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {}
for _file in _FILES:
    TABLES |= _file.TABLES
    MEANINGS |= _file.MEANINGS
