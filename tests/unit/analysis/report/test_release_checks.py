"""What stands between a quarter and its release, on the boundaries of each fault and warning."""

from datetime import datetime, timedelta

import pytest

from kpis.analysis.report.performance import performance
from kpis.analysis.report.plan_changes import AimChange, TermChange
from kpis.analysis.report.release_changes import differing
from kpis.analysis.report.release_checks import ReleaseSituation, release_checks
from kpis.frames import DIFFERENCES
from kpis.model import Frequency, ReleaseFault, ReleaseWarning
from kpis.periods import period_of_id

Q1, Q2 = "2019-20-Q1", "2019-20-Q2"
QUARTER = period_of_id(Q2)  # ends 30 September; returns are due 18 October, published 29 November
READY = datetime(2019, 12, 2, 9)


@pytest.fixture
def check(make_plan, make_measure, make_outturns):
    """The checks of Q2 for figures of measures of these ids, and what else is found."""

    def call(approved, *, left_out=(), now=READY, measures=("reviews",), plan=None, **found):
        plan = plan or make_plan(*(make_measure(each) for each in measures))
        outturns = make_outturns(*approved)
        situation = ReleaseSituation(
            approved=performance(plan, outturns, [QUARTER], now),
            left_out=make_outturns(*left_out),
            **{"restated": DIFFERENCES.empty()} | found,
        )
        return release_checks(plan, QUARTER, now, situation)

    return call


def figure(outturn, measure="reviews", period=Q2, **more):
    return {"measure_id": measure, "period_id": period, "outturn": outturn} | more


def kinds(checks):
    return [check.kind for check in (*checks.faults, *checks.warnings)]


def test_a_quarter_whose_figures_are_in_and_approved_is_ready(check):
    checks = check([figure(96.0)])
    assert kinds(checks) == []
    assert (checks.due, checks.came_in) == (1, 1)


@pytest.mark.parametrize(
    ("now", "faults"),
    [
        (datetime(2019, 9, 30, 23, 59), [ReleaseFault.NOT_ENDED]),
        (datetime(2019, 10, 1), []),
    ],
)
def test_a_quarter_is_over_when_its_last_day_is(check, now, faults):
    assert [each.kind for each in check([figure(96.0)], now=now).faults] == faults


@pytest.mark.parametrize(("days", "is_early"), [(-1, True), (0, False), (1, False)])
def test_publishing_before_the_plans_day_is_a_warning(check, days, is_early):
    day = datetime(2019, 11, 29) + timedelta(days=days)
    checks = check([figure(96.0)], now=day)
    assert kinds(checks) == ([ReleaseWarning.EARLY] if is_early else [])


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (datetime(2019, 10, 18, 12), ReleaseWarning.AWAITED),
        (datetime(2019, 10, 19), ReleaseWarning.LATE),
    ],
)
def test_what_is_missing_is_late_from_the_day_after_it_was_due(check, now, kind):
    checks = check([figure(96.0)], now=now, measures=("reviews", "air"))
    (found,) = checks.of(kind)
    assert (found.measure_id, found.about) == ("air", "due 18 October 2019")
    assert (checks.due, checks.came_in) == (2, 1)


def test_without_an_approved_figure_nothing_can_be_published(check):
    assert [each.kind for each in check([]).faults] == [ReleaseFault.NOTHING_APPROVED]


def test_what_came_in_and_was_not_approved_blocks_where_the_page_would_call_it_late(check):
    checks = check(
        [figure(96.0)], left_out=[figure(3.0, "air")], measures=("reviews", "air", "noise")
    )
    (fault,) = checks.faults
    assert (fault.kind, fault.measure_id) == (ReleaseFault.WAITING, "air")
    assert [each.measure_id for each in checks.of(ReleaseWarning.LATE)] == ["noise"]


@pytest.mark.parametrize(
    ("provenance", "kind"),
    [
        ("illustrative", ReleaseFault.WAITING),
        ("return", ReleaseWarning.LEFT_OUT),
        ("published", ReleaseWarning.LEFT_OUT),
    ],
)
def test_what_waits_beside_a_made_up_figure_blocks_and_beside_a_true_one_is_left_out(
    check, provenance, kind
):
    checks = check([figure(96.0, provenance=provenance)], left_out=[figure(97.0)])
    assert kind in kinds(checks)


@pytest.mark.parametrize(
    "left_out",
    [
        figure(97.0, period=Q1),
        figure(97.0, breakdown="Ward", category="North"),
        figure(97.0, "gone"),
    ],
)
def test_an_earlier_period_or_a_group_that_waits_is_left_out_and_blocks_nothing(check, left_out):
    checks = check([figure(96.0)], left_out=[left_out, left_out])
    assert kinds(checks) == [ReleaseWarning.LEFT_OUT]


def test_one_month_that_waits_blocks_the_quarter_it_is_missing_from(check, make_plan, make_measure):
    plan = make_plan(make_measure(frequency=Frequency.MONTH), make_measure("air"))
    approved = [figure(96.0, period="2019-M07"), figure(96.0, period="2019-M08")]
    checks = check(
        [*approved, figure(96.0, "air")], left_out=[figure(96.0, period="2019-M09")], plan=plan
    )
    (fault,) = checks.faults
    assert (fault.kind, fault.period_id) == (ReleaseFault.WAITING, "2019-M09")


@pytest.mark.parametrize(
    ("outturn", "commentary", "is_told"),
    [(89.9, "", True), (89.9, "  ", True), (89.9, "Two posts empty", False), (90.0, "", False)],
)
def test_a_red_figure_wants_commentary_and_an_amber_one_does_not(
    check, outturn, commentary, is_told
):
    checks = check([figure(outturn, commentary=commentary)])
    found = checks.of(ReleaseWarning.RED_WITHOUT_COMMENTARY)
    assert [each.about for each in found] == (["89.9%, target 95.0%"] if is_told else [])


@pytest.mark.parametrize(
    ("marker", "is_told"), [("p", True), ("pr", True), ("r", False), ("", False)]
)
def test_a_provisional_figure_is_a_warning(check, marker, is_told):
    checks = check([figure(96.0, marker=marker)])
    assert (ReleaseWarning.PROVISIONAL in checks.kinds) is is_told


def test_a_made_up_figure_is_a_warning(check):
    checks = check([figure(96.0, provenance="illustrative")])
    assert checks.kinds == (ReleaseWarning.ILLUSTRATIVE,)


def test_one_figure_may_have_several_things_the_matter_with_it(check):
    checks = check([figure(80.0, marker="p", provenance="illustrative")])
    assert checks.kinds == (
        ReleaseWarning.RED_WITHOUT_COMMENTARY,
        ReleaseWarning.PROVISIONAL,
        ReleaseWarning.ILLUSTRATIVE,
    )


def test_what_was_released_and_is_otherwise_now_is_told_old_and_new(check, make_outturns):
    before = make_outturns(figure(95.0, period=Q1), figure(96.0))
    after = make_outturns(figure(94.0, period=Q1), figure(96.0))
    checks = check([figure(96.0)], restated=differing(before, after))
    (found,) = checks.warnings
    assert (found.kind, found.period_id) == (ReleaseWarning.RESTATED, Q1)
    assert found.about == "95.0% before, 94.0% now"


def test_a_plan_that_changed_since_the_last_release_is_told(check):
    words = {"measure_id": "reviews", "code": "1.1", "title": "Reviews"}
    aim = AimChange(**words, year="2019/20", before="target 95.0%", after="target 90.0%")
    term = TermChange(**words, what="definition", before="Old", after="New")
    checks = check([figure(96.0)], aims=[aim], terms=[term])
    assert [(each.kind, each.about) for each in checks.warnings] == [
        (ReleaseWarning.CHANGED_AIMS, "2019/20: target 95.0% before, target 90.0% now"),
        (ReleaseWarning.CHANGED_TERMS, "definition: Old before, New now"),
    ]


@pytest.mark.parametrize(
    ("corrects", "changes", "blocks"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_a_correction_that_changes_nothing_is_none(check, corrects, changes, blocks):
    checks = check([figure(96.0)], corrects=corrects, changes=changes)
    assert bool(checks.of(ReleaseFault.NOTHING_TO_CORRECT)) is blocks


def test_a_made_up_figure_somebody_waits_to_replace_is_not_counted_as_in(check):
    checks = check(
        [figure(96.0, provenance="illustrative"), figure(96.0, "air")],
        left_out=[figure(97.0)],
        measures=("reviews", "air", "noise"),
    )
    assert (checks.due, checks.came_in, len(checks.of(ReleaseWarning.LATE))) == (3, 1, 1)
