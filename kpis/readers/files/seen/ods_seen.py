"""What a person sees in the cells of an .ods file, which writes it beside the value.

Every cell has its text as it was shown: "95.7%" beside 0.9567, "#DIV/0!" beside a value of 0, "[c]"
beside 3. Raised and struck digits are spans of a style of their own; a cell is struck through by
its style. Hidden rows and columns, also those that a filter hides, say so. Nothing is worked out
here; what is shown is compared with the value.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from io import BytesIO
from xml.parsers import expat

from kpis.cell_addresses import Place
from kpis.readers.files.cell_text import number_text
from kpis.readers.files.grid import LAST_COLUMN, LAST_ROW
from kpis.readers.files.seen.cells_seen import CellsSeen
from kpis.readers.files.seen.comments import note_comment
from kpis.readers.files.seen.dates_shown import shows_month_of, shows_year_of
from kpis.readers.files.seen.number_formats import NOTHING_SHOWN
from kpis.readers.files.seen.ods_annotation import Annotation
from kpis.readers.files.seen.ods_settings import NoughtsShown
from kpis.readers.files.seen.ods_styles import Look, Styles
from kpis.readers.files.seen.rich_text import Run, as_it_looks, bare_if_struck

MAX_CELLS_NOTED = 100_000  # as many as a workbook may have
_CHUNK = 1 << 16
# What zipfile answers to a damaged or locked member: calamine meets it too, and says so.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
_HIDDEN = frozenset({"collapse", "filter"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_BESIDE = frozenset({"annotation", "frame", "custom-shape", "control", "shapes"})
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]{3}|#[A-ZÀ-Ý/0!?]{3,}")
_PLAIN = re.compile(r"-?[0-9]*\.?[0-9]+")


def ods_seen(content: bytes) -> dict[str, CellsSeen]:
    """By the name of each sheet. XML that is not well formed gives what stood before its fault."""
    scan, noughts = _Scan(), NoughtsShown()
    readers = {"settings.xml": noughts.read, "styles.xml": scan.read, "content.xml": scan.read}
    with suppress(*_DAMAGED), zipfile.ZipFile(BytesIO(content)) as archive:
        for member, read in readers.items():
            if member in archive.namelist():
                with archive.open(member) as stream:
                    read(lambda stream=stream: stream.read(_CHUNK))  # type: ignore[misc]
    for name, seen in scan.sheets.items():
        seen.hides_noughts = noughts.hidden_in(name)
    return scan.sheets


class _Enough(Exception):
    """Nothing that follows is looked at."""


class _Scan:
    """One pass through the XML of a member, element by element."""

    def __init__(self) -> None:
        self.sheets: dict[str, CellsSeen] = {}
        self._aligned: dict[str, str] = {}  # style → superscript or subscript
        self._style = ("", "")  # family and name
        self._styles = Styles()
        self._seen: CellsSeen | None = None
        self._row = self._column = 0
        self._rows = self._columns = 1  # how often the row, the cell stands there
        self._next_column = 1  # among the columns of the table
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[Run]] = []
        self._spans: list[str] = []  # names of their styles
        self._coloured = False  # whether some of them has a colour of its own
        self._in_paragraph = False
        self._beside = 0  # how deep in a note or a drawing
        self._comment = Annotation()
        self._noted = 0

    def read(self, chunk: Callable[[], bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._stop
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        with suppress(expat.ExpatError, _Enough):
            while data := chunk():
                parser.Parse(data, False)

    def _stop(self, *_: object) -> None:
        raise _Enough

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(" ")[2]
        if name in _BESIDE:
            self._beside += 1
            self._comment.begin(name)
        if self._beside:
            self._comment.start(name)
            return
        of = _by_bare_name(attributes)
        match name:
            case "style":
                self._style = (of.get("family", ""), of.get("name", ""))
                self._styles.begin_style(self._style, of)
            case "text-properties":
                if align := _alignment(of.get("text-position", "")):
                    self._aligned[self._style[1]] = align
                self._styles.note_letters(self._style, of)
            case "table-cell-properties":
                self._styles.note_ground(self._style, of)
            case "table" if "name" in of:
                self._seen = self.sheets.setdefault(of["name"], CellsSeen())
                self._row, self._next_column = 1, 1
                self._styles.begin_table()
            case "table-column":
                self._note_columns(of)
            case "table-row":
                self._rows, self._column = _count(of, "number-rows-repeated"), 1
                self._styles.begin_row(of)
                self._note_rows(of)
            case "p" if self._cell is not None:
                self._paragraphs.append([])
                self._in_paragraph = True
            case "span":
                self._spans.append(of.get("style-name", ""))
            case "s":
                self._hear(" " * min(_count(of, "c"), 100))
            case "tab" | "line-break":
                self._hear(" ")
            case _ if name in _CELLS:
                self._columns = _count(of, "number-columns-repeated")
                self._cell, self._paragraphs, self._coloured = of, [], False
                self._comment = Annotation()
            case _ if name.endswith("-style"):
                self._style = ("", "")  # of numbers, or what holds for all: no cell names it

    def _hear(self, text: str) -> None:
        self._comment.hear(text)
        if self._in_paragraph and not self._beside:
            aligned = (self._aligned.get(style, "") for style in reversed(self._spans))
            struck = any(map(self._styles.is_struck, self._spans))
            self._coloured |= any(map(self._styles.has_letters, self._spans))
            self._paragraphs[-1].append(Run(text, next(filter(None, aligned), ""), struck))

    def _end(self, qualified: str) -> None:
        name = qualified.rpartition(" ")[2]
        if name in _BESIDE:
            self._beside -= 1
        if self._beside or name == "annotation":
            self._comment.end(name)
            return
        match name:
            case "p":
                self._in_paragraph = False
            case "span" if self._spans:
                self._spans.pop()
            case "table-row":
                self._row += self._rows
            case _ if name in _CELLS and self._cell is not None:
                self._close_cell(self._cell)
                self._column += self._columns
                self._cell = None

    def _note_columns(self, of: dict[str, str]) -> None:
        first = self._next_column
        self._next_column += _count(of, "number-columns-repeated")
        self._styles.note_columns(of, first, self._next_column - 1)
        if self._seen is not None and of.get("visibility") in _HIDDEN:
            self._seen.hidden_columns.append((first, min(self._next_column - 1, LAST_COLUMN)))

    def _note_rows(self, of: dict[str, str]) -> None:
        if self._seen is not None and of.get("visibility") in _HIDDEN:
            last = min(self._row + self._rows - 1, LAST_ROW)
            self._seen.hidden_rows.update(range(self._row, last + 1))

    def _close_cell(self, of: dict[str, str]) -> None:
        if self._seen is None:
            return
        runs = [run for paragraph in self._paragraphs for run in paragraph]
        bare = "".join(run.text for run in runs).strip()
        kind = of.get("value-type", "")
        looks = as_it_looks(runs).strip()
        look = self._styles.of_cell(of, self._column) if bare or kind else Look()
        if self._comment.text:
            self._note_comment(self._seen.comments)
        if look.struck or bare_if_struck(looks):
            self._seen.struck.update(self._places())
        if look.out_of_sight and not self._coloured:
            self._note(self._seen.shown, NOTHING_SHOWN)
        if _ERROR.fullmatch(bare) and (kind in _NUMBERS or "formula" in of):
            self._note(self._seen.errors, bare)
        elif "formula" in of and not kind and not bare:
            self._note(self._seen.formulas, "=" + of["formula"].partition("=")[2])
        elif kind in _NUMBERS:
            self._note_number(self._seen, kind, of.get("value", ""), bare)
        elif kind == "date" and bare:
            self._note_date(self._seen, of.get("date-value", ""), bare)
        elif kind == "string" and looks != bare and not bare_if_struck(looks):
            self._note(self._seen.texts, looks)

    def _note_comment(self, comments: dict[Place, str]) -> None:
        for place in self._places():
            note_comment(comments, place, self._comment.text, self._comment.author)

    def _note_number(self, seen: CellsSeen, kind: str, value: str, shown: str) -> None:
        if kind == "percentage":
            seen.percent.update(self._places())
        if self._paragraphs and (looks := _shown_otherwise(value, shown, kind == "percentage")):
            for place in self._places():
                seen.shown.setdefault(place, looks)

    def _note_date(self, seen: CellsSeen, value: str, shown: str) -> None:
        if shows_year_of(value, shown):
            seen.years.update(self._places())
        elif shows_month_of(value, shown):
            seen.months.update(self._places())

    def _note(self, texts: dict[Place, str], text: str) -> None:
        texts.update(dict.fromkeys(self._places(), text))

    def _places(self) -> list[Place]:
        """Where the cell stands: once, or as often as it is repeated."""
        rows = range(self._row, min(self._row + self._rows - 1, LAST_ROW) + 1)
        columns = range(self._column, min(self._column + self._columns - 1, LAST_COLUMN) + 1)
        self._noted += len(rows) * len(columns)
        if self._noted > MAX_CELLS_NOTED:
            raise _Enough
        return [Place(row, column) for row in rows for column in columns]


def _by_bare_name(attributes: dict[str, str]) -> dict[str, str]:
    """Without namespaces. Where an extension repeats a name of the standard, that is kept."""
    of = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
    if len(of) < len(attributes):
        for key, value in attributes.items():
            if key.startswith("urn:oasis:"):
                of[key.rpartition(" ")[2]] = value
    return of


def _alignment(position: str) -> str:
    """ "super 58%" raises; so does a share above 0, one below it lowers."""
    first = position.partition(" ")[0]
    if first in ("super", "sub"):
        return "superscript" if first == "super" else "subscript"
    with suppress(ValueError):
        share = float(first.removesuffix("%"))
        return "superscript" if share > 0 else "subscript" if share < 0 else ""
    return ""


def _count(of: dict[str, str], name: str) -> int:
    """How often something is repeated; 1 where that is not said or is no number."""
    text = of.get(name, "")
    return max(int(text), 1) if text.isdigit() and len(text) < 10 else 1


def _shown_otherwise(value: str, shown: str, percent: bool) -> str:
    """See `Grid.shown`. A number written with a decimal comma is given with a point."""
    if not shown:
        return NOTHING_SHOWN
    if shown == value and not percent and _is_exact(value):
        return ""  # nearly always, and in a quarter of the time
    try:
        held = Decimal(number_text(float(value))).scaleb(2 if percent else 0)
    except (ValueError, InvalidOperation):
        return ""
    looks = shown
    if "," in shown and _says(_with_point(shown), held, roughly=True):
        looks = _with_point(shown)
    return "" if _says(looks, held) else looks


def _is_exact(value: str) -> bool:
    """Whether it is a plain number of no more digits than are kept of one."""
    return len(value) < 16 and _PLAIN.fullmatch(value) is not None


def _with_point(shown: str) -> str:
    """The text as it would be with a decimal point: "1.234,5 %" is "1234.5 %"."""
    return shown.replace(".", "").replace("\u202f", "").replace(",", ".")


def _says(shown: str, held: Decimal, *, roughly: bool = False) -> bool:
    """Whether a text is that number in full; roughly: rounded to its own decimals."""
    digits = re.sub(r"[,\s\u00a0\u202f]", "", shown).removesuffix("%").replace("−", "-")
    if not _PLAIN.fullmatch(digits):
        return False
    number = Decimal(digits)
    if not roughly:
        return number == held
    places = -int(number.as_tuple().exponent)  # never "n": the text is a plain number
    return abs(number - held) <= Decimal(1).scaleb(-places)
