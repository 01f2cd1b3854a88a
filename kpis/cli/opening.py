"""Open the plan and the store a command names; a new store begins with the plan's first figures."""

import argparse

from kpis.cli.output import say
from kpis.model import Plan
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
