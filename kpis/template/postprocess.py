"""The last touch to a workbook: what openpyxl has no words for.

Codes such as 5.2 and periods such as 2019 are texts, so that they come back as they were written.
Excel would put a green triangle on each of them, "number stored as text", and people would turn
the codes into numbers as it offers. The format lets a sheet say that this is meant.

A row that openpyxl gives a height keeps it for ever, however long a commentary is typed into it.
Without the word "custom" the height is only where the row begins, and it grows with its text.
"""

import zipfile
from io import BytesIO

_SHEETS = "xl/worksheets/"
_END = b"</worksheet>"
_FIXED_HEIGHT = b' customHeight="1"'


def finished(content: bytes) -> bytes:
    """The same workbook, whose sheets say that numbers in texts are meant to be texts, and whose
    rows grow."""
    ignored = (
        b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>'
        b"</ignoredErrors>"
    )
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for member in made.infolist():
            part = made.read(member)
            if member.filename.startswith(_SHEETS):
                # The place the format gives it: nothing that must follow it is in our sheets.
                part = part.replace(_FIXED_HEIGHT, b"").removesuffix(_END) + ignored + _END
            written.writestr(member.filename, part)
    return file.getvalue()
