"""With which mapping, if any, a file that waits is read.

What was pointed out by hand in this visit comes first, and holds for a mended file of that name
too; then what the store keeps for the sender, who is the post at the desk. A mapping is used only
where the header cells it was made on are found again.
"""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from kpis.errors import MappingError
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.readers.mapping.find_header import fits
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_from_json
from kpis.store import Store
from kpis.ui.returns.uploads import Waiting

_BY_HAND, _WITHOUT = "submit_mappings", "submit_without_mapping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A mapping and, where the store had it, who saved it and when (UTC)."""

    mapping: ColumnMapping
    saved_by: str = ""
    saved_at: datetime | None = None


def use(file: Waiting, mapping: ColumnMapping) -> None:
    """Read files of that name in this way, for this visit."""
    _by_hand()[file.name] = mapping
    _without().discard(file.name)


def use_none(file: Waiting) -> None:
    """Read files of that name as if nobody had ever pointed anything out."""
    _by_hand().pop(file.name, None)
    _without().add(file.name)


def told(file: Waiting) -> tuple[ColumnMapping | None, bool]:
    """What was said of the file in this visit: a mapping by hand, and that none is wanted."""
    return _by_hand().get(file.name), file.name in _without()


def used_for(store: Store, file: Waiting, sender: str) -> Used | None:
    """The mapping to read a file with. Raises UnreadableReturn, StoreError and StoreBusy."""
    by_hand, without = told(file)
    if without:
        return None
    saved = store.saved_mappings(sender) if sender else []
    if by_hand is None and not saved:
        return None
    sheets = sheet_cells(file.name, file.content)
    if by_hand is not None and fits(by_hand, sheets):
        return Used(mapping=by_hand)
    for each in saved:
        mapping = _read(each.mapping)
        if mapping is not None and fits(mapping, sheets):
            return Used(mapping=mapping, saved_by=each.saved_by, saved_at=each.saved_at)
    return None


def _read(text: str) -> ColumnMapping | None:
    """None where a later version of the program wrote it: then the file speaks for itself."""
    try:
        return mapping_from_json(text)
    except MappingError:
        return None


def _by_hand() -> dict[str, ColumnMapping]:
    return st.session_state.setdefault(_BY_HAND, {})


def _without() -> set[str]:
    return st.session_state.setdefault(_WITHOUT, set())
