"""`kpis progress` and `kpis quality`: what has come in, and what does not look right."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import (
    open_chain,
    open_store,
    parse_quarter,
    plan_now,
    refuse_unknown,
)
from kpis.cli.output import print_json, print_table, shortened
from kpis.clock import utc_now
from kpis.model import Plan, Whose

if TYPE_CHECKING:
    import pandas as pd

    from kpis.frames import ProgressRow


QUARTERS = 8  # whose completeness and timeliness are shown


@click.command("progress")
@options.period("the quarter (default: the one being collected now)")
@options.whose("measures")
@options.as_json
@options.store_and_plan
def progress(
    period: str | None,
    whose: Whose,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Who has returned, who is late.

    One line for every return that is due, and how complete and timely the last eight quarters were.
    """
    from kpis.analysis.figures.lines import in_lines
    from kpis.analysis.report import progress as collection
    from kpis.frames import COMPLETENESS, PROGRESS
    from kpis.plan.calendar import dates_of
    from kpis.use_cases.kept.wanted import of_measures

    chain = open_chain(plan_folder)
    stored = open_store(store_path, chain).outturns(of=of_measures(chain))
    now = utc_now()
    quarter = parse_quarter(period) if period else collection.collected_now(chain, stored, now)
    plan = chain.in_force(quarter)
    outturns = in_lines(plan, stored)
    frame = _of(collection.progress(plan, outturns, quarter, now), _ids(whose, plan))
    recent = [quarter.shift(-back) for back in reversed(range(QUARTERS))]
    dates = dates_of(plan, quarter)
    document: dict[str, Any] = {
        "period": quarter.id,
        "due_on": dates.due,
        "closes_on": dates.closes,
        "published_on": dates.published,
        "closed": collection.is_closed(plan, quarter, now),
        "counts": _counts(frame),
        "measures": [_measure(row) for row in PROGRESS.rows(frame)],
        "quarters": [
            {"period": row.quarter_id} | {name: getattr(row, name) for name in _COUNTED}
            for row in COMPLETENESS.rows(
                collection.completeness_of(chain, stored, recent, now, whose)
            )
        ],
    }
    if as_json:
        print_json(document)
        return 0
    counts = document["counts"]
    print(f"{plan.title}, {quarter.label}: due {dates.due}, closes {dates.closes}")
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    print_table(
        ("Code", "Measure", "Owner", "Period", "State", "Source"),
        (
            (
                row.code,
                shortened(row.title, 50),
                row.owner,
                row.missing or row.period_label,
                row.state,
                row.provenance,
            )
            for row in PROGRESS.rows(frame)
        ),
    )
    return 0


@click.command("quality")
@options.whose("measures")
@options.as_json
@options.store_and_plan
def quality(whose: Whose, as_json: bool, store_path: Path, plan_folder: Path) -> int:
    """What does not look right in the figures.

    Gaps, jumps, repeated figures, overdue returns and reviews and more, each with what to do.
    """
    from kpis.analysis.figures.lines import in_lines
    from kpis.analysis.quality import data_quality
    from kpis.analysis.quality.kinds import KINDS
    from kpis.frames import QUALITY
    from kpis.plan.annotations import with_annotations
    from kpis.use_cases.kept.wanted import of_measures

    chain = open_chain(plan_folder)
    store, plan = open_store(store_path, chain), plan_now(chain)
    noted = with_annotations(plan, in_lines(plan, store.annotations()))
    outturns = in_lines(plan, store.outturns(of=of_measures(plan)))
    everything = data_quality(noted, outturns, utc_now())
    frame = _of(everything, _ids(whose, plan))
    counts = {code: int((frame["code"] == code).sum()) for code in KINDS}
    findings = [
        {
            "code": row.code,
            "severity": row.severity,
            "measure": row.measure_code,
            "id": row.measure_id,
            "title": row.title,
            "period": row.period_id,
            "sentence": row.sentence,
            "action": row.action,
            "illustrative": row.illustrative,
        }
        for row in QUALITY.rows(frame)
    ]
    if as_json:
        print_json({"counts": counts, "findings": findings})
        return 0
    for code, count in counts.items():
        if not count:
            continue
        print(f"{KINDS[code].title} ({count})")
        for finding in findings:
            if finding["code"] == code:
                illustrative = " [illustrative]" if finding["illustrative"] else ""
                print(f"  {finding['measure']:<6} {finding['sentence']}{illustrative}")
    if not findings:
        print("Nothing was found that does not look right.")
    return 0


_COUNTED = (
    "due",
    "returned",
    "in_time",
    "illustrative",
    "published",
    "percent",
    "percent_in_time",
)


def _ids(whose: Whose, plan: Plan) -> list[str] | None:
    """The ids of their measures; None for all. Raises UsageError for whom the plan knows not."""
    if not whose.said:
        return None
    refuse_unknown(whose, plan.measures)
    return [each.id for each in whose.of(plan.measures)]


def _of(frame: "pd.DataFrame", ids: list[str] | None) -> "pd.DataFrame":
    return frame if ids is None else frame[frame["measure_id"].isin(ids)]


def _counts(frame: "pd.DataFrame") -> dict[str, int]:
    """`returned` counts provisional figures too; illustrative and published are of these."""
    states, kinds = frame["state"].value_counts(), frame["provenance"].value_counts()
    provisional = int(states.get("provisional", 0))
    return {
        "due": len(frame),
        "returned": int(states.get("returned", 0)) + provisional,
        "provisional": provisional,
        "late": int(states.get("late", 0)),
        "awaited": int(states.get("awaited", 0)),
        "illustrative": int(kinds.get("illustrative", 0)),
        "published": int(kinds.get("published", 0)),
    }


def _measure(row: "ProgressRow") -> dict[str, Any]:
    return {
        "code": row.code,
        "id": row.measure_id,
        "title": row.title,
        "directorate": row.directorate,
        "owner": row.owner,
        "period": row.period_id,
        "state": row.state,
        "missing": [label for label in row.missing.split(", ") if label],
        "marker": row.marker,
        "provenance": row.provenance,
        "returned_on": row.returned_on,
        "days_late": row.days_late,
    }
