"""With which mapping a sender's file is read: page and command line choose by the same rules.

What a person says of the file comes first: a mapping pointed out by hand, a kept one by its name,
or that none is wanted. Where nothing is said, one that the store keeps for the sender, a post, is
used, if the header cells it was made on are found again.

A mapping may name the period itself, for layouts in which no column does. Such a mapping fits the
file of the next quarter as well, whose figures would be taken for those of the quarter before. So
the period of a kept mapping is asked for anew, and a file is not stored before it is given.

One file may hold several series, each with a mapping of its own. Of several that are kept and fit,
one comes first with which nothing of the very file was stored yet, so that a file that is brought
again brings its next series.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from kpis.errors import MappingError, UsageError
from kpis.model import About, Act, Actor, Belonging, Measure, Plan, SubmissionState
from kpis.model.record import Record
from kpis.plan.lookup import MeasureLookup
from kpis.readers.asked import key_of
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.readers.mapping.find_header import fits
from kpis.readers.mapping.preview import SheetPreview, sheet_cells
from kpis.readers.mapping.saved import mapping_from_json, mapping_to_json
from kpis.regardless import regardless_of_case
from kpis.store import SavedMapping, Store
from kpis.use_cases.allow import allow
from kpis.use_cases.seen_store import SeenStore
from kpis.validation.issues.identity import WhichMeasure
from kpis.words.lists import counted

HEADERS_NAMED = 3  # of a mapping, in a sentence


class MappingChoice(Record):
    """What a person says of how a file is to be read; nothing, unless a field is given.

    by_hand: a mapping just made; where it does not fit, as if nothing was said. name: of a kept
    mapping. none_wanted: to read the file as if nothing was ever pointed out. periods: in place
    of those the kept mapping names, in the same order.
    """

    by_hand: ColumnMapping | None = None
    name: str = ""
    none_wanted: bool = False
    periods: tuple[str, ...] = ()


NO_CHOICE = MappingChoice()


class MappingUsed(Record):
    """The mapping a file is read with. saved: as the store keeps it; None for one made by hand.

    periods_given: whether a person said for this very file which periods it is of. others: kept
    for the same sender and fitting as well, each for another series of the file.
    """

    mapping: ColumnMapping
    saved: SavedMapping | None = None
    periods_given: bool = False
    others: tuple[SavedMapping, ...] = ()

    @property
    def unconfirmed_periods(self) -> tuple[str, ...]:
        """The periods that only a mapping made for an earlier file says; empty for none."""
        if self.saved is None or self.periods_given:
            return ()
        return self.mapping.periods_named

    @property
    def to_store(self) -> SavedMapping | str:
        """What the store takes with the return: a mapping it has, or the text of a new one."""
        if self.saved is not None and mapping_from_json(self.saved.mapping) == self.mapping:
            return self.saved  # also one that an earlier version of the program wrote
        return mapping_to_json(self.mapping)


class KeptMapping(Record):
    """A mapping as it is listed. mapping: None where a later version of the program wrote it."""

    saved: SavedMapping
    mapping: ColumnMapping | None

    @property
    def headers(self) -> tuple[str, ...]:
        """The header cells it is found again by, those that hold something."""
        texts = self.mapping.headers if self.mapping else ()
        return tuple(words for text in texts if (words := " ".join(text.split())))


def mapping_for(
    store: Store,
    post: str,
    file: OpenedFile,
    choice: MappingChoice = NO_CHOICE,
    *,
    actor: Actor,
) -> MappingUsed | None:
    """The mapping to read a file with; None to read it as it speaks for itself.

    post: whose mappings are looked at where nothing is said; "" for nobody's.
    Raises UsageError for a name that no mapping has, MappingError where periods are given and no
    kept mapping asks for them, UnreadableReturn, AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.CHECK)
    used = _chosen(store, post, file, choice)
    return _for_periods(used, choice.periods) if choice.periods else used


class NameInFile(Record):
    """A name that a file has for a measure and the plan has not.

    rows: how many say it. matched: what the mapping takes it for, the id of a measure or "" for
    rows that are left out; None where nothing is said yet. near: what may be meant.
    """

    text: str
    rows: int
    matched: str | None
    near: tuple[Measure, ...]


def names_to_match(
    plan: Plan, file: OpenedFile, mapping: ColumnMapping, answered: Collection[str] = ()
) -> list[NameInFile]:
    """The names in a file's column of measures that are none of the plan's, in the file's order.

    answered: keys of questions; a name that was answered one by one is settled.
    Raises UnreadableReturn, and MappingError where no row is wanted.
    """
    from kpis.readers.mapping.names import names_in  # most files are read without a mapping

    lookup = MeasureLookup(plan)
    return [
        NameInFile(
            text=text,
            rows=rows,
            matched=_measure_id(lookup, mapping.names.get(regardless_of_case(text))),
            near=lookup.near(text),
        )
        for text, rows in names_in(file, mapping).items()
        if regardless_of_case(text) in mapping.names
        or (lookup.find(text) is None and key_of(WhichMeasure.code, text) not in answered)
    ]


def with_names(mapping: ColumnMapping, names: Mapping[str, str]) -> ColumnMapping:
    """The mapping with these names, as a file has them, matched to measures or left out ("")."""
    added = {regardless_of_case(name): measure for name, measure in names.items()}
    return replace(mapping, names=dict(mapping.names) | added)


def series_of(plan: Plan, mapping: ColumnMapping) -> str:
    """What is read with a mapping, in a few words: "5.2 Level of recycling", "column Indicator"."""
    lookup = MeasureLookup(plan)
    if named := mapping.fixed.get("measure"):
        measure = lookup.find(named)
        return f"{measure.code} {measure.title}" if measure else named
    headers = [words for text in mapping.headers if (words := " ".join(text.split()))]
    return ", ".join(headers[:HEADERS_NAMED])


def saved_series(plan: Plan, saved: SavedMapping) -> str:
    """The same of a mapping that is kept; its name where a later program wrote it."""
    mapping = _read(saved)
    return series_of(plan, mapping) if mapping else saved.name


def kept_mappings(store: Store, post: str = "", *, actor: Actor) -> list[KeptMapping]:
    """What the store keeps for a post, or for every post; the last one saved first.

    Raises AccessRefused, StoreError and StoreBusy.
    """
    allow(store, actor, Act.CHECK)
    return _kept(store, post)


def _kept(store: Store, post: str = "") -> list[KeptMapping]:
    return [KeptMapping(saved=each, mapping=_read(each)) for each in store.mappings(post)]


def mapping_of_submission(store: SeenStore, submission_id: str) -> MappingUsed | None:
    """The mapping a stored file was read with; None for none.

    Raises MappingError where a later version of the program wrote it, AccessRefused, StoreError
    and StoreBusy.
    """
    text = store.submission_mapping(submission_id)
    return MappingUsed(mapping=mapping_from_json(text)) if text else None


def forget_mapping(store: Store, saved: SavedMapping, *, actor: Actor) -> None:
    """Use a kept mapping no more. Raises AccessRefused, StoreError and StoreBusy."""
    belongs = (Belonging(posts=frozenset({saved.sender})),)
    about = About(words=f"{saved.name} of {saved.sender}", belongs=belongs)
    allow(store, actor, Act.FORGET_MAPPING, about)
    store.forget_mapping(saved.sender, saved.mapping, by=actor)


def _chosen(store: Store, post: str, file: OpenedFile, choice: MappingChoice) -> MappingUsed | None:
    if choice.none_wanted:
        return None
    of_post = _kept(store, post) if post.strip() else []
    if choice.name:
        saved = _called(store, post, choice.name)
        named = MappingUsed(mapping=mapping_from_json(saved.mapping), saved=saved)
        return _with_others(named, _fitting(of_post, sheet_cells("", file))) if of_post else named
    if choice.by_hand is None and not of_post:
        return None
    sheets = sheet_cells("", file)
    if choice.by_hand is not None and fits(choice.by_hand, sheets):
        return MappingUsed(mapping=choice.by_hand)
    return _first_of(store, file, _fitting(of_post, sheets))


def _fitting(kept: list[KeptMapping], sheets: list[SheetPreview]) -> list[MappingUsed]:
    return [
        MappingUsed(mapping=each.mapping, saved=each.saved)
        for each in kept
        if each.mapping is not None and fits(each.mapping, sheets)
    ]


def _first_of(store: Store, file: OpenedFile, fitting: list[MappingUsed]) -> MappingUsed | None:
    """Of the kept mappings that fit, the one saved last with which the file was not stored yet."""
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    stored = store.find_submissions(file.sha256)
    ids = stored.loc[stored["state"] != SubmissionState.WITHDRAWN.value, "submission_id"]
    read_with = {store.submission_mapping(each) for each in ids}
    first = next((each for each in fitting if _text(each) not in read_with), fitting[0])
    return _with_others(first, fitting)


def _with_others(used: MappingUsed, fitting: list[MappingUsed]) -> MappingUsed:
    others = [each.saved for each in fitting if each.saved and _text(each) != _text(used)]
    return replace(used, others=tuple(others))


def _text(used: MappingUsed) -> str:
    return used.saved.mapping if used.saved else ""


def _called(store: Store, post: str, name: str) -> SavedMapping:
    """The kept mapping of that name, whoever it is kept for."""
    every_mapping = _kept(store)
    for kept_mapping in every_mapping:
        if kept_mapping.saved.name == name.strip().lower():
            return kept_mapping.saved
    of_post = _kept(store, post) if post.strip() else []
    if not every_mapping:
        advice = "None is kept: point the columns out once, on the page for returns."
    else:
        advice = f"There are {'; '.join(map(_named, of_post or every_mapping))}."
    raise UsageError(f"No mapping is called {name!r}. {advice}")


def _named(kept_mapping: KeptMapping) -> str:
    """ "m3 for Head of Streets (Indicator, Qtr, Value, ...)"."""
    shown = kept_mapping.headers[:HEADERS_NAMED]
    more = ("...",) if len(kept_mapping.headers) > HEADERS_NAMED else ()
    return (
        f"{kept_mapping.saved.name} for {kept_mapping.saved.sender} ({', '.join((*shown, *more))})"
    )


def _for_periods(used: MappingUsed | None, periods: tuple[str, ...]) -> MappingUsed:
    named = used.mapping.periods_named if used else ()
    if used is None or not named:
        raise MappingError(
            "The period of this file is not said by a mapping but by the file itself: give none."
        )
    if len(periods) != len(named):
        raise MappingError(
            f"The mapping names {counted(len(named), 'period')} ({', '.join(named)}) and "
            f"{len(periods)} are given: give one for each, in this order."
        )
    further = dict(zip(named, periods, strict=True))
    return replace(used, mapping=used.mapping.for_periods(further), periods_given=True)


def _measure_id(lookup: MeasureLookup, name: str | None) -> str | None:
    """The id of a measure by the name a mapping has for it; the name where there is none."""
    measure = lookup.find(name) if name else None
    return measure.id if measure else name


def _read(saved: SavedMapping) -> ColumnMapping | None:
    try:
        return mapping_from_json(saved.mapping)
    except MappingError:
        return None
