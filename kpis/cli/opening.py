"""Open what a command names: plan, store, measure, quarter.

A new store begins with the plan's first figures.
"""

import argparse

from kpis.cli.output import say
from kpis.errors import UsageError
from kpis.model import Frequency, Measure, Plan
from kpis.periods import ReportingPeriod
from kpis.store import Store


def open_plan(arguments: argparse.Namespace) -> Plan:
    from kpis.plan.load import load_plan

    return load_plan(arguments.plan)


def open_store(arguments: argparse.Namespace, plan: Plan) -> Store:
    """The store, made and filled with the plan's first figures where there is none yet."""
    store = Store(arguments.store)
    if not store.exists():
        from kpis.returns import load_first_figures

        say(f"No store at {arguments.store} yet: making one with the plan's first figures.")
        load_first_figures(store, plan)
    return store


def find_measure(plan: Plan, text: str) -> Measure:
    """The measure of this id, code or title. Raises UsageError with the nearest one."""
    from kpis.plan.lookup import MeasureLookup

    lookup = MeasureLookup(plan)
    found = lookup.find(text)
    if found is None:
        nearest = lookup.nearest(text)
        meant = f" The nearest is {nearest}." if nearest else ""
        raise UsageError(f"No measure is called {text!r}.{meant}")
    return found


def parse_quarter(text: str) -> ReportingPeriod:
    """Raises UsageError for another kind of period, PeriodError for none at all."""
    from kpis.period_text import parse_period

    quarter = parse_period(text, Frequency.QUARTER)
    if quarter.frequency is not Frequency.QUARTER:
        raise UsageError(f"{text} is not a quarter. Write it as 2019-20-Q2.")
    return quarter
