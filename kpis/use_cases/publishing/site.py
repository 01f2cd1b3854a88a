"""The site of everything that is published, read from the store and written into a folder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from kpis.default_paths import ROOT
from kpis.errors import NothingPublished, UsageError
from kpis.exports.formats import PLAIN, Format, Look
from kpis.exports.site.facts import Edition, Site, edition_of
from kpis.exports.site.whole import site_files
from kpis.model import COMMAND_LINE, Frequency, IllustrativeFor, Publication, Release, somebody
from kpis.model.record import Record
from kpis.model.release_standing import standing_releases
from kpis.periods import period_containing
from kpis.plan.chain.chain import Chain
from kpis.plan.content import content_of
from kpis.reports.open_data.whole import OpenData
from kpis.store import Store
from kpis.store.releasing.listed import releases_in
from kpis.use_cases.publishing import folder as folders
from kpis.use_cases.publishing.folder import Written
from kpis.use_cases.publishing.open_data import open_data_of
from kpis.use_cases.publishing.packs import pack_files
from kpis.use_cases.publishing.report import report_of
from kpis.use_cases.seen_store import SeenStore, seen_by

THE_PUBLIC = somebody(COMMAND_LINE)  # a site has what anybody may read, and nothing else is asked
_SOURCES = (".py", ".css", ".js", ".json", ".png", ".svg")


class SiteWritten(Record):
    """current: the release that the first pages show. releases: how many have pages."""

    files: Written
    current: Release
    releases: int


def write_site(
    store: Store,
    chain: Chain,
    now: datetime,
    folder: Path,
    *,
    address: str | None = None,
    dashboard: str = "",
    illustrative_for: IllustrativeFor = IllustrativeFor.EVERYBODY,
    formats: tuple[Format, ...] = (Format.HTML,),
    look: Look = PLAIN,
) -> SiteWritten:
    """Make a folder the site of everything published; only what changed is written.

    address: where it will stand, None as the plan says. dashboard: where those who work with the
    figures sign in. formats, look: of the report of each release as one file. Raises
    NothingPublished, UsageError for an address that is none, ExportError for a folder of others and
    for a look that cannot be used, UnknownRelease, PlanError, StoreError and StoreBusy.
    """
    found = published(store, chain, now, illustrative_for=illustrative_for)
    found = replace(found, formats=formats, look=look)
    address = checked_address(found.publication.site if address is None else address)
    made_of = _made_of(found, address, dashboard, illustrative_for)
    files = folders.is_as_written(folder, made_of)
    if files is None:
        files = folders.write(folder, site_of(found, address, dashboard), made_of)
    return SiteWritten(files=files, current=found.current, releases=len(found.releases))


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Published:
    """What a site is made of; nothing of it is read before it is asked for.

    releases: all, newest first. publication: whom to ask and the like, as the plan says today.
    formats: in which the whole report of each release is given beside its pages; look: of these.
    """

    store: SeenStore
    chain: Chain
    now: datetime
    releases: tuple[Release, ...]
    publication: Publication
    formats: tuple[Format, ...] = (Format.HTML,)
    look: Look = PLAIN

    @property
    def current(self) -> Release:
        """The release that comes first."""
        return newest(self.releases)

    def edition(self, release: Release) -> Edition:
        """A release with its pages. Whom to ask is told as of today, whenever it was published."""
        report = report_of(
            self.store, self.chain, self.now, actor=THE_PUBLIC, release=release.number
        )
        packs = pack_files(report, self.releases, self.formats, self.look)
        documents = {each.name: each.content for each in packs}
        plan = replace(report.known.plan, publication=self.publication)
        own = replace(report, known=replace(report.known, plan=plan))
        return edition_of(own, documents)

    def editions(self) -> Iterator[Edition]:
        """Of every release, the current one first."""
        yield self.edition(self.current)
        for release in self.releases:
            if release.number != self.current.number:
                yield self.edition(release)

    def data(self) -> OpenData:
        """Of every release."""
        return open_data_of(self.store, self.chain, self.now, actor=THE_PUBLIC)


def published(
    store: Store,
    chain: Chain,
    now: datetime,
    *,
    illustrative_for: IllustrativeFor = IllustrativeFor.EVERYBODY,
) -> Published:
    """What a site is made of, as anybody may read it. Raises NothingPublished, StoreBusy and
    StoreError."""
    seen = seen_by(store, chain.known, THE_PUBLIC, illustrative_for=illustrative_for)
    releases = releases_in(seen.releases())
    newest(releases)
    today = chain.in_force(period_containing(now.date(), Frequency.QUARTER))
    return Published(
        store=seen, chain=chain, now=now, releases=releases, publication=today.publication
    )


def site_of(found: Published, address: str = "", dashboard: str = "") -> dict[str, bytes]:
    """Every file by its path. Raises UnknownRelease, PlanError, StoreError and StoreBusy."""
    editions = found.editions()
    current = next(editions)
    site = Site(address=address, releases=found.releases, current=current, dashboard=dashboard)
    return site_files(site, editions, found.data())


def newest(releases: tuple[Release, ...]) -> Release:
    """The last one of the newest quarter that stands; where none does, of all.

    Raises NothingPublished where there is none at all.
    """
    counting = standing_releases(releases) or releases
    if not counting:
        raise NothingPublished("No figures have been published yet, so a site would have no page.")
    return max(counting, key=lambda each: (each.quarter_id, each.number))


def checked_address(address: str) -> str:
    """An address without a stroke at its end. Raises UsageError for what is none."""
    address = address.rstrip("/")
    if address and not address.startswith(("https://", "http://")):
        raise UsageError(f"{address!r} is no address of a site: it begins with https://.")
    return address


def _made_of(
    found: Published, address: str, dashboard: str, illustrative_for: IllustrativeFor
) -> str:
    """By which it is known that a site would come out the same: what is told, and the program.

    A release never changes, so its number and how it stands say what its pages say. The plans of
    today say what readers are told beside it: when the next figures come, and who publishes.
    """
    told = (
        *map(content_of, found.chain.plans),
        *(address, dashboard, found.releases, found.publication, illustrative_for.value),
        *(found.formats, found.look),
    )
    return sha256(repr((told, _program())).encode()).hexdigest()


def _program() -> str:
    whole = sha256()
    for path in sorted((ROOT / "kpis").rglob("*")):
        if path.suffix in _SOURCES:
            whole.update(path.read_bytes())
    return whole.hexdigest()
