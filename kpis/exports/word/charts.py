"""Charts in a report on paper: native ones, which Word draws and people can edit.

python-docx has no charts, but a chart is a part of its own, and Word takes the very part that a
slide has. So it is made as a slide's is, and hung into the document here.
"""

from xml.sax.saxutils import quoteattr

from kpis.exports.office.native_chart import chart_part
from kpis.exports.office.texts import shortened, sound
from kpis.exports.word.paper import Paper
from kpis.reports.blocks import Chart

_SIZE = 9  # points, of the texts of a chart
_POINT = 12_700
_RELATION = "rId1"
_ALT_CHARACTERS = 4_000
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def add_chart(paper: Paper, chart: Chart, height: float) -> None:
    """Add a paragraph with a chart, as wide as the page lets it. height: in points."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    made, number, width = paper.made, next(paper.chart_numbers), paper.width
    drawn, workbook = chart_part(chart, _SIZE, _RELATION)
    package = made.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, drawn, package)
    sheet = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    named = part.relate_to(Part(sheet, _SHEET_TYPE, workbook, package), RT.PACKAGE)
    if named != _RELATION:
        raise ValueError(f"the workbook of a chart is named {named}")
    relation = made.part.relate_to(part, RT.CHART)
    paragraph = paper.add()
    paragraph.paragraph_format.keep_with_next = True
    alt = quoteattr(shortened(sound(chart.alt), _ALT_CHARACTERS))
    title = quoteattr(shortened(sound(chart.title), 250))
    size = f'cx="{round(width * _POINT)}" cy="{round(height * _POINT)}"'
    paragraph.add_run()._r.append(
        parse_xml(
            '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
            'distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{number}" name="Chart {number}" '
            f"descr={alt} title={title}/><wp:cNvGraphicFramePr/>"
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
            f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="{relation}" xmlns:r="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )
