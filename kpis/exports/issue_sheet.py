"""The sheet that lists all issues of a return, first in the marked copy that goes back.

Each line has a link to its cell. The sheet may stay when the copy is mended and sent again: the
readers know it by its name and pass over it.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from kpis.cell_addresses import place_on_sheet
from kpis.exports.marked_styles import MAIN, Look, Styles
from kpis.exports.sheet_xml import columns_xml, row_xml
from kpis.exports.xml_edit import xml_value
from kpis.formulas import looks_like_a_formula
from kpis.words.lists import cut

SHEET_NAME = "Issues"
HEADERS = ("Severity", "Sheet", "Cell", "Measure", "What was found", "What to do")
_WIDTHS = (11, 22, 9, 12, 32, 90)
MOST_LINES = 50_000  # Excel follows 65,530 links in a sheet
LONGEST_FOUND = 500

# severity, code, sheet, cell, measure, found, message, all texts; choices where it is a question
IssueLike = Mapping[str, Any]


def sentence_of(issue: IssueLike) -> str:
    """What was found and what to do, without the place that stands before it.

    Of a question also the answers to choose from.
    """
    place = "!".join(part for part in (issue["sheet"], issue["cell"]) if part)
    text: str = issue["message"].removeprefix(f"{place}: ")
    sentence = text[:1].upper() + text[1:]
    answers = " / ".join(_answer(choice) for choice in issue.get("choices", ()))
    return f"{sentence} Answers: {answers}." if answers else sentence


def _answer(choice: Mapping[str, str]) -> str:
    """ "It is the outturn (45 for Q2 2019/20)"."""
    label = choice["label"][:1].upper() + choice["label"][1:]
    return f"{label} ({choice['stores']})" if choice["stores"] else label


def issue_sheet(
    file_name: str,
    issues: Sequence[IssueLike],
    *,
    sheet_of: Mapping[str, str],
    styles: Styles,
    notes: Sequence[str],
    in_front: bool,
) -> str:
    """The XML of the sheet.

    sheet_of: the name in the workbook of each sheet that issues name. notes: sentences said above
    the list. in_front: whether it is the sheet that is shown when the workbook opens.
    """
    text, quoted = styles.look(Look.TEXT), styles.look(Look.QUOTED)
    lines = [*_counted(issues), *notes]
    if len(issues) > MOST_LINES:
        lines.append(f"The first {MOST_LINES:,} are listed.")
    title, note = styles.look(Look.TITLE), styles.look(Look.NOTE)
    rows = [row_xml(1, [(f"Issues found in {file_name}", title)], lines=1.5)]
    rows += [row_xml(number, [(line, note)]) for number, line in enumerate(lines, 2)]
    at = len(rows) + 2
    header = styles.look(Look.HEADER)
    rows.append(row_xml(at, [(word, header) for word in HEADERS]))
    links = []
    for number, issue in enumerate(issues[:MOST_LINES], at + 1):
        sheet = sheet_of.get(issue["sheet"], "")
        linked = bool(sheet and place_on_sheet(issue["cell"]))
        if linked:
            target = xml_value(f"{_quoted(sheet)}!{issue['cell']}")
            links.append(f'<hyperlink ref="C{number}" location={target}/>')
        words = (sheet or issue["sheet"], issue["cell"], issue["measure"])
        cells = [*words, cut(issue["found"], LONGEST_FOUND), sentence_of(issue)]
        looks = [quoted if looks_like_a_formula(cell) else text for cell in cells]
        if linked:
            looks[1] = styles.look(Look.LINK)
        severity = (issue["severity"].capitalize(), styles.look(Look(issue["severity"])))
        written = [severity, *zip(cells, looks, strict=True)]
        rows.append(row_xml(number, written, lines=_lines(cells)))
    return _sheet("".join(rows), "".join(links), at, in_front)


def _counted(issues: Sequence[IssueLike]) -> list[str]:
    """How many there are, how their cells are marked, and what to do about them."""
    if not issues:
        return ["No issues were found."]
    errors, questions, warnings = (
        sum(issue["severity"] == severity for issue in issues)
        for severity in ("error", "question", "warning")
    )
    if not questions:
        return [
            f"{_number(errors, 'error')} and {_number(warnings, 'warning')}. A cell with an error "
            "is filled, one with a warning is striped, and its comment says what to do. Put the "
            "errors right, here or in your own file, and send it again; this sheet may stay."
        ]
    return [
        f"{_number(errors, 'error')}, {_number(questions, 'question')} and "
        f"{_number(warnings, 'warning')}. A cell with an error is filled, one with a question is "
        "dotted, one with a warning is striped, and its comment says what to do.",
        "A question is about what can be read in two ways: say which is meant to whoever sent this "
        "back, or answer it where you submit the file.",
        "Put the errors right, here or in your own file, and send it again; this sheet may stay.",
    ]


def _number(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"


def _lines(cells: Sequence[str]) -> int:
    """How many lines the longest of a row's texts takes in its column; the severity is short."""
    return max(ceil(len(text) / width) for text, width in zip(cells, _WIDTHS[1:], strict=True))


def _quoted(sheet: str) -> str:
    """A sheet's name within a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def _sheet(rows: str, links: str, header_row: int, in_front: bool) -> str:
    selected = ' tabSelected="1"' if in_front else ""
    below = f"A{header_row + 1}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><tabColor rgb="FF12436D"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0"{selected} workbookViewId="0">'
        f'<pane ySplit="{header_row}" topLeftCell="{below}" activePane="bottomLeft" '
        f'state="frozen"/><selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
        f"</sheetView></sheetViews>{columns_xml(_WIDTHS)}<sheetData>{rows}</sheetData>"
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
