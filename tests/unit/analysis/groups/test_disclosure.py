"""What is withheld by group, and what is withheld beside it.

That nobody can work any of it out is tried in `test_reader_who_knows_the_rule.py`.
"""

import numpy as np
import pandas as pd
import pytest

from kpis.analysis.groups.disclosure import suppress
from kpis.periods import period_of_id

QUARTERS = ("2018-19-Q4", "2019-20-Q1", "2019-20-Q2", "2019-20-Q3", "2019-20-Q4")
YEARS = ("2017-18", "2018-19", "2019-20")


def table(rows, *, breakdown="Ward", provenance="return"):
    """Rows of (period, category, outturn[, numerator, denominator])."""
    return pd.DataFrame(
        [
            {
                "period_id": period,
                "period_end": pd.Timestamp(period_of_id(period).end),
                "breakdown": breakdown if category else "",
                "category": category,
                "outturn": outturn,
                "numerator": more[0] if more else np.nan,
                "denominator": more[1] if more else np.nan,
                "marker": "c" if outturn is None else "",
                "commentary": "three people",
                "provenance": provenance,
            }
            for period, category, outturn, *more in rows
        ]
    ).astype(dict.fromkeys(("outturn", "numerator", "denominator"), "float64"))


def counts_of(*by_group, total=None, **options):
    """The outturns shown of one period's counts; None where withheld."""
    rows = [("2019-20-Q1", f"g{n}", count) for n, count in enumerate(by_group)]
    counts = [count for count in by_group if count is not None]
    whole = [("2019-20-Q1", "", sum(counts) if total is None else total)]
    suppressed = suppress(table(rows), whole=table(whole), **options)
    return [None if np.isnan(figure) else figure for figure in suppressed["outturn"]]


def shares_of(*pairs):
    """The same of percentages, given as numerator and denominator."""
    rows = [("2019-20-Q1", f"g{n}", 100 * a / b, a, b) for n, (a, b) in enumerate(pairs)]
    a, b = (sum(column) for column in zip(*pairs, strict=True))
    whole = table([("2019-20-Q1", "", 100 * a / b, a, b)])
    suppressed = suppress(table(rows), whole=whole, unit="percent")
    hidden = suppressed["marker"] == "c"
    assert suppressed.loc[hidden, ["outturn", "numerator", "denominator"]].isna().all(axis=None)
    return hidden.tolist()


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((20, 5, 9), [20, 5, 9]),  # five is not small
        ((20, 4, 9), [20, None, None]),  # the last other by name goes with it
        ((9, 4, 20), [9, None, None]),  # however large it is
        ((20, 9, 4), [20, None, None]),
        ((20, 1, 0, 9), [20, None, 0, None]),  # nought is shown and hides nobody
        ((40, 20, 1, 7), [40, None, None, None]),  # 8 in two: too few to be 4 and five or more
        ((40, 20, 1, 8), [40, 20, None, None]),  # 9 in two: any of 1 to 4 leaves five or more
        ((20, 4, 4, 1), [None, None, None, None]),
        ((60, 4, 4, 1), [None, None, None, None]),  # small ones hide nobody, so the first goes
        ((60, 30, 4, 4, 1), [60, None, None, None, None]),
        ((3, 0, 0), [None, None, None]),  # nothing else can hide it
        ((4, 4, 4, 1), [None] * 4),
        ((13, 3), [None, None]),
        ((8, 4, 0), [None, None, None]),  # four a group on average: too few to be shown by group
        ((3,), [None]),
        ((0, 0), [0, 0]),
    ],
)
def test_beside_a_small_count_the_last_others_by_name_are_withheld_that_hide_it(counts, shown):
    assert counts_of(*counts) == shown


@pytest.mark.parametrize(
    ("unit", "small_one"),
    [
        ("rate_per_1000", (4, 900)),  # four events
        ("rate_per_1000", (30, 4)),  # among four people
        ("average", (70, 4)),  # taken over four
    ],
)
def test_rates_and_averages_of_few_events_or_people_are_withheld(unit, small_one):
    pairs = [(40, 1000), (60, 2000), small_one, (7, 800)]
    rows = [("2019-20-Q1", f"g{n}", a / b, a, b) for n, (a, b) in enumerate(pairs)]
    a, b = (sum(column) for column in zip(*pairs, strict=True))
    suppressed = suppress(table(rows), whole=table([("2019-20-Q1", "", a / b, a, b)]), unit=unit)
    withheld = suppressed["marker"] == "c"
    assert withheld[2]
    assert withheld.sum() == 2  # one more, or the total would give it away
    assert suppressed.loc[withheld, ["outturn", "numerator", "denominator"]].isna().all(axis=None)


def test_an_average_over_enough_is_shown_however_small_its_amount():
    rows = [("2019-20-Q1", "g0", 0.2, 3, 15), ("2019-20-Q1", "g1", 0.5, 8, 16)]
    whole = table([("2019-20-Q1", "", 0.35, 11, 31)])
    assert (suppress(table(rows), whole=whole, unit="average")["marker"] == "").all()


def test_groups_of_nobody_in_particular_hide_others_first():
    names = ("Asian", "Black", "Not stated", "Other ethnic group", "White")
    for small, hides in (("Asian", "Not stated"), ("Not stated", "Other ethnic group")):
        rows = [("2019-20-Q1", name, 3 if name == small else 40) for name in names]
        whole = [("2019-20-Q1", "", sum(count for _, _, count in rows))]
        suppressed = suppress(table(rows), whole=table(whole)).set_index("category")["marker"]
        assert set(suppressed[suppressed == "c"].index) == {small, hides}


def hidden_by_quarter(*quarters):
    """Which groups are withheld in each of several quarters of counts, by their letters."""
    rows = [
        (period, name, count)
        for period, counts in zip(QUARTERS, quarters, strict=False)
        for name, count in zip("abcdefgh", counts, strict=False)
    ]
    whole = [(p, "", sum(counts)) for p, counts in zip(QUARTERS, quarters, strict=False)]
    suppressed = suppress(table(rows), whole=table(whole))
    hidden = suppressed[suppressed["marker"] == "c"].groupby("period_id")["category"].sum()
    return [hidden.get(period, "") for period in QUARTERS[: len(quarters)]]


def test_the_same_group_hides_the_small_ones_in_every_quarter():
    assert hidden_by_quarter((3, 20, 30, 40), (30, 20, 3, 25), (30, 4, 30, 40)) == [
        "ad",
        "cd",
        "bd",
    ]


def test_a_group_that_hid_another_once_is_withheld_whenever_anything_is():
    """In the second quarter d is small itself, so a hides it; from then on both hide others."""
    quarters = (3, 20, 30, 40), (20, 20, 30, 4), (20, 3, 30, 40), (9, 20, 30, 40)
    assert hidden_by_quarter(*quarters) == ["ad", "ad", "abd", ""]


def test_of_groups_that_were_all_shown_the_one_last_shown_as_smallest_hides_others():
    assert hidden_by_quarter((9, 20, 8, 40), (3, 20, 30, 40)) == ["", "ac"]
    assert hidden_by_quarter((9, 20, 30, 40), (3, 20, 30, 40)) == ["", "ab"]


def test_the_threshold_can_be_raised():
    assert counts_of(20, 7, 30, threshold=10) == [20, None, None]


@pytest.mark.parametrize(
    ("pairs", "hidden"),
    [
        ([(20, 40), (30, 60), (25, 50)], [False, False, False]),
        ([(3, 40), (30, 60), (25, 50)], [True, False, True]),  # few did
        ([(38, 40), (30, 60), (25, 50)], [True, False, True]),  # few did not
        ([(0, 3), (30, 60), (25, 50)], [True, False, True]),  # few there are
        ([(0, 40), (60, 60), (25, 50)], [False, False, False]),  # nobody and everybody
        # The smallest beside it is hidden too, but nobody failed there: a third is needed.
        ([(38, 40), (30, 30), (25, 50)], [True, False, True]),
    ],
)
def test_shares_are_judged_by_all_three_counts_behind_them(pairs, hidden):
    assert shares_of(*pairs) == hidden


def test_a_share_of_nobody_knows_how_many_is_withheld_unless_it_is_official():
    whole = table([("2019-20-Q1", "", 50.0)])
    rows = [("2019-20-Q1", "a", 40.0), ("2019-20-Q1", "b", 60.0)]
    assert suppress(table(rows), whole=whole, unit="percent")["outturn"].isna().all()
    official = table(rows, provenance="published")
    assert suppress(official, whole=whole, unit="percent")["outturn"].tolist() == [40.0, 60.0]


def test_what_the_service_withheld_alone_gets_another_beside_it():
    assert counts_of(20, None, 9, total=32) == [20, None, None]


def test_people_in_no_group_shown_are_a_group_that_must_be_hidden():
    assert counts_of(20, 9, total=31) == [20, None]


def test_groups_that_make_up_the_whole_with_only_some_of_the_categories_hide_each_other():
    periods = ("2019-20-Q1", "2019-20-Q2")
    rows = [
        (period, name, count)
        for period, small in zip(periods, (8, 3), strict=True)
        for name, count in (("offer", small), ("let", 30), ("context", 12), ("stock", 2200))
    ]
    whole = table([(period, "", 30 + n) for period, n in zip(periods, (8, 3), strict=True)])
    suppressed = suppress(table(rows), whole=whole)
    hidden = suppressed.loc[suppressed["marker"] == "c", ["period_id", "category"]]
    assert hidden.to_numpy().tolist() == [["2019-20-Q2", "offer"], ["2019-20-Q2", "let"]]


def test_what_was_shown_stays_as_it_was_when_further_periods_come():
    rows = [
        (period, name, count)
        for period, counts in (
            ("2018-19-Q4", (3, 9, 12, 40)),
            ("2019-20-Q1", (7, 9, 30, 3)),
            ("2019-20-Q2", (4, 50, 9, 60)),
        )
        for name, count in zip("abcd", counts, strict=True)
    ]
    whole = [("2018-19-Q4", "", 64), ("2019-20-Q1", "", 46), ("2019-20-Q2", "", 54)]
    at_the_end = suppress(table(rows), whole=table(whole))["marker"].tolist()
    for periods in (1, 2, 3):
        then = suppress(table(rows[: 4 * periods]), whole=table(whole[:periods]))
        assert then["marker"].tolist() == at_the_end[: 4 * periods]
    assert at_the_end == ["c", "", "", "c", "c", "", "", "c", "c", "", "", "c"]


def test_what_is_withheld_keeps_neither_figures_nor_words_and_what_is_shown_is_untouched():
    rows = table([("2019-20-Q1", name, n) for name, n in (("a", 3), ("b", 6), ("c", 40))])
    before = rows.copy()
    suppressed = suppress(rows, whole=table([("2019-20-Q1", "", 49)]))
    pd.testing.assert_frame_equal(rows, before)
    assert suppressed["marker"].tolist() == ["c", "", "c"]
    assert suppressed["commentary"].tolist() == ["", "three people", ""]
    pd.testing.assert_frame_equal(suppressed.iloc[1:2], before.iloc[1:2])


def test_each_breakdown_is_taken_by_itself():
    wards = table([("2019-20-Q1", name, n) for name, n in (("a", 3), ("b", 6), ("c", 40))])
    ages = table([("2019-20-Q1", name, n) for name, n in (("x", 9), ("y", 40))], breakdown="Age")
    suppressed = suppress(pd.concat([ages, wards]), whole=table([("2019-20-Q1", "", 49)]))
    assert suppressed["marker"].tolist() == ["", "", "c", "", "c"]


@pytest.mark.parametrize("pooled_first", [False, True])
def test_two_periods_that_end_on_one_day_are_two_tables(pooled_first):
    """A wave of a survey, in which three of four is told of few, and two years pooled."""
    wave = [("2019-02-to-2019-03", n, 50.0, a, b) for n, a, b in (("a", 3, 4), ("b", 20, 40))]
    pooled = [("2018-02-to-2019-03", n, 50.0, a, b) for n, a, b in (("a", 30, 50), ("b", 60, 120))]
    whole = table(
        [("2019-02-to-2019-03", "", 50.0, 23, 44), ("2018-02-to-2019-03", "", 50.0, 90, 170)]
    )
    rows = [*pooled, *wave] if pooled_first else [*wave, *pooled]
    suppressed = suppress(table(rows), whole=whole, unit="percent").set_index("period_id")["marker"]
    assert suppressed["2019-02-to-2019-03"].tolist() == ["c", "c"]
    assert suppressed["2018-02-to-2019-03"].tolist() == ["", ""]


def to_date(*years):
    """Which groups are shown in each quarter of years up to 2019/20, of totals to date."""
    periods = [(f"{year}-Q{n}", n - 1) for year in YEARS[-len(years) :] for n in range(1, 5)]
    quarters = [(period, n) for period, n in periods if n < 4]
    tables = [counts for year in years for counts in year]
    assert len(tables) <= len(quarters)
    rows, whole = [], []
    for (period, _), counts in zip(quarters, tables, strict=False):
        whole.append((period, "", sum(counts)))
        rows += [(period, f"g{n}", count) for n, count in enumerate(counts)]
    suppressed = suppress(table(rows), whole=table(whole), year_to_date=True)
    shown = suppressed["outturn"].notna().to_numpy().reshape(len(tables), -1)
    return ["".join("+" if each else "c" for each in row) for row in shown]


LARGE = (90, 95), (180, 190), (270, 290), (360, 400)


def test_totals_to_date_are_shown_when_the_year_is_over():
    assert to_date(((60, 50), (90, 110), (140, 160), (180, 230))) == ["cc", "cc", "cc", "++"]
    assert to_date(((60, 50), (90, 110), (140, 160))) == ["cc", "cc", "cc"]


def test_after_a_year_of_large_groups_totals_to_date_are_shown_every_quarter():
    after = (30, 25), (50, 60), (70, 95), (100, 120)
    assert to_date(LARGE, after)[4:] == ["++"] * 4
    assert to_date((*LARGE[:3], (79, 400)), after)[4:] == ["cc", "cc", "cc", "++"]


def test_a_year_whose_last_table_is_missing_is_no_year_of_large_groups():
    rows = [(f"2018-19-Q{n}", name, 90 * n) for n in (1, 2, 3) for name in "ab"]
    rows += [("2019-20-Q1", name, 60) for name in "ab"]
    whole = [(f"2018-19-Q{n}", "", 180 * n) for n in (1, 2, 3)] + [("2019-20-Q1", "", 120)]
    suppressed = suppress(table(rows), whole=table(whole), year_to_date=True)
    assert suppressed["outturn"].isna().all()


def test_after_few_have_come_on_nothing_of_that_year_is_shown_any_more():
    after = (30, 25), (50, 29), (70, 95), (100, 120)
    assert to_date(LARGE, after)[4:] == ["++", "cc", "cc", "cc"]
    assert to_date(LARGE, ((30, 4), *after[1:]))[4:] == ["cc"] * 4


def test_only_the_last_table_of_a_year_has_gaps_and_they_hide_what_has_come_on():
    large = tuple((*counts, 400) for counts in LARGE)
    after = (30, 25, 40), (50, 60, 80), (70, 95, 120), (100, 97, 160)
    assert to_date(large, after)[4:] == ["+++", "+++", "+++", "cc+"]


def test_a_year_shown_with_a_gap_is_no_year_of_large_groups():
    after = (30, 25), (50, 60), (70, 95), (100, 120)
    with_gap = (*LARGE[:3], (274, 400))
    years = LARGE, with_gap, after
    assert to_date(*years)[4:] == ["++", "++", "++", "cc", "cc", "cc", "cc", "++"]


def test_a_group_is_withheld_from_the_year_where_a_quarter_of_it_could_be_bounded():
    """Of 100 in all 50 had come by the second quarter: of 53 three at least were among them."""
    year = (8, 12, 5), (17, 25, 8), (30, 35, 12), (53, 30, 17)
    assert to_date(year)[3] == "ccc"
    assert to_date((*year[:3], (70, 20, 10)))[3] == "+++"


def test_two_groups_hide_one_of_a_year_whose_parts_are_withheld():
    year = (1, 12, 15, 20), (1, 25, 28, 40), (2, 35, 42, 60), (3, 60, 67, 80)
    assert to_date(year)[3] == "c+cc"
    (only,) = {tuple(counts_of(*year[-1]))}
    assert [count is None for count in only] == [True, False, False, True]


def test_a_percentage_to_date_is_bounded_by_its_numerators_and_by_those_left():
    """Forty of 80 who did not were there by the half-year: so two at least of a group of 42."""

    def hidden(*numerators):
        periods = ("2019-20-Q2", "2019-20-Q4")
        pairs = dict(zip(periods, ([(30, 50), (30, 50)], [*numerators]), strict=True))
        rows = [
            (period, f"g{n}", 1.0, a, b)
            for period, of in pairs.items()
            for n, (a, b) in enumerate(of)
        ]
        whole = [
            (period, "", 1.0, sum(a for a, _ in of), sum(b for _, b in of))
            for period, of in pairs.items()
        ]
        suppressed = suppress(table(rows), whole=table(whole), unit="percent", year_to_date=True)
        return (suppressed["marker"] == "c").tolist()[2:]

    assert hidden((60, 100), (70, 110)) == [False, False]
    assert hidden((62, 100), (70, 112)) == [True, True]


def test_of_many_groups_that_come_to_more_than_the_whole_each_is_taken_by_itself():
    counts = (3, *range(20, 31))
    assert counts_of(*counts, total=200) == [None, *range(20, 30), None]
