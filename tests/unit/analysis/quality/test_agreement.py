"""What is found between figures: ratios, parts and categories."""

import pytest

from kpis.model import Unit
from tests.unit.analysis.quality.rows import COUNT, quarters, ratio


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (ratio(50.0, 1, 2), 0),
        (ratio(50.1, 1, 2), 0),  # one unit of the last decimal: rounded another way
        (ratio(50.2, 1, 2), 1),
        (ratio(49.8, 1, 2), 1),
        (ratio(50.2, 1, 0), 0),  # a share of nothing is no share
        (ratio(50.2, None, 2), 0),
        (ratio(50.2, 1, 2, area="Elsewhere"), 0),
        (ratio(50.2, 1, 2, breakdown="Sex", category="Women"), 1),
    ],
)
def test_an_outturn_follows_from_its_numerator_and_denominator(findings, row, count):
    assert len(findings("ratio-disagrees", row)) == count


def test_a_disagreement_is_told_with_all_three_figures(findings):
    (row,) = findings("ratio-disagrees", ratio(40.0, 1234, 2468)).itertuples()
    assert row.sentence == "Q1 2018/19 stands at 40.0%, but 1,234 of 2,468 give 50.0%."
    assert row.severity == "error"


def test_what_may_be_weighted_is_a_warning(findings):
    (row,) = findings("ratio-disagrees", ratio(40.0, 1, 2, provenance="published")).itertuples()
    assert row.severity == "warning"


def test_counts_follow_from_nothing(findings):
    assert findings("ratio-disagrees", ratio(40, 1, 2), unit=Unit.COUNT, decimals=0).empty


# Wholes and their parts


@pytest.fixture(scope="module")
def parted(make_plan, make_measure):
    def make(**changes):
        return make_plan(
            make_measure("reviews", target=None, **changes),
            make_measure("women", code="1.1a", part_of="reviews", target=None, **changes),
            make_measure("men", code="1.1b", part_of="reviews", target=None, **changes),
        )

    return make


def whole_and_parts(whole, women, men):
    figures = {"reviews": whole, "women": women, "men": men}
    return [
        quarters(outturn, first=(2018, 1), measure_id=measure_id)[0]
        for measure_id, outturn in figures.items()
        if outturn is not None
    ]


@pytest.mark.parametrize(
    ("figures", "count"),
    [
        ((50.0, 40.0, 60.0), 0),
        ((40.0, 40.0, 60.0), 0),
        ((39.9, 40.0, 60.0), 1),
        ((60.0, 40.0, 60.0), 0),
        ((60.1, 40.0, 60.0), 1),
        ((60.1, None, 60.0), 0),  # one part says nothing of the whole
    ],
)
def test_a_percentage_lies_between_its_parts(findings, parted, figures, count):
    assert len(findings("parts-disagree", *whole_and_parts(*figures), plan=parted())) == count


@pytest.mark.parametrize(
    ("figures", "count"),
    [((50, 50, 20), 0), ((50, 30, 30), 0), ((50, 51, 20), 1), ((50, None, 51), 1)],
)
def test_no_part_of_a_count_exceeds_the_whole(findings, parted, figures, count):
    plan = parted(unit=Unit.COUNT, decimals=0)
    frame = findings("parts-disagree", *whole_and_parts(*figures), plan=plan)
    assert len(frame) == count
    if count:
        assert frame["measure_id"].tolist() == ["reviews"]
        assert "stands at 50, but one of its parts is 51" in frame["sentence"].iloc[0]


def broken_down(*periods):
    """Each period: the whole, and the two categories of a breakdown."""
    rows = []
    for step, (whole, *categories) in enumerate(periods):
        (row,) = quarters(whole, first=(2018, 1 + step))
        rows.append(row)
        for name, outturn in zip(("Owned", "Rented"), categories, strict=True):
            of = {"breakdown": "Tenure", "category": name, "outturn": outturn}
            rows.append(row | of | {"marker": "c" if outturn is None else ""})
    return rows


def test_categories_that_usually_add_up_are_held_to_it(findings):
    usual = [(10, 4, 6), (12, 6, 6), (9, 3, 6)]
    (row,) = findings("parts-disagree", *broken_down(*usual, (11, 4, 6)), **COUNT).itertuples()
    assert row.period_id == "2018-19-Q4"
    assert row.sentence == (
        "Q4 2018/19 stands at 11, but the categories of “Tenure” do not add up to it."
    )


def test_categories_that_never_added_up_are_not_held_to_it(findings):
    context = [(10, 4, 900), (12, 6, 901), (9, 3, 902), (11, 4, 903), (10, 4, 6)]
    assert findings("parts-disagree", *broken_down(*context), **COUNT).empty


def test_two_periods_are_too_few_to_know_that_categories_add_up(findings):
    assert findings(
        "parts-disagree", *broken_down((10, 4, 6), (12, 6, 6), (11, 4, 6)), **COUNT
    ).empty


def test_a_period_with_a_category_withheld_is_not_judged(findings):
    usual = [(10, 4, 6), (12, 6, 6), (9, 3, 6)]
    assert findings("parts-disagree", *broken_down(*usual, (11, None, 6)), **COUNT).empty


def test_a_percentage_lies_between_the_categories_it_usually_lies_between(findings):
    usual = [(50.0, 40.0, 60.0)] * 3
    (row,) = findings("parts-disagree", *broken_down(*usual, (70.0, 40.0, 60.0))).itertuples()
    assert "the categories of “Tenure” all lie on one side of it" in row.sentence
