"""All that is given out as open data: every release with its version, and where each file stands.

Addresses are for good: what stands at one today stands there tomorrow, or says what became of it.
They are relative to the folder `data`, and to the site that the plan names.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kpis.model import Plan, ReleaseStanding, Standing
from kpis.plan.publication.next_release import NextRelease
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.plan_tables import RELEASES
from kpis.reports.open_data.shaped import shaped
from kpis.reports.open_data.versions import Versioned

DATA, LATEST = "data", "data/latest"
OF_MEASURES = "data/measures"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class OpenData:
    """plan: the newest one, which says who publishes. data_sets: of every release, in the order in
    which they were published, withdrawn ones too. versions, standings: by number of the release.
    coming: when the next figures come; None where no calendar says it.
    """

    plan: Plan
    data_sets: tuple[DataSet, ...]
    versions: Mapping[int, Versioned]
    standings: Mapping[int, Standing]
    coming: NextRelease | None

    @property
    def site(self) -> str:
        """What addresses begin with: "https://…/"; "" where the plan names no site."""
        site = self.plan.publication.site
        return f"{site}/" if site else ""

    @property
    def latest(self) -> DataSet | None:
        """The newest quarter's release that stands; None where none does."""
        for each in self.data_sets:
            if self.standings[each.release.number].kind is ReleaseStanding.CURRENT:
                return each
        return None

    def of_release(self, number: int) -> DataSet:
        """The data of a release. Raises KeyError."""
        for each in self.data_sets:
            if each.release.number == number:
                return each
        raise KeyError(number)

    def newest_with(self) -> dict[str, DataSet]:
        """By id of every measure that ever had figures the newest release that stands and has
        some, so that its address stays when the plan gives it up."""
        stood = [
            each
            for each in self.data_sets
            if self.standings[each.release.number].kind is not ReleaseStanding.WITHDRAWN
        ]
        found: dict[str, DataSet] = {}
        for each in sorted(stood, key=lambda one: (one.quarter_id, one.release.number)):
            found |= dict.fromkeys(each.tables["figures"]["measure"].unique(), each)
        return found


def folder_of_number(number: int) -> str:
    """Where the files of a release stand, for good: "data/releases/7"."""
    return f"{DATA}/releases/{number}"


def releases_table(data: OpenData) -> pd.DataFrame:
    """RELEASES, newest first."""
    rows = []
    for each in reversed(data.data_sets):
        release = each.release
        standing = data.standings[release.number]
        rows.append(
            {
                "release": release.number,
                "quarter": release.quarter_id,
                "quarter_label": each.quarter.label,
                "published_at": release.published_at,
                "version": str(data.versions[release.number].version),
                "standing": standing.kind.value,
                "instead": standing.by.number if standing.by else None,
                "note": release.note,
                "correction": release.reason,
                "early_readers": "\n".join(release.early_readers),
                "withdrawn_at": release.withdrawn_at,
                "withdrawn_why": release.withdrawn_why,
                "folder": folder_of_number(release.number),
            }
        )
    return shaped(pd.DataFrame(rows, columns=RELEASES.names), RELEASES)
