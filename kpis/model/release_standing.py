"""How a release stands among all of them today: what of it a reader may rely on, and what is newer.

A release never changes, and an address that names one shows it for good. So whoever opens an old
address must be told whether what they see still holds, and where to look instead. It follows from
the list of releases alone; the words for it are in `kpis.words.report.release_standing`.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from kpis.model.record import Record
from kpis.model.submission import Release


class ReleaseStanding(StrEnum):
    """What has become of a release since it was published."""

    CURRENT = "current"  # the latest there is
    SUPERSEDED = "superseded"  # right for its quarter, and a later quarter is out
    CORRECTED = "corrected"  # a further release of its quarter says otherwise
    WITHDRAWN = "withdrawn"  # taken back, with a reason for readers


class Standing(Record):
    """by: the release to look at instead; None of the latest, and where no other stands."""

    kind: ReleaseStanding
    by: Release | None = None


def standing_of(release: Release, releases: Iterable[Release]) -> Standing:
    """How a release stands among all releases, in whatever order these come.

    What weighs most is said: withdrawn, then corrected, then superseded. A release that was
    withdrawn itself neither corrects nor supersedes another.
    """
    counting = standing_releases(releases)
    of_quarter = [each for each in counting if each.quarter_id == release.quarter_id]
    newest = max(of_quarter, key=lambda each: each.number, default=None)
    # Ids of quarters sort by time.
    later = [each for each in counting if each.quarter_id > release.quarter_id]
    latest = max(later, key=lambda each: (each.quarter_id, each.number), default=None)
    if release.is_withdrawn:
        return Standing(kind=ReleaseStanding.WITHDRAWN, by=newest)
    if newest is not None and newest.number > release.number:
        return Standing(kind=ReleaseStanding.CORRECTED, by=newest)
    if latest is not None:
        return Standing(kind=ReleaseStanding.SUPERSEDED, by=latest)
    return Standing(kind=ReleaseStanding.CURRENT)


def standing_releases(releases: Iterable[Release]) -> Sequence[Release]:
    """Those that were not withdrawn, in the order they come in."""
    return [each for each in releases if not each.is_withdrawn]


def corrected_release(release: Release, releases: Iterable[Release]) -> Release | None:
    """The release that one corrects: the last of its quarter that stood when it was published.

    None for a first one, and where all before it had been withdrawn.
    """
    before = [
        each
        for each in releases
        if each.quarter_id == release.quarter_id
        and each.number < release.number
        and (each.withdrawn_at is None or each.withdrawn_at > release.published_at)
    ]
    return max(before, key=lambda each: each.number, default=None)
