"""Write open data into a folder: of a release, of one measure, or all there is."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kpis.errors import NothingPublished, UsageError
from kpis.exports.open_data.files import measure_files, open_data_files, release_files
from kpis.model import COMMAND_LINE, IllustrativeFor, Measure, somebody
from kpis.model.record import Record
from kpis.plan.chain.chain import Chain
from kpis.plan.lookup import MeasureLookup
from kpis.reports.open_data.about import About, about_measure, about_of
from kpis.reports.open_data.versions import Versioned
from kpis.store import Store
from kpis.use_cases.plans.together import write_together
from kpis.use_cases.publishing.open_data import open_data_of
from kpis.use_cases.seen_store import seen_by


class DataExported(Record):
    """What was written. files: by their paths in the folder.

    about: what is said of them as a whole; where they are of all, of the newest release. versioned:
    that release. figures, made_up: how many figures of the council they have of it, and how many
    of these are illustrative.
    """

    files: Mapping[str, bytes]
    about: About
    versioned: Versioned
    figures: int
    made_up: int


def export_data(
    store: Store,
    chain: Chain,
    folder: Path,
    now: datetime,
    *,
    illustrative_for: IllustrativeFor = IllustrativeFor.EVERYBODY,
    release: int | None = None,
    measure: str = "",
    everything: bool = False,
) -> DataExported:
    """Write open data into a folder, which is made where it is not there; other files stay.

    release: its number; the newest quarter's that stands without it. measure: the id, code or title
    of one whose figures alone are wanted, of that release, or of the newest that has some.
    everything: every release, under the addresses that a site has. now: UTC. illustrative_for: to
    whom the house shows illustrative figures: whoever writes them, open data are for anybody.
    Raises NothingPublished, UnknownRelease; UsageError where no such measure has figures, or a file
    cannot be written, and then no file is changed; PlanError, StoreError and StoreBusy.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder for the open data.")
    if release is not None:
        store.release(release)
    wanted = _measure(chain, measure) if measure else None
    public = somebody(COMMAND_LINE)
    seen = seen_by(store, chain.known, public, illustrative_for=illustrative_for)
    data = open_data_of(seen, chain, now, actor=public, until=release)
    chosen = data.of_release(release) if release is not None else data.latest
    if chosen is None:
        raise NothingPublished("No figures have been published yet, so there are no open data.")
    if everything:
        files = open_data_files(data)
    elif wanted is not None:
        held = data.newest_with()
        if release is not None:
            held = dict.fromkeys(chosen.tables["figures"]["measure"].unique(), chosen)
        if wanted.id not in held:
            raise UsageError(f"No figures of {wanted.code} {wanted.title} have been published.")
        chosen = held[wanted.id]
        files = measure_files(data, {wanted.id: chosen})
    else:
        files = release_files(data, chosen)
    _write(folder, files)
    rows, about = chosen.tables["figures"], about_of(data, chosen)
    if wanted is not None and not everything:
        rows = rows[rows["measure"] == wanted.id]
        about = about_measure(about, chosen, wanted.id, rows)
    figures, made_up = chosen.of_the_council(rows)
    return DataExported(
        files=files,
        about=about,
        versioned=data.versions[chosen.release.number],
        figures=figures,
        made_up=made_up,
    )


def _measure(chain: Chain, text: str) -> Measure:
    """The measure of this id, code or title in the newest plan that has it. Raises UsageError."""
    for plan in reversed(chain.plans):
        found = MeasureLookup(plan).find(text)
        if found is not None:
            if parts := plan.parts_of.get(found.id):
                codes = " or ".join(part.code for part in parts)
                raise UsageError(
                    f"{found.code} {found.title} has no figures of its own: ask for {codes}."
                )
            return found
    nearest = MeasureLookup(chain.newest).nearest_in_words(text)
    raise UsageError(" ".join(filter(None, (f"No measure is called {text!r}.", nearest))))


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    write_together(
        folder,
        {
            name: ((folder / name).read_bytes() if (folder / name).is_file() else None, content)
            for name, content in files.items()
        },
    )
