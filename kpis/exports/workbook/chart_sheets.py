"""Sheets with the numbers of charts and, beside them, the charts: one for each outcome."""

from itertools import accumulate

from kpis.exports.office.number_formats import number_format
from kpis.exports.office.texts import titled
from kpis.exports.workbook.sheets import EMPTY, Drawing, Line, Place, Sheet, text_place
from kpis.reports.blocks import Chart, Document, Section

_OF, _AT = "Measure", "Period"
_TOLD = (
    "A chart of each measure stands to the right of the table. Gaps are periods without a figure."
)


def chart_sheets(document: Document) -> list[Sheet]:
    """A sheet for each part of the document that has charts with numbers, in reading order."""
    sheets = (_sheet(section) for section in document.sections)
    return [sheet for sheet in sheets if sheet is not None]


def charts_of(section: Section) -> list[tuple[str, Chart]]:
    """The charts of a section and its parts that have a native form, with what they are of."""
    return [
        (titled(each.code, each.title), block)
        for each in section.walk()
        for block in each.blocks
        if isinstance(block, Chart) and block.names and block.columns
    ]


def _sheet(section: Section) -> Sheet | None:
    charts = charts_of(section)
    if not charts:
        return None
    titles = list(dict.fromkeys(column.title for _, chart in charts for column in chart.columns))
    lines = [line for word, chart in charts for line in _lines(word, chart, titles)]
    name = f"Charts {section.code[:1].lower()}{section.code[1:]}".strip()
    ends = list(accumulate(len(chart.names) for _, chart in charts))
    drawings = tuple(
        Drawing(
            chart,
            word,
            first=end - len(chart.names),
            last=end - 1,
            names=1,
            columns=tuple((2 + titles.index(each.title), each.role) for each in chart.columns),
        )
        for (word, chart), end in zip(charts, ends, strict=True)
    )
    title = f"{titled(section.code, section.title)}: charts and their numbers"
    return Sheet(name, title, (_TOLD,), (_OF, _AT, *titles), lines, drawings)


def _lines(word: str, chart: Chart, titles: list[str]) -> list[Line]:
    columns = {column.title: column.values for column in chart.columns}
    return [
        (
            text_place(word),
            text_place(name),
            *(
                _figure(columns[title][at], chart) if title in columns else EMPTY
                for title in titles
            ),
        )
        for at, name in enumerate(chart.names)
    ]


def _figure(value: float, chart: Chart) -> Place:
    if value != value:
        return EMPTY
    return Place(value, number_format(chart.unit, chart.decimals, value))
