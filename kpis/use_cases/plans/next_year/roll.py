"""Make next year's plan of a plan, as a folder beside it.

What is made is a proposal: it names the plan it follows, nobody has agreed it, and it is in force
in no quarter. No target is invented. Every file is copied with its comments, and no more of it is
changed than the years ask; what is judged by the old folder goes on being judged by it.
"""

import os
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from kpis.errors import UsageError
from kpis.model import RagRule
from kpis.model.record import Record
from kpis.periods import quarters_of_year, slashed
from kpis.plan.agreed.figures import figures_of
from kpis.plan.files import CALENDAR, CROSSWALK, PLAN, PUBLICATION, Table
from kpis.plan.rating.aim_rules import PROFILE_OF, UPPER_OF, aim_faults
from kpis.plan.rating.rating_rules import RuleInForce, rule_in_force
from kpis.use_cases.plans.next_year.holders import Holder, asked_in, holders_in
from kpis.use_cases.plans.next_year.texts import texts_of
from kpis.use_cases.plans.together import write_together
from kpis.use_cases.plans.workbook import sound_files

_TO = re.compile(r"(\d{4})-(\d{2})")
_NAMED_FILES = ("logo", "slides_template")  # of publication.toml: they stay where they are
_NOT_TAKEN_OVER = ("agreed", "first_figures")  # of plan.toml: they are the old plan's


class NotCarried(Record):
    """A measure or part whose target of the year before is no minimum expectation, and why."""

    measure_id: str
    reason: str


class Rolled(Record):
    """Next year's plan as it was written.

    minimums: measures and parts whose minimum expectation of the first year is the target of the
    year before now. to_set: (measure or part, year) of the plan's years that have no target yet.
    """

    folder: Path
    plan_id: str
    first_year: str
    last_year: str
    minimums: tuple[str, ...]
    not_carried: tuple[NotCarried, ...]
    to_set: tuple[tuple[str, str], ...]


def roll_plan(
    folder: Path, to: str, output: Path | None = None, *, minimum_from_target: bool | None = None
) -> Rolled:
    """Write the plan that follows the one in a folder.

    to: its id and years, "2020-23" for 2020/21 to 2022/23. output: where it is written; beside the
    old one under its id without it. minimum_from_target: whether the target of the year before
    becomes the minimum expectation of the first year, proposed; None where the plan rates by
    minimum expectation.
    Raises PlanError where the plan has faults; UsageError for years that do not follow it, where
    the folder is there already, or cannot be written. Nothing is written then.
    """
    files = sound_files(folder)
    plan = files.tables[PLAN]
    first_year, last_year = _years(to, plan)
    target = output or folder.resolve().parent / to
    if target.exists():
        raise UsageError(f"{target} is there already, so nothing was written. Name another folder.")
    if target.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{target} is inside the plan before it. Name a folder beside it.")
    if minimum_from_target is None:
        minimum_from_target = rule_in_force(plan).rule is RagRule.MINIMUM_EXPECTATION
    tables = {file: deepcopy(table) for file, table in files.tables.items() if file != CROSSWALK}
    _move_on(tables, to, first_year, last_year, os.path.relpath(folder, target))
    minimums, not_carried = [], []
    if minimum_from_target:
        for holder in holders_in(tables):
            reason = _carry(holder, plan, first_year)
            if reason is None:
                minimums.append(holder.id)
            elif reason:
                not_carried.append(NotCarried(measure_id=holder.id, reason=reason))
    texts = texts_of(folder, files.tables, tables)
    copied = {file: (None, texts[file] or (folder / file).read_bytes()) for file in tables}
    write_together(target, copied)
    return Rolled(
        folder=target,
        plan_id=to,
        first_year=first_year,
        last_year=last_year,
        minimums=tuple(minimums),
        not_carried=tuple(not_carried),
        to_set=tuple(left_to_set(tables, _each_year(first_year, last_year))),
    )


def left_to_set(tables: dict[str, Table], years: list[str]) -> Iterator[tuple[str, str]]:
    """(measure or part, year) of these years in which one is rated and asked nothing yet."""
    plan = tables[PLAN]
    for holder in holders_in(tables):
        for year in years:
            if not asked_in(holder, plan, year):
                yield holder.id, year


def _years(to: str, plan: Table) -> tuple[str, str]:
    found = _TO.fullmatch(to)
    starts = int(found[1]) if found else 0
    years = (int(found[2]) - starts) % 100 if found else 0
    if not 1 <= years <= 10:
        raise UsageError(f"{to!r} says no years. Write them as 2020-23, for 2020/21 to 2022/23.")
    first, last = slashed(starts), slashed(starts + years - 1)
    if first <= plan["first_year"] or first > slashed(int(plan["last_year"][:4]) + 1):
        raise UsageError(
            f"The next plan begins after {plan['first_year']} and leaves no year out: at the "
            f"latest in {slashed(int(plan['last_year'][:4]) + 1)}. {to} begins in {first}."
        )
    return first, last


def _each_year(first: str, last: str) -> list[str]:
    return [slashed(start) for start in range(int(first[:4]), int(last[:4]) + 1)]


def _move_on(tables: dict[str, Table], to: str, first: str, last: str, previous: str) -> None:
    plan = tables[PLAN]
    for key in _NOT_TAKEN_OVER:
        plan.pop(key, None)
    plan["title"] = plan["title"].replace(plan["id"], to)
    plan |= {"id": to, "first_year": first, "last_year": last}
    plan["previous"] = previous.replace(os.sep, "/")
    begins = quarters_of_year(first)[0].id
    quarters = tables[CALENDAR].get("quarters")
    if quarters:
        kept = {name: dates for name, dates in quarters.items() if name >= begins}
        tables[CALENDAR]["quarters"] = kept
        if not kept:
            del tables[CALENDAR]["quarters"]
    publication = tables.get(PUBLICATION, {})
    for key in _NAMED_FILES:
        if key in publication:
            named = os.path.normpath(os.path.join(previous, publication[key]))
            publication[key] = named.replace(os.sep, "/")


def _carry(holder: Holder, plan: Table, year: str) -> str | None:
    """Make the target of the year before the minimum expectation of a year, proposed.

    None where that was done, else why not; "" where nothing is to be done.
    """
    in_force = rule_in_force(plan, holder.table, holder.measure)
    before = slashed(int(year[:4]) - 1)
    was = holder.shared | (holder.years.get(before) or {})
    if holder.data_only or in_force.rule is not RagRule.MINIMUM_EXPECTATION:
        return ""
    if was.get("target") is None:
        return f"{before} has no target." if holder.years else ""
    for key, words in (("proposed", "was never agreed"), ("illustrative", "is illustrative")):
        stated = holder.shared | (holder.years.get(year) or {})
        if was.get(key) and not stated.get(key):
            return f"The target of {before} {words}."
    return _put_minimum(holder, year, before, was, in_force)


def _put_minimum(
    holder: Holder, year: str, before: str, was: Table, in_force: RuleInForce
) -> str | None:
    aim: dict[str, Any] = dict(holder.years.get(year) or {})
    carried = {"minimum_expectation": was["target"]}
    carried[UPPER_OF["minimum_expectation"]] = was.get(UPPER_OF["target"])
    carried[PROFILE_OF["minimum_expectation"]] = was.get(PROFILE_OF["target"])
    wanted = aim | carried
    wanted = {key: value for key, value in wanted.items() if value not in (None, [])}
    if figures_of(wanted) == figures_of(aim):
        return ""  # it is so already
    said = (holder.shared | aim).get("rationale", "")
    words = f"The minimum expectation is the target of {before}."
    wanted["rationale"] = words if words in said or not said else f"{said} {words}"
    wanted["proposed"] = True
    for key in ("agreed_by", "agreed_on", "agreed_reason"):
        wanted.pop(key, None)
    for _, sentence in aim_faults(year, wanted, holder.measure, in_force):
        return f"Against the target of {year} it {sentence}"
    holder.put(year, wanted)
    return None
