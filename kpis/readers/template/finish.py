"""The last touch to a workbook: what openpyxl has no words for.

Codes such as 5.2 and periods such as 2019 are texts, so that they come back as they were written.
Excel would put a green triangle on each of them, "number stored as text", and people would turn
the codes into numbers as it offers. The format lets a sheet say that this is meant.
"""

import zipfile
from io import BytesIO

_SHEETS = "xl/worksheets/"
_END = b"</worksheet>"


def without_number_warnings(content: bytes) -> bytes:
    """The same workbook, whose sheets say that numbers in texts are meant to be texts."""
    ignored = (
        b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>'
        b"</ignoredErrors>"
    )
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as finished,
    ):
        for member in made.infolist():
            part = made.read(member)
            if member.filename.startswith(_SHEETS):
                # The place the format gives it: nothing that must follow it is in our sheets.
                part = part.removesuffix(_END) + ignored + _END
            finished.writestr(member.filename, part)
    return file.getvalue()
