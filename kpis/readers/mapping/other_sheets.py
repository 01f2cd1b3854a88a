"""What a workbook holds beside the one table that was pointed out in it.

A mapping says how one table is to be read and nothing of the others. Activities have headers of
their own and are read as ever; every other sheet with something in it is named, so that nobody
takes its figures for returned. Only the first rows of sheets are opened to find out.
"""

from dataclasses import dataclass, replace

import pandas as pd

from kpis.readers.files.opened_file import OpenedFile, Part
from kpis.readers.files.seen.unseen import comments_in, struck_in
from kpis.readers.files.signature import Form
from kpis.readers.mapping.preview import ROWS_SHOWN
from kpis.readers.raw import TableFound
from kpis.readers.tables.activities import find_activities, lay_out_activities
from kpis.readers.tables.find_table import find_table, headers_recognised
from kpis.readers.tables.found_table import NearMiss
from kpis.readers.tables.totals_and_notes import is_guidance

MOST_NAMED = 6  # sheets in one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSheets:
    """activities: RAW_ACTIVITIES of each table of them; notes: which sheets are not read."""

    activities: tuple[pd.DataFrame, ...] = ()
    tables: tuple[TableFound, ...] = ()
    notes: tuple[str, ...] = ()


def read_other_sheets(file: OpenedFile, mapped: str) -> OtherSheets:
    """What is in the other sheets than the mapped one; a CSV has none. Raises UnreadableReturn."""
    if file.form is Form.TEXT:
        return OtherSheets()
    opened = file.sheets(Part(rows=ROWS_SHOWN), promise=headers_recognised)
    activities: list[pd.DataFrame] = []
    tables: list[TableFound] = []
    understood: list[str] = []
    others: list[str] = []
    for top in opened.sheets:
        if top.name == mapped or not top.rows():
            continue
        if not isinstance(find_activities(top), NearMiss):
            (whole,) = file.sheets(Part(sheet=top.name), promise=headers_recognised).sheets
            table = find_activities(whole)
            assert not isinstance(table, NearMiss)  # noqa: S101 its top was none
            activities.append(lay_out_activities(whole, table))
            found = table.table_found(top.name)
            struck, comments = struck_in(whole), comments_in(whole)
            tables.append(replace(found, struck=struck, comments=comments))
        elif not is_guidance(top.name):
            plain = isinstance(find_table(top), NearMiss)
            (others if plain else understood).append(repr(top.name))
    others += [f"{name!r} (hidden)" for name in opened.hidden_sheets]
    return OtherSheets(
        activities=tuple(activities),
        tables=tuple(tables),
        notes=(*_understood(understood), *_passed_over(others, mapped)),
    )


def _understood(names: list[str]) -> tuple[str, ...]:
    return tuple(
        f"Sheet {name} has a table of figures, and only the one pointed out is read: send the "
        "sheet as a file of its own."
        for name in names
    )


def _passed_over(names: list[str], mapped: str) -> tuple[str, ...]:
    if not names:
        return ()
    shown = names[:MOST_NAMED]
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    subject = "This sheet is" if len(names) == 1 else "These sheets are"
    return (
        f"Figures are read from sheet {mapped!r} alone, as was pointed out. {subject} not read: "
        f"{', '.join(shown)}.",
    )
