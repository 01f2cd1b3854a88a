"""A Data Package: what each CSV file of a folder holds, as Frictionless Data has it.

Data Package and Table Schema, version 1, which every reader of them knows. It stands as
datapackage.json beside the files.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from kpis.exports.open_data.json_text import said
from kpis.model import PublicContact
from kpis.reports.open_data.about import About
from kpis.reports.open_data.codes import MEANINGS
from kpis.reports.open_data.columns import Column, Holds, Table

FILE = "datapackage.json"
_TYPES = {
    Holds.TEXT: "string",
    Holds.NUMBER: "number",
    Holds.WHOLE: "integer",
    Holds.DAY: "date",
    Holds.TIME: "datetime",
    Holds.YES_NO: "boolean",
}


def data_package_of(
    name: str, files: Iterable[tuple[str, Table, bytes]], about: About
) -> dict[str, Any]:
    """A package. name: its own, in small letters; files: name, table and content of each CSV."""
    listed = list(files)
    tables = {table.name for _, table, _ in listed}
    licence = about.licence
    return said(
        {
            "profile": "tabular-data-package",
            "name": name,
            "title": about.title,
            "description": about.about,
            "version": about.version,
            "created": f"{about.published_at:%Y-%m-%dT%H:%M:%S}Z",
            "homepage": about.home_page,
            "keywords": list(about.keywords),
            "licenses": [
                said({"name": licence.id, "title": licence.title, "path": licence.address})
            ]
            if licence
            else [],
            "contributors": [
                said({"title": about.publisher, "path": about.home_page, "role": "publisher"})
            ],
            "contact": _contact(about.contact),
            "status": about.standing.kind.value,
            "next_update": about.next_on.isoformat() if about.next_on else None,
            "resources": [_resource(*each, tables) for each in listed],
        }
    )


def _resource(file: str, table: Table, content: bytes, tables: set[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.removesuffix(".csv"),
        "path": file,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": said(
            {
                "fields": [_field(column) for column in table.columns],
                "missingValues": [""],
                "primaryKey": list(table.key),
                "foreignKeys": [
                    {
                        "fields": list(each.columns),
                        "reference": {"resource": each.table, "fields": list(each.to)},
                    }
                    for each in table.leads
                    if each.table in tables
                ],
            }
        ),
    }


def _field(column: Column) -> dict[str, Any]:
    is_listed = column.list and not column.pattern
    constraints = said(
        {
            "required": column.required or None,
            "pattern": column.pattern,
            "enum": [str(code) for code in MEANINGS[column.list]] if is_listed else None,
        }
    )
    return said(
        {
            "name": column.name,
            "title": column.title,
            "description": column.description,
            "type": _TYPES[column.holds],
            "unit": column.unit,
            "constraints": constraints,
        }
    )


def _contact(contact: PublicContact) -> dict[str, Any]:
    if not contact.given:
        return {}
    return said(
        {
            "title": contact.post,
            "email": contact.email,
            "telephone": contact.telephone,
            "path": contact.page,
        }
    )
