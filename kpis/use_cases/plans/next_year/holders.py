"""Measures and parts in the tables of a plan's files, as those that aims are asked of."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpis.model import AGAINST_OTHERS
from kpis.model.record import Record
from kpis.periods import quarters_of_year
from kpis.plan.agreed.figures import figures_of
from kpis.plan.files import MEASURES, Table
from kpis.plan.measure_references import id_of_file
from kpis.plan.rating.aim_rules import NEEDED
from kpis.plan.rating.rating_rules import rule_in_force


class Holder(Record):
    """A measure without parts, or a part. table: its own; measure: that of its measure."""

    id: str
    table: Table
    measure: Table

    @property
    def years(self) -> dict[str, Table]:
        """Its aims by year; {} for none."""
        return self.table.get("years") or {}

    def put(self, year: str, aim: Table) -> None:
        """Set the aim of a year."""
        self.table.setdefault("years", {})[year] = aim

    @property
    def shared(self) -> dict[str, Any]:
        """What holds for every year that does not say otherwise itself."""
        return (self.measure.get("every_year") or {}) | (self.table.get("every_year") or {})

    @property
    def data_only(self) -> str:
        """Why there is no target; "" where there are targets."""
        return str(self.table.get("data_only", self.measure.get("data_only", "")))


def holders_in(tables: Mapping[str, Table]) -> Iterator[Holder]:
    """All of a plan, by file."""
    for file, table in tables.items():
        if not file.startswith(f"{MEASURES}/"):
            continue
        if table.get("parts"):
            for part in table["parts"]:
                yield Holder(id=part["id"], table=part, measure=table)
        else:
            yield Holder(id=id_of_file(file), table=table, measure=table)


def asked_in(holder: Holder, plan: Table, year: str) -> bool:
    """Whether a year asks of a measure what it is rated by; also where it is rated by no aim.

    A proposed aim asks it too, where it says it. So does a year in which it is not collected.
    """
    rule = rule_in_force(plan, holder.table, holder.measure).rule
    if holder.data_only or rule in AGAINST_OTHERS:
        return True
    first, *_, last = quarters_of_year(year)
    introduced, retired = holder.measure.get("introduced", ""), holder.measure.get("retired", "")
    if introduced > last.id or (retired and retired < first.id):
        return True
    aim = holder.years.get(year) or {}
    return NEEDED.get(rule, "target") in figures_of(aim) if rule else True
