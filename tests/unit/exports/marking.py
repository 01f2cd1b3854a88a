"""What tests of marked copies share: issues, and ways to look into a workbook."""

import io
import re
import zipfile

import openpyxl

QUARTER = "Q2 'draft' naïve"


def issue(cell, sheet=QUARTER, severity="error", sentence="this is not a number.", **more):
    place = "!".join(part for part in (sheet, cell) if part)
    return {
        "severity": severity,
        "code": "outturn-not-a-number",
        "sheet": sheet,
        "cell": cell,
        "measure": "5.2",
        "found": "many",
        "message": f"{place}: {sentence}" if place else sentence,
    } | more


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, **changed) -> bytes:
    """The workbook with parts rewritten: name (with _ for / and .) → what makes it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts(content).items():
            change = changed.get(re.sub(r"[/.]", "_", name))
            archive.writestr(name, change(data) if change else data)
    return file.getvalue()


def reload(content: bytes, **options):
    return openpyxl.load_workbook(io.BytesIO(content), **options)
