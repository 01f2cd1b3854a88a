"""Every state a measure can be in without a rating, its sentence, and which of two comes first."""

from datetime import datetime

import pytest

from kpis.analysis.report.performance import performance
from kpis.model import Aim, CalendarEntry, Frequency, Polarity, QuarterValue, Suspension
from kpis.periods import quarter

Q2 = quarter(2019, 2)


@pytest.fixture
def state(make_plan, make_outturns, mid_november):
    """(rag, reason) of the first measure of a plan of these in Q2 2019/20."""

    def find(measure, *rows, as_at=mid_november, in_quarter=Q2, parts=(), **plan):
        report = performance(
            make_plan(measure, *parts, **plan), make_outturns(*rows), [in_quarter], as_at
        )
        return report["rag"].iloc[0], report["rag_reason"].iloc[0]

    return find


def test_a_rated_measure_needs_no_reason(state, make_measure):
    assert state(make_measure(), ("reviews", "2019-20-Q2", 96.0)) == ("green", "")


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (datetime(2019, 10, 1), ("awaited", "Due 18 Oct 2019, not yet returned")),
        (datetime(2019, 10, 18, 23, 59), ("awaited", "Due 18 Oct 2019, not yet returned")),
        (datetime(2019, 10, 19), ("late", "Was due 18 Oct 2019")),
        (datetime(2019, 11, 1, 12), ("late", "Was due 18 Oct 2019")),
    ],
)
def test_a_missing_return_is_awaited_to_the_end_of_its_day_and_late_after(
    state, make_measure, as_at, expected
):
    assert state(make_measure(), as_at=as_at) == expected


def test_the_calendar_of_the_plan_says_when_a_return_is_due(state, make_measure):
    entry = CalendarEntry(
        due=datetime(2019, 11, 20).date(),
        closes=datetime(2019, 12, 1).date(),
        published=datetime(2019, 12, 20).date(),
    )
    stands = state(make_measure(), calendar={"2019-20-Q2": entry})
    assert stands == ("awaited", "Due 20 Nov 2019, not yet returned")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"frequency": Frequency.YEAR}, "Measured once a year, next due with Q4 2019/20"),
        (
            {"frequency": Frequency.YEAR, "arrears": 3},
            "Measured once a year, next due with Q3 2019/20",
        ),
        (
            {"frequency": Frequency.ACADEMIC_YEAR, "arrears": 1},
            "Measured once a school year, next due with Q3 2019/20",
        ),
        (
            {"frequency": Frequency.CALENDAR_YEAR},
            "Measured once a calendar year, next due with Q3 2019/20",
        ),
        (
            {
                "frequency": Frequency.SURVEY_WAVE,
                "wave_start_month": 2,
                "wave_months": 2,
                "arrears": 1,
            },
            "Measured by a survey, next due with Q1 2020/21",
        ),
        (
            {"frequency": Frequency.HALF_YEAR, "arrears": 1},
            "Measured twice a year, next due with Q3 2019/20",
        ),
        ({"introduced": "2020-21-Q1"}, "It is new, and first due with Q1 2020/21"),
        (
            {"introduced": "2020-21-Q1", "frequency": Frequency.YEAR},
            "It is new, and first due with Q4 2020/21",
        ),
        ({"retired": "2019-20-Q1"}, "No longer collected after Q1 2019/20"),
        (
            {"retired": "2019-20-Q3", "frequency": Frequency.YEAR},
            "No longer collected after Q3 2019/20",
        ),
    ],
)
def test_what_is_not_due_says_when_it_next_is(state, make_measure, changes, expected):
    assert state(make_measure(**changes)) == ("not_due", expected)


def test_a_yearly_figure_is_due_as_many_quarters_after_its_year_as_it_is_in_arrears(
    state, make_measure
):
    aims = {"2018/19": Aim(year="2018/19", target=95.0)}
    yearly = make_measure(frequency=Frequency.YEAR, arrears=2, aims=aims)
    assert state(yearly)[0] == "late"
    assert state(yearly, ("reviews", "2018-19", 96.0))[0] == "green"


@pytest.mark.parametrize(
    ("quarter_", "expected"),
    [
        (quarter(2019, 1), "not_due"),
        (quarter(2019, 2), "late"),
        (quarter(2019, 3), "late"),
        (quarter(2019, 4), "not_due"),
    ],
)
def test_a_measure_is_due_from_its_first_to_its_last_quarter(
    state, make_measure, quarter_, expected
):
    measure = make_measure(introduced="2019-20-Q2", retired="2019-20-Q3")
    assert state(measure, in_quarter=quarter_, as_at=datetime(2021, 1, 1))[0] == expected


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ("c", "withheld to protect confidentiality"),
        ("x", "not available"),
        ("z", "not applicable"),
        ("xr", "not available"),
    ],
)
def test_a_return_without_a_figure_says_what_its_marker_means(state, make_measure, marker, words):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": None, "marker": marker}
    assert state(make_measure(), row) == ("not_available", f"Returned without a figure: {words}")


def test_a_provisional_figure_is_rated(state, make_measure):
    row = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 91.0, "marker": "p"}
    assert state(make_measure(), row) == ("amber", "")


def test_data_only_gives_the_reason_of_the_plan(state, make_measure):
    measure = make_measure(target=None, data_only="New in 2019/20: this is its baseline year.")
    stands = state(measure, ("reviews", "2019-20-Q2", 50.0))
    assert stands == ("data_only", "New in 2019/20: this is its baseline year")


def test_a_year_without_a_target_is_named(state, make_measure):
    measure = make_measure(aims={"2020/21": Aim(year="2020/21", target=95.0)})
    stands = state(measure, ("reviews", "2019-20-Q2", 50.0))
    assert stands == ("no_target", "This plan sets no target for 2019/20")


def test_a_target_that_is_proposed_and_not_agreed_rates_nothing(state, make_measure):
    aim = Aim(year="2019/20", target=95.0, minimum_expectation=90.0, proposed=True)
    for outturn in (100.0, 0.0):
        stands = state(make_measure(aims={"2019/20": aim}), ("reviews", "2019-20-Q2", outturn))
        assert stands == ("no_target", "The target for 2019/20 is proposed, not agreed")


def test_a_neutral_measure_is_data_only(state, make_measure):
    measure = make_measure(polarity=Polarity.NEUTRAL, target=None)
    stands = state(measure, ("reviews", "2019-20-Q2", 50.0))
    assert stands == ("data_only", "Neither more nor less of this is better")


def test_a_changed_definition_keeps_the_figure_from_being_rated(state, make_measure):
    aim = Aim(year="2019/20", target=95.0, not_comparable="Now counts all ages")
    stands = state(make_measure(aims={"2019/20": aim}), ("reviews", "2019-20-Q2", 50.0))
    assert stands == (
        "not_comparable",
        "Not comparable with the target: Now counts all ages",
    )


def test_a_measure_with_parts_points_to_them(state, make_measure):
    parts = (
        make_measure("women", part_of="reviews", code="1.1a"),
        make_measure("men", part_of="reviews", code="1.1b"),
    )
    assert state(make_measure(), parts=parts) == ("see_parts", "Shown by its parts: 1.1a, 1.1b")


def test_some_months_of_a_quarter_are_told(state, make_measure):
    monthly = make_measure(frequency=Frequency.MONTH, quarter_value=QuarterValue.MEAN)
    months = (("reviews", "2019-M07", 96.0), ("reviews", "2019-M08", 97.0))
    late = ("late", "Was due 18 Oct 2019; 2 of 3 months returned")
    assert state(monthly, *months) == late
    awaited = ("awaited", "Due 18 Oct 2019, 2 of 3 months returned")
    assert state(monthly, *months, as_at=datetime(2019, 10, 2)) == awaited
    assert state(monthly, *months, ("reviews", "2019-M09", 98.0))[0] == "green"


SUSPENDED = {"suspensions": (Suspension(since="2019-20-Q2", until="", reason="Cyber attack."),)}
NO_COMPARISON = {"aims": {"2019/20": Aim(year="2019/20", target=95.0, not_comparable="New")}}
NO_TARGET = {"aims": {"2019/20": Aim(year="2019/20", target=None, not_comparable="New")}}
FIGURE = {"measure_id": "reviews", "period_id": "2019-20-Q2", "outturn": 1.0}
NO_FIGURE = FIGURE | {"outturn": None, "marker": "x"}


@pytest.mark.parametrize(
    ("changes", "rows", "has_parts", "expected"),
    [
        (SUSPENDED, [], True, "see_parts"),
        (SUSPENDED | {"frequency": Frequency.YEAR}, [], False, "suspended"),
        (SUSPENDED, [], False, "suspended"),
        (SUSPENDED, [FIGURE], False, "suspended"),
        ({"frequency": Frequency.YEAR, "target": None}, [], False, "not_due"),
        (NO_TARGET, [], False, "late"),
        (NO_TARGET, [NO_FIGURE], False, "not_available"),
        (NO_COMPARISON, [NO_FIGURE], False, "not_available"),
        (NO_TARGET, [FIGURE], False, "no_target"),
        (NO_COMPARISON, [FIGURE], False, "not_comparable"),
    ],
)
def test_of_two_states_the_first_in_order_is_shown(
    state, make_measure, changes, rows, has_parts, expected
):
    parts = (make_measure("part", part_of="reviews"),) if has_parts else ()
    assert state(make_measure(**changes), *rows, parts=parts)[0] == expected


def test_a_suspension_gives_its_reason(state, make_measure):
    assert state(make_measure(**SUSPENDED)) == ("suspended", "Suspended: Cyber attack")


def test_nothing_is_due_of_what_is_suspended(make_plan, make_measure, make_outturns, mid_november):
    plan = make_plan(make_measure(**SUSPENDED))
    report = performance(plan, make_outturns(), [quarter(2019, 1), Q2], mid_november)
    assert report["due_on"].isna().tolist() == [False, True]
