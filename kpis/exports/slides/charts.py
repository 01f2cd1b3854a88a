"""Native charts on slides."""

from kpis.exports.office.native_chart import numbers_of, style
from kpis.exports.office.texts import shortened, sound
from kpis.exports.slides.deck import Slide, emu
from kpis.exports.slides.template import Box
from kpis.reports.blocks import Chart

_SIZE = 12  # points, of the texts of a chart
_ALT_CHARACTERS = 2_000


def add_chart(slide: Slide, chart: Chart, place: Box) -> None:
    """A native chart with its text alternative."""
    from pptx.enum.chart import XL_CHART_TYPE

    kind = XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *emu(place), numbers_of(chart))
    frame.name = "Chart"
    described = frame._element.nvGraphicFramePr.cNvPr
    described.set("descr", shortened(sound(chart.alt), _ALT_CHARACTERS))
    described.set("title", shortened(sound(chart.title), 200))
    style(frame.chart, chart, _SIZE)
