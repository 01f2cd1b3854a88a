"""CSV on the Web: what each CSV file of a folder holds, as the W3C's recommendation has it.

Metadata Vocabulary for Tabular Data, 17 December 2015. It stands as csv-metadata.json beside the
files, where a reader of them looks for it. `titles` are what the header row says; what a column is
called for people stands as dc:title.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kpis.exports.open_data.json_text import said
from kpis.reports.open_data.about import About
from kpis.reports.open_data.codes import MEANINGS
from kpis.reports.open_data.columns import Column, Holds, Table

FILE = "csv-metadata.json"
OF_ONE = "-metadata.json"  # after the name of the file
_DATATYPES: Mapping[Holds, Any] = {
    Holds.TEXT: "string",
    Holds.NUMBER: "double",
    Holds.WHOLE: "integer",
    Holds.DAY: {"base": "date", "format": "yyyy-MM-dd"},
    Holds.TIME: {"base": "dateTimeStamp", "format": "yyyy-MM-ddTHH:mm:ssX"},
    Holds.YES_NO: {"base": "boolean", "format": "true|false"},
}


def csvw_of(files: Iterable[tuple[str, Table]], about: About) -> dict[str, Any]:
    """A group of tables. files: the name of each CSV file in the folder, with its table."""
    listed = list(files)
    named = {table.name: file for file, table in listed}
    return _about(about) | {"tables": [_table(file, table, named) for file, table in listed]}


def csvw_of_one(file: str, table: Table, about: About) -> dict[str, Any]:
    """A table by itself, whose description stands as FILE-metadata.json beside it."""
    return _table(file, table, {}) | _about(about)


def _about(about: About) -> dict[str, Any]:
    licence = about.licence.address if about.licence else ""
    return said(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "dc:title": about.title,
            "dc:description": about.about,
            "dc:publisher": about.publisher,
            "dc:license": {"@id": licence} if licence else None,
            "dc:issued": {"@value": f"{about.published_at:%Y-%m-%d}", "@type": "xsd:date"},
            "dc:hasVersion": about.version,
        }
    )


def _table(file: str, table: Table, files: Mapping[str, str]) -> dict[str, Any]:
    return {
        "url": file,
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": said(
            {
                "columns": [_column(column) for column in table.columns],
                "primaryKey": list(table.key),
                "foreignKeys": [
                    {
                        "columnReference": list(each.columns),
                        "reference": {
                            "resource": files[each.table],
                            "columnReference": list(each.to),
                        },
                    }
                    for each in table.leads
                    if each.table in files
                ],
            }
        ),
    }


def _column(column: Column) -> dict[str, Any]:
    return said(
        {
            "titles": column.name,
            "name": column.name,
            "dc:title": column.title,
            "dc:description": column.description,
            "datatype": _datatype(column),
            "required": column.required or None,
            "schema:unitText": column.unit,
        }
    )


def _datatype(column: Column) -> Any:
    pattern = column.pattern
    if column.list and not pattern:
        pattern = "|".join(str(code) for code in MEANINGS[column.list])
    if column.holds is Holds.TEXT and pattern:
        return {"base": "string", "format": pattern}
    return _DATATYPES[column.holds]
