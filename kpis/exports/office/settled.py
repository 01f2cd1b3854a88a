"""The last touch to an Office file: its properties, and nothing in it that a clock made.

The libraries write the time of the making into the archive and into the properties, so the same
document would never be the same file twice.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from kpis.exports.office.texts import sound
from kpis.reports.blocks import Document

Edit = Callable[[bytes], bytes]
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold
CORE = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_BY = re.compile(rb"<(dc:creator|cp:lastModifiedBy)>.*?</\1>", re.DOTALL)


def core_properties(document: Document) -> bytes:
    """Title, subject, publisher and language, as the three formats have them alike.

    Without a time: what it would say is when the file was made, and that tells a reader nothing.
    """
    properties = (
        ("dc:title", document.title),
        ("dc:subject", document.subtitle),
        ("dc:creator", document.publisher),
        ("dc:description", document.running),
        ("dc:language", document.language),
        ("cp:lastModifiedBy", document.publisher),
    )
    written = "".join(f"<{name}>{escape(sound(text))}</{name}>" for name, text in properties)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{written}</cp:coreProperties>'
    ).encode()


def settled(content: bytes, document: Document, edits: Mapping[str, Edit] | None = None) -> bytes:
    """The file with the document's properties and without times.

    edits: by the name of a part, or the beginning of it that ends in "/" or "*": what is made of
    its content. Workbooks within it, the data of charts, lose their times too.
    """
    core = core_properties(document)
    return _packed(content, {CORE: lambda _: core, **(edits or {})})


def _packed(content: bytes, edits: Mapping[str, Edit]) -> bytes:
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as archive,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for member in archive.infolist():
            part = archive.read(member)
            if member.filename.endswith(".xlsx"):
                part = _packed(part, {CORE: _without_times})
            for name, edit in edits.items():
                if member.filename == name or (
                    name.endswith("*") and member.filename.startswith(name[:-1])
                ):
                    part = edit(part)
            info = zipfile.ZipInfo(member.filename, NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            packed.writestr(info, part, compresslevel=6)
    return file.getvalue()


def _without_times(core: bytes) -> bytes:
    return _BY.sub(b"", _TIMES.sub(b"", core))


def in_language(language: str) -> Edit:
    """Charts whose texts are said to be in this language, where the library says American."""
    tag = re.compile(rb"""(<(?:a:\w*[rR]Pr)\b[^>]*?\blang=")en-US(")""")
    chart = re.compile(rb"""(<c:lang val=")en-US(")""")
    own = rb"\g<1>" + language.encode() + rb"\g<2>"
    return lambda part: chart.sub(own, tag.sub(own, part))
