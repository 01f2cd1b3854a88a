"""`kpis spc`: the document that scripts read, and what is printed for people."""

import pytest


def test_the_document_tells_centre_limits_and_every_point(kpis):
    document = kpis("spc", "hate_crime", "--period", "2019-20-Q2", "--json").document
    points = document["points"]
    latest = points[-1]
    assert document["measure"]["code"] == "8.1"
    assert document["rules"] == "making_data_count"
    assert (latest["period"], latest["value"]) == (document["period"], document["value"])
    assert document["period"] == "2019-M09"
    assert document["chart"] == latest["chart"] == "seasonal_residual"
    assert document["chart_reason"].startswith("The figures have a season and follow each other")
    limits = document["limits"]
    assert document["centre"] == latest["centre"]
    assert (limits["lower"], limits["upper"]) == (latest["lower"], latest["upper"])
    assert limits["lower"] + limits["upper"] == pytest.approx(2 * document["centre"])
    assert len({point["centre"] for point in points}) > 12
    assert document["variation"] in {
        "common_cause",
        "special_cause_neutral_high",
        "special_cause_neutral_low",
    }
    assert (document["assurance"], document["target"]) == (None, None)


def test_limits_are_recalculated_at_the_break_and_signals_are_listed(kpis):
    document = kpis("spc", "8.1", "--json").document
    points = document["points"]
    first = next(point for point in points if point["group"] == points[-1]["group"])
    assert first["period"] == "2013-M01"
    signals = [point for point in points if point["special_cause"]]
    assert document["special_causes"] == signals != []
    assert all(point["type"].startswith("special_cause") for point in signals)


def test_too_few_points_are_a_reason_and_no_limits(kpis):
    document = kpis("spc", "feeling_safe", "--json").document
    assert document["reason"] == "4 points so far; 13 are needed."
    for name in ("centre", "variation", "special_cause", "assurance"):
        assert document[name] is None
    assert document["limits"] == {"lower": None, "upper": None}
    assert [point["centre"] for point in document["points"]] == [None] * 4


def test_a_past_day_knows_only_the_figures_of_then(kpis):
    then = kpis("spc", "1.3", "--as-at", "2019-10-01", "--json").document
    now = kpis("spc", "1.3", "--json").document
    assert then["as_at"] == "2019-10-01T23:59:59.999999"
    assert 0 < len(then["points"]) < len(now["points"])


def test_people_read_the_limits_that_the_page_shows(kpis):
    """A count has no lower limit below 0, though one was worked out."""
    document = kpis("spc", "affordable_homes", "--json").document
    assert document["limits"]["lower"] < 0 == document["limits_shown"]["lower"]
    latest = document["points"][-1]
    assert (latest["lower"], latest["lower_shown"]) == (document["limits"]["lower"], 0)
    assert "process limits 0 and" in kpis("spc", "affordable_homes").out


def test_people_read_chart_limits_variation_and_assurance_in_words(kpis):
    printed = kpis("spc", "reablement_no_return").out
    assert "Laney p′ chart. The limits allow for the number of cases behind each figure." in printed
    assert "Mean 83.8%, process limits 74.0% and 93.6%" in printed
    assert "Usual ups and downs" in printed
    assert (
        "Target 86.0% (illustrative): The target lies within the range of its usual ups and "
        "downs." in printed
    )
    assert "Residual chart. Most of the same cases are counted" in kpis("spc", "3.3").out
    assert "below its usual range" in kpis("spc", "hate_crime").out
    assert "figures behind the latest limits are illustrative" in printed
    assert "illustrative" not in kpis("spc", "recycling").out
    assert "13 are needed" in kpis("spc", "council_co2").out
    assert "Each figure covers 12 months" in kpis("spc", "staff_turnover").out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("recyling",), 2, "nearest is"),
        (("4.1",), 2, "4.1 has no control chart of its own: ask for 4.1a or 4.1b."),
        (("5.2", "--period", "2019-20"), 2, "not a quarter"),
        (("5.2", "--as-at", "yesterday"), 2, "Write it as 2019-11-01"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_sentence_and_a_code(kpis, arguments, code, words):
    ran = kpis("spc", *arguments, "--json")
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
