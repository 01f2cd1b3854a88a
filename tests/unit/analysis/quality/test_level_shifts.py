"""Levels that have shifted for good: when a control chart's limits have had their day."""

from kpis.model import Baseline
from tests.unit.analysis.quality.rows import quarters

LOW, HIGH = [20.0, 22.0], [30.0, 32.0]


def test_thirteen_on_one_side_of_the_mean_are_a_shift_and_twelve_are_none(findings):
    twelve = [*LOW * 8, *HIGH * 6]
    (sentence,) = findings("lasting-shift", *quarters(*twelve, 30.0))["sentence"]
    assert sentence == (
        "The 13 figures from Q1 2018/19 to Q1 2021/22 all lie above the mean of 25.4%. "
        "Baseline proposed from Q1 2018/19, with a mean of 30.9%, after 21.0%."
    )
    assert findings("lasting-shift", *quarters(*twelve)).empty


def test_a_figure_back_on_the_other_side_ends_the_shift(findings):
    level = [*LOW * 8, *HIGH * 8]
    assert len(findings("lasting-shift", *quarters(*level))) == 1
    assert findings("lasting-shift", *quarters(*level, 21.0)).empty


def test_a_baseline_answers_the_question(findings):
    since = (Baseline(period="2018-19-Q1", reason="A new contract."),)
    assert findings("lasting-shift", *quarters(*LOW * 8, *HIGH * 8), baselines=since).empty
