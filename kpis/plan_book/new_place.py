"""A workbook of one plan written as another: what it says of its old surroundings and does not hold
in the new.

The figures that a new store begins with stand in folders beside the plan's own. A copy of the plan
elsewhere has none there, and is sound without them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kpis.plan.files import PLAN, Table
from kpis.plan_book.faults import Addresses, BookFault
from kpis.plan_book.sheets import SHEETS

_KEY = "first_figures"


def without_absent_folders(
    tables: Mapping[str, Table], held: Mapping[str, Table], folder: Path, addresses: Addresses
) -> Iterator[BookFault]:
    """Take the keys out of a workbook's tables that name folders which are not there, and tell of
    each; but those that the plan has itself.

    tables: of the workbook, as in `PlanFiles.tables`; changed. held: of the plan's files. folder:
    of the plan.
    """
    plan, own = tables.get(PLAN, {}), held.get(PLAN, {}).get(_KEY) or {}
    figures = plan.get(_KEY) or {}
    (sheet,) = (each for each in SHEETS if each.file == PLAN and not each.key)
    row = addresses.row(sheet.name, PLAN, ())
    for column in sheet.columns:
        name = figures.get(column.path[-1]) if column.path[0] == _KEY else None
        if not isinstance(name, str) or name in own.values() or (folder / name).resolve().is_dir():
            continue
        del figures[column.path[-1]]
        yield BookFault(
            sheet=sheet.name,
            cell=row.cell(column) if row else "",
            key=column.header,
            message=f'"{name}" is no folder beside the plan, so this is left out, and a new store '
            f"begins without those figures. To have them, put the folder there and name it in "
            f"{PLAN}.",
        )
    if _KEY in plan and not figures:
        del plan[_KEY]
