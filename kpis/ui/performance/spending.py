"""What the council spends by outcome, where the plan says so: in pounds first, then as bars."""

from collections.abc import Sequence
from itertools import groupby

from kpis.model import Outcome, Plan, Spending, SpendingKind, Unit
from kpis.ui.kit.addresses import link, outcome_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.figures import figure

KIND_WORDS = {
    SpendingKind.GROSS_REVENUE: "Spending on running services, before income",
    SpendingKind.NET_REVENUE: "Spending on running services, after income",
    SpendingKind.GROSS_CAPITAL: "Spending on building and buying, before income",
    SpendingKind.NET_CAPITAL: "Spending on building and buying, after income",
}
_ORDER = list(SpendingKind)


def spending_tables(plan: Plan, quarter_id: str = "") -> Html | None:
    """A table for each kind and year, the latest first, with its sum; None where nothing is said.

    quarter_id: named in the links, "" to leave it out.
    """
    by_year = sorted(plan.borough.spending, key=lambda each: _ORDER.index(each.kind))
    by_year.sort(key=lambda each: each.year, reverse=True)
    titles = {outcome.number: outcome.title for outcome in plan.outcomes}
    tables = [
        _table(kind, year, sorted(group, key=lambda each: each.outcome), titles, quarter_id)
        for (year, kind), group in groupby(by_year, key=lambda each: (each.year, each.kind))
    ]
    return element("div", tables) if tables else None


def spending_on(plan: Plan, outcome: Outcome) -> Html | None:
    """The same of one outcome as a list of sentences; None where nothing is said of it."""
    own = [each for each in plan.borough.spending if each.outcome == outcome.number]
    own.sort(key=lambda each: (each.year, -_ORDER.index(each.kind)), reverse=True)
    items = [
        element(
            "li",
            f"{KIND_WORDS[each.kind]}, {each.year}: ",
            element("strong", figure(each.amount, Unit.POUNDS, 0)),
            element("span", f"Source: {each.source}.", class_="k-sub"),
        )
        for each in own
    ]
    return element("ul", items, class_="k-spent") if items else None


def _table(
    kind: SpendingKind,
    year: str,
    entries: Sequence[Spending],
    titles: dict[int, str],
    quarter_id: str,
) -> Html:
    # One below the other: each to the pound, so that none looks smaller for being written shorter.
    amounts = [figure(each.amount, Unit.COUNT, 0) for each in entries]
    several = len(entries) > 1
    largest = max(each.amount for each in entries)
    lines = [
        row(
            row_header(
                element("span", str(each.outcome), class_="k-code"),
                link(outcome_address(each.outcome, quarter_id), titles[each.outcome]),
            ),
            cell(amount, class_="k-figure", label="Pounds"),
            cell(_bar(each.amount, largest)) if several else None,
        )
        for each, amount in zip(entries, amounts, strict=True)
    ]
    if several:
        total = figure(sum(each.amount for each in entries), Unit.COUNT, 0)
        lines.append(
            row(row_header("Together"), cell(total, class_="k-figure"), cell(), class_="k-total")
        )
    head = row(
        column("Outcome"),
        column("Pounds", class_="k-figure"),
        column("Compared") if several else None,
    )
    sources = "; ".join(dict.fromkeys(each.source for each in entries))
    caption = f"{KIND_WORDS[kind]}, {year}. Source: {sources}."
    with_bars = " k-spending-bars" if several else ""
    return table(caption, head, lines, class_=f"k-spending{with_bars}")


def _bar(amount: float, largest: float) -> Html | None:
    """It says again what the number says, so it is not read aloud. None for nothing and below."""
    if amount <= 0:
        return None
    return element("meter", value=str(amount), max=str(largest), class_="k-bar", aria_hidden="true")
