"""`kpis status` and `kpis history`."""

import argparse
from datetime import datetime
from typing import Any

from kpis.cli.opening import (
    find_measure,
    open_figures,
    open_plan,
    open_store,
    quarter_of,
    refuse_unknown_outcome,
)
from kpis.cli.output import interval, named, print_json, print_table, shortened
from kpis.errors import UsageError
from kpis.model import Measure, Plan, RagStatus
from kpis.periods import ReportingPeriod, period_of_id
from kpis.words.figures import bounds, with_marker, written
from kpis.words.lists import counted

_ASKED = ("target", "target_upper", "minimum_expectation", "minimum_expectation_upper")


def show(arguments: argparse.Namespace) -> int:
    from kpis.analysis.report.performance import performance

    found = open_figures(arguments, open_plan(arguments))
    plan, release = found.plan, found.release
    quarter = quarter_of(arguments, found)
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
            "Source",
        ),
        (_for_people(row, plan.measures_by_id[row["id"]]) for row in document["measures"]),
    )
    if illustrative := int(frame["target_illustrative"].sum()):
        measures = counted(illustrative, "measure")
        print(f"The targets and minimum expectations of {measures} are illustrative.")
    return 0


def _for_people(row: dict[str, Any], measure: Measure) -> tuple[str, ...]:
    def shown(name: str) -> str:
        return written(row[name], measure)

    def asked(name: str) -> str:
        return bounds(row[name], row[f"{name}_upper"], measure.unit, measure.decimals)

    return (
        row["code"],
        shortened(row["title"]),
        with_marker(shown("outturn"), row["marker"]),
        interval(shown("interval_low"), shown("interval_high")),
        asked("target"),
        asked("minimum_expectation"),
        row["rag"].replace("_", " "),
        (row["direction_year"] or "").replace("_", " "),
        (row["direction_long"] or "").replace("_", " "),
        row["provenance"],
    )


def history(arguments: argparse.Namespace) -> int:
    plan = open_plan(arguments)
    measure = find_measure(plan, arguments.measure)
    frame = open_store(arguments, plan).revisions(measure.id)
    if arguments.json:
        print_json(
            {
                "measure": named(measure),
                "revisions": frame.to_dict("records"),
            }
        )
        return 0
    print(f"{measure.code} {measure.title}")
    print_table(
        ("Period", "Figure of", "Outturn", "Known", "Submission", "File", "Cell", "State"),
        (
            (
                period_of_id(row.period_id).label,
                f"{row.area}, {row.breakdown}: {row.category}" if row.breakdown else row.area,
                with_marker(written(row.outturn, measure), row.marker),
                f"{row.known_at:%Y-%m-%d}",
                row.submission_id,
                row.file_name,
                row.cell,
                _state(row),
            )
            for row in frame.itertuples()
        ),
    )
    return 0


def _state(row: Any) -> str:
    if row.current:
        return "shown"
    return "replaced" if row.withdrawn_at != row.withdrawn_at else "withdrawn"


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
    refuse_unknown_outcome(plan, outcome)
    if outcome is not None:
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
                *_ASKED,
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
            **{name: getattr(row, name) for name in _ASKED},
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
