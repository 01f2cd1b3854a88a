"""What was said in this visit of how a file that waits is to be read.

It holds for a mended file of that name too. Which mapping follows from it is settled by
`kpis.use_cases.mappings`, with what the store keeps for the sender, who is the post given on the
page.
"""

import streamlit as st

from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.ui.returns.uploads import Waiting
from kpis.use_cases.mappings import MappingChoice

_BY_HAND, _WITHOUT = "submit_mappings", "submit_without_mapping"
_KEPT = "submit_kept_mappings"


def use(file: Waiting, mapping: ColumnMapping) -> None:
    """Read files of that name in this way, for this visit."""
    _by_hand()[file.name] = mapping
    _without().discard(file.name)


def use_kept(file: Waiting, name: str) -> None:
    """Read this very file with the kept mapping of that name."""
    _by_hand().pop(file.name, None)
    _without().discard(file.name)
    _kept()[file.key] = name


def use_none(file: Waiting) -> None:
    """Read files of that name as if nobody had ever pointed anything out."""
    _by_hand().pop(file.name, None)
    _without().add(file.name)


def forget(file: Waiting) -> None:
    """Let the next file of that name speak for itself: another series of it may come."""
    _by_hand().pop(file.name, None)
    _kept().pop(file.key, None)


def choice(file: Waiting) -> MappingChoice:
    """What was said of the file in this visit."""
    by_hand = _by_hand().get(file.name)
    without = file.name in _without()
    name = "" if by_hand or without else _kept().get(file.key, "")
    return MappingChoice(by_hand=by_hand, none_wanted=without, name=name)


def _kept() -> dict[str, str]:
    names: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    return names


def _by_hand() -> dict[str, ColumnMapping]:
    mappings: dict[str, ColumnMapping] = st.session_state.setdefault(_BY_HAND, {})
    return mappings


def _without() -> set[str]:
    names: set[str] = st.session_state.setdefault(_WITHOUT, set())
    return names
