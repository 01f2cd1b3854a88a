"""Agreed aims that were changed after their year had begun, and no word is said of it.

An aim counts as agreed unless its plan says that it is proposed, or illustrative: what somebody
made up to have something to show may be replaced by what the council asks, at any time. It may be
changed for a year that has not begun; afterwards the plan keeps, for readers, what it was and why
it was changed (`earlier`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kpis.model import Aim, Measure, Plan
from kpis.model.record import Record
from kpis.plan.agreed.figures import Figures, figures_of
from kpis.plan.faults import Location
from kpis.plan.files import MEASURES, Table
from kpis.plan.rating.aim_rules import is_financial_year


class AgreedAim(Record):
    """An aim of the tables of a plan's files that somebody is held to. path: in its file."""

    file: str
    path: Location
    owner: str  # id of the measure or part
    year: str
    figures: Figures


class UntoldChange(Record):
    """An agreed aim of a year that has begun, and what it asks now, without a reason."""

    aim: AgreedAim
    now: Figures  # {} where it asks nothing any more

    @property
    def keys(self) -> tuple[str, ...]:
        """Of the figures that are not the same."""
        every = dict.fromkeys((*self.aim.figures, *self.now))
        return tuple(key for key in every if self.aim.figures.get(key) != self.now.get(key))


def has_begun(year: str, today: date) -> bool:
    """Whether a financial year, "2020/21", has begun; False for what is none."""
    return is_financial_year(year) and today >= date(int(year[:4]), 4, 1)


def untold_changes(
    before: Mapping[str, Table], after: Mapping[str, Table], today: date
) -> Iterator[UntoldChange]:
    """Agreed aims that tables of a plan's files ask otherwise than those before, and do not say so.

    A measure that is in the plan no more has no aims that could be changed.
    """
    for file, table in before.items():
        now = after.get(file)
        if not file.startswith(f"{MEASURES}/") or now is None or now == table:
            continue
        aims_now = {
            (owner, year): (aim, shared) for owner, _, year, aim, shared in _aims(file, now)
        }
        owners_now = {owner for owner, _, _ in _holders(file, now)}
        for owner, path, year, aim, shared in _aims(file, table):
            if owner not in owners_now or not has_begun(year, today) or not _is_agreed(aim, shared):
                continue
            agreed = AgreedAim(
                file=file, path=path, owner=owner, year=year, figures=figures_of(aim)
            )
            other, _ = aims_now.get((owner, year), ({}, {}))
            asked = {} if other.get("proposed") is True else figures_of(other)
            if asked != agreed.figures and not _is_told(aim, other, year):
                yield UntoldChange(aim=agreed, now=asked)


def untold_changes_of_plan(before: Plan, after: Plan, today: date) -> Iterator[tuple[str, str]]:
    """Id of the measure and year of such aims, of a plan as it was published and as it is.

    The id is that of now, whatever the measure was called when it was published.
    Where that was another plan, years that this one says nothing of are that one's business.
    """
    for measure in after.measures:
        earlier = as_it_was(before, measure)
        for year, aim in sorted(earlier.aims.items() if earlier else ()):
            if before.id != after.id and year not in measure.aims:
                continue
            now = measure.aims.get(year) or Aim(year=year, target=None)
            was = figures_of(vars(aim))
            if not was or aim.proposed or aim.illustrative or not has_begun(year, today):
                continue
            asked = {} if now.proposed else figures_of(vars(now))
            entries = {"earlier": [vars(each) for each in now.earlier], "agreed_on": now.agreed_on}
            if asked != was and not _is_told(vars(aim), entries, year):
                yield measure.id, year


def as_it_was(before: Plan, measure: Measure) -> Measure | None:
    """The measure as a plan before had it, maybe under another id; None where it did not."""
    known = before.measures_by_id
    return next((known[each] for each in (measure.id, *measure.earlier_ids) if each in known), None)


def _is_told(was: Mapping[str, Any], now: Mapping[str, Any], year: str) -> bool:
    """Whether an aim says what it was before, or was agreed anew before its year began."""
    agreed_on = now.get("agreed_on")
    if (
        isinstance(agreed_on, date)
        and agreed_on != was.get("agreed_on")
        and not has_begun(year, agreed_on)
    ):
        return True
    figures = figures_of(was)
    return any(figures_of(entry) == figures for entry in now.get("earlier") or () if entry)


def _is_agreed(aim: Table, shared: Table) -> bool:
    stated = shared | aim
    made_up = stated.get("proposed") is True or stated.get("illustrative") is True
    return not made_up and bool(figures_of(aim))


def _holders(file: str, table: Table) -> Iterator[tuple[str, Location, Table]]:
    """A measure and its parts: id, path in the file, table."""
    yield file.removeprefix(f"{MEASURES}/").removesuffix(".toml"), (), table
    for place, part in enumerate(table.get("parts") or ()):
        if part and part.get("id"):
            yield part["id"], ("parts", place), part


def _aims(file: str, table: Table) -> Iterator[tuple[str, Location, str, Table, Table]]:
    """Every aim of a file: whose, where, its year, itself, and what all years have in common."""
    of_measure = table.get("every_year") or {}
    for owner, path, holder in _holders(file, table):
        shared = of_measure | (holder.get("every_year") or {})
        for year, aim in (holder.get("years") or {}).items():
            if isinstance(aim, dict):
                yield owner, (*path, "years", year), year, aim, shared
