"""A chart that office programs draw themselves and people can edit, with its numbers in a workbook.

python-pptx writes it; Word takes the very same part, for it has the chart of a slide as its own.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from pptx.chart.chart import Chart as DrawnChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt
from xlsxwriter import Workbook

from kpis.charts.palette import LIGHT
from kpis.exports.office.line_styles import LineStyle, line_styles
from kpis.exports.office.number_formats import number_format
from kpis.exports.office.texts import shortened, sound
from kpis.reports.blocks import Chart

FONT = "Arial"
_DASHES = {
    "sysDot": MSO_LINE.ROUND_DOT,
    "sysDash": MSO_LINE.SQUARE_DOT,
    "dash": MSO_LINE.DASH,
    "lgDash": MSO_LINE.LONG_DASH,
    "lgDashDot": MSO_LINE.LONG_DASH_DOT,
}
_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
}
_MARKER_SIZE = 6
_LONGEST_NAME = 60  # characters, of a period or a line


class _Writer(CategoryWorkbookWriter):
    """Writes the numbers of a chart; a name that begins with = stays a name."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Any, Any]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with Workbook(xlsx_file, options) as workbook:
            yield workbook, workbook.add_worksheet()


class _Numbers(CategoryChartData):
    @property
    def _workbook_writer(self) -> Any:
        writer: Any = _Writer
        return writer(self)


def has_native_form(chart: Chart) -> bool:
    return bool(chart.names and chart.columns)


def numbers_of(chart: Chart) -> Any:
    """The chart's lines as python-pptx takes them; a gap is None. Names that would fill the chart
    are cut."""
    made: Any = _Numbers
    numbers = made(number_format=number_format(chart.unit, chart.decimals))
    numbers.categories = [shortened(sound(name), _LONGEST_NAME) for name in chart.names]
    for column in chart.columns:
        values = [None if math.isnan(value) else value for value in column.values]
        numbers.add_series(shortened(sound(column.title), _LONGEST_NAME), values)
    return numbers


def chart_part(chart: Chart, size: float, relation: str) -> tuple[bytes, bytes]:
    """The chart as a part of its own, and the workbook with its numbers.

    size: of its texts, in points. relation: the id by which the part is to name the workbook.
    """
    numbers = numbers_of(chart)
    space = parse_xml(numbers.xml_bytes(XL_CHART_TYPE.LINE_MARKERS))
    style(DrawnChart(space, None), chart, size)
    space._add_externalData().set(qn("r:id"), relation)
    return serialize_part_xml(space), numbers.xlsx_blob


def style(drawn: DrawnChart, chart: Chart, size: float) -> None:
    """Give lines and axes our looks. size: of its texts, in points."""
    drawn.font.size, drawn.font.name = Pt(size), FONT
    drawn.font.color.rgb = _colour(LIGHT.text)
    drawn.has_title = False
    drawn.has_legend = True
    drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
    drawn.legend.include_in_layout = False
    values, names = drawn.value_axis, drawn.category_axis
    values.tick_labels.number_format = number_format(chart.unit, chart.decimals)
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = _colour(LIGHT.rule)
    values.format.line.fill.background()
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = _colour(LIGHT.outline)
    styles = line_styles(tuple(column.role for column in chart.columns))
    for series, look in zip(drawn.plots[0].series, styles, strict=True):
        _style_line(series, look)
        hollow = set(chart.illustrative if look.marker else ())
        for at in sorted({*chart.restarts, *hollow}):
            point = series.points[at]
            if at in chart.restarts:  # no line leads to it; its mark stays
                point.format.line.fill.background()
            _style_marker(point.marker, look, is_hollow=at in hollow)


def _style_line(series: Any, look: LineStyle) -> None:
    series.smooth = False
    line = series.format.line
    line.color.rgb = _colour(look.colour)
    line.width = Pt(look.width)
    if look.dash in _DASHES:
        line.dash_style = _DASHES[look.dash]
    _style_marker(series.marker, look)


def _style_marker(marker: Any, look: LineStyle, *, is_hollow: bool = False) -> None:
    if not look.marker:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = _MARKERS[look.marker], _MARKER_SIZE
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = _colour(LIGHT.page if is_hollow else look.colour)
    marker.format.line.color.rgb = _colour(look.colour)


def _colour(written: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(written.lstrip("#")))
