"""What would change in the plan, as a table."""

from collections.abc import Sequence

from kpis.model import Plan
from kpis.plan_book.differences import BookChange
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.lists import counted

SHOWN = 100


def changes_table(plan: Plan, changes: Sequence[BookChange]) -> Html:
    """A row for each thing that says otherwise: what it is about, before, after. At most SHOWN."""
    head = row(column("What"), column("Now"), column("Would be"))
    lines = [_line(plan, each) for each in changes[:SHOWN]]
    caption = f"{counted(len(changes), 'change')}, nothing of which is written yet."
    if len(changes) > SHOWN:
        caption = f"{caption} The first {SHOWN} are shown."
    return table(caption, head, lines, class_="k-plan-changes")


def _line(plan: Plan, change: BookChange) -> Html:
    where = ", ".join(filter(None, (change.sheet, change.cell)))
    sub = " · ".join(filter(None, (change.key, where)))
    return row(
        row_header(about_words(plan, change.about) or change.sheet, _sub(sub)),
        cell(change.before, label="Now"),
        cell(change.after, label="Would be"),
    )


def about_words(plan: Plan, about: str) -> str:
    """What a row of the plan's files is about, with the title of a measure in place of its id."""
    first, blank, rest = about.partition(" ")
    measure = plan.measures_by_id.get(first)
    if measure is None:
        return about
    return f"{measure.code} {measure.title}{f', {rest}' if blank else ''}"


def _sub(words: str) -> Html | None:
    return element("span", words, class_="k-sub") if words else None
