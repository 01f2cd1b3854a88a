"""`kpis spc`: is a measure's latest figure a signal, or within what it always varies by?"""

from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import cut_off, open_asked, with_measure
from kpis.cli.output import named, print_json, print_table
from kpis.model import ChartKind, Measure
from kpis.words.aims import aims_of_note
from kpis.words.control_charts import (
    ASSURANCE_MEANINGS,
    CENTRE_WORDS,
    CHART_NAMES,
    SPECIAL_CAUSES,
    variation_words,
)
from kpis.words.figures import with_marker, written

if TYPE_CHECKING:
    from kpis.frames import MeasureSpcRow


_SHOWN = ("centre", "lower_shown", "upper_shown")


@click.command("spc")
@options.measure
@options.figures("nothing later than this quarter's report (default: every figure known)")
@options.as_json
@options.store_and_plan
def spc(measure: str, as_json: bool, asked: options.FiguresAsked) -> int:
    """A measure's control chart: signals told from noise.

    The chart that fits the series, by the rules of Making Data Count: XmR, less the season, of
    what the figure before does not foretell, by the number of cases, or of the time between rare
    events. Where none can be shown the reason is told instead.
    """
    from kpis.analysis.spc import measure_spc, spc_summary
    from kpis.frames import MEASURE_SPC, SPC_SUMMARY

    figures = cut_off(open_asked(asked), asked.period)
    figures, chosen = with_measure(figures, measure, "control chart")
    outturns = figures.outturns
    ids = [chosen.id]
    frame = measure_spc(figures.plan, outturns, measure_ids=ids)
    (summary,) = SPC_SUMMARY.rows(spc_summary(figures.plan, outturns, measure_ids=ids, spc=frame))
    points = [_point(row) for row in MEASURE_SPC.rows(frame)]
    document: dict[str, Any] = {
        "measure": named(chosen),
        "as_at": figures.as_at if asked.as_at else None,
        "release": asked.release,
        "rules": "making_data_count",
        "chart": summary.spc_chart or None,
        "chart_reason": summary.spc_chart_reason,
        "unit": chosen.unit.value,
        "period": summary.spc_period_id or None,
        "value": summary.spc_value,
        "centre": summary.mean,
        "limits": {"lower": summary.lpl, "upper": summary.upl},
        "limits_shown": {"lower": summary.lpl_shown, "upper": summary.upl_shown},
        "target": summary.spc_target,
        "target_illustrative": summary.spc_target_illustrative,
        "variation": summary.variation or None,
        "special_cause": summary.special_cause or None,
        "assurance": summary.assurance or None,
        "reason": summary.spc_reason,
        "illustrative": summary.spc_illustrative,
        "special_causes": [point for point in points if point["special_cause"]],
        "points": points,
    }
    if as_json:
        print_json(document)
    else:
        _print(chosen, document)
    return 0


def _point(row: "MeasureSpcRow") -> dict[str, Any]:
    return {
        "period": row.period_id,
        "label": row.period_label,
        "value": row.value,
        "marker": row.marker,
        "provenance": row.provenance,
        "group": row.rebase_group,
        "chart": row.chart or None,
        "centre": row.mean,
        "lower": row.lpl,
        "upper": row.upl,
        "lower_shown": row.lpl_shown,
        "upper_shown": row.upl_shown,
        "special_cause": row.special_cause_type if row.special_cause_flag else None,
        "type": row.point_type or None,
    }


def _print(measure: Measure, document: dict[str, Any]) -> None:
    print(f"{measure.code} {measure.title}")
    if document["reason"]:
        print(document["reason"])
    else:
        limits = document["limits_shown"]
        print(f"{CHART_NAMES[document['chart']]}. {document['chart_reason']}")
        if document["chart"] == ChartKind.G:
            print(f"On average {document['centre']:.1f} periods lie between two of them.")
        else:
            print(
                f"{CENTRE_WORDS.get(document['chart'], 'Mean')} "
                f"{written(document['centre'], measure)}, process limits "
                f"{written(limits['lower'], measure)} and {written(limits['upper'], measure)}"
            )
        print(variation_words(document["variation"], document["special_cause"] or ""))
        if document["assurance"]:
            meaning = ASSURANCE_MEANINGS[document["assurance"]]
            illustrative = " (illustrative)" if document["target_illustrative"] else ""
            print(f"Target {written(document['target'], measure)}{illustrative}: {meaning}")
            if note := aims_of_note(measure):
                print(note)
    if document["illustrative"]:
        print("The figures behind the latest limits are illustrative in part or in whole.")
    print_table(
        ("Period", "Figure", "Mean", "Lower", "Upper", "More than chance"),
        (
            (
                point["label"],
                with_marker(written(point["value"], measure), point["marker"]),
                *(
                    written(point[name], measure)
                    for name in ("centre", "lower_shown", "upper_shown")
                ),
                SPECIAL_CAUSES.get(point["special_cause"], ""),
            )
            for point in document["points"]
        ),
    )
