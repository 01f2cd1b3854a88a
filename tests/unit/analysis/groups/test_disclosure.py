"""What is withheld cannot be worked out from what is shown, by an attacker with every sum.

The attacker of these tests solves linear programmes and shares no arithmetic with the code: he
knows the rule's threshold, every figure shown, every total, and that counts are whole and not
negative. At his strongest he is also told which of the withheld counts are the small ones, and
concludes that the others that are not nought are five or more.
"""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kpis.analysis.groups.disclosure import suppress
from kpis.periods import period_of_id

QUARTERS = ("2018-19-Q4", "2019-20-Q1", "2019-20-Q2", "2019-20-Q3", "2019-20-Q4")
SMALL = range(1, 5)


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
        ((20, 4, 9), [20, None, None]),  # the smallest that remains goes with it
        ((20, 1, 0, 9), [20, None, 0, None]),  # nought is shown and hides nobody
        ((20, 1, 5, 9), [20, None, 5, None]),  # 6 in two could only be 1 and 5, by the rule itself
        ((6, 1, 5, 7), [None, None, 5, None]),  # of 14 two are 5 or more: 1 to 4 are left
        ((20, 2, 3), [20, None, None]),  # 5 in two: each may be 1 to 4
        ((20, 1, 1), [None, None, None]),  # 2 in two would be 1 and 1
        ((20, 4, 4), [None, None, None]),  # 8 in two could only be 4 and 4
        ((20, 4, 4, 1), [20, None, None, None]),
        ((3, 0, 0), [None, None, None]),  # nothing else can hide it
        ((3,), [None]),
        ((0, 0), [0, 0]),
    ],
)
def test_counts_are_withheld_with_the_smallest_that_hides_them(counts, shown):
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


def test_whoever_knows_the_rule_learns_nothing_from_which_two_are_withheld():
    """Every pair that the rule answers by withholding both, and 40 not, by their sum."""
    pairs = {f"{1900 + a}-M{b:02}": (a, b) for a, b in product(range(1, 13), repeat=2)}
    rows = [
        (period, f"g{n}", count)
        for period, pair in pairs.items()
        for n, count in enumerate((*pair, 40))
    ]
    whole = [(period, "", sum(pair) + 40) for period, pair in pairs.items()]
    suppressed = suppress(table(rows), whole=table(whole)).set_index("period_id")["marker"]
    first_of = {}
    for period, (a, b) in pairs.items():
        if suppressed[period].tolist() == ["c", "c", ""]:
            first_of.setdefault(a + b, set()).add(a)
    assert len(first_of) > 1
    assert all(set(SMALL) <= firsts for total, firsts in first_of.items() if total <= 13)


def test_the_threshold_can_be_raised():
    assert counts_of(20, 7, 30, threshold=10) == [None, None, 30]


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
    assert at_the_end == ["c", "c", "", "", "c", "", "", "c", "c", "", "c", ""]


def test_what_is_withheld_keeps_neither_figures_nor_words_and_what_is_shown_is_untouched():
    rows = table([("2019-20-Q1", name, n) for name, n in (("a", 3), ("b", 6), ("c", 40))])
    before = rows.copy()
    suppressed = suppress(rows, whole=table([("2019-20-Q1", "", 49)]))
    pd.testing.assert_frame_equal(rows, before)
    assert suppressed["marker"].tolist() == ["c", "c", ""]
    assert suppressed["commentary"].tolist() == ["", "", "three people"]
    pd.testing.assert_frame_equal(suppressed.iloc[2:], before.iloc[2:])


def test_each_breakdown_is_taken_by_itself():
    wards = table([("2019-20-Q1", name, n) for name, n in (("a", 3), ("b", 6), ("c", 40))])
    ages = table([("2019-20-Q1", name, n) for name, n in (("x", 9), ("y", 40))], breakdown="Age")
    suppressed = suppress(pd.concat([ages, wards]), whole=table([("2019-20-Q1", "", 49)]))
    assert suppressed["marker"].tolist() == ["", "", "c", "c", ""]


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


def to_date(*quarters):
    """Which groups are shown in each quarter of 2019/20, of totals to date by quarter."""
    rows = [
        (period, f"g{n}", count)
        for period, counts in zip(QUARTERS[1:], quarters, strict=False)
        for n, count in enumerate(counts)
    ]
    whole = [(p, "", sum(counts)) for p, counts in zip(QUARTERS[1:], quarters, strict=False)]
    suppressed = suppress(table(rows), whole=table(whole), year_to_date=True)
    shown = suppressed["outturn"].notna().to_numpy().reshape(len(quarters), -1)
    return ["".join("+" if each else "c" for each in row) for row in shown]


def test_a_total_to_date_that_grew_by_few_is_not_shown_before_the_year_is_over():
    assert to_date((10, 20, 30), (12, 40, 50)) == ["+++", "ccc"]
    assert to_date((10, 20, 30), (12, 40, 50), (15, 60, 70)) == ["+++", "ccc", "+++"]
    assert to_date((10, 20), (15, 20), (21, 26), (30, 40)) == ["++", "++", "++", "++"]


def test_a_part_of_the_year_is_not_shown_where_the_whole_would_have_to_pay_for_it():
    """Seven in nine months is two in the last three: the year's table would have a gap."""
    assert to_date((2, 20), (4, 40), (7, 60), (9, 80)) == ["cc", "cc", "cc", "++"]
    assert to_date((2, 20), (10, 40), (15, 60), (20, 80)) == ["cc", "++", "++", "++"]


def test_the_whole_year_is_shown_although_its_quarters_were_not():
    assert to_date((3, 9), (8, 20), (10, 31), (12, 45)) == ["cc", "++", "cc", "cc"]
    assert to_date((3, 9), (4, 20), (4, 31), (12, 45)) == ["cc", "cc", "cc", "++"]


def test_a_later_total_is_withheld_where_it_would_give_an_earlier_one_away():
    """In the first group alone anything came on: what came on of all is what came on there."""
    assert to_date((10, 20), (12, 20), (15, 20)) == ["++", "cc", "cc"]


def test_a_year_begins_with_nothing_shown():
    rows = [("2018-19-Q4", "a", 30), ("2018-19-Q4", "b", 40)]
    rows += [("2019-20-Q1", "a", 31), ("2019-20-Q1", "b", 40)]
    whole = [("2018-19-Q4", "", 70), ("2019-20-Q1", "", 71)]
    suppressed = suppress(table(rows), whole=table(whole), year_to_date=True)
    assert suppressed["outturn"].notna().all()


small_and_large = st.one_of(st.integers(0, 6), st.integers(0, 30))


def bounds(objective, equal, totals, limits, lower=None, rest=None):
    """The least and the most the attacker can prove of one number."""
    provable = []
    for sign in (1, -1):
        answer = linprog(
            sign * objective, A_ub=lower, b_ub=rest, A_eq=equal, b_eq=totals, bounds=limits
        )
        assert answer.status == 0
        provable.append(sign * answer.fun)
    return provable[0], provable[1]


@settings(max_examples=50)
@given(st.lists(st.tuples(small_and_large, small_and_large), min_size=1, max_size=6))
def test_no_small_count_of_a_share_can_be_worked_out(pairs):
    """Of numerators and those left, what is shown is known and so are both totals."""
    numerators, left = np.array(pairs).T
    rows = [("2019-20-Q1", f"g{n}", 1.0, a, a + b) for n, (a, b) in enumerate(pairs)]
    whole = table([("2019-20-Q1", "", 1.0, numerators.sum(), (numerators + left).sum())])
    hidden = (suppress(table(rows), whole=whole, unit="percent")["marker"] == "c").to_numpy()
    kinds = {"numerator": numerators, "left": left, "denominator": numerators + left}
    assert not any(np.isin(kind[~hidden], SMALL).any() for kind in kinds.values())
    count = int(hidden.sum())
    if count < 2:
        assert count == 0 or len(pairs) == 1
        return
    equal = np.zeros((2, 2 * count))  # the unknown: numerators, then those left
    equal[0, :count], equal[1, count:] = 1, 1
    totals = [numerators[hidden].sum(), left[hidden].sum()]
    for kind, values in kinds.items():
        small = np.isin(values[hidden], SMALL)
        # Where everything is withheld nobody can tell which are small.
        small_ones_known = not hidden.all()
        for place in np.flatnonzero(small):
            objective = np.zeros(2 * count)
            objective[[place, count + place] if kind == "denominator" else [place]] = 1
            if kind == "left":
                objective = np.roll(objective, count)
            limits: list[tuple[int, int | None]] = [(0, None)] * (2 * count)
            lower, rest = None, None
            large = values[hidden] > max(SMALL)
            if small_ones_known and kind != "denominator":
                for member in np.flatnonzero(small | large):
                    place_of_member = member + (count if kind == "left" else 0)
                    limits[place_of_member] = (1, 4) if small[member] else (5, None)
            elif small_ones_known:
                of_small, of_large = (
                    np.hstack([np.eye(count)[some]] * 2) for some in (small, large)
                )
                lower = np.vstack([of_small, -of_small, -of_large])
                rest = [4] * int(small.sum()) + [-1] * int(small.sum()) + [-5] * int(large.sum())
            least, most = bounds(objective, equal, totals, limits, lower, rest)
            if small_ones_known:
                assert least <= 1 + 1e-9
                assert most >= 4 - 1e-9
            else:
                assert most - least >= 1 - 1e-9


@settings(max_examples=50)
@given(
    st.lists(
        st.lists(st.sampled_from((0, 0, 2, 3, 5, 9, 14)), min_size=4, max_size=4),
        min_size=2,
        max_size=3,
    )
)
def test_no_small_count_of_a_quarter_can_be_worked_out_of_totals_to_date(by_group):
    """What came on in each quarter: all totals of all groups are known, and what is shown."""
    came_on = np.array(by_group)
    levels = came_on.cumsum(axis=1)
    groups, quarters = came_on.shape
    rows = [
        (period, f"g{n}", levels[n, q])
        for q, period in enumerate(QUARTERS[1:])
        for n in range(groups)
    ]
    whole = [(period, "", levels[:, q].sum()) for q, period in enumerate(QUARTERS[1:])]
    suppressed = suppress(table(rows), whole=table(whole), year_to_date=True)
    shown = suppressed["outturn"].notna().to_numpy().reshape(quarters, groups).T
    unknown = np.arange(groups * quarters).reshape(groups, quarters)
    equal, totals = [], []
    for q in range(quarters):
        equal.append(np.isin(np.arange(unknown.size), unknown[:, q]))
        totals.append(came_on[:, q].sum())
    for n, q in zip(*np.nonzero(shown), strict=True):
        equal.append(np.isin(np.arange(unknown.size), unknown[n, : q + 1]))
        totals.append(levels[n, q])
    for n in range(groups):
        for first in range(quarters):
            for last in range(first, quarters):
                some = unknown[n, first : last + 1]
                count = came_on[n, first : last + 1].sum()
                everybody = came_on[:, first : last + 1].sum()
                if count not in SMALL or count == everybody:
                    continue  # all of the whole, which is shown
                objective = np.isin(np.arange(unknown.size), some).astype(float)
                least, most = bounds(
                    objective, np.array(equal, dtype=float), totals, [(0, None)] * unknown.size
                )
                assert least <= 1 + 1e-9, (n, first, last, shown)
                assert most >= least + 1 - 1e-9, (n, first, last, shown)
