"""What a correction changes: figures, ratings, aims, definitions, notes and activities."""

from collections.abc import Iterable, Sequence

from kpis.analysis.report.plan_changes import AimChange, TermChange
from kpis.analysis.report.release_changes import RatingChange, ReleaseChanges, TextChange
from kpis.frames import DIFFERENCES, AnnotationRow, DifferenceRow, FigureKey
from kpis.model import Plan
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.marks import badge
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.returns.submit.issue_table import figures
from kpis.words.figures import is_known, with_marker
from kpis.words.lists import counted
from kpis.words.report.restated import NOT_SEEN, hides_a_change
from kpis.words.report.shown import NONE, both_shown, place_of

SHOWN = 100  # rows of a table


def draw_changes(changes: ReleaseChanges, plan: Plan, old: str, new: str) -> None:
    """Draw a table for each kind of change there is.

    plan: names the measures. old, new: what the two columns are called.
    """
    if not changes.plans_known:
        words = (
            "The earlier release did not keep the plan it was made with, so targets and "
            "definitions cannot be compared."
        )
        show(element("p", words, class_="k-note"))
    for content in (
        _figures(changes, plan, old, new),
        _ratings(changes.ratings, plan, old, new),
        _groups(changes, plan),
        _plan(changes.aims, "target or minimum", "targets and minimums", old, new),
        _plan(changes.terms, "definition or rule", "definitions and rules", old, new),
        _texts(changes.commentaries, plan, "commentary", "commentaries", old, new),
        _texts(changes.activities, plan, "activity", "activities", old, new),
        _notes(changes, plan),
    ):
        show(content)


def _figures(changes: ReleaseChanges, plan: Plan, old: str, new: str) -> Html | None:
    differing = changes.figures
    if differing.empty:
        return None
    lines = [
        row(
            _of_measure(each, plan),
            *_both(each, plan, old, new),
        )
        for each in DIFFERENCES.rows(differing.head(SHOWN))
    ]
    more = f" The first {SHOWN} are shown." if len(differing) > SHOWN else ""
    caption = f"{figures(len(differing))} changed.{more}"
    return _table(caption, "Measure", old, new, lines, class_="k-figure")


def _ratings(changes: Sequence[RatingChange], plan: Plan, old: str, new: str) -> Html | None:
    lines = [
        row(
            row_header(
                _named(change.measure_id, plan),
                element("span", period_of_id(change.period_id).label, class_="k-sub"),
            ),
            cell(badge(change.before), label=old),
            cell(badge(change.after), label=new),
        )
        for change in changes[:SHOWN]
    ]
    more = f" The first {SHOWN} are shown." if len(changes) > SHOWN else ""
    caption = f"{counted(len(changes), 'rating')} changed.{more}"
    return _table(caption, "Measure", old, new, lines)


def _groups(changes: ReleaseChanges, plan: Plan) -> Html | None:
    """Where figures by group changed; the measure's page shows those that may be shown."""
    if not changes.groups:
        return None
    names = [
        element(
            "li",
            _named(measure_id, plan),
            element("span", f" {period_of_id(period_id).label}", class_="k-sub"),
        )
        for measure_id, period_id in changes.groups[:SHOWN]
    ]
    count = counted(len(changes.groups), "measure and period", "measures and periods")
    return element(
        "div",
        element("p", f"Figures by group changed: {count}.", class_="k-quiet k-line"),
        element("ul", names, class_="k-check-list"),
    )


def _plan(
    changes: Iterable[AimChange | TermChange], one: str, several: str, old: str, new: str
) -> Html | None:
    lines = [
        row(
            row_header(
                element("span", change.code, class_="k-code") if change.code else None,
                link(measure_address(change.measure_id), change.title)
                if change.measure_id
                else change.title,
                element(
                    "span",
                    change.year if isinstance(change, AimChange) else change.what,
                    class_="k-sub",
                ),
            ),
            cell(change.before, label=old),
            cell(change.after, label=new),
        )
        for change in changes
    ]
    caption = f"{counted(len(lines), one, several)} changed."
    return _table(caption, "Measure", old, new, lines, kind="k-worded")


def _texts(
    changes: Iterable[TextChange], plan: Plan, one: str, several: str, old: str, new: str
) -> Html | None:
    lines = [
        row(
            row_header(
                _named(change.about, plan),
                element("span", period_of_id(change.period_id).label, class_="k-sub"),
            ),
            cell(change.before or NONE, label=old),
            cell(change.after or NONE, label=new),
        )
        for change in changes
    ]
    caption = f"{counted(len(lines), one, several)} changed."
    return _table(caption, "Of", old, new, lines, kind="k-worded")


def _notes(changes: ReleaseChanges, plan: Plan) -> Html | None:
    def line(note: AnnotationRow, what: str) -> Html:
        return row(
            row_header(
                _named(note.measure_id, plan),
                element("span", period_of_id(note.period_id).label, class_="k-sub"),
            ),
            cell(what, label="What"),
            cell(note.text, label="Note"),
        )

    lines = [
        *(line(note, "Added") for note in changes.notes_added),
        *(line(note, "Taken back") for note in changes.notes_gone),
    ]
    return _table(f"{counted(len(lines), 'note')} changed.", "Measure", "What", "Note", lines)


def _table(
    caption: str,
    first: str,
    old: str,
    new: str,
    lines: list[Html],
    class_: str | None = None,
    kind: str = "",
) -> Html | None:
    """None without lines. class_: of the two columns; kind: a further class of the table."""
    if not lines:
        return None
    head = row(column(first), column(old, class_=class_), column(new, class_=class_))
    return table(caption, head, lines, class_=f"k-cards k-release-changes {kind}".strip())


def _named(identifier: str, plan: Plan) -> list[Html]:
    """The measure of an id, or the activity of a code; what no longer has a name by its id."""
    if measure := plan.measures_by_id.get(identifier):
        return [
            element("span", measure.code, class_="k-code"),
            link(measure_address(measure.id), measure.title),
        ]
    title = next((each.title for each in plan.tracked if each.code == identifier), "")
    return [element("span", identifier, class_="k-code"), element("span", title)]


def _of_measure(each: FigureKey, plan: Plan) -> Html:
    return row_header(
        *_named(each.measure_id, plan), element("span", place_of(each, plan), class_="k-sub")
    )


def _both(each: DifferenceRow, plan: Plan, old: str, new: str) -> list[Html]:
    """The two figures, in full where they would look alike, which the second then says."""
    note = None
    if measure := plan.measures_by_id.get(each.measure_id):
        before, after = both_shown(each, measure)
        if hides_a_change(each.before, each.after, measure.decimals):
            note = element("span", NOT_SEEN, class_="k-sub")
    else:
        before, after = (
            with_marker(f"{value:,.12g}" if is_known(value) else "", marker) or NONE
            for value, marker in (
                (each.before, each.before_marker),
                (each.after, each.after_marker),
            )
        )
    return [
        cell(before, class_="k-figure", label=old),
        cell(after, note, class_="k-figure", label=new),
    ]
