"""A document as a workbook."""

import re
from io import BytesIO

from kpis.exports.formats import Look
from kpis.exports.office.settled import in_language, settled
from kpis.exports.workbook.contents import sheets_of
from kpis.exports.workbook.formats import FONT, Formats
from kpis.exports.workbook.names import table_names
from kpis.exports.workbook.writing import write
from kpis.reports.blocks import Document


def render(document: Document, _: Look) -> bytes:
    """An .xlsx by the government's guidance on accessible spreadsheets, the same bytes each time.

    Cover, contents and notes stand first, then a sheet for each table; the trends of measures are
    charts that Excel draws from the cells beside them. A look has no place in it.
    """
    import xlsxwriter

    file = BytesIO()
    sheets = sheets_of(document)
    with xlsxwriter.Workbook(file, _options()) as workbook:
        formats = Formats(workbook)
        names = table_names(sheet.name for sheet in sheets)
        contents = sheets[1].name
        for place, (sheet, name) in enumerate(zip(sheets, names, strict=True)):
            write(workbook, formats, sheet, name, contents if place > 1 else "")
    in_own_language = in_language(document.language)
    edits = {
        "xl/styles.xml": lambda part: with_heading(part, formats.title.xf_index),
        "xl/charts/*": lambda part: with_gaps(in_own_language(part)),
    }
    return settled(file.getvalue(), document, edits)


def _options() -> dict[str, object]:
    """So that nothing is a formula, a link or a number by its looks. The library writes in it."""
    return {
        "in_memory": True,
        "default_format_properties": dict(FONT),
        "default_column_width": 72,  # pixels, as Excel has it for digits as wide as this font's
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }


def with_gaps(chart: bytes) -> bytes:
    """The chart, saying that a line has a gap where there is no figure.

    XlsxWriter leaves it unsaid, as Excel 2007 did, and some programs then draw the line to nought.
    """
    visible = b'<c:plotVisOnly val="1"/>'
    return chart.replace(visible, visible + b'<c:dispBlanksAs val="gap"/>')


def with_heading(styles: bytes, number: int) -> bytes:
    """The styles, with the format of this number as the cell style "Heading 1".

    Screen readers find their way by it; XlsxWriter knows no styles but Normal and Hyperlink.
    """
    own = re.search(rb"<cellStyleXfs count=\"(\d+)\">(.*?)</cellStyleXfs>", styles, re.DOTALL)
    formats = re.search(rb"(<cellXfs count=\"\d+\">)(.*?)(</cellXfs>)", styles, re.DOTALL)
    named = re.search(rb"<cellStyles count=\"(\d+)\">(.*?)</cellStyles>", styles, re.DOTALL)
    if own is None or formats is None or named is None:
        raise ValueError("the styles of the workbook are not as XlsxWriter writes them")
    each = re.findall(rb"<xf [^>]*?/>|<xf .*?</xf>", formats[2], re.DOTALL)
    count = int(own[1])
    style = each[number].replace(b' xfId="0"', b"")
    each[number] = each[number].replace(b'xfId="0"', b'xfId="%d"' % count)
    styles = styles.replace(
        own[0], b'<cellStyleXfs count="%d">%s%s</cellStyleXfs>' % (count + 1, own[2], style)
    )
    styles = styles.replace(formats[0], formats[1] + b"".join(each) + formats[3])
    heading = b'<cellStyle name="Heading 1" xfId="%d" builtinId="16"/>' % count
    return styles.replace(
        named[0],
        b'<cellStyles count="%d">%s%s</cellStyles>' % (int(named[1]) + 1, named[2], heading),
    )
