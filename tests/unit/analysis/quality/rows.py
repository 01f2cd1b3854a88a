"""Rows of OUTTURNS to look for findings in, and the days on which they are looked for."""

from datetime import date, datetime, time

from kpis.model import Unit
from kpis.periods import quarter

Q2_DUE = date(2019, 10, 18)
STEADY = [70.0, 70.4, 70.1, 70.6, 70.2, 70.5, 70.0, 70.3, 70.1, 70.4]
COUNT = {"unit": Unit.COUNT, "decimals": 0}


def at(day):
    return datetime.combine(day, time.max)


EARLY = at(date(2019, 4, 2))  # before anything is due in the plan's years


def quarters(*outturns, first=(2014, 1), measure_id="reviews", **more):
    start = quarter(*first)
    return [
        {"measure_id": measure_id, "period_id": start.shift(step).id, "outturn": outturn} | more
        for step, outturn in enumerate(outturns)
        if outturn != "gap"
    ]


def ratio(outturn, numerator, denominator, **more):
    behind = {"numerator": numerator, "denominator": denominator}
    return quarters(outturn, first=(2018, 1))[0] | behind | more
