"""A council among nine others of its county, whose published figures each test chooses."""

import pytest

from kpis.model import ComparatorSet

OTHERS = tuple(f"Town {letter}" for letter in "ABCDEFGHI")


@pytest.fixture(scope="session")
def county():
    return ComparatorSet(
        id="county", title="Towns of the county", areas=OTHERS, reference="County", source="List."
    )


@pytest.fixture
def figures(make_outturns):
    """Published OUTTURNS of one period: figures by area, or of the first areas in order."""

    def make(values, *, period="2019-20-Q2", measure="reviews", **changes):
        if not isinstance(values, dict):
            values = dict(zip(("Anytown", *OTHERS), values, strict=False))
        return [
            {
                "measure_id": measure,
                "period_id": period,
                "area": area,
                "outturn": value,
                "marker": "x" if value is None else "",
                "provenance": "published",
            }
            | changes
            for area, value in values.items()
        ]

    return make
