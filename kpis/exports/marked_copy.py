"""The sender's own workbook handed back with its faulty cells marked, and nothing else changed.

Loading a workbook and saving it again loses what the library does not know: charts, pictures,
slicers, the values of formulas. So the file is taken as what it is, an archive of XML parts, and
only these are touched: the sheets with issues (format of the cells, comments), the styles (new
entries) and the list of sheets (one more, first). Every other part is handed on byte by byte.

A CSV has no cells to mark, and of an old workbook only the cells can be read: these come back as
a new workbook made of their cells.
"""

import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

from kpis.cell_addresses import Place, place_on_sheet
from kpis.errors import KpisError, UnreadableReturn
from kpis.exports.issue_sheet import SHEET_NAME, IssueLike, issue_sheet, sentence_of
from kpis.exports.marked_comments import comment_on
from kpis.exports.marked_sheet import (
    drawing_edit,
    drawing_of,
    is_selected,
    marking_edits,
    read_sheet,
    selection_edits,
)
from kpis.exports.marked_styles import Fill, Styles
from kpis.exports.marked_workbook import Workbook
from kpis.exports.package import Package
from kpis.exports.plain_workbook import PlainSheet, plain_workbook, sheet_names
from kpis.exports.xml_edit import splice
from kpis.words.marked import OF_COMMENTS

MOST_COMMENTS = 2_000  # of one workbook: more make Excel slow to open it
LONGEST_COMMENT = 2_000
_ENDING = " (marked)"
_GRAVEST = tuple(Fill)  # errors first
_FORMS = (("macroEnabled.main", ".xlsm"), ("template.main", ".xltx"), ("Template.main", ".xltm"))
_FAULTS = (ValueError, LookupError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError)


def marked_copy(
    file_name: str,
    content: bytes,
    issues: Sequence[IssueLike],
    *,
    sheets: Sequence[PlainSheet] | None = None,
    notes: Sequence[str] = (),
) -> tuple[str, bytes]:
    """The name and the bytes of the workbook to hand back.

    issues: rows as `Issue.as_dict()` gives them; those without a cell, or with one in a sheet
    that is not there, are only listed. sheets: the cells of a file that is no .xlsx or .xlsm;
    without them `content` must be one. notes: sentences for the first sheet.
    Raises UnreadableReturn when the workbook is built so that it cannot be marked, UsageError
    when there are more cells than a workbook has room for.
    """
    stem = PurePath(file_name).stem.removesuffix(_ENDING) or "Return"
    try:
        names = {}
        if sheets is not None:
            titles = [sheet.name or stem for sheet in sheets]
            called = sheet_names(titles, [SHEET_NAME])
            names = {sheet.name: name for sheet, name in zip(sheets, called, strict=True)}
            content = plain_workbook(sheets, called)
        copy = _Copy(content, names)
        copy.mark(file_name, issues, notes)
        return f"{stem}{_ENDING}{copy.ending}", copy.package.to_bytes()
    except KpisError:
        raise
    except _FAULTS as error:
        raise UnreadableReturn(
            f"{file_name} is built in a way that cannot be marked: mend it by the list of issues, "
            "or open it in Excel, save it as an Excel Workbook (.xlsx) and check that copy."
        ) from error


class _Copy:
    def __init__(self, content: bytes, names: dict[str, str]) -> None:
        self.package = Package(content)
        self._workbook = Workbook(self.package)
        self._styles = Styles(self.package, self._workbook.part)
        self._part_of = {each.name: each.part for each in self._workbook.sheets if each.has_cells}
        self._name_of = {name: name for name in self._part_of} | names
        self._comments_left = MOST_COMMENTS

    @property
    def ending(self) -> str:
        kind = self.package.type_of(self._workbook.part)
        return next((ending for form, ending in _FORMS if form in kind), ".xlsx")

    def mark(self, file_name: str, issues: Sequence[IssueLike], notes: Sequence[str]) -> None:
        on_cells = self._on_cells(issues)
        in_front = self._may_be_in_front({self._part_of[name] for name in on_cells})
        for name, cells in on_cells.items():
            self._mark_sheet(self._part_of[name], cells, in_front)
        if self._comments_left < 0:
            notes = [
                *notes,
                f"Only the first {MOST_COMMENTS:,} cells have a comment; the others are marked.",
            ]
        listed = issue_sheet(
            file_name,
            issues,
            sheet_of=self._name_of,
            styles=self._styles,
            notes=notes,
            in_front=in_front,
        )
        self._workbook.write_first(SHEET_NAME, listed, in_front=in_front)
        self._styles.save()

    def _on_cells(self, issues: Sequence[IssueLike]) -> dict[str, dict[Place, list[IssueLike]]]:
        """The issues by the sheet and cell they are about.

        What is said of a comment stands in the list alone: below the comment, it would be read as
        more of it when the copy is sent in.
        """
        by_sheet: dict[str, dict[Place, list[IssueLike]]] = {}
        for issue in issues:
            name, place = self._name_of.get(issue["sheet"], ""), place_on_sheet(issue["cell"])
            of_comment = issue.get("code") in OF_COMMENTS
            if name in self._part_of and place and not of_comment:
                by_sheet.setdefault(name, {}).setdefault(place, []).append(issue)
        return by_sheet

    def _may_be_in_front(self, changed: set[str]) -> bool:
        """Whether the list may be the sheet in front: not while one left as it is stays selected.

        Excel writes what is typed into all sheets that are selected, so there must not be two.
        """
        left = {sheet.part for sheet in self._workbook.others} - changed
        return not any(is_selected(self.package.read_xml(part)) for part in left)

    def _mark_sheet(self, part: str, cells: dict[Place, list[IssueLike]], in_front: bool) -> None:
        sheet = read_sheet(self.package.read_xml(part), {place.row for place in cells})
        shown: dict[Place, list[IssueLike]] = {}
        for place, issues in cells.items():
            shown.setdefault(sheet.shown_in(place), []).extend(issues)
        if shown.keys() - cells.keys():  # tops of merged cells, in rows that were not asked for
            sheet = read_sheet(sheet.content, {place.row for place in shown})
        edits = marking_edits(
            sheet,
            {
                place: partial(self._styles.marked, fill=_fill(issues))
                for place, issues in shown.items()
            },
        )
        commented = sorted(shown)[: max(self._comments_left, 0)]
        self._comments_left -= len(shown)
        texts = {place: _comment(shown[place]) for place in commented}
        if texts and (new := comment_on(self.package, part, texts, drawing_of(sheet))):
            edits.append(drawing_edit(sheet, new))
        if in_front:
            edits += selection_edits(sheet)
        self.package.write(part, splice(sheet.content, edits))


def _fill(issues: Sequence[IssueLike]) -> Fill:
    return min((Fill(issue["severity"]) for issue in issues), key=_GRAVEST.index)


def _comment(issues: Sequence[IssueLike]) -> str:
    """What the issues of one cell say, errors first, then questions, each once."""
    ordered = sorted(issues, key=lambda issue: _GRAVEST.index(Fill(issue["severity"])))
    sentences = dict.fromkeys(
        f"{issue['severity'].capitalize()}: {sentence_of(issue)}" for issue in ordered
    )
    text = "\n\n".join(sentences)
    if len(text) <= LONGEST_COMMENT:
        return text
    return f"{text[:LONGEST_COMMENT].rstrip()}…\n\nThe sheet {SHEET_NAME} lists them all."
