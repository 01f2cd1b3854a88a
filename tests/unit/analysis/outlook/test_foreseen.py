"""Intervals and chances: in order, within what can be, and never at odds with each other."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.analysis.outlook.chances import chance
from kpis.analysis.outlook.foreseen import Foreseen
from kpis.analysis.outlook.scale import ARCSINE, AS_IT_IS, SQUARE_ROOT, beyond
from kpis.model import Polarity, Unit

BOUNDS = {
    Unit.PERCENT: (0.0, 100.0),
    Unit.COUNT: (0.0, math.inf),
    Unit.INDEX: (-math.inf, math.inf),
}
numbers = st.floats(0.01, 99.9)


@st.composite
def something_foreseen(draw):
    unit, scale = draw(
        st.sampled_from(
            [
                (Unit.PERCENT, ARCSINE),
                (Unit.COUNT, SQUARE_ROOT),
                (Unit.COUNT, beyond(draw(st.integers(0, 50)))),
                (Unit.INDEX, AS_IT_IS),
            ]
        )
    )
    centre = scale.place(max(draw(numbers), scale.low + 0.01))
    spread = draw(st.floats(1e-3, 2.0))
    return unit, Foreseen(centre, spread, draw(st.integers(1, 40)), scale)


@given(something_foreseen())
@settings(max_examples=40)
def test_an_interval_holds_its_middle_and_only_figures_that_can_be(unit_and_foreseen):
    unit, foreseen = unit_and_foreseen
    low_95, low_80, middle, high_80, high_95 = map(foreseen.at, (0.025, 0.1, 0.5, 0.9, 0.975))
    low, high = BOUNDS[unit]
    assert max(low, foreseen.scale.low) <= low_95 <= low_80 <= middle <= high_80 <= high_95 <= high


@given(something_foreseen(), numbers, st.sampled_from([Polarity.HIGHER, Polarity.LOWER]))
@settings(max_examples=50)
def test_a_chance_agrees_with_the_interval(make_measure, unit_and_foreseen, target, polarity):
    unit, foreseen = unit_and_foreseen
    measure = make_measure(unit=unit, polarity=polarity, decimals=1)
    probable = chance(measure, foreseen, target, math.nan)
    met_from = round(target, 1) + (-0.05 if polarity is Polarity.HIGHER else 0.05)
    low, high = foreseen.at(0.1), foreseen.at(0.9)
    assert 0 <= probable <= 1
    near = 1e-9
    if polarity is Polarity.HIGHER:
        assert (probable >= 0.9 - near) or low < met_from + near
        assert (probable <= 0.1 + near) or high > met_from - near
        assert (probable < 0.9 + near) or low > met_from - near
    else:
        assert (probable >= 0.9 - near) or high > met_from - near
        assert (probable <= 0.1 + near) or low < met_from + near
    easier = target - 5 if polarity is Polarity.HIGHER else target + 5
    assert chance(measure, foreseen, easier, math.nan) >= probable


@pytest.mark.parametrize(
    ("polarity", "target", "upper", "expected"),
    [
        (Polarity.HIGHER, 50.0, math.nan, 0.5),  # from 49.5 on
        (Polarity.LOWER, 49.0, math.nan, 0.5),  # up to 49.5
        (Polarity.RANGE, 50.0, math.nan, 0.5),  # a range open above
        (Polarity.RANGE, math.nan, 49.0, 0.5),
        (Polarity.RANGE, 49.0, 50.0, 0.3829),  # 48.5 to 50.5: one spread, half of it either way
        (Polarity.NEUTRAL, 50.0, math.nan, math.nan),
        (Polarity.HIGHER, math.nan, math.nan, math.nan),
    ],
)
def test_a_figure_meets_its_target_as_it_is_shown(make_measure, polarity, target, upper, expected):
    measure = make_measure(unit=Unit.INDEX, polarity=polarity, decimals=0)
    foreseen = Foreseen(49.5, 2.0, 1e6, AS_IT_IS)
    assert chance(measure, foreseen, target, upper) == pytest.approx(
        expected, abs=1e-4, nan_ok=True
    )


def test_a_target_out_of_what_can_be_has_a_chance_of_nothing_or_all():
    half = Foreseen(ARCSINE.place(99.0), 0.2, 5, ARCSINE)
    assert half.chance_below(100.05) == 1.0
    assert half.chance_below(-0.05) == 0.0
