"""One pass through the XML of an .xlsx, in little memory, before openpyxl is let at it.

It counts what openpyxl would make objects of. A small file can hold millions of cells, of rows or
of rules, or define a text by itself ten times over, and none of this has to be malicious: a
border drawn down to the last row is enough.

It looks at where rows and cells say they are. A row numbered 99,999,999,999 makes a file of 5 kB
that no reader comes to the end of, and rows or cells out of order are lost without a word.

It also notes what openpyxl does not tell when it reads for reading only: hidden rows, merged
cells, and formulas that were never calculated, for which it would have to load the file twice.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from kpis.cell_addresses import (
    SHEET_COLUMNS,
    SHEET_ROWS,
    Span,
    letters_of,
    place_on_sheet,
)
from kpis.errors import UnreadableReturn
from kpis.readers.files.seen.looks_by_value import LookByValue
from kpis.readers.files.workbook_limits import CELLS, ORDINARY, ROWS, TEXTS, Budget, Limits

MAX_TAG = 1_500_000  # bytes: parsers begin anew with each piece of a tag that has no end yet

_TEXT_AND_VALUES = frozenset({"v", "is", "t", "r"})
_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"0", "false"})
_NEXT_TO_NOTHING = 1  # as a height, in points, or a width, in letters: no digit is seen in it
_LAST_CELL = f"the last cell of a sheet is {letters_of(SHEET_COLUMNS)}{SHEET_ROWS}"
_FIRST_COLUMNS = {letters_of(column): column for column in range(1, 101)}
# In the list of types: one part, and what the parts are that keep cells of elsewhere.
_OVERRIDE = re.compile(r"<(?:\w+:)?Override\b[^<>]*>")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*[\"']([^\"'<>]*)[\"']")
_CACHES = frozenset(
    f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"
    for kind in ("externalLink", "pivotCacheDefinition", "pivotCacheRecords")
)
_OF_CACHES = ("xl/externalLinks/", "xl/pivotCache/")
_OF_COMMENTS = ("/comments", "/threadedComment")
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(slots=True)
class SheetFacts:
    """What the scan notes of one member of the archive.

    fault: what stands in it that no sheet holds, "" for nothing; what follows was not looked at.
    """

    fault: str = ""
    uncalculated: dict[str, str] = field(default_factory=dict)  # address → formula
    zeros: dict[str, str] = field(default_factory=dict)  # the same of those whose value is 0
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    # In the member that lists the sheets, and in the one beside it that says where each stands.
    sheet_ids: list[str] = field(default_factory=list)
    targets: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)  # where those on the cells of a sheet stand
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # from, to
    raised: bool = False  # some text in it has raised, lowered or struck characters
    hides_noughts: bool = False  # cells that hold 0 show nothing, by an option of the sheet
    # Rules that give cells another look by their value.
    looks_by_value: list[LookByValue] = field(default_factory=list)


def scan_workbook(
    archive: zipfile.ZipFile,
    first_rows: int | None = None,
    members: Collection[str] | None = None,
    limits: Limits = ORDINARY,
) -> dict[str, SheetFacts]:
    """The facts of every member, or of these, by its name.

    first_rows: how many rows will be read of each sheet, None for all; of what stands below them
    only the first row is looked at, which openpyxl meets before it stops. Raises UnreadableReturn
    where the workbook would not open safely, NotPlain where the limits say so; XML that is not
    well formed is left for openpyxl to meet.
    """
    budget = Budget(limits)
    facts: dict[str, SheetFacts] = {}
    caches = _caches(archive)
    for member in archive.infolist():
        if member.filename in caches or (members is not None and member.filename not in members):
            continue
        with archive.open(member) as stream:
            scan = _MemberScan(budget, first_rows)
            scan.read(iter(lambda: stream.read(1 << 16), b""))
        facts[member.filename] = scan.facts
    return facts


def _caches(archive: zipfile.ZipFile) -> set[str]:
    """Members that keep cells of other workbooks or of pivot tables, by the list of types.

    openpyxl opens none of them, so what they hold costs nothing. A member that is listed as
    something else, or more than once, may be opened as that, and counts.
    """
    try:
        types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError):
        return set()
    listed: dict[str, list[str]] = {}
    for override in _OVERRIDE.findall(types):
        attributes = dict(_ATTRIBUTE.findall(override))
        listed.setdefault(attributes.get("PartName", "").lstrip("/"), []).append(
            attributes.get("ContentType", "")
        )
    unlisted = {name for name in archive.namelist() if name.startswith(_OF_CACHES)} - set(listed)
    caches = {name for name, kinds in listed.items() if len(kinds) == 1 and kinds[0] in _CACHES}
    return caches | unlisted


class _Enough(Exception):
    """Nothing that follows will be read."""


class _MemberScan:
    """One XML member, element by element; a member that is no XML is passed over."""

    def __init__(self, budget: Budget, first_rows: int | None) -> None:
        self.facts = SheetFacts()
        self._budget = budget
        self._last_row = first_rows
        self._row = self._column = 0
        self._digits = ""  # of the row's number
        self._is_below = False
        self._address = ""
        self._holds_text = False
        self._formula: list[str] | None = None
        self._ranges = ""  # of the rules that follow
        self._rule = LookByValue()  # that is read
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        self._parser = parser

    def read(self, chunks: Iterator[bytes]) -> None:
        given = 0
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
                given += len(chunk)
                if given - self._parser.CurrentByteIndex > MAX_TAG:
                    raise UnreadableReturn(
                        f"The workbook has a tag of more than {MAX_TAG:,} characters in its XML, "
                        "which no spreadsheet program writes: copy the table into a new workbook "
                        "and send that."
                    )
        except expat.ExpatError:
            return
        except _Enough:
            pass
        self._close_cell()

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableReturn(
            "The workbook defines entities of its own, which no spreadsheet program writes: "
            "copy the table into a new workbook and send that."
        )

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        self._budget.count_element()
        namespace, _, name = qualified.rpartition(" ")
        if name == "c":
            self._close_cell()
            self._address = attributes.get("r", "")
            self._holds_text = attributes.get("t") == "str"
            self._count_cell(attributes.get("r"))
        elif name == "v":
            if self._formula is not None:
                self._await_value()
        elif name == "f":
            self._formula = []
            self._listen(self._formula.append)
        elif name == "row":
            self._count_row(attributes.get("r"))
            if attributes.get("hidden") in _TRUE or _is_nothing(attributes.get("ht")):
                self.facts.hidden_rows.add(self._row)
        elif name == "si":
            self._budget.count(TEXTS)
        elif name not in _TEXT_AND_VALUES:
            self._start_furniture(name, namespace, attributes)

    def _count_row(self, number: str | None) -> None:
        """Count a row, which like openpyxl we number on where its number is not given."""
        before, self._column = self._row, 0
        self._row = before + 1 if number is None else _row_number(number)
        if not 0 < self._row <= SHEET_ROWS:
            self._stop(f"a row numbered {_short(number or str(self._row))}, and {_LAST_CELL}")
        if self._row <= before:
            self._stop(f"row {self._row} after row {before}")
        if self._last_row is not None and self._row > self._last_row:
            if self._is_below or not self._last_row:
                raise _Enough
            self._is_below = True
        self._digits = str(self._row)
        self._budget.count(ROWS)

    def _count_cell(self, address: str | None) -> None:
        """Count a cell, which like openpyxl we place beside the last where it has no address."""
        self._budget.count(CELLS)
        if not self._row:
            return  # no sheet: the list of what is calculated in which order names cells too
        before = self._column
        self._column = before + 1 if address is None else self._column_of(address)
        if not before < self._column <= SHEET_COLUMNS:
            self._stop(self._fault_of(address or f"{letters_of(before + 1)}{self._row}", before))

    def _column_of(self, address: str) -> int:
        """The column of a cell of this row, 0 where the address is none of this row."""
        if column := _FIRST_COLUMNS.get(address.removesuffix(self._digits)):
            return column  # nearly always, and in half the time
        place = place_on_sheet(address.upper())
        return place.column if place and place.row == self._row else 0

    def _fault_of(self, address: str, before: int) -> str:
        place = place_on_sheet(address.upper())
        if place is None:
            return f"a cell called {_short(address)}, and {_LAST_CELL}"
        if place.row != self._row:
            return f"cell {address} in row {self._row}"
        return f"cell {address} after cell {letters_of(before)}{self._row}"

    def _stop(self, fault: str) -> NoReturn:
        self.facts.fault = fault
        raise _Enough

    def _start_furniture(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        self._budget.count_furniture()
        self._budget.list_ranges(attributes.get("sqref", ""))
        if name in ("vertAlign", "strike"):
            self.facts.raised = True
        elif name == "col":
            self._note_columns(attributes)
        elif name == "sheetView":
            self.facts.hides_noughts |= attributes.get("showZeros") in _FALSE
        elif name == "conditionalFormatting":
            self._ranges = attributes.get("sqref", "")
        elif name == "cfRule":
            look, kind, operator = (attributes.get(k, "") for k in ("dxfId", "type", "operator"))
            self._rule = LookByValue(self._ranges, look, kind, operator)
        elif name == "formula" and self._rule.look:
            self._listen(self._note_rule)
        elif name == "mergeCell" and ":" in attributes.get("ref", ""):
            self._count_merged(attributes["ref"])
        elif name == "sheet":
            self.facts.sheet_ids += _values_of("id", attributes)
        elif name == "Relationship":
            target = attributes.get("Target", "")
            self.facts.targets.append((attributes.get("Id", ""), target))
            if attributes.get("Type", "").endswith(_OF_COMMENTS):
                self.facts.comments.append(target)
        elif name == "workbook" and namespace == _STRICT:
            raise UnreadableReturn(
                "The workbook was saved as Strict Open XML: in Excel choose Save As, "
                "Excel Workbook (.xlsx), and send that copy."
            )

    def _note_columns(self, attributes: dict[str, str]) -> None:
        """Columns that are hidden, or of no width, which is what dragging them shut does."""
        if attributes.get("hidden") in _TRUE or _is_nothing(attributes.get("width")):
            first, last = (_row_number(attributes.get(name, "")) for name in ("min", "max"))
            self.facts.hidden_columns.append((first, min(last, SHEET_COLUMNS)))

    def _note_rule(self, formula: str) -> None:
        self._rule = self._rule.with_formula(formula)
        if self._rule.is_whole:
            self.facts.looks_by_value.append(self._rule)

    def _count_merged(self, block: str) -> None:
        first, _, last = map(place_on_sheet, block.partition(":"))
        if first is None or last is None:
            self._stop(f"cells merged over {_short(block)}, and {_LAST_CELL}")
        if first.row > last.row or first.column > last.column:
            self._stop(f"cells merged over {_short(block)}, from its end to its beginning")
        self._budget.count_merged(last.row - first.row)
        self.facts.merged.append((first.row, last.row, first.column))

    def _await_value(self) -> None:
        """A formula has its value once `v` holds something, or nothing where that is a text."""
        if self._holds_text:
            self._formula = None
        else:
            self._listen(self._forget_formula)

    def _forget_formula(self, value: str) -> None:
        if value == "0" and self._formula is not None:
            self.facts.zeros[self._address] = "=" + "".join(self._formula)
        self._formula = None

    def _listen(self, to_text: Callable[[str], object]) -> None:
        """Hear the text of the element that has just begun, until it ends."""
        self._parser.CharacterDataHandler = to_text
        self._parser.EndElementHandler = self._stop_listening

    def _stop_listening(self, _: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None

    def _close_cell(self) -> None:
        """Note a formula that no value followed."""
        if self._formula is not None and self._address:
            self.facts.uncalculated[self._address] = "=" + "".join(self._formula)
        self._formula = None


def _row_number(text: str) -> int:
    """The number of a row as openpyxl reads it, which some programs write as "3.0"; 0 for none."""
    try:
        number = float(text)
    except ValueError:
        return 0
    return int(number) if number.is_integer() else 0


def _is_nothing(size: str | None) -> bool:
    """Whether a row of that height, a column of that width, cannot be seen."""
    if not size or not size.startswith("0"):
        return False  # nearly always
    try:
        return float(size) < _NEXT_TO_NOTHING
    except ValueError:
        return False


def _values_of(name: str, attributes: dict[str, str]) -> list[str]:
    """Of an attribute, whatever namespace it is in."""
    return [value for key, value in attributes.items() if key.rpartition(" ")[2] == name]


def _short(text: str) -> str:
    return repr(text if len(text) <= 30 else f"{text[:30]}…")
