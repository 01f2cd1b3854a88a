"""`kpis plan roll` and `kpis plan agree`: from one year's plan to the next."""

from datetime import date
from pathlib import Path

from kpis.cli.output import print_json, say
from kpis.clock import utc_now
from kpis.errors import UsageError
from kpis.words.lists import counted

_TOLD = 20  # measures told one by one; the JSON document has them all


def roll(
    folder: Path, to: str | None, output: Path | None, minimum: bool | None, as_json: bool
) -> int:
    """Write the next plan, and say what is left to be done with it."""
    from kpis.use_cases.plans.next_year.roll import roll_plan

    if not to:
        raise UsageError("Say for which years: kpis plan roll --to 2020-23.")
    made = roll_plan(folder, to, output, minimum_from_target=minimum)
    if as_json:
        print_json(
            {
                "folder": str(made.folder),
                "id": made.plan_id,
                "first_year": made.first_year,
                "last_year": made.last_year,
                "minimums": list(made.minimums),
                "not_carried": [
                    {"id": each.measure_id, "reason": each.reason} for each in made.not_carried
                ],
                "to_set": [{"id": each, "year": year} for each, year in made.to_set],
            }
        )
        return 0
    print(f"Wrote {made.folder}: proposed, and in force in no quarter until it is agreed.")
    if made.minimums:
        measures = counted(len(made.minimums), "measure or part", "measures and parts")
        print(
            f"Of {measures} the target of the year before is the minimum expectation of "
            f"{made.first_year}, proposed."
        )
    for each in made.not_carried[:_TOLD]:
        print(f"  not of {each.measure_id}: {each.reason}")
    targets = counted(len(made.to_set), "target is", "targets are")
    print(f"{targets[:1].upper()}{targets[1:]} left to be set.")
    for measure_id, year in made.to_set[:_TOLD]:
        print(f"  {measure_id} {year}")
    if len(made.to_set) > _TOLD:
        print(f"  and {len(made.to_set) - _TOLD:,} more")
    return 0


def agree(folder: Path | None, by: str, reason: str, on: str, as_json: bool) -> int:
    """Write into a plan that it was agreed; every reason against it at once where it cannot be.

    The plan has to be named: what is agreed by a slip is in force.
    """
    from kpis.use_cases.plans.next_year.agree import agree_plan

    if folder is None:
        raise UsageError("Say which plan: kpis plan agree 2020-23.")
    done = agree_plan(folder, by=by, reason=reason, on=_day(on))
    if as_json:
        print_json(
            {
                "id": done.plan_id,
                "first_year": done.first_year,
                "aims": done.aims,
                "changed": done.changed,
            }
        )
        return 0
    say(f"{folder} is agreed, and in force from {done.first_year} on.")
    if done.aims:
        say(f"With it {counted(done.aims, 'proposed aim')} of its years.")
    if done.changed:
        changed = counted(done.changed, "aim")
        say(f"Of a year that had begun: {changed} with what was asked before, and this reason.")
    return 0


def _day(text: str) -> date:
    if not text:
        return utc_now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day. Write it as 2020-03-20.") from None
