"""Checks of files that wait, done once per file and state of the store.

A page is drawn again at every click, and a large workbook takes seconds to read. The result
belongs to the bytes, the store they were held against and the day (quarters close), not to who
asks, so all visitors share it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from kpis.errors import UnreadableReturn
from kpis.frames import OUTTURN_KEY
from kpis.model import Plan, Provenance
from kpis.returns import ReturnCheck, check_return
from kpis.store import Store
from kpis.ui.cache import PATIENCE
from kpis.ui.returns.desk import Waiting

_State = tuple[str, str, date]  # of a store: its path, its version, and the day it is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found. check: None when the file cannot be read, for the reason given.

    gives_way: how many illustrative figures the new ones would take the place of. plan: kept so
    that its identity, by which the check is remembered, is never given to another.
    """

    check: ReturnCheck | None
    unreadable: str = ""
    gives_way: int = 0
    plan: Plan


def check_file(plan: Plan, store: Store, file: Waiting) -> Checked:
    """Check a file that waits, or recall its check. Raises StoreError and StoreBusy."""
    if file.too_large:
        return Checked(check=None, unreadable=file.too_large, plan=plan)
    return _check(plan, _state_of(store), file)


def submissions(store: Store) -> pd.DataFrame:
    """SUBMISSIONS, newest first. Raises StoreError and StoreBusy."""
    return _submissions(_state_of(store))


def _state_of(store: Store) -> _State:
    return str(store.path), store.version(), datetime.now(UTC).date()


def _identity(file: Waiting) -> tuple[str, str]:
    return file.sha256, file.name


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={Plan: id, Waiting: _identity})
def _check(plan: Plan, state: _State, file: Waiting) -> Checked:
    store = Store(Path(state[0]), timeout=PATIENCE)
    try:
        check = check_return(store, plan, file.name, file.content)
    except UnreadableReturn as error:
        return Checked(check=None, unreadable=str(error), plan=plan)
    return Checked(check=check, gives_way=_gives_way(check.changes, store.outturns()), plan=plan)


@st.cache_resource(max_entries=4, show_spinner=False)
def _submissions(state: _State) -> pd.DataFrame:
    return Store(Path(state[0]), timeout=PATIENCE).submissions()


def _gives_way(changes: pd.DataFrame, outturns: pd.DataFrame) -> int:
    new = changes.loc[changes["change"] == "new", OUTTURN_KEY]
    made_up = outturns.loc[outturns["provenance"] == Provenance.ILLUSTRATIVE.value, OUTTURN_KEY]
    return len(new.merge(made_up, on=OUTTURN_KEY))
