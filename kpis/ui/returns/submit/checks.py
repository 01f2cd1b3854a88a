"""Checks of the files that wait, done once per file and state of the store, and said as they go.

A page is drawn again at every click, and a large workbook takes seconds to read. A check stays
with the visit it was made in, for as long as the file waits and nothing it depends on changes:
the bytes, the mapping they are read with, the plan, the store and the day (quarters close).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from kpis.clock import utc_now
from kpis.errors import KpisError, UnreadableReturn
from kpis.frames import OUTTURN_KEY
from kpis.model import Change, Plan, Provenance
from kpis.store import WantedFigures
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.post.field import post
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.submit import given
from kpis.ui.returns.uploads import Waiting
from kpis.ui.state.plan_files import chain
from kpis.use_cases.answers import answers_for
from kpis.use_cases.check import Progress, ReturnCheck, check_return
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mappings import MappingChoice, MappingUsed, mapping_for
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.still_shown import StillShown, still_as_before
from kpis.use_cases.submit import not_theirs

_KEPT = "submit_checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found. check: None when there is none, for the trouble given.

    trouble: one sentence. unreadable: whether it is the file's, not that of a busy store.
    used: the mapping it was read with. gives_way: how many illustrative figures the new ones
    would take the place of. still_shown: the releases that would go on showing what it restates.
    not_theirs: the codes of measures and activities for which whoever looks may submit nothing.
    """

    check: ReturnCheck | None
    trouble: str = ""
    unreadable: bool = False
    used: MappingUsed | None = None
    gives_way: int = 0
    still_shown: tuple[StillShown, ...] = ()
    not_theirs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What a check depends on besides the plan."""

    sha256: str
    store: str
    version: str
    day: date
    sender: str
    choice: MappingChoice
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    plan: Plan  # compared by identity: a plan read anew is another
    basis: _Basis
    checked: Checked


def check_files(plan: Plan, store: SeenStore, files: Sequence[Waiting]) -> dict[str, Checked]:
    """The check of each file by its name, made now or recalled. Raises nothing of a file's own."""
    kept: dict[str, _Kept] = st.session_state.get(_KEPT, {})
    bases = {file.name: _basis(store, file) for file in files}
    still = {
        name: kept[name]
        for name, basis in bases.items()
        if name in kept and kept[name].plan is plan and kept[name].basis == basis
    }
    to_do = [file for file in files if file.name not in still]
    checks = {name: each.checked for name, each in still.items()}
    for file, on_progress in _with_progress(to_do):
        checks[file.name] = checked = _check(store, file, on_progress)
        if checked.check is not None or checked.unreadable:
            still[file.name] = _Kept(plan=plan, basis=bases[file.name], checked=checked)
    st.session_state[_KEPT] = still
    return checks


def _basis(store: SeenStore, file: Waiting) -> _Basis:
    return _Basis(
        sha256=file.sha256,
        store=str(store.path),
        version=store.version(),
        day=utc_now().date(),
        sender=post(),
        choice=in_use.choice(file),
        answers=tuple(given.answers_given(file).items()),
    )


def _with_progress(files: Sequence[Waiting]) -> Iterator[tuple[Waiting, Progress]]:
    """The files one after the other, each with how to say on the page how far its check is."""
    place = st.empty()
    for number, file in enumerate(files):
        of = f" ({number + 1} of {len(files)} files)" if len(files) > 1 else ""
        name = f"{markdown_text(file.name)}{of}"

        def tell(stage: str, share: float, number: int = number, name: str = name) -> None:
            place.progress((number + share) / len(files), f"{name}: {stage[:1].lower()}{stage[1:]}")

        tell("Opening the file", 0)
        yield file, tell
    place.empty()


def _check(store: SeenStore, file: Waiting, on_progress: Progress) -> Checked:
    if file.too_large:
        return Checked(check=None, trouble=file.too_large, unreadable=True)
    used = None
    try:
        opened = open_file(file.content)
        used = mapping_for(store, post(), opened, in_use.choice(file), actor=store.actor)
        answers = answers_for(store, post(), given.answers_given(file), actor=store.actor)
        check = check_return(
            store,
            chain(),
            file.name,
            opened,
            actor=store.actor,
            mapping=used,
            answers=answers,
            on_progress=on_progress,
        )
        gives_way = _gives_way(store, check.changes)
        still_shown = still_as_before(store, check.changes)
    except KpisError as error:
        unreadable = isinstance(error, UnreadableReturn)
        return Checked(check=None, trouble=sentence_of(error), unreadable=unreadable, used=used)
    return Checked(
        check=check,
        gives_way=gives_way,
        used=used,
        still_shown=still_shown,
        not_theirs=tuple(not_theirs(chain(), check.checked, store.actor)),
    )


def _gives_way(store: SeenStore, changes: pd.DataFrame) -> int:
    new = changes.loc[changes["change"] == Change.NEW, OUTTURN_KEY]
    wanted = WantedFigures(measures=frozenset(new["measure_id"]), areas=frozenset(new["area"]))
    outturns = store.outturns(of=wanted)
    illustrative = outturns.loc[
        outturns["provenance"] == Provenance.ILLUSTRATIVE.value, OUTTURN_KEY
    ]
    return len(new.merge(illustrative, on=OUTTURN_KEY))
