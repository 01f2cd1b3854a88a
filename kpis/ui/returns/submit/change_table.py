"""What a return would change, shown before anything is stored: restated figures before all else.

A new figure says what a service reports; a restated one changes what has been reported already,
and that is what an officer must see and stand by.
"""

from collections.abc import Sequence

import pandas as pd

from kpis.frames import CHANGES, NO_LONGER_PRESENT, ChangeRow, FigureKey
from kpis.model import Change, Plan
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.marks import hidden
from kpis.ui.returns.submit.issue_table import figures
from kpis.words.report.restated import change_between, percentage_between
from kpis.words.report.shown import NONE, as_shown, both_shown, place_of

KINDS = (Change.RESTATED, Change.NEW, Change.UNCHANGED)
_GONE = "no longer present"  # in the file; such figures are shown and never removed
SHOWN = 100  # rows of a table; the list to download has them all

_COLUMNS = {
    Change.RESTATED: ("Stored now", "In this file", "Change", "Percentage change"),
    Change.NEW: ("In this file",),
    Change.UNCHANGED: ("In this file",),
    _GONE: ("Stored now",),
}


def counts(changes: pd.DataFrame) -> dict[str, int]:
    """How many rows of CHANGES are restated, new and unchanged."""
    how_many = changes["change"].value_counts()
    return {kind: int(how_many.get(kind, 0)) for kind in KINDS}


def changes_sentence(changes: pd.DataFrame, gives_way: int) -> str:
    """ "29 figures: 7 restated, 22 new, 0 unchanged." and how many illustrative ones give way."""
    parts = [f"{count:,} {kind}" for kind, count in counts(changes).items()]
    sentence = f"{figures(len(changes))}: {', '.join(parts)}."
    if gives_way == 1:
        return f"{sentence} One new figure takes the place of an illustrative one."
    if gives_way:
        return f"{sentence} {gives_way:,} of the new figures take the place of illustrative ones."
    return sentence


def restatement_note(count: int) -> Html:
    """What restating means, so that nobody does it unawares."""
    meaning = (
        " It replaces a figure that was reported before, which stays in the history."
        if count == 1
        else " They replace figures that were reported before, which stay in the history."
    )
    return element("p", element("strong", f"{figures(count)} restated."), meaning, class_="k-note")


def change_table(changes: pd.DataFrame, kind: str, plan: Plan) -> Html | None:
    """The first rows of one kind of CHANGES, in file order. None when there is none."""
    of_kind = changes[changes["change"] == kind]
    lines = [
        _line(row, _texts(row, plan, kind), plan, kind) for row in CHANGES.rows(of_kind.head(SHOWN))
    ]
    return _table(lines, len(of_kind), kind)


def no_longer_present_table(figures_gone: pd.DataFrame, plan: Plan) -> Html | None:
    """The first rows of NO_LONGER_PRESENT, as `change_table`."""
    lines = [
        _line(
            row,
            (as_shown(row.outturn, row.marker, plan.measures_by_id[row.measure_id]),),
            plan,
            _GONE,
        )
        for row in NO_LONGER_PRESENT.rows(figures_gone.head(SHOWN))
    ]
    return _table(lines, len(figures_gone), _GONE)


def no_longer_present_note(count: int) -> Html:
    """What becomes of figures that a file has no more."""
    consequence = "It came in a file of this name, is not in this one and stays as it is."
    if count > 1:
        consequence = "They came in a file of this name, are not in this one and stay as they are."
    return element(
        "p",
        element("strong", f"{figures(count)} no longer present. "),
        consequence,
        " To take figures back, withdraw the submission that brought them.",
        class_="k-note",
    )


def _table(lines: Sequence[Html], count: int, kind: str) -> Html | None:
    """count: how many figures there are, of which `lines` are the first."""
    if not lines:
        return None
    caption = hidden(f"Figures that are {kind}")
    if count > len(lines):
        caption = element("span", f"The first {len(lines)} of {count:,} are shown.")
    names = _COLUMNS[kind]
    head = [
        element("th", name, scope="col", role="columnheader", class_="k-figure") for name in names
    ]
    return element(
        "table",
        element("caption", caption),
        element(
            "thead",
            element(
                "tr", element("th", "Measure", scope="col", role="columnheader"), head, role="row"
            ),
            role="rowgroup",
        ),
        element("tbody", lines, role="rowgroup"),
        class_=f"k-table k-changes k-changes-{kind.split()[0]}",
        role="table",
    )


def _texts(row: ChangeRow, plan: Plan, kind: str) -> tuple[str, ...]:
    """What stands in the columns of a kind."""
    measure = plan.measures_by_id[row.measure_id]
    if kind != Change.RESTATED:
        return (as_shown(row.after, row.after_marker, measure),)
    before, after = both_shown(row, measure)
    change = change_between(row.before, row.after, measure.unit, measure.decimals) or NONE
    return (
        before,
        after,
        change,
        percentage_between(row.before, row.after, measure.decimals) or NONE,
    )


def _line(row: FigureKey, texts: Sequence[str], plan: Plan, kind: str) -> Html:
    measure = plan.measures_by_id[row.measure_id]
    name = element(
        "th",
        element("span", measure.code, class_="k-code"),
        link(measure_address(measure.id), measure.title),
        element("span", place_of(row, plan), class_="k-sub"),
        scope="row",
        role="rowheader",
    )
    cells = [
        element("td", text, role="cell", data_label=column, class_="k-figure")
        for column, text in zip(_COLUMNS[kind], texts, strict=True)
    ]
    return element("tr", name, cells, role="row")
