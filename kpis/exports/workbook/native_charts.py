"""Trend charts that Excel draws itself from the cells of the sheet, and that anybody can change."""

from typing import Any

from kpis.exports.office.line_styles import LineStyle, line_styles
from kpis.exports.office.number_formats import number_format
from kpis.exports.office.texts import shortened, sound
from kpis.exports.workbook.sheets import Drawing

WIDTH, HEIGHT, APART = 760, 340, 20  # pixels
_LONGEST_TITLE = 140
_ALT_CHARACTERS = 4_000  # what Excel shows of a text alternative
_FONT = {"name": "Arial", "size": 10}


def draw(
    workbook: Any, worksheet: Any, drawing: Drawing, first_row: int, column: int, at: int
) -> None:
    """Put a chart beside the table. first_row: of the table's lines. at: pixels from the top."""
    chart = workbook.add_chart({"type": "line"})
    sheet = worksheet.get_name()
    rows = (first_row + drawing.first, first_row + drawing.last)
    styles = line_styles(tuple(role for _, role in drawing.columns))
    for (number, _), style in zip(drawing.columns, styles, strict=True):
        chart.add_series(
            {
                "name": [sheet, first_row - 1, number],
                "categories": [sheet, rows[0], drawing.names, rows[1], drawing.names],
                "values": [sheet, rows[0], number, rows[1], number],
                "points": _points(drawing),
                **_drawn(style),
            }
        )
    shown = drawing.chart
    chart.set_title({"name": _plain(drawing.title), "name_font": _FONT | {"size": 12}})
    chart.set_x_axis({"num_font": _FONT, "label_position": "low"})
    chart.set_y_axis(
        {
            "num_font": _FONT,
            "num_format": number_format(shown.unit, shown.decimals),
            "major_gridlines": {"visible": True, "line": {"color": "#D5DAE0", "width": 0.75}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    worksheet.insert_chart(
        0,
        column,
        chart,
        {
            "y_offset": at,
            "x_offset": APART,
            "object_position": 3,
            "description": shortened(sound(shown.alt), _ALT_CHARACTERS),
        },
    )


def _drawn(style: LineStyle) -> dict[str, object]:
    line = {"color": style.colour, "width": style.width, "dash_type": _DASHES[style.dash]}
    if not style.marker:
        return {"line": line, "marker": {"type": "none"}}
    mark = {"fill": {"color": style.colour}, "border": {"color": style.colour}, "size": 6}
    return {"line": line, "marker": {"type": style.marker, **mark}}


def _points(drawing: Drawing) -> list[dict[str, object] | None]:
    """No line leads to a point at which the lines begin anew."""
    count = drawing.last - drawing.first + 1
    return [
        {"line": {"none": True}} if at in drawing.chart.restarts else None for at in range(count)
    ]


_DASHES = {
    "solid": "solid",
    "sysDot": "round_dot",
    "dash": "dash",
    "sysDash": "square_dot",
    "lgDash": "long_dash",
}


def _plain(title: str) -> str:
    """A title the library cannot take for the address of a cell, as it does with "Sheet1!A1"."""
    title = shortened(sound(title), _LONGEST_TITLE)
    return title.replace("!", "\uff01") if "!" in title else title
