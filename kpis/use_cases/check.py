"""Look at a return and store nothing: its issues, and what submitting it would change."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path

import pandas as pd

from kpis.analysis.figures.lines import in_lines
from kpis.analysis.figures.rate_return import rate_return
from kpis.clock import utc_now
from kpis.frames import NO_LONGER_PRESENT
from kpis.memory import give_back
from kpis.model import About, Act, Actor, Plan, Provenance, Submission
from kpis.model.record import Record
from kpis.plan.chain.chain import Chain
from kpis.plan.chain.lookup import LookupInChain
from kpis.plan.lookup import MeasureLookup
from kpis.readers import read_return
from kpis.readers.asked import Answers
from kpis.readers.files.opened_file import SMALL, OpenedFile
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.readers.raw import RawReturn
from kpis.store import Preview, Store, activities_as_repeated, as_repeated
from kpis.use_cases.allow import allow, measures_for
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.kept.wanted import of_measures
from kpis.use_cases.mappings import MappingUsed
from kpis.validation import CheckContext, CheckedReturn, check_rows
from kpis.validation.by_plan import check_by_plans

LARGE = 100_000  # rows, from where checking leaves memory behind that is worth giving back
# Called with what is being done, in words, and how far a check is, from 0 to 1.
Progress = Callable[[str, float], None]
# Of the time a large workbook takes, about so much has passed when its rows are read, and checked.
READ, CHECKED = 0.85, 0.92


class ReturnCheck(Record):
    """A return looked at, and nothing stored.

    changes: CHANGES that submitting it would bring. activity_changes: ACTIVITY_CHANGES, the same
    of activities. repeated: the submission of this very file that stands and holds all of it, None
    when there is none; submitting it again would change nothing. no_longer_present:
    NO_LONGER_PRESENT, figures that a return of the same name brought before and this one does not;
    they would stay as they are. provenance: what it would be stored as, see `provenance_of`.
    not_compared: how many figures by group are of measures whose small counts are not for who
    asks. To say whether they change anything would give away what is stored, so nothing is.
    """

    checked: CheckedReturn
    changes: pd.DataFrame
    activity_changes: pd.DataFrame
    repeated: Submission | None
    no_longer_present: pd.DataFrame
    provenance: Provenance
    not_compared: int = 0

    @property
    def activities(self) -> pd.DataFrame:
        """ACTIVITY_ROWS that passed every check."""
        return self.checked.activities


def check_return(
    store: Store,
    plan: Plan | Chain,
    file_name: str,
    content: bytes | OpenedFile,
    *,
    actor: Actor,
    provenance: Provenance = Provenance.RETURN,
    mapping: MappingUsed | None = None,
    answers: Mapping[str, str] | None = None,
    now: datetime | None = None,
    on_progress: Progress | None = None,
) -> ReturnCheck:
    """Read and check a return and say what it would change; now: UTC, the clock's if not given.

    plan: of a chain each figure of a return is checked by the plan in force in its quarter.
    content: its bytes, or the file where more is asked of it than this. mapping: what it is read
    with, see `mappings.mapping_for`. answers: to questions, by their keys. on_progress: called as
    each stage begins; a check known from a moment ago passes over those it does not need.
    provenance: as `provenance_of` takes it.
    Raises UnreadableReturn when the file cannot be read at all, AccessRefused, StoreError and
    StoreBusy.
    """
    allow(store, actor, Act.CHECK, About(words=file_name))
    now = now or utc_now()
    on_progress = on_progress or _no_progress
    columns = mapping.mapping if mapping else None
    file = open_file(content)
    provenance = provenance_of(known_as(store, file, provenance), provenance)
    groups_of = groups_for(plan, actor)
    checked = check_against(
        *(store, plan, file_name, file, provenance, now, columns, on_progress),
        answers=answers,
        groups_of=groups_of,
    )
    on_progress("Comparing with the store", CHECKED)
    rows = comparable(checked.rows, groups_of)
    preview = store.preview(
        rows,
        activities=checked.activities,
        file_name=file_name,
        sha256=checked.sha256,
        provenance=provenance,
        in_part=mapping is not None,
        now=now,
    )
    not_compared = len(checked.rows) - len(rows)
    preview = replace(
        preview,
        repeated=None if not_compared else preview.repeated,  # nor that all of it is stored
        no_longer_present=comparable(preview.no_longer_present, groups_of),
    )
    return replace(_compared(checked, preview, provenance), not_compared=not_compared)


def groups_for(plan: Plan | Chain, actor: Actor) -> frozenset[str] | None:
    """The ids of measures whose figures by group a return of somebody is compared with.

    None for all. A figure that is guessed until it changes nothing is a figure read. Of a chain
    the newest plan that has a measure says whose it is.
    """
    if actor.may(Act.READ_SMALL_COUNTS):
        return None
    known = plan.known if isinstance(plan, Chain) else plan
    theirs = measures_for(known, actor, Act.READ_SMALL_COUNTS)
    earlier = (known.measures_by_id[each].earlier_ids for each in theirs)
    return theirs.union(*earlier)


def comparable(figures: pd.DataFrame, groups_of: frozenset[str] | None) -> pd.DataFrame:
    """Figures, each with `measure_id` and `breakdown`, without those by group of other measures."""
    if groups_of is None:
        return figures
    theirs = (figures["breakdown"] == "") | figures["measure_id"].isin(groups_of)
    return figures if theirs.all() else figures[theirs].reset_index(drop=True)


def _compared(checked: CheckedReturn, preview: Preview, provenance: Provenance) -> ReturnCheck:
    """What a return that is checked would change in the store."""
    # Of a file with errors, or stored before, nothing can be said to have gone from it.
    whole = checked.ok and preview.repeated is None
    return ReturnCheck(
        checked=checked,
        changes=as_repeated(preview.changes) if preview.repeated else preview.changes,
        activity_changes=activities_as_repeated(preview.activity_changes)
        if preview.repeated
        else preview.activity_changes,
        repeated=preview.repeated,
        no_longer_present=preview.no_longer_present if whole else NO_LONGER_PRESENT.empty(),
        provenance=provenance,
    )


def known_as(store: Store, file: OpenedFile, asked: Provenance) -> Set[Provenance]:
    """What the very file was ever stored as; nothing where it is not brought as a return."""
    return store.provenances_of(file.sha256) if asked is Provenance.RETURN else frozenset()


def provenance_of(known: Set[Provenance], asked: Provenance) -> Provenance:
    """What a file is checked and stored as: `asked`, but official statistics stay official.

    The very file that was ever stored as published is published when it comes again, whoever
    brings it: as a return its figures would count as the council's own, and ranks would go.
    known: of the file, as `known_as` gives it.
    """
    return Provenance.PUBLISHED if Provenance.PUBLISHED in known else asked


def _no_progress(stage: str, share: float) -> None:
    """For those who do not ask how far a check is."""


@dataclass(frozen=True, slots=True)
class _Check:
    """What a check depends on. The day stands for the moment: rules compare dates."""

    plan: Plan | Chain = field(compare=False)
    file_name: str
    content: bytes
    provenance: Provenance
    day: date
    store: Path
    version: str
    mapping: ColumnMapping | None
    answers: tuple[tuple[str, str], ...]
    groups_of: frozenset[str] | None


_last_check: tuple[_Check, CheckedReturn] | None = None


def check_against(
    store: Store,
    plan: Plan | Chain,
    file_name: str,
    content: bytes | OpenedFile,
    provenance: Provenance,
    now: datetime,
    mapping: ColumnMapping | None = None,
    on_progress: Progress = _no_progress,
    *,
    answers: Mapping[str, str] | None = None,
    groups_of: frozenset[str] | None,
) -> CheckedReturn:
    """Check a return against the figures stored, or take the check of a moment ago.

    Most returns are checked and then submitted; where neither file, plan, store nor day has
    changed in between, the rules would find the same again. groups_of: see `groups_for`.
    """
    global _last_check
    file = open_file(content)
    day, version = now.date(), store.version()
    given = tuple(sorted((answers or {}).items()))
    check = _Check(
        *(plan, file_name, file.content, provenance, day, store.path, version, mapping, given),
        groups_of,
    )
    last = _last_check
    if last is not None and last[0].plan is plan and last[0] == check:
        return last[1]
    stored = comparable(store.outturns(of=of_measures(plan)), groups_of)
    # Of measures beyond the plan's whoever may not read all groups learns of whole figures alone.
    areas = frozenset(store.areas(groups=groups_of is None)["area"])
    checked = check_file(
        *(plan, file_name, file, provenance, now, stored, mapping, on_progress),
        answers=answers,
        areas=areas,
    )
    _last_check = (check, checked) if len(file.content) <= SMALL else None
    return checked


def check_file(
    plan: Plan | Chain,
    file_name: str,
    content: bytes | OpenedFile,
    provenance: Provenance,
    now: datetime,
    stored: pd.DataFrame,
    mapping: ColumnMapping | None = None,
    on_progress: Progress = _no_progress,
    *,
    answers: Mapping[str, str] | None = None,
    areas: Set[str] = frozenset(),
) -> CheckedReturn:
    """Check a return against figures that stand: `stored`, OUTTURNS of the plan's measures.

    areas: that have a figure of another measure, and so are known as well.

    Files of history reach over many years, and name measures as their makers do: of a chain they
    are checked by all that its plans know.
    """
    given = Answers(answers or {})

    def context_for(by: Plan, lookup: MeasureLookup | None = None) -> CheckContext:
        known = in_lines(by, stored)
        return CheckContext(
            now=now,
            provenance=provenance,
            stored=known,
            rate=partial(rate_return, by, stored=known, provenance=provenance),
            answers=given,
            lookup=lookup,
            areas=areas,
        )

    on_progress("Reading the file", 0)
    file = open_file(content)
    raw = read_return(file_name, file, mapping, given)
    file.let_go()
    on_progress(f"Checking {_rows_of(raw)}", READ)
    checked = _by_its_plans(raw, plan, context_for, provenance)
    if len(checked.rows) > LARGE:
        give_back()
    return checked


def _by_its_plans(
    raw: RawReturn,
    plan: Plan | Chain,
    context_for: Callable[[Plan, MeasureLookup | None], CheckContext],
    provenance: Provenance,
) -> CheckedReturn:
    chain = plan if isinstance(plan, Chain) else None
    if chain is None or chain.is_single or provenance is not Provenance.RETURN:
        known = plan.known if isinstance(plan, Chain) else plan
        return check_rows(raw, known, context_for(known, None))
    of_chain = chain

    @cache
    def context_of(place: int) -> CheckContext:
        return context_for(of_chain.plans[place], LookupInChain(of_chain, place))

    return check_by_plans(raw, chain, context_of)


def _rows_of(raw: RawReturn) -> str:
    count = len(raw.rows) + len(raw.activities)
    return "1 row" if count == 1 else f"{count:,} rows"
