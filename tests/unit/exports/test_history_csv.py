"""The figures of one measure as a file to take away."""

from io import BytesIO

import pandas as pd
import pytest

from kpis.analysis.series.measure_series import series
from kpis.exports.csv_files import history_csv
from kpis.frames import OUTTURNS, SERIES
from kpis.periods import period_of_id


def outturns(plan, measure_id, period_id, **more):
    period = period_of_id(period_id)
    row = dict.fromkeys(OUTTURNS.columns, "") | {
        "measure_id": measure_id,
        "period_id": period_id,
        "area": plan.area,
        "frequency": period.frequency.value,
        "period_start": pd.Timestamp(period.start),
        "period_end": pd.Timestamp(period.end),
        "outturn": 22.345,
        "numerator": float("nan"),
        "denominator": float("nan"),
        "provenance": "published",
        "known_at": pd.Timestamp("2019-12-01"),
        "first_known_at": pd.Timestamp("2019-12-01"),
        "revisions": 1,
    }
    return OUTTURNS.conform(pd.DataFrame([row | more]))


def read(content):
    return pd.read_csv(BytesIO(content), keep_default_na=False, dtype=str)


def test_each_row_says_what_it_is_about(strategic_plan):
    measure = strategic_plan.measures_by_id["recycling"]
    rows = series(strategic_plan, measure, outturns(strategic_plan, measure.id, "2018-19"))
    (row,) = read(history_csv(rows, measure)).to_dict("records")
    assert row["measure"] == "5.2"
    assert row["title"] == measure.title
    assert row["unit"] == measure.unit_label
    assert (row["period"], row["period_id"]) == ("2018/19", "2018-19")
    assert row["area"] == strategic_plan.area
    assert row["outturn"] == "22.345"
    assert row["aims_of"] == "2018-19"
    assert row["rating"] in {"Green", "Amber", "Red"}
    assert row["source"] == "published"


def test_each_row_has_its_interval_and_names_its_method(strategic_plan):
    measure = strategic_plan.measures_by_id["area_satisfaction"]
    figures = outturns(strategic_plan, measure.id, "2019-02-to-2019-03", outturn=62.0)
    rows = series(strategic_plan, measure, figures)
    (row,) = read(history_csv(rows, measure)).to_dict("records")
    assert (row["interval_low"][:5], row["interval_high"][:5]) == ("58.43", "65.44")
    assert row["interval_method"] == "Wilson score with a design effect of 1.5"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_commentary_cannot_run_as_a_formula_in_a_spreadsheet(strategic_plan, sign):
    measure = strategic_plan.measures_by_id["recycling"]
    typed = outturns(strategic_plan, measure.id, "2018-19", commentary=f"{sign}HYPERLINK(1)")
    rows = series(strategic_plan, measure, typed)
    assert read(history_csv(rows, measure))["commentary"].tolist() == [f"'{sign}HYPERLINK(1)"]


def test_excel_is_told_the_encoding(strategic_plan):
    measure = strategic_plan.measures_by_id["recycling"]
    assert history_csv(SERIES.empty(), measure).startswith(b"\xef\xbb\xbf")


def test_no_figures_give_the_header_alone(strategic_plan):
    measure = strategic_plan.measures_by_id["recycling"]
    assert len(read(history_csv(SERIES.empty(), measure))) == 0
