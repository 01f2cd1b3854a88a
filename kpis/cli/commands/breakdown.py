"""`kpis breakdown`: one measure by group and ward, as the public may see it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import cut_off, open_chain, open_figures, with_measure
from kpis.cli.output import interval, named, print_json, print_table
from kpis.model import Measure
from kpis.words.figures import with_marker, written

if TYPE_CHECKING:
    import pandas as pd


@click.command("breakdown")
@options.measure
@options.period("nothing later than this quarter's report (default: every figure known)")
@options.release_number("as that release showed it")
@options.as_json
@options.store_and_plan
def breakdown(
    measure: str,
    period: str | None,
    release: int | None,
    as_json: bool,
    store_path: Path,
    plan_folder: Path,
) -> int:
    """A measure by group, small counts withheld.

    As the public may see it: small counts are withheld, and what they could be worked out from.
    """
    from kpis.analysis.figures.horizon import periods_until
    from kpis.analysis.groups.breakdown import breakdown
    from kpis.analysis.groups.inequality import inequality, why_no_gap

    figures = cut_off(open_figures(store_path, open_chain(plan_folder), release=release), period)
    figures, chosen = with_measure(figures, measure)
    # What is withheld follows from later totals too.
    groups = breakdown(figures.plan, figures.all_outturns, chosen.id)
    frame = periods_until(groups, chosen, figures.horizon)
    gaps = inequality(frame, chosen)
    if as_json:
        print_json(
            {
                "measure": named(chosen) | {"unit": chosen.unit.value},
                "period": figures.horizon.id if figures.horizon else None,
                "release": release,
                "groups": _rows(frame, chosen, ("interval_low", "interval_high")),
                "gaps": _rows(gaps, chosen, ("gap_low", "gap_high")),
                "gap_reason": why_no_gap(chosen, frame) if len(frame) else "",
            }
        )
        return 0
    _print(chosen, frame, gaps)
    return 0


def _print(measure: Measure, frame: "pd.DataFrame", gaps: "pd.DataFrame") -> None:
    """frame: BREAKDOWN; gaps: INEQUALITY."""
    from kpis.analysis.groups.inequality import why_no_gap
    from kpis.frames import BREAKDOWN

    print(f"{measure.code} {measure.title}")
    if frame.empty:
        print("No figures by group are known.")
        return
    for sentence in _on_gaps(gaps, measure) or filter(None, [why_no_gap(measure, frame)]):
        print(sentence)
    print_table(
        ("Period", "By", "Group", "Figure", "95% interval", "Source"),
        (
            (
                row.period_label,
                row.breakdown,
                row.category,
                with_marker(written(row.outturn, measure), row.marker),
                interval(written(row.interval_low, measure), written(row.interval_high, measure)),
                row.provenance,
            )
            for row in BREAKDOWN.rows(frame)
        ),
    )


def _on_gaps(gaps: "pd.DataFrame", measure: Measure) -> list[str]:
    """What the latest gap of each breakdown says."""
    from kpis.frames import INEQUALITY
    from kpis.narrative.gaps import gap_sentences

    latest = INEQUALITY.rows(gaps.drop_duplicates("breakdown", keep="last"))
    return [f"{row.breakdown}: {' '.join(gap_sentences(row, measure))}" for row in latest]


def _rows(
    frame: "pd.DataFrame", measure: Measure, to_round: tuple[str, ...]
) -> list[dict[str, Any]]:
    from kpis.rounding import round_half_up

    rounded = {name: round_half_up(frame[name], measure.decimals) for name in to_round}
    rows = frame.assign(**rounded).drop(columns=["measure_id", "period_label"]).to_dict("records")
    return [
        {"period": row.pop("period_id")} | {str(name): value for name, value in row.items()}
        for row in rows
    ]
