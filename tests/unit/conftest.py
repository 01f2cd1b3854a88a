"""Files made by hand, cell by cell, for every room that reads or writes some."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest


@pytest.fixture(scope="session")
def archive() -> Callable[..., bytes]:
    """archive({"name": content, ...}): a zip archive, its members in this order."""

    def make(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression, compresslevel=1) as packed:
            for name, content in members.items():
                packed.writestr(name, content)
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def spreadsheet_ods(archive) -> Callable[[str], bytes]:
    """spreadsheet_ods(tables): an .ods with these <table:table> elements. more: further members."""

    def make(tables: str, more: dict[str, str] | None = None) -> bytes:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        office = "urn:oasis:names:tc:opendocument:xmlns"
        return archive(
            {
                "mimetype": kind,
                "META-INF/manifest.xml": (
                    f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
                    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                    "</manifest:manifest>"
                ),
                "content.xml": (
                    f'<office:document-content xmlns:office="{office}:office:1.0" '
                    f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" '
                    f'xmlns:style="{office}:style:1.0" '
                    f'xmlns:number="{office}:datastyle:1.0" '
                    f'xmlns:fo="{office}:xsl-fo-compatible:1.0" '
                    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:spreadsheet>{tables}'
                    "</office:spreadsheet></office:body></office:document-content>"
                ),
                **(more or {}),
            },
            compression=zipfile.ZIP_STORED,
        )

    return make
