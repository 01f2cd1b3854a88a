"""The data of one release, and of all of them: frames as the tables describe them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpis.model import Plan, Provenance, Release
from kpis.periods import ReportingPeriod, period_of_id


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class DataSet:
    """The data of one release.

    plan: with which it was made. tables: by `Table.name` a frame with just the columns of that
    table: text is str, numbers float64, whole numbers Int64, yes or no boolean, days and times
    datetime64, missing where a cell is empty.
    """

    release: Release
    plan: Plan
    tables: Mapping[str, pd.DataFrame]

    @property
    def quarter_id(self) -> str:
        return self.release.quarter_id

    @property
    def quarter(self) -> ReportingPeriod:
        return period_of_id(self.quarter_id)

    @property
    def decimals(self) -> dict[str, int]:
        """To how many decimals the figures of each measure are published, by its id."""
        return {measure.id: measure.decimals for measure in self.plan.measures}

    def covers(self) -> tuple[date, date] | None:
        """The first and the last day that a figure is of; None where there is no figure."""
        figures = self.tables["figures"]
        if figures.empty:
            return None
        return figures["period_start"].min().date(), figures["period_end"].max().date()

    def of_the_council(self, figures: pd.DataFrame) -> tuple[int, int]:
        """How many figures are of the council itself, and how many of these are made up.

        figures: rows of FIGURES of this release.
        """
        own = figures[(figures["area"] == self.plan.area) & figures["outturn"].notna()]
        made_up = own["provenance"] == Provenance.ILLUSTRATIVE.value
        return len(own), int(made_up.sum())
