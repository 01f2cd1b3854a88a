"""`kpis status`: every measure and part rated for a quarter, and what analysis says of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import (
    open_chain,
    open_figures,
    quarter_of,
    refuse_unknown,
    refuse_unknown_outcome,
)
from kpis.cli.output import interval, print_json, print_table, shortened
from kpis.cli.partnership_documents import board_named
from kpis.cli.rating_documents import own_rule_document, rule_document
from kpis.errors import UsageError
from kpis.model import Measure, Plan, RagRule, Release, Whose
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.partnership.boards import measures_of_board
from kpis.words.aims import aims_of_notes
from kpis.words.figures import bounds, with_marker, written
from kpis.words.illustrative import illustrative_words
from kpis.words.ratings import held_against, own_rules
from kpis.words.statuses import DIRECTION_WORDS, STATUS_WORDS, rag_rule_in_short

if TYPE_CHECKING:
    import pandas as pd

    from kpis.analysis.report.illustrative import HowMuch
    from kpis.frames import PerformanceRow
    from kpis.use_cases.figures_as_at import FiguresAsAt

_LIMITS = ("green_limit", "green_limit_upper", "amber_limit", "amber_limit_upper")
_AIM_COLUMNS = ("target", "target_upper", "minimum_expectation", "minimum_expectation_upper")


@click.command("status")
@options.period("the quarter (default: the latest mostly returned)")
@options.outcome
@click.option("--theme", metavar="ID", help="only measures of this theme")
@options.whose("measures")
@options.board("measures")
@options.as_at("as figures stood: 2019-11-01 or 2019-11-01T09:30")
@options.release_number("as that release showed them")
@click.option(
    "--figures-only",
    is_flag=True,
    help="with --json: figures and ratings at once, without analysis and sentences",
)
@options.as_json
@options.store_and_plan
def status(
    period: str | None,
    outcome: int | None,
    theme: str | None,
    whose: Whose,
    board: str | None,
    as_at: str | None,
    release: int | None,
    figures_only: bool,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """Rate every measure and part for a quarter.

    As JSON also with what analysis says of each: signal, outlook, rank, gap between groups, and
    sentences. That takes longer than the figures; --figures-only leaves it out.
    """
    from kpis.analysis.report.illustrative import behind_latest_ratings, behind_ratings
    from kpis.analysis.report.performance import performance
    from kpis.frames import PERFORMANCE

    options.refuse_both(as_at=as_at, release=release)
    figures = open_figures(store_path, open_chain(plan_folder), as_at=as_at, release=release)
    quarter = quarter_of(period, figures)
    figures = figures.until(quarter)
    plan, shown_by = figures.plan, figures.release
    is_analysed = as_json and not figures_only
    quarters = [quarter.shift(-1), quarter] if is_analysed else [quarter]
    performed = performance(plan, figures.outturns, quarters, figures.as_at)
    performed = _only(performed, plan, outcome, theme, whose)
    if board is not None:
        own = measures_of_board(plan, board_named(plan, board))
        performed = performed[performed["measure_id"].isin([*own])]
    frame = performed[performed["quarter_id"] == quarter.id]
    rows = PERFORMANCE.rows(frame)
    document: dict[str, Any] = {
        "period": quarter.id,
        "as_at": figures.as_at if as_at or shown_by else None,
        "release": shown_by.number if shown_by else None,
        "counts": _counts(frame),
        "latest_counts": _latest_counts(frame),
        "illustrative": _illustrative(behind_ratings(rows)),
        "latest_illustrative": _illustrative(behind_latest_ratings(rows)),
        "rating_rule": rule_document(plan.rating_rule, plan),
        "measures": _measures(frame, plan),
    }
    if as_json:
        if is_analysed:
            _add_analysis(document, figures, quarter, performed, outcome)
        print_json(document)
        return 0
    _print(document, plan, quarter, shown_by, rows)
    return 0


def _print(
    document: dict[str, Any],
    plan: Plan,
    quarter: ReportingPeriod,
    shown_by: Release | None,
    rows: Sequence["PerformanceRow"],
) -> None:
    """rows: of PERFORMANCE, those of the document's measures."""
    from kpis.analysis.report.illustrative import behind_latest_ratings, behind_ratings

    whose = f", release {shown_by.number} of {shown_by.published_at:%d/%m/%Y}" if shown_by else ""
    print(f"{plan.title}, {quarter.label}{whose}")
    print(f"Report of {quarter.label}: {_in_words(document['counts'])}")
    latest = document["latest_counts"]
    before = latest.pop("carried_forward")
    carried = f"; {before} of these ratings carried forward from earlier quarters"
    print(f"Latest position: {_in_words(latest)}{carried if before else ''}")
    print_table(
        (
            "Code",
            "Measure",
            "Outturn",
            "95% interval",
            "Target",
            "Minimum" if _is_by_minimum(rows) else "Amber limit",
            "Status",
            "Latest",
            "Since a year before",
            "Long direction",
            "Source",
        ),
        (_for_people(row, plan.measures_by_id[row["id"]], plan) for row in document["measures"]),
    )
    print(rag_rule_in_short(plan))
    for own in own_rules(plan, [plan.measures_by_id[row.measure_id] for row in rows]):
        print(own.sentence)
    if note := aims_of_notes(plan.measures_by_id[row.measure_id] for row in rows):
        print(note)
    for which, much in (
        (f"ratings reported in {quarter.label}", behind_ratings(rows)),
        ("latest ratings", behind_latest_ratings(rows)),
    ):
        if words := illustrative_words(much.shares):
            print(f"Behind the {which}, {words}.")


def _for_people(row: dict[str, Any], measure: Measure, plan: Plan) -> tuple[str, ...]:
    by_minimum = plan.rule_of(measure).rule is RagRule.MINIMUM_EXPECTATION

    def shown(name: str) -> str:
        return written(row[name], measure)

    def aim(name: str) -> str:
        return bounds(row[name], row[f"{name}_upper"], measure.unit, measure.decimals)

    return (
        row["code"],
        shortened(row["title"]),
        with_marker(shown("outturn"), row["marker"]),
        interval(shown("interval_low"), shown("interval_high")),
        aim("target") or row["held_against"],
        aim("minimum_expectation" if by_minimum else "amber_limit"),
        STATUS_WORDS[row["rag"]].lower()
        + (f" ({row['rating_name']})" if row["rating_name"] else ""),
        _latest_for_people(row["latest"]),
        DIRECTION_WORDS.get(row["direction_year"], "").lower(),
        DIRECTION_WORDS.get(row["direction_long"], "").lower(),
        row["provenance"],
    )


def _is_by_minimum(rows: Sequence["PerformanceRow"]) -> bool:
    """Whether all are rated by target and minimum expectation."""
    return {row.rule for row in rows} <= {RagRule.MINIMUM_EXPECTATION.value, ""}


def _latest_for_people(latest: dict[str, Any]) -> str:
    """ "amber (2018/19)": the rating carried forward and its period; "" for this quarter's."""
    if not latest["carried_forward"]:
        return ""
    word = STATUS_WORDS[latest["rag"]].lower()
    return f"{word} ({period_of_id(latest['period']).label})"


def _in_words(counts: dict[Any, int]) -> str:
    words = ", ".join(f"{n} {STATUS_WORDS[rag].lower()}" for rag, n in counts.items() if n)
    return words or "no measures"


def _add_analysis(
    document: dict[str, Any],
    figures: "FiguresAsAt",
    quarter: ReportingPeriod,
    performed: "pd.DataFrame",
    outcome: int | None,
) -> None:
    """Add what analysis says of the document's measures, beside their figures.

    performed: PERFORMANCE of the quarter and the one before, of the document's measures.
    """
    from kpis.cli.analysis_documents import analysed

    analysis = analysed(
        figures.plan,
        figures.all_outturns,  # what groups withhold follows from later totals too
        quarter,
        figures.as_at,
        performed,
        of_one_outcome=outcome is not None,
    )
    of_measures = analysis.pop("measures")
    for row in document["measures"]:
        row |= of_measures[row["id"]]
    document |= analysis


def _only(
    frame: "pd.DataFrame",
    plan: Plan,
    outcome: int | None,
    theme: str | None,
    whose: Whose,
) -> "pd.DataFrame":
    refuse_unknown_outcome(plan, outcome)
    if whose.said:
        refuse_unknown(whose, plan.measures)
        frame = frame[frame["measure_id"].isin([each.id for each in whose.of(plan.measures)])]
    if outcome is not None:
        frame = frame[frame["outcome"] == outcome]
    if theme is not None:
        if theme not in {planned.id for planned in plan.themes}:
            ids = ", ".join(planned.id for planned in plan.themes)
            raise UsageError(f"The plan has no theme {theme!r}. Its themes are {ids or 'none'}.")
        frame = frame[frame["themes"].str.split().map(lambda ids: theme in ids)]
    return frame


def _counts(frame: "pd.DataFrame") -> dict[str, int]:
    from kpis.analysis.report.tally import tally
    from kpis.frames import PERFORMANCE

    return {status.value: count for status, count in tally(PERFORMANCE.rows(frame)).of_each.items()}


def _latest_counts(frame: "pd.DataFrame") -> dict[str, int]:
    from kpis.analysis.report.tally import carried_forward, latest_tally
    from kpis.frames import PERFORMANCE

    rows = PERFORMANCE.rows(frame)
    counts = {status.value: count for status, count in latest_tally(rows).of_each.items()}
    return counts | {"carried_forward": carried_forward(rows)}


def _illustrative(much: "HowMuch") -> dict[str, int]:
    """How much of what the ratings rest on is illustrative."""
    return {
        "figures": much.illustrative_figures,
        "of_figures": much.figures,
        "targets": much.illustrative_targets,
        "of_targets": much.targets,
    }


def _measures(frame: "pd.DataFrame", plan: Plan) -> list[dict[str, Any]]:
    from kpis.frames import PERFORMANCE
    from kpis.rounding import round_half_up

    shown = frame.assign(
        **{
            name: round_half_up(frame[name], frame["decimals"])
            for name in (
                "outturn",
                "interval_low",
                "interval_high",
                *_AIM_COLUMNS,
                *_LIMITS,
                "reference",
                "variance",
                "latest_outturn",
                *(f"latest_{name}" for name in _AIM_COLUMNS),
                "latest_variance",
            )
        }
    )
    return [
        {
            "code": row.code,
            "id": row.measure_id,
            "title": row.title,
            "directorate": plan.measures_by_id[row.measure_id].directorate,
            "owner": plan.measures_by_id[row.measure_id].owner,
            "period": row.period_id,
            "outturn": row.outturn,
            "interval_low": row.interval_low,
            "interval_high": row.interval_high,
            "interval_method": row.interval_method or None,
            "interval_reason": row.interval_reason,
            **{name: getattr(row, name) for name in _AIM_COLUMNS},
            "aims_of": row.aims_of or None,
            "variance": row.variance,
            "unit": row.unit,
            "rag": row.rag,
            "reason": row.rag_reason,
            "rating_name": row.rating_name,
            "rating_rule": own_rule_document(plan, plan.measures_by_id[row.measure_id]),
            **{name: getattr(row, name) for name in (*_LIMITS, "reference")},
            "reference_of": row.reference_of,
            "held_against": held_against(row, row),
            "direction_previous": row.direction_previous or None,
            "direction_previous_reason": row.direction_previous_reason,
            "direction_previous_p": row.direction_previous_p,
            "direction_previous_holds": row.direction_previous_holds,
            "direction_year": row.direction_year or None,
            "direction_year_reason": row.direction_year_reason,
            "direction_year_p": row.direction_year_p,
            "direction_year_holds": row.direction_year_holds,
            "direction_long": row.direction_long or None,
            "direction_long_reason": row.direction_long_reason,
            "marker": row.marker,
            "provenance": row.provenance,
            "latest": {
                "period": row.latest_period_id or None,
                "quarter": row.latest_quarter_id or None,
                "carried_forward": row.carried_forward,
                "outturn": row.latest_outturn,
                **{name: getattr(row, f"latest_{name}") for name in _AIM_COLUMNS},
                "aims_of": row.latest_aims_of or None,
                "variance": row.latest_variance,
                "rag": row.latest_rag,
                "reason": row.latest_rag_reason,
                "marker": row.latest_marker,
                "provenance": row.latest_provenance,
            },
            "parts": [part.code for part in plan.parts_of.get(row.measure_id, ())],
        }
        for row in PERFORMANCE.rows(shown)
    ]
