"""Whether a file may be opened at all: its size, what it is, what it unpacks to.

Decided from the bytes and the directory of the archive before anything is unpacked, so that the
answer is a sentence after a moment and never a server that has died. What is inside an .xlsx is
looked through in `workbook_scan.py`.
"""

import re
import zipfile
from io import BytesIO

from kpis.errors import UnreadableReturn
from kpis.readers.files.other_forms import SEND_INSTEAD
from kpis.readers.files.signature import (
    PASSWORD_PROTECTED,
    PASSWORD_PROTECTED_ODS,
    Form,
    form_of,
)

MEGABYTE = 1024 * 1024  # as browsers, Streamlit and Windows count it
MAX_FILE = 25 * MEGABYTE
MAX_LONG_TEXT = 500 * MEGABYTE  # a CSV that `long_csv.py` can read
MAX_UNPACKED = 100 * MEGABYTE
MAX_MEMBER = 50 * MEGABYTE
MAX_MEMBERS = 2_000

DAMAGED = "The workbook is damaged or incomplete: open it in Excel, save it again and send that."
# The first member of an OpenDocument archive, stored as it is, names the kind of document.
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]+)")
_TYPES, _MANIFEST = "[content_types].xml", "meta-inf/manifest.xml"


def checked_form(content: bytes) -> Form:
    """The form of a file that is safe to give to the reader of that form.

    Raises UnreadableReturn, one sentence, when it is too large, locked or nothing we can open.
    """
    form = form_of(content)
    most = MAX_LONG_TEXT if form is Form.TEXT else MAX_FILE
    if refusal := refused_for_size(len(content), most):
        raise UnreadableReturn(refusal)
    return form if form is not None else _form_of_archive(content)


def refused_for_size(size: int, most: int) -> str:
    """What is said of a file of more bytes than it may have; "" when it may have them."""
    if size <= most:
        return ""
    return (
        f"The file has {size / MEGABYTE:,.1f} MB and a return may have {most / MEGABYTE:g} MB: "
        "send only the sheets with figures, without pictures."
    )


def _form_of_archive(content: bytes) -> Form:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except Exception as error:  # zipfile answers a damaged archive in many ways
        raise UnreadableReturn(DAMAGED) from error
    _check_sizes(archive)
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if form := _office_form(archive, names):
        return form
    if document := _OPEN_DOCUMENT.search(content[:200]):
        return _open_document_form(archive, names, document[1])
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise UnreadableReturn(f"The file is a Word or PowerPoint document: {SEND_INSTEAD}.")
    if any(name.startswith("index/") for name in names):
        raise UnreadableReturn(
            "The file is an Apple Numbers document: choose File, Export To, Excel, and send that."
        )
    raise UnreadableReturn(
        "The file is a compressed folder that cannot be opened here: take the returns out of it "
        "and send those."
    )


def _office_form(archive: zipfile.ZipFile, names: set[str]) -> Form | None:
    """Excel's forms by the parts that they have, whose names are free but for the list of types."""
    if "xl/workbook.bin" in names:
        return Form.XLSB
    if _TYPES not in names:
        return None
    if any(name.startswith("xl/") for name in names):
        return Form.XLSX
    types = _beginning(archive, _TYPES)
    if b"spreadsheetml.sheet.main+xml" in types or b"ms-excel.sheet.macro" in types:
        return Form.XLSX
    return Form.XLSB if b"ms-excel.sheet.binary" in types else None


def _open_document_form(archive: zipfile.ZipFile, names: set[str], kind: bytes) -> Form:
    """.ods, unless it is locked (ODF 1.2 part 3, 4.8; later, as one encrypted package)."""
    if kind != b"spreadsheet":
        raise UnreadableReturn(f"The file is an OpenDocument {kind.decode()}: {SEND_INSTEAD}.")
    if "encrypted-package" in names or b"encryption-data" in _beginning(archive, _MANIFEST):
        raise UnreadableReturn(PASSWORD_PROTECTED_ODS)
    if "content.xml" not in names:
        raise UnreadableReturn(DAMAGED)
    return Form.ODS


def _beginning(archive: zipfile.ZipFile, named: str) -> bytes:
    """The first megabyte of a member, whatever the case of its name; nothing without one."""
    for member in archive.infolist():
        if member.filename.replace("\\", "/").lower() == named:
            try:
                with archive.open(member) as stream:
                    return stream.read(MEGABYTE)
            except Exception as error:  # zipfile answers a damaged member in many ways
                raise UnreadableReturn(DAMAGED) from error
    return b""


def _check_sizes(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members), default=0)
    if unpacked > MAX_UNPACKED or largest > MAX_MEMBER:
        raise UnreadableReturn(
            f"The file unpacks to {unpacked / MEGABYTE:,.0f} MB, far more than a return holds: "
            "copy the table into a new workbook, or save it as CSV, and send that."
        )
    if len(members) > MAX_MEMBERS:
        raise UnreadableReturn(
            f"The file is made of {len(members):,} parts, far more than a return has: "
            "copy the table into a new workbook and send that."
        )
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableReturn(PASSWORD_PROTECTED)
        # The only two the format allows; zipfile would unpack the others without a bound.
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableReturn(DAMAGED)
