"""`kpis views`: a measure's year so far, 12 months and years, and its parts beside their whole."""

from typing import TYPE_CHECKING, Any

import click

from kpis.cli import options
from kpis.cli.opening import cut_off, open_asked, with_measure
from kpis.cli.output import named, print_json, print_table
from kpis.model import Measure
from kpis.periods import period_of_id
from kpis.words.figures import difference, is_known, with_marker, written

if TYPE_CHECKING:
    import pandas as pd


_TITLES = {
    "year_to_date": "Year to date",
    "rolling_12_months": "Rolling 12 months",
    "annual": "Annual",
}


@click.command("views")
@options.measure
@click.option(
    "--view",
    type=click.Choice(tuple(_TITLES)),
    help="only this one (default: all three, and parts beside their whole)",
)
@options.figures("nothing later than this quarter's report (default: every figure known)")
@options.as_json
@options.store_and_plan
def views(measure: str, view: str | None, as_json: bool, asked: options.FiguresAsked) -> int:
    """A measure's year so far, last 12 months and years.

    Worked out from its own periods, and its parts beside their whole.
    """
    from kpis.analysis.series.parts import parts_beside_whole
    from kpis.analysis.series.views import views

    figures = cut_off(open_asked(asked), asked.period)
    figures, chosen = with_measure(figures, measure)
    frame = views(figures.plan, figures.outturns, chosen)
    document: dict[str, Any] = {
        "measure": named(chosen),
        "period": figures.horizon.id if figures.horizon else None,
        "as_at": figures.as_at if asked.as_at else None,
        "release": asked.release,
        "views": {
            name: _view(rows, chosen)
            for name, rows in frame.groupby("view", sort=False)
            if view in (None, name)
        },
    }
    if not view:
        document["parts"] = _parts(parts_beside_whole(figures.plan, figures.outturns, chosen))
    if as_json:
        print_json(document)
        return 0
    print(f"{chosen.code} {chosen.title}")
    reasons = {entry["reason"] for entry in document["views"].values()}
    if len(reasons) == 1 and "" not in reasons:
        print(*reasons)
    else:
        for name, entry in document["views"].items():
            _print(chosen, _TITLES[name], entry)
    if document.get("parts"):
        print("\nParts beside their whole")
        print_table(
            ("Period", "Part", "Outturn", "Whole", "Share", "Difference", "Source"),
            (_part(part, chosen) for part in document["parts"]),
        )
    return 0


def _view(rows: "pd.DataFrame", measure: Measure) -> dict[str, Any]:
    """A view that cannot be had has its reason and no windows."""
    from kpis.frames import VIEWS
    from kpis.rounding import round_figure

    windows = [
        {
            "period": row.period_id,
            "label": row.period_label,
            "start": row.period_start.date(),
            "end": row.period_end.date(),
            "outturn": round_figure(row.outturn, measure.decimals),
            "numerator": row.numerator,
            "denominator": row.denominator,
            "marker": row.marker,
            "provenance": row.provenance,
            "reason": row.reason,
        }
        for row in VIEWS.rows(rows)
        if row.period_id
    ]
    return {"reason": "" if windows else rows["reason"].iloc[0], "windows": windows}


def _parts(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """frame: PARTS."""
    from kpis.frames import PARTS

    return [
        {
            "id": row.measure_id,
            "label": row.part_label,
            "whole": row.whole_id,
            "period": row.period_id,
            "outturn": row.outturn,
            "whole_outturn": row.whole,
            "share": row.share,
            "difference": row.difference,
            "illustrative": row.illustrative,
            "reason": row.reason,
        }
        for row in PARTS.rows(frame)
    ]


def _part(part: dict[str, Any], measure: Measure) -> tuple[str, ...]:
    illustrative = "illustrative" if part["illustrative"] else ""
    return (
        period_of_id(part["period"]).label,
        part["label"],
        written(part["outturn"], measure),
        written(part["whole_outturn"], measure),
        f"{part['share']:.1f}%" if is_known(part["share"]) else "",
        difference(part["difference"], measure.unit, measure.decimals),
        part["reason"] or illustrative,
    )


def _print(measure: Measure, title: str, view: dict[str, Any]) -> None:
    print(f"\n{title}")
    if view["reason"]:
        print(view["reason"])
        return
    print_table(
        ("Window", "Figure", "Source"),
        (
            (
                window["label"],
                with_marker(written(window["outturn"], measure), window["marker"]),
                window["provenance"] or window["reason"],
            )
            for window in view["windows"]
        ),
    )
