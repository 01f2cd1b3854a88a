"""`kpis outlook`: where the year will end, for every measure or for one with the way there."""

from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.analysis_documents import OUTLOOK, rounded_columns
from kpis.cli.opening import open_asked, quarter_of, refuse_unknown, with_measure
from kpis.cli.output import interval, print_json, print_table, shortened
from kpis.errors import UsageError
from kpis.model import Measure, Whose
from kpis.periods import period_of_id
from kpis.words.aims import aims_of_notes
from kpis.words.figures import bounds, is_known, written

if TYPE_CHECKING:
    from kpis.frames import OutlookRow, OutlookStepRow


_OF_PATH = ("expected", "low_80", "high_80", "low_95", "high_95")
SURE_OF_LITTLE = 0.01


@click.command("outlook")
@click.argument("measure", required=False, metavar="[MEASURE]", help="only this, and its way there")
@options.whose("measures")
@options.figures("seen from this quarter (default: as for status)")
@options.as_json
@options.store_and_plan
def outlook(measure: str | None, whose: Whose, as_json: bool, asked: options.FiguresAsked) -> int:
    """Where the year will end, and the chance of it.

    With an 80 % interval. Where too little is known, the reason is told instead.
    """
    from kpis.analysis.outlook import outlook, outlook_path
    from kpis.frames import OUTLOOK, OUTLOOK_PATH

    if measure and whose.said:
        raise UsageError("--directorate and --owner narrow the list; leave MEASURE out.")
    figures = open_asked(asked)
    quarter = quarter_of(asked.period, figures)
    figures, chosen = figures.until(quarter), None
    if measure:
        figures, chosen = with_measure(figures, measure, "outlook")
    plan = figures.plan
    ids = None if chosen is None else [chosen.id]
    if whose.said:
        refuse_unknown(whose, plan.measures)
        ids = [each.id for each in whose.of(plan.counted)]
    frame = outlook(figures.plan, figures.outturns, quarter, figures.as_at, measure_ids=ids)
    rows = [_row(plan.measures_by_id[row.measure_id], row) for row in OUTLOOK.rows(frame)]
    document: dict[str, Any] = {
        "period": quarter.id,
        "as_at": figures.as_at if asked.as_at else None,
        "release": asked.release,
        "measures": rows,
    }
    if chosen is not None:
        path = outlook_path(figures.plan, figures.outturns, quarter, chosen.id)
        document["path"] = [_step(chosen, row) for row in OUTLOOK_PATH.rows(path)]
    if as_json:
        print_json(document)
        return 0
    print(f"{plan.title}, seen from {quarter.label}")
    print_table(
        ("Code", "Measure", "Figure of", "Outlook", "8 times in 10", "Target", "Chance", "How"),
        (_for_people(plan.measures_by_id[row["id"]], row) for row in rows),
    )
    if note := aims_of_notes(plan.measures_by_id[row["id"]] for row in rows):
        print(note)
    if chosen is not None and document["path"]:
        print("\nThe way there")
        print_table(
            ("Period", "Expected", "8 times in 10", "19 times in 20"),
            (_step_for_people(chosen, step) for step in document["path"]),
        )
    return 0


def _row(measure: Measure, row: "OutlookRow") -> dict[str, Any]:
    """Method and reason stay texts where there is none of them."""
    return {
        "code": measure.code,
        "id": measure.id,
        "title": measure.title,
        "unit": measure.unit.value,
        **rounded_columns(row, OUTLOOK, measure.decimals),
        "method": row.outlook_method,
        "reason": row.outlook_reason,
    }


def _step(measure: Measure, row: "OutlookStepRow") -> dict[str, Any]:
    from kpis.rounding import round_figure

    return {"period": row.period_id} | {
        name: round_figure(getattr(row, name), measure.decimals) for name in _OF_PATH
    }


def _for_people(measure: Measure, row: dict[str, Any]) -> tuple[str, ...]:
    low, high, middle = (written(row[name], measure) for name in ("low_80", "high_80", "outlook"))
    illustrative = " (figures or targets are illustrative)" if row["illustrative"] else ""
    return (
        measure.code,
        shortened(measure.title, 50),
        period_of_id(row["period"]).label if row["period"] else "",
        middle,
        interval(low, high),
        bounds(row["target"], row["target_upper"], measure.unit, measure.decimals),
        _chance(row["chance_target"]),
        row["reason"] or f"{row['method']}{illustrative}",
    )


def _step_for_people(measure: Measure, step: dict[str, Any]) -> tuple[str, ...]:
    expected, low_80, high_80, low_95, high_95 = (written(step[name], measure) for name in _OF_PATH)
    period = period_of_id(step["period"]).label
    return period, expected, interval(low_80, high_80), interval(low_95, high_95)


def _chance(chance: float) -> str:
    """Never "0%" or "100%": what has not happened yet is never certain."""
    if not is_known(chance):
        return ""
    if chance < SURE_OF_LITTLE:
        return "under 1%"
    return "over 99%" if chance > 1 - SURE_OF_LITTLE else f"{chance:.0%}"
