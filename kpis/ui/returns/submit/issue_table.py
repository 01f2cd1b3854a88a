"""The issues of a file as a table: where, which measure, what was found, what to do.

Errors stand first, for they decide whether the file can be submitted. Every row has its word and
its shape, so the list can be printed in black and white or read aloud.
"""

from collections.abc import Collection, Sequence

from kpis.model import Severity
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.marks import hidden
from kpis.validation import CheckedReturn, Issue
from kpis.words.lists import counted
from kpis.words.report.shown import NONE

SHOWN = 100  # of each severity; the list to download has them all
LONGEST_FOUND = 120

_WORDS = {Severity.ERROR: "Error", Severity.QUESTION: "Question", Severity.WARNING: "Warning"}
_SIGNS = {Severity.ERROR: "×", Severity.QUESTION: "?", Severity.WARNING: "!"}
_MEANINGS = {
    Severity.ERROR: "to be put right before this file can be submitted",
    Severity.WARNING: "worth a second look; they do not stop the file",
}
_NOTHING_TO_STORE = "there is nothing to store in this file"
_COLUMNS = ("Where", "Measure", "Found", "What to do")


def summary(checked: CheckedReturn) -> str:
    """ "place_q3.xlsx: 10 errors, 2 warnings; 37 figures can be read".

    Of a file that asks: "place_q3.xlsx: 2 questions; no figures can be read yet".
    """
    numbers = {
        "error": len(checked.errors),
        "question": len(checked.questions),
        "warning": len(checked.warnings),
    }
    told = {kind: number for kind, number in numbers.items() if number}
    if not checked.questions:
        told = {kind: numbers[kind] for kind in ("error", "warning")}
    words = ", ".join(counted(number, kind) for kind, number in told.items())
    contents = f"{returned(checked)} can be read"
    if checked.questions:
        contents += " yet" if contents.startswith(figures(0)) else " so far"
    return f"{checked.file_name}: {words}; {contents}"


def returned(checked: CheckedReturn) -> str:
    """What of a return can be stored: "12 figures and 3 activities", "no figures"."""
    parts = [figures(len(checked.rows))] if len(checked.rows) else []
    if count := len(checked.activities):
        parts.append(counted(count, "activity", "activities"))
    return " and ".join(parts) or figures(0)


def figures(count: int, kind: str = "") -> str:
    """ "1 figure", "1,234 figures", "no figures"; with a kind "12 new figures"."""
    noun = f"{kind} figure".strip()
    return f"{count:,} {noun}s" if count > 1 else counted(count, noun)


def issue_table(checked: CheckedReturn, asked: Collection[Issue] = ()) -> Html | None:
    """The table, or None when there is nothing to tell in it.

    asked: what stands above it already, to be answered; errors may be among that.
    """
    of_kind = {Severity.ERROR: checked.errors, Severity.WARNING: checked.warnings}
    groups = {
        severity: [issue for issue in issues if issue not in asked]
        for severity, issues in of_kind.items()
    }
    meanings = dict(_MEANINGS)
    if checked.ok and checked.rows.empty and checked.activities.empty:
        meanings[Severity.WARNING] = _NOTHING_TO_STORE
    bodies = [
        _group(severity, issues, meanings[severity], len(issues) < len(of_kind[severity]))
        for severity, issues in groups.items()
        if issues
    ]
    if not bodies:
        return None
    head = [element("th", name, scope="col", role="columnheader") for name in _COLUMNS]
    return element(
        "table",
        element("caption", hidden(f"Issues in {checked.file_name}, errors first")),
        element("thead", element("tr", head, role="row"), role="rowgroup"),
        bodies,
        class_="k-table k-issues",
        role="table",
    )


def _group(severity: Severity, issues: Sequence[Issue], meaning: str, are_others: bool) -> Html:
    """are_others: whether there are more of them, which stand elsewhere."""
    kind = f"other {severity.value}" if are_others else severity.value
    title = f"{counted(len(issues), kind)}: {meaning}"
    if len(issues) == 1:
        title = title.replace("they do not", "it does not")
    if len(issues) > SHOWN:
        title += f". The first {SHOWN} are shown; the list to download has them all"
    head = element("th", title, colspan=len(_COLUMNS), scope="rowgroup", role="rowheader")
    rows = [_row(issue) for issue in issues[:SHOWN]]
    return element(
        "tbody", element("tr", head, class_="k-group", role="row"), rows, role="rowgroup"
    )


def _row(issue: Issue) -> Html:
    cells = {
        "Measure": _measure(issue),
        # A note is nothing but what was found: it need not be read twice.
        "Found": _found("" if issue.sentence == issue.found else issue.found),
        "What to do": element("span", issue.sentence[:1].upper(), issue.sentence[1:]),
    }
    where = element(
        "th",
        severity_mark(issue.severity),
        element("span", _place(issue), class_="k-issue-place"),
        scope="row",
        role="rowheader",
    )
    return element(
        "tr",
        where,
        [
            element("td", content, role="cell", class_=f"k-issue-{name.split()[0].lower()}")
            for name, content in cells.items()
        ],
        role="row",
    )


def severity_mark(severity: Severity) -> Html:
    """Shape and sign of an error, a question or a warning, and its word for screen readers."""
    return element(
        "span",
        element("span", _SIGNS[severity], class_="k-mark-sign", aria_hidden="true"),
        hidden(f"{_WORDS[severity]} in "),
        class_=f"k-mark k-mark-{severity.value}",
        title=_WORDS[severity],
    )


def _place(issue: Issue) -> list[Html]:
    """The cell, and beneath it the sheet."""
    if not issue.cell:
        return [element("span", f"Sheet {issue.sheet}" if issue.sheet else "The file")]
    cell = element("span", issue.cell, class_="k-cell")
    sheet = element("span", f"sheet {issue.sheet}", class_="k-sub") if issue.sheet else None
    return [cell, *([sheet] if sheet else [])]


def _measure(issue: Issue) -> list[Html]:
    if not issue.measure:
        return [element("span", NONE, class_="k-quiet")]
    return [
        element("span", issue.measure, class_="k-code"),
        *([element("span", issue.title)] if issue.title else []),
    ]


def _found(found: str) -> Html:
    if not found:
        return element("span", NONE, class_="k-quiet k-found-none")
    shown = found if len(found) <= LONGEST_FOUND else f"{found[: LONGEST_FOUND - 1]}…"
    return element("span", shown, class_="k-found")
