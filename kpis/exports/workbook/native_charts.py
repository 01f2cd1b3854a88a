"""Trend charts that Excel draws itself from the cells of the sheet, and that anybody can change."""

from typing import Any

from kpis.charts.palette import LIGHT
from kpis.exports.office.line_styles import LineStyle, line_styles
from kpis.exports.office.number_formats import number_format
from kpis.exports.office.texts import shortened, sound
from kpis.exports.workbook.sheets import Drawing

WIDTH, HEIGHT, APART = 760, 340, 20  # pixels
_MARKER = 6  # points
_LONGEST_TITLE = 140
_ALT_CHARACTERS = 4_000  # what Excel shows of a text alternative
_FONT = {"name": "Arial", "size": 10}


def draw(
    workbook: Any,
    worksheet: Any,
    drawing: Drawing,
    first_row: int,
    place: tuple[int, int],
    offset: int,
) -> None:
    """Put a chart beside the table. first_row: of the table's lines. place: row and column at which
    the chart begins, offset: how many pixels beneath the beginning of that row."""
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
                **_drawn(style),
            }
        )
        chart.series[-1]["points"] = _points(drawing, style)
    chart._write_d_pt_point = lambda _, xml: chart.fh.write(xml)
    shown = drawing.chart
    chart.set_title({"name": _plain(drawing.title), "name_font": _FONT | {"size": 12}})
    chart.set_x_axis({"num_font": _FONT, "label_position": "low"})
    chart.set_y_axis(
        {
            "num_font": _FONT,
            "num_format": number_format(shown.unit, shown.decimals),
            "major_gridlines": {"visible": True, "line": {"color": LIGHT.rule, "width": 0.75}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.show_blanks_as("gap")
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    worksheet.insert_chart(
        *place,
        chart,
        {
            "y_offset": offset,
            "x_offset": APART,
            "object_position": 3,
            "description": shortened(sound(shown.alt), _ALT_CHARACTERS),
        },
    )


def _drawn(style: LineStyle) -> dict[str, object]:
    line = {"color": style.colour, "width": style.width, "dash_type": _DASHES[style.dash]}
    if not style.marker:
        return {"line": line, "marker": {"type": "none"}}
    mark = {"fill": {"color": style.colour}, "border": {"color": style.colour}, "size": _MARKER}
    return {"line": line, "marker": {"type": style.marker, **mark}}


def _points(drawing: Drawing, style: LineStyle) -> list[str]:
    """The points of a line that are drawn otherwise than the rest, as DrawingML; "" for the others.

    No line leads to a point at which the lines begin anew, and a figure that is illustrative has a
    hollow mark. XlsxWriter, which is handed these as they are, knows no such points of lines: what
    it is told of one it makes the look of its mark.
    """
    shown = drawing.chart
    restarts, hollow = set(shown.restarts), set(shown.illustrative if style.marker else ())
    return [
        _point(at, style, is_restart=at in restarts, is_hollow=at in hollow)
        if at in restarts | hollow
        else ""
        for at in range(drawing.last - drawing.first + 1)
    ]


def _point(at: int, style: LineStyle, *, is_restart: bool, is_hollow: bool) -> str:
    colour = style.colour.lstrip("#")
    within = LIGHT.page.lstrip("#") if is_hollow else colour
    mark = f'<c:symbol val="{style.marker or "none"}"/>'
    if style.marker:
        mark += (
            f'<c:size val="{_MARKER}"/><c:spPr><a:solidFill><a:srgbClr val="{within}"/>'
            f'</a:solidFill><a:ln><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
            "</c:spPr>"
        )
    line = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>" if is_restart else ""
    return (
        f'<c:dPt><c:idx val="{at}"/><c:marker>{mark}</c:marker><c:bubble3D val="0"/>{line}</c:dPt>'
    )


_DASHES = {
    "solid": "solid",
    "sysDot": "round_dot",
    "dash": "dash",
    "sysDash": "square_dot",
    "lgDash": "long_dash",
    "lgDashDot": "long_dash_dot",
}


def _plain(title: str) -> str:
    """A title the library cannot take for the address of a cell, as it does with "Sheet1!A1"."""
    title = shortened(sound(title), _LONGEST_TITLE)
    return title.replace("!", "\uff01") if "!" in title else title
