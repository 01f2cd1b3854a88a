"""What the bytes of a file are, told from the bytes: names and extensions are not to be trusted.

People send the PDF of a return, a page saved from a browser as `.xls`, a photograph, a locked
workbook. Each of these is recognised here before anything tries to open it, so that the answer
names what was sent instead of what went wrong inside a library.
"""

import re
from enum import StrEnum

from kpis.errors import UnreadableReturn
from kpis.readers.files.other_forms import SEND_INSTEAD, refused_instead


class Form(StrEnum):
    """The forms of file that some reader can open."""

    XLSX = "xlsx"  # also .xlsm and .xltx: the macros are never looked at
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    TEXT = "text"


PASSWORD_PROTECTED = (
    "The workbook is locked with a password or a sensitivity label: "  # noqa: S105 a sentence
    "open it in Excel, choose "
    "File, Info, Protect Workbook, remove the encryption, save it and send that copy."
)
PASSWORD_PROTECTED_ODS = (
    "The workbook is locked with a password: open it, choose File, "  # noqa: S105 a sentence
    "Save As, leave out Save with password, and send that copy."
)

ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = 128
_SOMETHING = re.compile(rb"[^\x00\t\r\n ]")


def form_of(content: bytes) -> Form | None:
    """The form of a file, or None for a zip archive, whose members decide (`guard.py`).

    Anything not recognised is taken for text, which `text_file.py` may still refuse.
    Raises UnreadableReturn when it is nothing that can hold a return.
    """
    if not _SOMETHING.search(content):
        raise UnreadableReturn("The file is empty: save the return again and send that copy.")
    if content.startswith(ZIP):
        return None
    if content.startswith(_EMPTY_ZIP):
        raise UnreadableReturn(f"The file is an empty compressed folder: {SEND_INSTEAD}.")
    if content.startswith(_OLE2):
        return _old_office_form(content)
    if refusal := refused_instead(content):
        raise UnreadableReturn(refusal)
    return Form.TEXT


def _old_office_form(content: bytes) -> Form:
    """Office files before 2007, and the shell that later ones are put into when locked."""
    if _has_stream(content, "EncryptedPackage"):
        raise UnreadableReturn(PASSWORD_PROTECTED)
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return Form.XLS
    if _has_stream(content, "PowerPoint Document"):
        raise UnreadableReturn(f"The file is a PowerPoint document: {SEND_INSTEAD}.")
    if _has_stream(content, "WordDocument"):
        raise UnreadableReturn(f"The file is a Word document: {SEND_INSTEAD}.")
    if _has_stream(content, "__properties_version1.0"):
        raise UnreadableReturn(f"The file is an e-mail: {SEND_INSTEAD}.")
    raise UnreadableReturn(
        f"The file is an old Office file without a workbook in it: {SEND_INSTEAD}."
    )


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory of an OLE2 container names this stream ([MS-CFB] 2.6.1)."""
    return place_of_stream(content, name) >= 0


def place_of_stream(content: bytes, name: str) -> int:
    """Where the directory of an OLE2 container names this stream, in any case; -1 for nowhere.

    An entry takes 128 bytes, begins with the name in UTF-16 and holds its length in bytes, with
    the final null, at 64. The sector chain is not followed: damaged files are named rightly too.
    """
    entry = f"{name}\0".encode("utf-16-le")
    length = len(entry).to_bytes(2, "little")
    for found in re.finditer(re.escape(entry), content, re.IGNORECASE):
        at = found.start()
        if at % _DIRECTORY_ENTRY == 0 and content[at + 64 : at + 66] == length:
            return at
    return -1
