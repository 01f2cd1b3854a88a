"""Rules about what names a measure: what is unknown, and what does not belong together."""

from collections.abc import Iterator, Sequence

from kpis.model import Measure
from kpis.plan.chain.lookup import Elsewhere
from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation.garbled.mended import mended
from kpis.validation.garbled.mended_texts import is_garbled
from kpis.validation.issues.identity import (
    CodeAndTitle,
    CodeAsNumber,
    CodesOfItsOwn,
    MeasureContradiction,
    MeasureNotNamed,
    MeasureOfAnotherPlan,
    UnknownMeasure,
    WhichMeasure,
)
from kpis.validation.measure_names import NamedTwice
from kpis.validation.period_column import rhythm_of
from kpis.validation.return_table import ReturnTable, RowIssue, name_of
from kpis.validation.rules.asking import (
    Item,
    as_answered,
    asked_together,
    question_about,
    rows_of,
    storable_rows,
    would_store,
)
from kpis.validation.text_column import positions

_MOST_NEAR = 3


def unknown_measures(table: ReturnTable) -> Iterator[RowIssue]:
    """A measure is named by its id, code or title, or as somebody answered: asked once per name."""
    unknown: dict[str, list[int]] = {}
    for position in positions(table.measure < 0):
        name = table.texts["measure"][position]
        if name:
            unknown.setdefault(name, []).append(position)
        else:
            beside = table.texts["measure_also"][position]
            yield table.issue(MeasureNotNamed, position, "measure", title_beside=beside)
    for name, rows in unknown.items():
        if _is_garbled_measure(table, name):
            continue
        if elsewhere := table.elsewhere(name):
            yield _of_another_plan(table, elsewhere, rows)
            continue
        yield _unknown_measure(table, name, rows)
    if table.names.answered:
        yield from _answered_names(table)


def _unknown_measure(table: ReturnTable, name: str, rows: Sequence[int]) -> RowIssue:
    near = _near(table, name, table.texts["measure_also"][rows[0]])
    leave = Choice(
        answer=LEAVE_OUT, label="None of them: leave its rows out" if near else "Leave its rows out"
    )
    choices = (*(_choice(table, measure, rows) for measure in near), leave)
    if not near:
        return table.issue(UnknownMeasure, rows[0], "measure", left_out=rows, choices=choices)
    return table.issue(
        WhichMeasure,
        rows[0],
        "measure",
        left_out=rows,
        choices=choices,
        nearest=tuple(f"{measure.code} {measure.title}" for measure in near),
    )


def _of_another_plan(table: ReturnTable, elsewhere: Elsewhere, rows: Sequence[int]) -> RowIssue:
    return table.issue(
        MeasureOfAnotherPlan,
        rows[0],
        "measure",
        left_out=rows,
        named=f"{elsewhere.measure.code} {elsewhere.measure.title}",
        its_plan=elsewhere.plan.title,
        plan=table.plan.title,
        told=" ".join(elsewhere.told),
    )


def _is_garbled_measure(table: ReturnTable, text: str) -> bool:
    """Whether it is asked about as a garbled text, see `rules.text.garbled_names`."""
    garbled = not table.is_history and is_garbled(text)
    return garbled and table.find_measure(mended(text)) is not None


def _near(table: ReturnTable, name: str, beside: str) -> list[Measure]:
    """The measures a name may mean, and those the title beside it may."""
    found = (*table.near_measures(name), *(table.near_measures(beside) if beside else ()))
    return list({measure.id: measure for measure in found}.values())[:_MOST_NEAR]


def _choice(table: ReturnTable, measure: Measure, rows: Sequence[int]) -> Choice:
    stores = would_store(table, rows, measure)
    label = f"{measure.code} {name_of(measure)}"
    if not stores:
        label += f", once its period is written as in {rhythm_of(measure).example}"
    return Choice(answer=measure.code, label=label, stores=stores)


def _answered_names(table: ReturnTable) -> Iterator[RowIssue]:
    rows: dict[str, int] = {}
    named = table.texts["measure"]
    for position in positions(named.where(table.names.answered.__contains__)):
        rows.setdefault(named[position], position)
    for name, position in rows.items():
        measure = table.names.answered[name]
        label = f"{measure.code} {name_of(measure)}"
        yield as_answered(table, "measure", [position], TAKE, label, found=name)


def codes_with_other_titles(table: ReturnTable) -> Iterator[RowIssue]:
    """A code of the plan stands beside a title of its measure, or of none: asked once for all."""
    pairs = [
        pair for pair in table.names.other_titles if not _is_garbled_measure(table, pair.title)
    ]
    if not pairs:
        return
    meant = [pair for pair in pairs if _is_answered_by_code(table, pair)]
    for pair in meant:
        measure = table.plan.measures[pair.measure]
        label = f"{measure.code} {name_of(measure)}"
        yield as_answered(table, "measure_also", pair.rows, TAKE, label, found=pair.title)
    items = [Item(pair.about, pair.title, pair.rows) for pair in pairs if pair not in meant]
    rows = rows_of(items)
    if not rows:
        return
    choices = [
        Choice(answer=TAKE, label="The codes are right", stores=_stored_of(table, rows)),
        *(_choices_by_title(table, items[0]) if len(items) == 1 else ()),
        Choice(answer=LEAVE_OUT, label="They are other measures: leave out"),
    ]

    def ask(asked: Sequence[Item]) -> RowIssue:
        return question_about(table, CodeAndTitle, "measure_also", asked, choices)

    yield from asked_together(table, CodeAndTitle, "measure_also", items, ask, choices)


def _is_answered_by_code(table: ReturnTable, pair: NamedTwice) -> bool:
    answer = table.context.answers.to(CodeAndTitle.code, pair.about)
    return answer not in ("", TAKE, LEAVE_OUT) and table.find_measure(answer) is not None


def _choices_by_title(table: ReturnTable, item: Item) -> Iterator[Choice]:
    own = table.measure_at(item.rows[0])
    for measure in table.near_measures(item.found):
        if measure is not own:
            yield _choice(table, measure, item.rows)


def _stored_of(table: ReturnTable, rows: Sequence[int]) -> str:
    """Each row as the measure that it is read as; named by the first that can be stored."""
    storable = storable_rows(table, rows)
    if not storable:
        return ""
    measure = table.measure_at(storable[0])
    stored = would_store(table, storable)
    return f"{stored} of {measure.code}" if measure and len(storable) == 1 else stored


def titles_beside_other_codes(table: ReturnTable) -> Iterator[RowIssue]:
    """A title of the plan beside a code that is not the plan's: asked once for all of a list."""
    items = [Item(pair.about, pair.code, pair.rows) for pair in table.names.other_codes]
    if not items:
        return
    rows = rows_of(items)
    choices = [
        Choice(answer=TAKE, label="The titles are right", stores=_stored_of(table, rows)),
        Choice(answer=LEAVE_OUT, label="They are other measures: leave out"),
    ]

    def ask(asked: Sequence[Item]) -> RowIssue:
        return question_about(table, CodesOfItsOwn, "measure", asked, choices)

    yield from asked_together(table, CodesOfItsOwn, "measure", items, ask, choices)


def codes_held_as_numbers(table: ReturnTable) -> Iterator[RowIssue]:
    """A number that is the code of several measures is asked about where no title tells."""
    for code in table.names.number_codes:
        first = code.rows[0]
        if code.answered:
            measure = table.measure_at(first)
            label = f"{measure.code} {name_of(measure)}" if measure else ""
            found = table.texts["measure"][first]
            yield as_answered(table, "measure", code.rows, TAKE, label, found=found)
            continue
        choices = (
            *(_choice(table, measure, code.rows) for measure in code.measures),
            Choice(answer=LEAVE_OUT, label="Neither: leave its rows out"),
        )
        other = code.measures[-1]
        yield table.issue(
            CodeAsNumber,
            first,
            "measure",
            left_out=code.rows,
            choices=choices,
            about=code.about,
            other=f"{other.code} {name_of(other)}",
        )


def contradicting_measures(table: ReturnTable) -> Iterator[RowIssue]:
    """Code, id and title of a row name the same measure."""
    differ = (table.measure >= 0) & (table.also >= 0) & (table.measure != table.also)
    for position in positions(differ):
        other = table.plan.measures[table.also[position]]
        yield table.issue(
            MeasureContradiction, position, "measure", other=f"{other.code} {name_of(other)}"
        )
