"""How rules ask: once for what is alike, with what each reading would store."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from kpis.model import Measure
from kpis.readers.asked import LEAVE_OUT, Choice
from kpis.validation.issues.question import LeftOutAsAnswered, Question, TakenAsAnswered
from kpis.validation.period_column import may_be_period_of, rhythm_of
from kpis.validation.return_table import ReturnTable, RowIssue
from kpis.validation.several import about_several


class Item(NamedTuple):
    """One of several things asked about together. about: what an answer to it alone hangs on."""

    about: str
    found: str
    rows: tuple[int, ...]


def asked_together(
    table: ReturnTable,
    kind: type[Question],
    field: str,
    items: Sequence[Item],
    ask: Callable[[Sequence[Item]], RowIssue],
    choices: Sequence[Choice],
) -> Iterator[RowIssue]:
    """One question about those of the items that nobody has answered, and what was answered.

    ask: the question about so many items, of that kind, with `about_all` of them and these
    choices. An answer to it is kept for each item, so that it holds where the next file has some
    of them only, and not for what is new there.
    """
    answers = table.context.answers
    labels = {choice.answer: choice.label for choice in choices}
    said = {item: answers.to(kind.code, item.about) for item in items}
    open_items = [item for item, answer in said.items() if answer not in labels]
    if open_items:
        together = answers.to(kind.code, about_all(open_items))
        if together not in labels:
            yield ask(open_items)
        for item in open_items:
            said[item] = together
            if together in labels:
                answers.keep(kind.code, item.about, together)
    by_answer: dict[str, list[Item]] = {}
    for item, answer in said.items():
        if answer in labels:
            by_answer.setdefault(answer, []).append(item)
    for answer, alike in by_answer.items():
        rows = rows_of(alike)
        yield as_answered(table, field, rows, answer, labels[answer], found=in_short(alike))


def question_about(
    table: ReturnTable,
    kind: type[Question],
    field: str,
    items: Sequence[Item],
    choices: Sequence[Choice],
    **more: Any,
) -> RowIssue:
    """One question of that kind about so many items, all of whose rows wait. more: of the kind."""
    return table.issue(
        kind,
        items[0].rows[0],
        field,
        left_out=rows_of(items),
        choices=tuple(choices),
        about=about_all(items),
        count=len(items),
        **more,
    )


def rows_of(items: Sequence[Item]) -> list[int]:
    return [row for item in items for row in item.rows]


def as_answered(
    table: ReturnTable, field: str, rows: Sequence[int], answer: str, label: str, found: str
) -> RowIssue:
    """What says that these rows are taken, or left out, as somebody answered."""
    out = answer == LEAVE_OUT
    made = table.issue(
        LeftOutAsAnswered if out else TakenAsAnswered, rows[0], field, found=found, label=label
    )
    return made._replace(left_out=tuple(rows) if out else ())


def about_all(items: Sequence[Item]) -> str:
    """What an answer to all of them hangs on."""
    return about_several(item.about for item in items)


def in_short(items: Sequence[Item]) -> str:
    """What was found, of several things the first and how many more."""
    return items[0].found if len(items) == 1 else f"{items[0].found} and {len(items) - 1} more"


def would_store(table: ReturnTable, rows: Sequence[int], of: Measure | None = None) -> str:
    """What these rows would store: "45 for Q2 2019/20 of 5.2 and 2 more figures".

    of: the measure they are asked to be of, where the question is that. Returns "" where none of
    them can be stored, because their periods are no periods of their measure.
    """
    storable = storable_rows(table, rows, of)
    if not storable:
        return ""
    first = storable[0]
    figure = f"{table.returned(first) or 'nothing'} for {table.typed(first, 'period')}"
    named = f"{figure} of {of.code}" if of else figure
    more = len(storable) - 1
    return named if not more else f"{named} and {more} more figure{'s' if more > 1 else ''}"


def storable_rows(
    table: ReturnTable, rows: Sequence[int], of: Measure | None = None
) -> Sequence[int]:
    """The rows whose period may be one of their measure, or of that one: of its own frequency.

    A quarter that is returned for a yearly measure is refused whatever is answered, so no reading
    of its row is offered with it.
    """
    if of is None:
        return [row for row in rows if table.period.may_fit[row]]
    texts, kinds = table.texts["period"], table.texts["period_kind"]
    rhythm = rhythm_of(of)
    cells = {(texts[row], kinds[row]) for row in rows}
    fitting = {cell for cell in cells if may_be_period_of(*cell, rhythm)}
    return [row for row in rows if (texts[row], kinds[row]) in fitting]
