"""What must hold of directorates, services and teams: each is written in one way only.

They are known by their names alone, so "place" beside "Place" would be a directorate of its own,
with a page of its own.
"""

from collections.abc import Iterator
from typing import Any

from kpis.plan.faults import fault, shown
from kpis.plan.files import ACTIVITIES, PARTNERSHIP, PlanFiles
from kpis.plan.measure_rules import entries
from kpis.plan.names.folding import folded

_LEVELS = ("directorate", "service", "team")


def owner_faults(files: PlanFiles) -> Iterator[str]:
    """Names that differ from an earlier one only in case, blanks or quotes; a team of no service.

    Earlier is what stands in the measures, in order of file name, then in the activities and the
    partnership's commitments.
    """
    written: dict[tuple[str, str], tuple[str, str]] = {}
    for file, prefix, table in _owned(files):
        for level in _LEVELS:
            name = table.get(level)
            if not isinstance(name, str):
                continue
            first, where = written.setdefault((level, folded(name)), (name, file))
            if name != first:
                sentence = f"{shown(name)} is written {shown(first)} in {where}. Write both alike."
                yield fault(file, f"{prefix}{level}", sentence)
        if "team" in table and "service" not in table:
            yield fault(file, f"{prefix}team", "A team is of a service. Name that as service.")


def _owned(files: PlanFiles) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(file, what stands before a key, table) of all that has an owner."""
    for file, table in files.measures():
        yield file, "", table
    for file, key in ((ACTIVITIES, "activities"), (PARTNERSHIP, "commitments")):
        for position, entry in entries(files.tables.get(file, {}), key):
            yield file, f"{key}[{position}].", entry
