"""The plans there are, read once for all readers and anew when one of their files changes."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from kpis.default_paths import plan_folder
from kpis.errors import PlanError
from kpis.model import Frequency, Plan
from kpis.periods import ReportingPeriod, period_containing
from kpis.plan.chain.chain import Chain, chain_folders, load_chain
from kpis.plan.chain.stories import fates_of, is_later, told_in
from kpis.plan.illustrative import without_illustrative_aims
from kpis.plan.lookup import MeasureLookup
from kpis.ui.state import visitor
from kpis.ui.state.one_run import asked_once


class PlanFiles(NamedTuple):
    """The folder of the plan that the server was started with, and when anything in it, or in one
    before or after it, last changed (ns since 1970)."""

    folder: str
    changed: int


@asked_once
def plan_files() -> PlanFiles:
    folder = plan_folder()
    changed = (_last_change(str(each)) for each in chain_folders(folder))
    return PlanFiles(str(folder), max(changed, default=0))


def _last_change(folder: str) -> int:
    """Of the files of a plan, its folders' included; 0 for none.

    Every click asks, so the folders are gone through without a `Path` for each file.
    """
    if not os.path.isdir(folder):
        return 0
    newest = 0
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                newest = max(newest, _last_change(each.path))
            elif each.name.endswith(".toml"):
                newest = max(newest, each.stat().st_mtime_ns)
    return newest


def chain() -> Chain:
    """The plans, one after the other in force, as whoever looks may see them.

    That is without illustrative aims for whom such are kept from. Raises PlanError with every
    fault when the files of the plan the server was started with cannot be used.
    """
    files = plan_files()
    return chain_in(files) if visitor.sees_illustrative() else _chain_for_public(files)


def plan() -> Plan:
    """The plan in force today. Raises PlanError as `chain` does."""
    return plan_in_force(quarter_of_day(today()))


def plan_in_force(quarter: ReportingPeriod) -> Plan:
    """The plan that a quarter is judged by. Raises PlanError as `chain` does."""
    return chain().in_force(quarter)


def plan_trouble() -> PlanError | None:
    """Why the plan's files cannot be used; None where they can."""
    read = _read(plan_files())
    return read if isinstance(read, PlanError) else None


def left_out() -> tuple[str, ...]:
    """A sentence for each plan before or after it that has faults and is left out."""
    read = _read(plan_files())
    return () if isinstance(read, PlanError) else read.troubles


def told_of(plan: Plan, measure_id: str) -> tuple[str, ...]:
    """Where a measure of a plan came from, and what became of it later, marked as known today."""
    read = _read(plan_files())
    if isinstance(read, PlanError):
        return ()
    told = []
    for fate in fates_of(read, measure_id):
        if fate.came and not is_later(fate, plan):
            told.append(fate.sentence)
        elif not fate.came and is_later(fate, plan):
            told.append(f"Known today: {fate.sentence[:1].lower()}{fate.sentence[1:]}")
    return tuple(told)


def elsewhere(plan: Plan, text: str) -> str:
    """Of a name that a plan has no measure of, which other plan has one, and what became of it.

    "" where none has.
    """
    read = _read(plan_files())
    if isinstance(read, PlanError) or read.is_single:
        return ""
    for place in reversed(range(len(read.plans))):
        other, found = read.plans[place], MeasureLookup(read.plans[place]).find(text)
        if found is not None and other.id != plan.id:
            last = read.last_quarter_of(place)
            when = f"up to {last.label}" if last else f"from {read.begins[place].label} on"
            told = " ".join(told_in(read, plan, found.id))
            return f"{found.title} is in {other.title}: choose a quarter {when}. {told}".strip()
    return ""


def chain_in(files: PlanFiles) -> Chain:
    """All of the plans, whoever looks. Raises PlanError."""
    read = _read(files)
    if isinstance(read, PlanError):
        raise PlanError(str(read), read.faults)
    return read


def today() -> date:
    return datetime.now(UTC).date()


def quarter_of_day(day: date) -> ReportingPeriod:
    return period_containing(day, Frequency.QUARTER)


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(files: PlanFiles) -> Chain | PlanError:
    """The plans, or what is wrong with the one named, which takes as long to find out."""
    try:
        return load_chain(Path(files.folder))
    except PlanError as error:
        return error


@st.cache_resource(max_entries=4, show_spinner=False)
def _chain_for_public(files: PlanFiles) -> Chain:
    whole = chain_in(files)
    plans = tuple(map(without_illustrative_aims, whole.plans))
    return replace(whole, named=without_illustrative_aims(whole.named), plans=plans)
