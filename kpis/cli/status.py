"""`kpis status` and `kpis history`."""

import argparse
from datetime import datetime, time
from typing import Any

from kpis.cli.opening import find_measure, open_plan, open_store, parse_quarter
from kpis.cli.output import print_json, print_table
from kpis.clock import in_utc, utc_now
from kpis.errors import UsageError
from kpis.model import Plan, RagStatus
from kpis.periods import ReportingPeriod


def show(arguments: argparse.Namespace) -> int:
    from kpis.analysis.first_quarter import first_quarter
    from kpis.analysis.performance import performance
    from kpis.periods import period_of_id
    from kpis.returns.known import known

    plan = open_plan(arguments)
    store = open_store(arguments, plan)
    found = known(
        store,
        plan,
        utc_now(),
        as_at=moment_of(arguments.as_at),
        release=arguments.release,
    )
    plan, release = found.plan, found.release
    if arguments.period:
        quarter = parse_quarter(arguments.period)
    elif release:
        quarter = period_of_id(release.quarter_id)
    else:
        quarter = first_quarter(plan, found.outturns, found.as_at)
    frame = performance(plan, found.outturns, [quarter], found.as_at)
    frame = _only(frame, plan, arguments.outcome, arguments.theme)
    document: dict[str, Any] = {
        "period": quarter.id,
        "as_at": found.as_at if arguments.as_at or release else None,
        "release": release.number if release else None,
        "counts": _counts(frame),
        "measures": _measures(frame, plan),
    }
    if arguments.json:
        if not arguments.figures_only:
            _tell(document, plan, found.outturns, quarter, found.as_at, arguments.outcome)
        print_json(document)
        return 0
    shown = f", release {release.number} of {release.published_at:%d/%m/%Y}" if release else ""
    print(f"{plan.title}, {quarter.label}{shown}")
    print(", ".join(f"{n} {rag.replace('_', ' ')}" for rag, n in document["counts"].items() if n))
    print_table(
        (
            "Code",
            "Measure",
            "Outturn",
            "95% interval",
            "Target",
            "Minimum",
            "Status",
            "Since a year before",
            "Long direction",
        ),
        (
            (
                row["code"],
                row["title"][:60],
                _text(row["outturn"]),
                " to ".join(filter(None, map(_text, (row["interval_low"], row["interval_high"])))),
                _text(row["target"]),
                _text(row["minimum_expectation"]),
                row["rag"].replace("_", " "),
                (row["direction_year"] or "").replace("_", " "),
                (row["direction_long"] or "").replace("_", " "),
            )
            for row in document["measures"]
        ),
    )
    return 0


def history(arguments: argparse.Namespace) -> int:
    plan = open_plan(arguments)
    measure = find_measure(plan, arguments.measure)
    frame = open_store(arguments, plan).revisions(measure.id)
    if arguments.json:
        print_json(
            {
                "measure": {"id": measure.id, "code": measure.code, "title": measure.title},
                "revisions": frame.to_dict("records"),
            }
        )
        return 0
    print(f"{measure.code} {measure.title}")
    print_table(
        ("Period", "Area", "Outturn", "Known", "Submission", "File", "Cell", ""),
        (
            (
                row.period_id,
                row.area,
                _text(row.outturn) or f"[{row.marker}]",
                f"{row.known_at:%Y-%m-%d}",
                row.submission_id,
                row.file_name,
                row.cell,
                "shown" if row.current else "",
            )
            for row in frame.itertuples()
        ),
    )
    return 0


def moment_of(text: str | None) -> datetime | None:
    """A day means the end of it: figures returned on that day are in."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no time. Write it as 2019-11-01.") from None
    if len(text) <= len("2019-11-01"):
        moment = datetime.combine(moment, time.max)
    return in_utc(moment)


def _tell(
    document: dict[str, Any],
    plan: Plan,
    outturns: Any,
    quarter: ReportingPeriod,
    as_at: datetime,
    outcome: int | None,
) -> None:
    """Add what analysis says of the document's measures, beside their figures."""
    from kpis.cli.analysed import analysed

    ids = [row["id"] for row in document["measures"]]
    told = analysed(plan, outturns, quarter, as_at, ids, of_one_outcome=outcome is not None)
    of_measures = told.pop("measures")
    for row in document["measures"]:
        row |= of_measures[row["id"]]
    document |= told


def _only(frame: Any, plan: Plan, outcome: int | None, theme: str | None) -> Any:
    if outcome is not None:
        if outcome not in {known.number for known in plan.outcomes}:
            raise UsageError(f"The plan has no outcome {outcome}.")
        frame = frame[frame["outcome"] == outcome]
    if theme is not None:
        if theme not in {known.id for known in plan.themes}:
            ids = ", ".join(known.id for known in plan.themes)
            raise UsageError(f"The plan has no theme {theme!r}. Its themes are {ids}.")
        frame = frame[frame["themes"].str.split().map(lambda ids: theme in ids)]
    return frame


def _counts(frame: Any) -> dict[str, int]:
    found = frame["rag"].value_counts()
    return {
        rag.value: int(found.get(rag.value, 0))
        for rag in RagStatus
        if rag is not RagStatus.SEE_PARTS
    }


def _measures(frame: Any, plan: Plan) -> list[dict[str, Any]]:
    from kpis.rounding import round_half_up

    shown = frame.assign(
        **{
            name: round_half_up(frame[name], frame["decimals"])
            for name in (
                "outturn",
                "interval_low",
                "interval_high",
                "target",
                "minimum_expectation",
                "variance",
            )
        }
    )
    return [
        {
            "code": row.code,
            "id": row.measure_id,
            "title": row.title,
            "period": row.period_id,
            "outturn": row.outturn,
            "interval_low": row.interval_low,
            "interval_high": row.interval_high,
            "interval_method": row.interval_method or None,
            "interval_reason": row.interval_reason,
            "target": row.target,
            "minimum_expectation": row.minimum_expectation,
            "variance": row.variance,
            "unit": row.unit,
            "rag": row.rag,
            "reason": row.rag_reason,
            "direction_previous": row.direction_previous or None,
            "direction_previous_reason": row.direction_previous_reason,
            "direction_year": row.direction_year or None,
            "direction_year_reason": row.direction_year_reason,
            "direction_long": row.direction_long or None,
            "direction_long_reason": row.direction_long_reason,
            "marker": row.marker,
            "provenance": row.provenance,
            "parts": [part.code for part in plan.parts_of.get(row.measure_id, ())],
        }
        for row in shown.itertuples()
    ]


def _text(value: float | None) -> str:
    return "" if value is None or value != value else f"{value:,.10g}"
