"""The files of an example quarter: a plan whose quarter is collected today, and its returns."""

import re
import shutil
import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from kpis.model import Measure, Plan, Unit
from kpis.periods import ReportingPeriod, period_of_id
from kpis.plan.calendar import due_in

QUARTER, BEFORE = period_of_id("2019-20-Q3"), period_of_id("2019-20-Q2")
HEADER = "measure,period,outturn,commentary"
# Sends a spreadsheet of its own; and its second measure comes by CSV with what others send late.
OWN_LAYOUT = "Head of Violence Against Women and Girls and Hate Crime"
LATE, RESTATED = "6.2", "1.3"
MONTHS = {"Oct-19": 101, "Nov-19": 94, "Dec-19": 88}


def plan_collected_today(plan: Path, folder: Path) -> Path:
    """A copy of the plan without first figures, whose Q3 2019/20 is due in ten days."""
    copied = Path(shutil.copytree(plan, folder / "plan"))
    settings = copied / "plan.toml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"\[first_figures\]\n(?:\w+ = .*\n)+", "", text)
    settings.write_text(text, encoding="utf-8")
    today = date.today()
    due, closes, published = (today + timedelta(days=days) for days in (10, 25, 70))
    with (copied / "calendar.toml").open("a", encoding="utf-8") as calendar:
        calendar.write(
            f"\n[quarters.{QUARTER.id}]\ndue = {due}\ncloses = {closes}\npublished = {published}\n"
        )
    return copied


def believable(measure: Measure) -> float:
    """A figure that meets every target and is of the measure's unit."""
    if measure.polarity == "lower":
        return 1.0
    if measure.polarity == "range":
        return 11.0
    if measure.unit in (Unit.PERCENT, Unit.INDEX):
        return 99.0
    return min(2_000.0, measure.maximum or 2_000.0)


def row(measure: Measure, period: ReportingPeriod, outturn: float | None = None) -> str:
    figure = believable(measure) if outturn is None else outturn
    return f"{measure.code},{period.label},{figure:g},On course."


def csv(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows]).encode()


def quarter_before(plan: Plan) -> bytes:
    """Everything due with Q2 but one measure, which will come late."""
    return csv(*(row(m, p) for m, p in due_in(plan, BEFORE) if m.code != LATE))


def templates_in(pack: bytes) -> dict[str, bytes]:
    """The workbook of every post in the pack, by file name."""
    with zipfile.ZipFile(BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def filled(plan: Plan, content: bytes) -> bytes:
    """A template with all its figures typed in."""
    by_code = {measure.code: measure for measure in plan.measures}
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Return"]
    header = next(cells for cells in sheet.iter_rows() if any(c.value == "Outturn" for c in cells))
    columns: dict[Any, Any] = {cell.value: cell.column for cell in header}
    for number in range(header[0].row + 1, sheet.max_row + 1):
        measure = by_code.get(str(sheet.cell(number, columns["Code"]).value))
        if measure is not None:
            sheet.cell(number, columns["Outturn"]).value = believable(measure)
            sheet.cell(number, columns["Commentary"]).value = "On course."
    return _saved(book)


def spoiled(content: bytes) -> tuple[bytes, str]:
    """The workbook with words in place of its first figure, and the cell they stand in."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Return"]
    cell = next(
        sheet.cell(number, found.column)
        for cells in sheet.iter_rows()
        for found in cells
        if found.value == "Outturn"
        for number in range(found.row + 1, sheet.max_row + 1)
        if sheet.cell(number, found.column).value is not None
    )
    cell.value = "about the same"
    return _saved(book), cell.coordinate


def _saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def own_layout(months: dict[str, int]) -> bytes:
    """An .ods as a service keeps it: a title, a header of months, a row that names no measure."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"

    def text(value: str) -> str:
        inside = f"<text:p>{value}</text:p>" if value else ""
        return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'

    def number(value: int) -> str:
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    rows = [
        text("Incidents known to the police"),
        text(""),
        "".join(map(text, ("What we count", *months))),
        text("Racist and religious") + "".join(map(number, months.values())),
    ]
    table = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="Crime">{table}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def codes_in(plan: Plan, workbooks: Iterable[bytes]) -> set[str]:
    """The codes of the measures these templates ask for."""
    texts = {
        str(cell.value)
        for content in workbooks
        for cells in openpyxl.load_workbook(BytesIO(content))["Return"].iter_rows()
        for cell in cells
    }
    return {measure.code for measure in plan.counted} & texts
