"""The parts of an Office file: a zip archive whose parts name each other by relationships.

Parts that nobody writes to are handed on as they are. The rules are those of the Open Packaging
Conventions (ECMA-376, part 2): names of parts do not tell capitals from small letters, a target
is relative to the folder of the part that names it, every part has a content type.
"""

import posixpath
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from kpis.exports.xml_edit import append, as_utf8, parse, splice, xml_value

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_NO_RELATIONS = f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{RELATIONS}"/>'


class Relation(NamedTuple):
    id: str
    kind: str  # the last word of its type: "worksheet", "comments"
    part: str  # "" where it leads out of the file


class Package:
    """An Office file in memory. Raises FaultyXml or KeyError where its parts do not fit."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._members = {info.filename.casefold(): info for info in self._archive.infolist()}
        self._written: dict[str, tuple[str, bytes]] = {}

    def has(self, part: str) -> bool:
        return part.casefold() in self._members or part.casefold() in self._written

    def read(self, part: str) -> bytes:
        if written := self._written.get(part.casefold()):
            return written[1]
        return self._archive.read(self._members[part.casefold()])

    def read_xml(self, part: str) -> bytes:
        return as_utf8(self.read(part))

    def write(self, part: str, content: bytes | str) -> None:
        member = self._members.get(part.casefold())
        name = member.filename if member else part
        data = content.encode() if isinstance(content, str) else content
        self._written[part.casefold()] = (name, data)

    def free_name(self, pattern: str) -> str:
        """The first name of that pattern, "xl/comments{}.xml", that no part has."""
        return next(
            name for number in range(1, 1 << 20) if not self.has(name := pattern.format(number))
        )

    def relations_of(self, part: str) -> list[Relation]:
        """What a part names; "" is the file itself."""
        relations = relations_part(part)
        if not self.has(relations):
            return []
        folder = posixpath.dirname(part)
        named = []
        for relationship in parse(self.read_xml(relations)).all("Relationship"):
            outside = relationship.attributes.get("TargetMode") == "External"
            target = posixpath.join("/", folder, relationship.attributes.get("Target", ""))
            name = "" if outside else posixpath.normpath(target).lstrip("/")
            kind = relationship.attributes.get("Type", "").rpartition("/")[2]
            named.append(Relation(relationship.attributes.get("Id", ""), kind, name))
        return named

    def part_named_by(self, part: str, kind: str) -> str:
        """The first part of that kind that a part names, "" when there is none."""
        named = (each.part for each in self.relations_of(part) if each.kind == kind)
        return next(named, "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part name another. Returns the id of the new relationship."""
        relations = relations_part(part)
        content = self.read_xml(relations) if self.has(relations) else _NO_RELATIONS.encode()
        taken = {each.id for each in self.relations_of(part)}
        new = next(id for number in range(1, 1 << 20) if (id := f"rId{number}") not in taken)
        root = parse(content)
        text = (
            f'<{root.prefix}Relationship Id="{new}" Type="{OFFICE}/{kind}" '
            f"Target={xml_value('/' + target)}/>"
        )
        self.write(relations, splice(content, append(content, root, text)))
        return new

    def name_type(self, content_type: str, *, part: str = "", extension: str = "") -> None:
        """Say the content type of a new part, or of an extension that has none yet."""
        content = self.read_xml(_TYPES_PART)
        root = parse(content)
        if extension:
            extensions = {
                each.attributes.get("Extension", "").lower() for each in root.all("Default")
            }
            if extension in extensions:
                return
            text = f'<{root.prefix}Default Extension="{extension}" ContentType="{content_type}"/>'
        else:
            name = xml_value("/" + part)
            text = f'<{root.prefix}Override PartName={name} ContentType="{content_type}"/>'
        self.write(_TYPES_PART, splice(content, append(content, root, text)))

    def type_of(self, part: str) -> str:
        """The content type said of this very part, "" where there is none."""
        name = f"/{part}".casefold()
        for override in parse(self.read_xml(_TYPES_PART)).all("Override"):
            if override.attributes.get("PartName", "").casefold() == name:
                return override.attributes.get("ContentType", "")
        return ""

    def to_bytes(self) -> bytes:
        """The file: parts in their order, those that were written to replaced, new ones last."""
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for key, member in self._members.items():
                packed.writestr(_as_before(member), self.read(key), compresslevel=6)
            for key, (name, content) in self._written.items():
                if key not in self._members:
                    packed.writestr(name, content)
        return file.getvalue()


def relations_part(part: str) -> str:
    """Where the relationships of a part stand: xl/_rels/workbook.xml.rels."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def new_package(parts: Iterable[tuple[str, str]]) -> bytes:
    """An archive of these parts, in their order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return file.getvalue()


def _as_before(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """What is kept of a member of the archive: its name, time and way of packing."""
    copy = zipfile.ZipInfo(member.filename, member.date_time)
    copy.compress_type = member.compress_type
    copy.external_attr = member.external_attr
    return copy
