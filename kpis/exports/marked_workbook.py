"""A sheet put before all others of a workbook, and what counts sheets moved on by one.

Names that belong to a sheet and the tab in front are kept by the position of their sheet. The
new sheet has a hidden name of its own, by which it is found again when a marked copy is marked
once more: then it is written anew instead of a second one beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kpis.exports.package import OFFICE, Package, Relation
from kpis.exports.plain_workbook import sheet_names
from kpis.exports.sheet_xml import SHEET_TYPE
from kpis.exports.xml_edit import (
    Edit,
    Element,
    FaultyXml,
    append,
    parse,
    splice,
    tag_of,
    with_attributes,
    xml_text,
    xml_value,
)

_OUR_NAME = "_check_of_return"
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")  # the last of these there is


@dataclass(frozen=True, slots=True)
class ListedSheet:
    name: str
    part: str
    has_cells: bool  # it is a worksheet, no chart sheet


class Workbook:
    """The list of sheets of a workbook. Raises FaultyXml where there is none."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.part = package.part_named_by("", "officeDocument")
        self._content = package.read_xml(self.part)
        self._root = parse(self._content)
        listed = self._root.child("sheets")
        if listed is None:
            raise FaultyXml("a workbook without sheets")
        self._listed = listed
        related = {each.id: each for each in package.relations_of(self.part)}
        self.sheets = [_sheet(each, related) for each in listed.all("sheet")]
        self._ours = self._sheet_with_our_name()

    @property
    def others(self) -> list[ListedSheet]:
        """All sheets but the one that was put first before."""
        return [sheet for position, sheet in enumerate(self.sheets) if position != self._ours]

    @property
    def in_front(self) -> int:
        """The position of the sheet that is shown when the workbook opens."""
        view = self._first_view()
        return int(view.attributes.get("activeTab", 0)) if view else 0

    def write_first(self, name: str, xml: str, *, in_front: bool) -> None:
        """Put a sheet first; in_front: show it when the workbook opens."""
        if self._ours is not None:
            self._package.write(self.sheets[self._ours].part, xml)
            if in_front:
                self._save(self._front_edits(self._ours))
            return
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.write(part, xml)
        self._package.name_type(SHEET_TYPE, part=part)
        relation = self._package.relate(self.part, "worksheet", part)
        free = sheet_names([name], [sheet.name for sheet in self.sheets])[0]
        p, sheets = self._root.prefix, list(self._listed.all("sheet"))
        number = 1 + max(int(each.attributes.get("sheetId", 0)) for each in sheets)
        text = (
            f'<{p}sheet xmlns:r="{OFFICE}" name={xml_value(free)} sheetId="{number}" '
            f'r:id="{relation}"/>'
        )
        first = sheets[0].start
        self._save(
            [
                (first, first, text.encode()),
                *self._front_edits(0 if in_front else self.in_front + 1),
                *self._name_edits(free),
            ]
        )

    def _save(self, edits: list[Edit]) -> None:
        self._package.write(self.part, splice(self._content, edits))

    def _first_view(self) -> Element | None:
        views = self._root.child("bookViews")
        return views.child("workbookView") if views else None

    def _front_edits(self, position: int) -> list[Edit]:
        view, p = self._first_view(), self._root.prefix
        if view is not None:
            scrolled = None if position == 0 else view.attributes.get("firstSheet")
            tag = with_attributes(
                tag_of(self._content, view), activeTab=str(position), firstSheet=scrolled
            )
            return [(view.start, view.inner, tag)]
        at = self._listed.start
        text = f'<{p}bookViews><{p}workbookView activeTab="{position}"/></{p}bookViews>'
        return [(at, at, text.encode())]

    def _name_edits(self, sheet: str) -> list[Edit]:
        p, names = self._root.prefix, self._root.child("definedNames")
        reference = "'" + sheet.replace("'", "''") + "'!$A$1"
        text = (
            f'<{p}definedName name="{_OUR_NAME}" hidden="1">{xml_text(reference)}</{p}definedName>'
        )
        if names is None:
            before = next(child for name in _BEFORE_NAMES if (child := self._root.child(name)))
            whole = f"<{p}definedNames>{text}</{p}definedNames>"
            return [(before.end, before.end, whole.encode())]
        edits: list[Edit] = []
        for name in names.children:
            if "localSheetId" in name.attributes:
                moved = str(int(name.attributes["localSheetId"]) + 1)
                tag = with_attributes(tag_of(self._content, name), localSheetId=moved)
                edits.append((name.start, name.inner, tag))
        return edits + append(self._content, names, text)

    def _sheet_with_our_name(self) -> int | None:
        names = self._root.child("definedNames")
        for name in names.children if names else ():
            if name.attributes.get("name") == _OUR_NAME:
                named = self._content[name.inner : name.close].decode().rpartition("!")[0]
                plain = named.strip("'").replace("''", "'")
                for position, sheet in enumerate(self.sheets):
                    if sheet.has_cells and xml_text(sheet.name) == plain:
                        return position
        return None


def _sheet(listed: Element, related: Mapping[str, Relation]) -> ListedSheet:
    id = next((v for k, v in listed.attributes.items() if k.rpartition(":")[2] == "id"), "")
    relation = related[id]
    return ListedSheet(listed.attributes["name"], relation.part, relation.kind == "worksheet")
