"""The logo and the template of slides that publication.toml names: read, and looked at.

They are looked at when a plan is checked and again when a document needs them. A file that is amiss
is told in one sentence, and no page waits for it.

A picture that is made for the web may hold scripts, or fetch something from elsewhere when it is
shown. Documents are read by everybody, so such a picture is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLParser

from kpis.errors import PlanError
from kpis.plan.faults import fault
from kpis.plan.files import PUBLICATION, PlanFiles

LARGEST_LOGO = 200_000  # bytes: a pack and every page of the site hold it
LARGEST_SIDE = 4_000  # pixels: more is no logo, and takes memory when it is drawn
LARGEST_TEMPLATE = 20_000_000  # bytes
PNG, SVG = "image/png", "image/svg+xml"
_PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
_DECLARES = re.compile(r"<!(?!--|\[CDATA\[)|<\?xml-")
_INSIDE = ("#", "data:image/png", "data:image/jpeg")
_ELSEWHERE = re.compile(r"(?i)@import|url\(\s*+['\"]?+\s*+(?!#)|javascript:|\\")


class Logo(NamedTuple):
    content: bytes
    media_type: str  # PNG or SVG


def logo_of(folder: Path, logo: str) -> Logo | None:
    """The logo of a plan. folder: the plan's; logo: as in `Publication.logo`.

    None where it names none. Raises PlanError, its message a sentence, where the file is not there,
    is too large, or is no picture that may stand in a document.
    """
    if not logo:
        return None
    content = _read(folder, "logo", logo, LARGEST_LOGO)
    if content.startswith(_PNG_BEGINS):
        if amiss := _png_fault(content):
            raise _refused("logo", logo, amiss)
        return Logo(content, PNG)
    if amiss := _svg_fault(content):
        raise _refused("logo", logo, amiss)
    return Logo(content, SVG)


def slides_template_of(folder: Path, template: str) -> bytes | None:
    """The council's own template of slides. folder, template: as for `logo_of`.

    None where it names none. Raises PlanError where the file is not there, is too large, or is no
    PowerPoint file.
    """
    if not template:
        return None
    content = _read(folder, "slides_template", template, LARGEST_TEMPLATE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            held = set(parts.namelist())
    except zipfile.BadZipFile:
        held = set()
    if "ppt/presentation.xml" not in held:
        raise _refused("slides_template", template, "is no PowerPoint file. Save it as .pptx")
    return content


def named_file_faults(files: PlanFiles) -> Iterator[str]:
    """What is amiss with the files that a plan names."""
    table = files.tables.get(PUBLICATION) or {}
    for key, read in (("logo", logo_of), ("slides_template", slides_template_of)):
        name = table.get(key)
        if isinstance(name, str):
            try:
                read(files.folder, name)
            except PlanError as error:
                yield str(error)


def _refused(key: str, name: str, amiss: str) -> PlanError:
    return PlanError(fault(PUBLICATION, key, f"{name} {amiss}."))


def _read(folder: Path, key: str, name: str, largest: int) -> bytes:
    path = folder / name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _refused(key, name, "is no file")
        if size > largest:
            raise _refused(
                key,
                name,
                f"has {size / 1e6:,.1f} MB. It may have {largest / 1e6:g} MB at most, so that what "
                "holds it stays small: save it smaller",
            )
        return path.read_bytes()
    except OSError as error:
        raise _refused(key, name, "is not there, or cannot be read") from error


def _png_fault(content: bytes) -> str | None:
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if content[12:16] != b"IHDR" or not width or not height or b"IEND" not in content[-12:]:
        return "is damaged: save it again as PNG"
    if max(width, height) > LARGEST_SIDE:
        return (
            f"has {width:,} by {height:,} pixels. A side may have {LARGEST_SIDE:,} at most: save "
            "it smaller"
        )
    return None


def _svg_fault(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is neither a PNG nor an SVG picture"
    if _DECLARES.search(text):
        return "holds a declaration that documents must not follow: save it as plain SVG"
    parser = XMLParser()  # noqa: S314 (what could grow or fetch is a declaration, refused above)
    try:
        parser.feed(text)
        picture: Element = parser.close()
    except (ParseError, ValueError, LookupError):
        return "is neither a PNG nor an SVG picture"
    if _plain(picture.tag) != "svg":
        return "is neither a PNG nor an SVG picture"
    for element in picture.iter():
        if _plain(element.tag) in (
            "script",
            "foreignobject",
            "iframe",
            "animate",
            "set",
            "handler",
        ):
            return "holds what could run or change: save it as plain SVG"
        said = [*element.attrib.values(), element.text or ""]
        for name, value in element.attrib.items():
            if _plain(name).startswith("on"):
                return "holds what could run or change: save it as plain SVG"
            if _plain(name) in ("href", "src") and not value.strip().startswith(_INSIDE):
                return "fetches something from elsewhere: save it as plain SVG, all in one file"
        if any(_ELSEWHERE.search(each) for each in said):
            return "fetches something from elsewhere: save it as plain SVG, all in one file"
    return None


def _plain(name: object) -> str:
    """A name without what is told of its language: "svg" of "{http://…}svg"."""
    return str(name).rpartition("}")[2].lower()
