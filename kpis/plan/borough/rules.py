"""What must hold in borough.toml, and between it and the plan's other files."""

import re
from collections.abc import Iterator
from datetime import date

from kpis.plan.borough.links import address_of
from kpis.plan.faults import fault, shown
from kpis.plan.files import BOROUGH, MEASURES, OUTCOMES, PlanFiles, Table
from kpis.plan.measure_rules import KeyFault, entries
from kpis.plan.plan_rules import known_values, unknown
from kpis.plan.rating.aim_rules import is_financial_year

_CALENDAR_YEAR = re.compile(r"[12]\d{3}")
_FIRST_MONTH_OF_FINANCIAL_YEAR = 4


def borough_faults(files: PlanFiles, today: date | None = None) -> Iterator[str]:
    """Every fault that needs more than one key to see. today: that of the clock without it.

    Nothing where the plan has no borough.toml.
    """
    table = files.tables.get(BOROUGH)
    if table is None:
        return
    measures = _measure_ids(files)
    for key, sentence in (
        *_topic_faults(table, measures),
        *_fact_faults(table, measures, today or date.today()),
        *_spending_faults(table, known_values(files.tables.get(OUTCOMES), "outcomes", "number")),
        *_link_faults(table),
    ):
        yield fault(BOROUGH, key, sentence)


def _measure_ids(files: PlanFiles) -> set[object] | None:
    """Ids of measures and parts; None when not all of them could be read."""
    if any(file.startswith(f"{MEASURES}/") for file in files.unreadable):
        return None
    ids: set[object] = set()
    for file, table in files.measures():
        ids.add(file.removeprefix(f"{MEASURES}/").removesuffix(".toml"))
        ids |= {part.get("id") for _, part in entries(table, "parts")}
    return ids - {None} or None


def _no_measure(reference: object, measures: set[object] | None) -> str | None:
    if reference in (None, "") or measures is None or reference in measures:
        return None
    return f"{shown(reference)} is the id of no measure."


def _topic_faults(table: Table, measures: set[object] | None) -> Iterator[KeyFault]:
    first: dict[str, int] = {}
    for position, topic in entries(table, "topics"):
        title = topic.get("title")
        if title is not None and first.setdefault(title, position) != position:
            yield (
                f"topics[{position}].title",
                f"{shown(title)} is already the title of topics[{first[title]}].",
            )
        for number, measure in enumerate(topic.get("measures") or (), start=1):
            if sentence := _no_measure(measure, measures):
                yield f"topics[{position}].measures[{number}]", sentence


def _fact_faults(table: Table, measures: set[object] | None, today: date) -> Iterator[KeyFault]:
    topics = known_values(table, "topics", "title") if table.get("topics") else set()
    for position, fact in entries(table, "facts"):
        key, topic = f"facts[{position}]", fact.get("topic")
        if topic is not None and topics is not None and topic not in topics:
            yield (
                f"{key}.topic",
                f"{shown(topic)} is the title of none of the topics. Add it there.",
            )
        if sentence := _no_measure(fact.get("measure"), measures):
            yield f"{key}.measure", sentence
        if sentence := _year_fault(fact.get("year"), today):
            yield f"{key}.year", sentence
        yield from ((f"{key}.{name}", words) for name, words in _value_faults(fact))


def _year_fault(year: str | None, today: date) -> str | None:
    """A fact is of the past: what is expected of later years says so in its text."""
    if not year:
        return None
    if is_financial_year(year):
        begins = date(int(year[:4]), _FIRST_MONTH_OF_FINANCIAL_YEAR, 1)
    elif _CALENDAR_YEAR.fullmatch(year):
        begins = date(int(year), 1, 1)
    else:
        return f"must be a year, such as 2018 or 2018/19; found {shown(year)}."
    return (
        f"{year} is in the future. Write the year that the fact is of." if begins > today else None
    )


def _value_faults(fact: Table) -> Iterator[KeyFault]:
    """A unit and a comparison are of a value; a comparison says with what."""
    if "value" not in fact:
        for name in ("unit", "compared_value"):
            if fact.get(name) not in (None, ""):
                yield name, "needs a value. Add that, or remove this."
        return
    compared = "compared_value" in fact, fact.get("compared_with", "") != ""
    if compared == (True, False):
        yield "compared_with", "is missing. Say what the value is compared with."
    elif compared == (False, True):
        yield "compared_value", "is missing. Add what the value is compared with, or remove both."


def _spending_faults(table: Table, outcomes: set[object] | None) -> Iterator[KeyFault]:
    first: dict[tuple[object, ...], int] = {}
    for position, entry in entries(table, "spending"):
        key, year = f"spending[{position}]", entry.get("year")
        if sentence := unknown(entry.get("outcome"), outcomes, OUTCOMES):
            yield f"{key}.outcome", sentence
        if year is not None and not is_financial_year(year):
            yield f"{key}.year", f"must be a financial year, such as 2019/20; found {shown(year)}."
        known = entry.get("outcome"), year, entry.get("kind")
        if None not in known and first.setdefault(known, position) != position:
            yield key, f"is of the same outcome, year and kind as spending[{first[known]}]."


def _link_faults(table: Table) -> Iterator[KeyFault]:
    for position, contact in entries(table, "contacts"):
        for number, link in enumerate(contact.get("links") or (), start=1):
            if isinstance(link, str) and not address_of(link):
                yield (
                    f"contacts[{position}].links[{number}]",
                    "must be a web address, an e-mail address or a telephone number; "
                    f"found {shown(link)}.",
                )
