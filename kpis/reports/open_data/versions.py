"""The version number that follows from what changed between two releases of the data.

A version has three numbers, as software has. The first grows where something disappeared or was
redefined, for what a program read yesterday may be gone or mean something else; the second where
something was added; the third where nothing but values or words were corrected. The number follows
from what is published and from nothing else, so anybody who has the files can work it out.

All releases share one line of versions, in the order in which they were published. A release is
compared with what its readers had before: the last release of its quarter, or else of the nearest
quarter before it. So a correction of an old quarter does not seem to take the later ones away.
"""

from collections.abc import Iterable, Sequence

from kpis.model import Release
from kpis.model.record import Record
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.differences import Differences, Step, differences


class Version(Record):
    """The number of a version: "1.4.2"."""

    major: int = 1
    minor: int = 0
    patch: int = 0

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def order(self) -> tuple[int, int, int]:
        """By which versions are put in order."""
        return self.major, self.minor, self.patch

    def after(self, step: Step) -> "Version":
        """The one that follows."""
        if step is Step.MAJOR:
            return Version(major=self.major + 1)
        if step is Step.MINOR:
            return Version(major=self.major, minor=self.minor + 1)
        return Version(major=self.major, minor=self.minor, patch=self.patch + 1)


class Versioned(Record):
    """A release with its version. since: the release it is compared with; None for the first."""

    release: Release
    version: Version
    since: Release | None = None
    differences: Differences = Differences()


def versions(data_sets: Iterable[DataSet]) -> tuple[Versioned, ...]:
    """Every release with its version, in the order in which they were published.

    data_sets: of every release there was, withdrawn ones too, in any order.
    """
    done: list[Versioned] = []
    earlier: list[DataSet] = []
    for data_set in sorted(data_sets, key=lambda each: each.release.number):
        release = data_set.release
        before = _before(release, earlier)
        if not done:
            done.append(Versioned(release=release, version=Version()))
        elif before is None:  # of a quarter before all others: added, and compared with nothing
            version = done[-1].version.after(Step.MINOR)
            done.append(Versioned(release=release, version=version))
        else:
            found = differences(before.tables, data_set.tables)
            version = done[-1].version.after(found.step)
            done.append(
                Versioned(release=release, version=version, since=before.release, differences=found)
            )
        earlier.append(data_set)
    return tuple(done)


def _before(release: Release, earlier: Sequence[DataSet]) -> DataSet | None:
    """What readers had before a release: of its quarter, or of the nearest before it.

    What was withdrawn by then they had no more; what was withdrawn since they had.
    """
    stood = [
        each
        for each in earlier
        if each.release.withdrawn_at is None or each.release.withdrawn_at > release.published_at
    ]
    # Ids of quarters sort by time.
    until = [each for each in stood if each.quarter_id <= release.quarter_id]
    return max(until, key=lambda each: (each.quarter_id, each.release.number), default=None)
