"""What is kept per plan goes when the plan goes, and never reaches another one."""

from threading import Thread

from kpis.analysis.figures.per_plan import MOST_KEPT, per_plan


def counting():
    calls = []

    @per_plan
    def work(plan, number=0):
        calls.append((plan.id, number))
        return [plan.id, number]

    return work, calls


def test_the_same_plan_is_worked_out_once_for_each_argument(make_plan, make_measure):
    work, calls = counting()
    plan = make_plan(make_measure())
    assert work(plan) is work(plan)
    assert work(plan, 1) is work(plan, 1)
    assert calls == [("plan", 0), ("plan", 1)]


def test_an_equal_plan_is_another_plan(make_plan, make_measure):
    work, calls = counting()
    first, second = make_plan(make_measure()), make_plan(make_measure())
    assert first == second
    assert work(first) is not work(second)
    assert len(calls) == 2


def test_nothing_is_left_of_a_plan_that_is_gone(make_plan, make_measure):
    work, calls = counting()
    for _ in range(5):
        work(make_plan(make_measure()))
    assert len(calls) == 5  # a new plan at an old one's place in memory finds nothing there


def test_results_do_not_pile_up_without_end(make_plan, make_measure):
    work, calls = counting()
    plan = make_plan(make_measure())
    for number in range(MOST_KEPT + 1):
        work(plan, number)
    work(plan, 0)
    assert len(calls) == MOST_KEPT + 2


class Quarter:
    """An argument. Once armed, its second look-up lets another thread fill the cache first."""

    def __init__(self, fill):
        self.looked_up, self.armed = 0, False
        self.filling = Thread(target=fill)

    def __hash__(self):
        self.looked_up += self.armed
        if self.looked_up == 2:
            self.armed = False
            self.filling.start()
            self.filling.join(0.3)  # it may have to wait until this look-up is over
        return 1


def test_a_result_that_another_thread_drops_while_it_is_looked_up_is_given_all_the_same(
    make_plan, make_measure
):
    work, _ = counting()
    plan = make_plan(make_measure())
    quarter = Quarter(lambda: [work(plan, number) for number in range(MOST_KEPT + 1)])
    first = work(plan, quarter)
    quarter.armed = True
    assert work(plan, quarter) == first
    if quarter.filling.ident:
        quarter.filling.join()
    assert work(plan, 0) == [plan.id, 0]


def test_threads_that_ask_at_once_get_the_same_result(make_plan, make_measure):
    plan = make_plan(make_measure())
    calls, results = [], []

    @per_plan
    def work(plan):
        calls.append(plan)
        if len(calls) == 1:
            other = Thread(target=lambda: results.append(work(plan)))
            other.start()
            other.join()
        return [plan.id]

    results.append(work(plan))
    assert results[0] is results[1]
