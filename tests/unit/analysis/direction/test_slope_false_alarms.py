"""Of quiet series hardly any is called better or worse, whatever they do from period to period."""

import pytest

from tests.benchmarks.false_alarms import slopes

FEW = 1_000  # series of each kind: a share of 5 % is known to about 1.4 points


@pytest.fixture(scope="module")
def shares():
    """Of each kind of series, in per cent."""
    return (slopes(FEW, only="now") * 100).to_dict("index")


@pytest.mark.parametrize(
    "kind",
    [
        "independent",
        "follow each other at 0.3",
        "follow each other at 0.5",
        "season of 2 sd",
        "season of 2 sd, and 0.5",
    ],
)
def test_fewer_than_seven_in_a_hundred_quiet_series_are_told_as_a_change(shares, kind):
    assert max(shares[kind].values()) < 7


def test_a_real_rise_is_found_with_three_years_of_quarters(shares):
    found = {kind: of_tests["now, 12 quarters"] for kind, of_tests in shares.items()}
    assert found["rise of 4 sd in 8 quarters, independent"] > 90
    assert found["rise of 4 sd in 8 quarters, at 0.5"] > 85
    assert found["rise of 4 sd in 8 quarters, season of 2 sd"] > 80
