"""Of a group nothing is shown anywhere but what its measure's page shows of it today."""

import numpy as np
import pytest

from kpis.analysis.groups.public_figures import public_figures
from kpis.model import Unit

COUNTS = {"a": 20, "b": 3, "c": 40}  # b is small, and c hides it


def rows_of(counts, **more):
    whole = {"": sum(counts.values())}
    return [
        {
            "measure_id": "reviews",
            "period_id": "2019-20-Q1",
            "breakdown": "Ward" if name else "",
            "category": name,
            "outturn": count,
        }
        | more
        for name, count in (whole | counts).items()
    ]


@pytest.fixture
def public(make_plan, make_measure, make_outturns):
    plan = make_plan(make_measure(unit=Unit.COUNT, decimals=0))
    gone = rows_of(COUNTS, measure_id="of_last_years_plan")
    official = rows_of({"a": 2}, area="Hackney", provenance="published")
    theirs = rows_of({"a": 2}, area="Newham")
    return public_figures(plan, make_outturns(*rows_of(COUNTS), *gone, *official, *theirs))


@pytest.mark.parametrize(
    ("row", "withheld"),
    [
        ({"category": "a", "outturn": 20}, False),
        ({"category": "a", "outturn": np.nan}, False),  # there is nothing to withhold
        ({"category": "a", "outturn": 21}, True),  # it was so before, or is so elsewhere
        ({"category": "b", "outturn": 3}, True),
        ({"category": "c", "outturn": 40}, True),
        ({"category": "a", "outturn": 2, "area": "Newham"}, True),
        ({"category": "a", "outturn": 2, "area": "Hackney"}, False),  # an official statistic
        ({"category": "a", "outturn": 20, "measure_id": "of_last_years_plan"}, True),
        ({"breakdown": "", "category": "", "outturn": 3}, False),
    ],
)
def test_a_figure_of_a_group_is_withheld_unless_it_is_the_one_shown(
    public, make_outturns, row, withheld
):
    (first, *_) = rows_of(COUNTS)
    frame = make_outturns(first | {"breakdown": "Ward"} | row)
    assert public.withheld(frame).tolist() == [withheld]
    shown = public.withhold(frame)
    if withheld:
        assert shown["outturn"].isna().all()
        assert shown["marker"].tolist() == ["c"]
    else:
        assert shown is frame
