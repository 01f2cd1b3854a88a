"""Outturn, numerator and denominator: sound in themselves and in agreement."""

from datetime import datetime

import pytest


@pytest.mark.parametrize(("name", "cell"), [("numerator", "H2"), ("denominator", "I2")])
@pytest.mark.parametrize(
    ("text", "code"),
    [("many", "ratio-not-a-number"), ("[q]", "ratio-not-a-number"), ("-1", "ratio-negative")],
)
def test_a_numerator_or_denominator_is_a_number_of_at_least_0(check, row, name, cell, text, code):
    checked = check(row(**{name: text}))
    assert [(i.code, i.cell) for i in checked.errors] == [(code, cell)]
    assert f"the {name} for 1.2 Repairs is '{text}'" in checked.errors[0].message


@pytest.mark.parametrize("text", ["<5", "[c]"])
def test_a_numerator_may_be_suppressed(check, row, text):
    checked = check(row(numerator=text, denominator="1,200"))
    assert checked.ok
    assert checked.rows["numerator"].isna().all()
    assert checked.rows["denominator"].tolist() == [1200.0]


@pytest.mark.parametrize(
    ("numerator", "codes"),
    [("99", []), ("100", []), ("101", ["numerator-above-denominator"])],
)
def test_a_percentage_counts_no_more_than_there_are(check, row, numerator, codes):
    outturn = str(min(int(numerator), 100))
    checked = check(row(outturn=outturn, numerator=numerator, denominator="100"))
    assert [i.code for i in checked.errors] == codes
    if codes:
        assert (checked.errors[0].cell, checked.errors[0].found) == ("H2", "101")


def test_a_percentage_that_may_exceed_100_may_count_more_than_its_base(check, row):
    assert check(row(measure="1.12", outturn="150", numerator="150", denominator="100")).ok


def test_there_is_no_share_of_nothing(check, row):
    cells = {"numerator": "0", "denominator": "0"}
    checked = check(row(outturn="0", **cells))
    assert [(i.code, i.cell) for i in checked.errors] == [("denominator-zero", "I2")]
    assert check(row(outturn="[z]", **cells)).ok


# 2 of 3 is 66.666…, published as 66.7; one unit in the last place either way is let pass.
@pytest.mark.parametrize(
    ("outturn", "agrees"),
    [
        ("66.7", True),
        ("66.6", True),
        ("66.8", True),
        ("66.55", True),
        ("66.849", True),
        ("66.5", False),
        ("66.85", False),
        ("66.9", False),
        ("67", False),
    ],
)
def test_outturn_and_ratio_agree_to_one_unit_of_the_last_decimal(check, row, outturn, agrees):
    checked = check(row(outturn=outturn, numerator="2", denominator="3"))
    issues = [(i.code, i.cell, i.found) for i in checked.errors]
    assert issues == ([] if agrees else [("outturn-disagrees-with-parts", "G2", outturn)])
    if not agrees:
        assert "2 of 3 gives 66.7%" in checked.errors[0].message


@pytest.mark.parametrize(
    ("measure", "period", "outturn", "numerator", "denominator", "ok"),
    [
        ("1.6", "2018", "213", "64", "30050", True),
        ("1.6", "2018", "300", "64", "30050", False),
        ("1.10", "Q2 2019/20", "7.6", "760", "100", True),
        ("1.10", "Q2 2019/20", "9.6", "760", "100", False),
        ("1.15", "Q2 2019/20", "9.6", "760", "100", True),
        ("1.3", "Q2 2019/20", "5", "1", "2", True),
    ],
)
def test_a_rate_is_scaled_and_a_figure_that_is_no_ratio_is_let_be(
    check, measure, period, outturn, numerator, denominator, ok
):
    cells = {"measure": measure, "period": period, "outturn": outturn}
    assert check(cells | {"numerator": numerator, "denominator": denominator}).ok == ok


def test_surveys_and_official_statistics_may_be_weighted(check, row):
    apart = {"outturn": "60", "numerator": "2", "denominator": "3"}
    survey = {"measure": "1.5", "period": "Feb to Mar 2019"} | apart
    before_it_closed = datetime(2019, 8, 1)
    for issues in (
        check.issues(survey, now=before_it_closed),
        check.issues(row(**apart), provenance="published"),
    ):
        assert issues == [("warning", "outturn-disagrees-with-parts", "G2")]
    illustrative = check.issues(row(**apart), provenance="illustrative")
    assert illustrative == [("error", "outturn-disagrees-with-parts", "G2")]


def test_a_fraction_is_known_by_its_ratio(check, row):
    checked = check(row(outturn="0.667", numerator="2", denominator="3"))
    issue = checked.errors[0]
    assert (issue.code, issue.severity, issue.cell) == ("percent-as-fraction", "error", "G2")
    assert issue.message.endswith("Type 66.7.")


def test_a_small_percentage_is_confirmed_by_its_ratio(check, row):
    assert check.issues(row(outturn="0.7", numerator="7", denominator="1000")) == []
