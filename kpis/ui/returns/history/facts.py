"""One submission in words: what it was, by whom and when, what it brought, how it stands."""

from kpis.frames import SubmissionRow
from kpis.model import Provenance, SubmissionState
from kpis.store import MendedCell, MendedFile
from kpis.ui.kit.html import Html, element
from kpis.words.days import uk_time
from kpis.words.lists import counted, listed
from kpis.words.statuses import submission_state_word

FROM = {
    Provenance.RETURN: "Return",
    Provenance.PUBLISHED: "Official statistic",
    Provenance.ILLUSTRATIVE: "Illustrative",
}
_NAMES = ("From", "By", "Figures", "State")
# The head of the list where it looks like a table; each line names its facts for screen readers.
HEAD = element(
    "div",
    element("span", "File"),
    element("div", [element("span", name) for name in _NAMES], class_="k-submission-facts"),
    class_="k-submission k-submission-head",
    aria_hidden="true",
)


def submission_facts(row: SubmissionRow, mended: MendedFile | None = None) -> Html:
    """row: of SUBMISSIONS. mended: the cells of its file that were typed right, None for none."""
    facts = (
        (FROM[Provenance(row.provenance)], ""),
        (row.submitted_by, uk_time(row.recorded_at)),
        (f"{row.new:,} new", _further(row)),
        (submission_state_word(row.state), ""),
    )
    title = element(
        "h2",
        element("span", row.file_name, class_="k-submission-file"),
        element("span", row.submission_id, class_="k-sub"),
        class_="k-submission-title",
    )
    details = [
        element(
            "div",
            element("dt", name),
            element("dd", first, element("span", second, class_="k-sub") if second else None),
            class_=f"k-submission-{name.lower()}",
        )
        for name, (first, second) in zip(_NAMES, facts, strict=True)
    ]
    class_ = f"k-submission k-submission-is-{row.state}"
    return element(
        "article",
        title,
        element("dl", details, class_="k-submission-facts"),
        _said(row, mended),
        class_=class_,
    )


def _further(row: SubmissionRow) -> str:
    """What else it brought; activities only where there are any."""
    words = f"{row.restated:,} restated, {row.unchanged:,} unchanged"
    if row.activities:
        words += f", {counted(row.activities, 'activity', 'activities')}"
    return words


def _said(row: SubmissionRow, mended: MendedFile | None) -> Html | None:
    """What was said about it: when it was submitted, approved and withdrawn."""
    lines: list[tuple[str, str]] = []
    if row.reason:
        lines.append(("Why figures are restated", row.reason))
    if row.warnings_note:
        lines.append(("On its warnings", row.warnings_note))
    if mended is not None:
        lines.append(("Corrected on the page", listed(list(map(_change, mended.cells)))))
    if row.note:
        lines.append(("Note", row.note))
    if row.approved_by:
        lines.append(("Approved", f"{uk_time(row.approved_at)} by {row.approved_by}"))
    if row.state == SubmissionState.WITHDRAWN:
        when = uk_time(row.withdrawn_at)
        lines.append(("Withdrawn", f"{when} by {row.withdrawn_by}: {row.withdrawn_why}"))
    if not lines:
        return None
    return element(
        "ul",
        [
            element("li", element("strong", f"{label}: "), text, class_="k-submission-word")
            for label, text in lines
        ],
        class_="k-submission-words",
    )


def _change(cell: MendedCell) -> str:
    """ "Q2!C4 from '8l.5' to '81.5'"."""
    place = "!".join(part for part in (cell.sheet, cell.cell) if part)
    before, after = (f"'{text}'" if text else "empty" for text in (cell.before, cell.after))
    return f"{place} from {before} to {after}"
