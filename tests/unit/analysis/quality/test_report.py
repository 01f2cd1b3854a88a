"""The report as a whole: every kind of finding, told once."""

from datetime import date

import pandas as pd

from kpis.analysis.quality import data_quality
from kpis.analysis.quality.kinds import KINDS
from kpis.frames import OUTTURNS, QUALITY
from kpis.model import Frequency, Provenance
from tests.unit.analysis.quality.rows import COUNT, EARLY, STEADY, at, quarters, ratio


def test_a_store_without_figures_before_anything_is_due_has_no_findings(make_plan, make_measure):
    frame = data_quality(make_plan(make_measure()), OUTTURNS.empty(), EARLY)
    assert frame.empty
    assert frame.dtypes.astype(str).to_dict() == QUALITY.columns


def test_each_finding_says_what_to_do_and_is_of_a_known_kind(strategic_plan, make_outturns):
    frame = data_quality(strategic_plan, make_outturns(), at(date(2022, 5, 1)))
    assert set(frame["code"]) <= set(KINDS)
    assert (frame["sentence"].str.endswith(".") & frame["action"].str.endswith(".")).all()
    assert frame["code"].map(list(KINDS).index).is_monotonic_increasing


def test_findings_about_illustrative_figures_are_marked(findings):
    rows = quarters(81.0, "gap", 84.5, provenance=Provenance.ILLUSTRATIVE.value)
    assert findings("gap-in-series", *rows)["illustrative"].tolist() == [True]
    assert findings("gap-in-series", *quarters(81.0, "gap", 84.5))["illustrative"].tolist() == [
        False
    ]


def test_the_report_brings_together_every_kind(make_plan, make_measure, make_outturns):
    measures = {
        "ratio": {},
        "quiet": {},
        "red": {"target": 95.0, "minimum": 90.0},
        "gap": {},
        "jump": {},
        "same": {},
        "level": {},
        "old": {"next_review": date(2019, 1, 1), "frequency": Frequency.YEAR},
        "whole": COUNT,
        "part": COUNT | {"part_of": "whole"},
    }
    plan = make_plan(
        *(
            make_measure(name, code=f"1.{number}", **({"target": None} | changes))
            for number, (name, changes) in enumerate(measures.items(), start=1)
        )
    )
    now = at(date(2019, 12, 20))
    wanted = {"known_at": at(date(2019, 7, 1))}
    late = {"known_at": at(date(2019, 12, 1)), "marker": "p"}
    frame = data_quality(
        plan,
        make_outturns(
            ratio(40.0, 1, 2, measure_id="ratio", period_id="2019-20-Q1", **wanted),
            *quarters(60.0, "gap", 50.0, 51.0, first=(2018, 3), measure_id="gap", **wanted),
            *quarters(70.0, first=(2019, 1), measure_id="red", **wanted),
            *quarters(70.0, first=(2019, 2), measure_id="red", commentary="Why.", **late),
            *quarters(*STEADY, 84.0, measure_id="jump"),
            *quarters(*[62.4] * 4, measure_id="same"),
            *quarters(*[20.0, 22.0] * 8, *[30.0, 32.0] * 7, first=(2010, 1), measure_id="level"),
            *quarters(5, first=(2019, 2), measure_id="whole"),
            *quarters(6, first=(2019, 2), measure_id="part"),
        ),
        now,
    )
    assert list(dict.fromkeys(frame["code"])) == list(KINDS)


def test_findings_do_not_depend_on_the_order_of_the_figures(make_plan, make_measure, make_outturns):
    plan = make_plan(make_measure("a"), make_measure("b", code="1.2"))
    rows = [*quarters(*STEADY, 84.0, measure_id="a"), *quarters(1.0, "gap", 3.0, measure_id="b")]
    frame = make_outturns(*rows)
    shuffled = frame.sample(frac=1, random_state=7).reset_index(drop=True)
    expected = data_quality(plan, frame, EARLY)
    assert len(expected) == 2
    pd.testing.assert_frame_equal(data_quality(plan, shuffled, EARLY), expected)
